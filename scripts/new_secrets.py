"""Makes the secrets of an installation: as files for docker compose (give a folder), or as shell lines (give nothing).

A file that is there already stays: a lost FIELD_KEYS makes every NIK in the database unreadable for ever.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

NAMES = ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "AUDIT_KEY")  # config.keys.NAMES; this file needs nothing but Python


def main() -> None:
    if len(sys.argv) > 1:
        write_files(Path(sys.argv[1]))
    else:
        for name in NAMES:
            print(f"export PENDOPO_{name}='{new_key(name)}'")


def new_key(name: str) -> str:
    length = 48 if name == "SECRET_KEY" else 32  # Django asks for 50 characters; the others are keys of 256 bits
    value = base64.urlsafe_b64encode(secrets.token_bytes(length)).decode()
    return f"k1:{value}" if name == "FIELD_KEYS" else value


def write_files(folder: Path) -> None:
    folder.mkdir(exist_ok=True, mode=0o700)
    for name in NAMES:
        keep(folder / name.lower(), new_key(name))
    postgres = keep(folder / "postgres_password", secrets.token_urlsafe(32))
    redis = keep(folder / "redis_password", secrets.token_urlsafe(32))
    keep(folder / "redis_conf", f"requirepass {redis}\n")
    keep(folder / "database_url", f"postgres://pendopo:{postgres}@db:5432/pendopo")
    keep(folder / "broker_url", f"redis://:{redis}@redis:6379/0")
    print(f"Rahasia ada di {folder}/. Simpan salinannya di tempat lain yang aman.")
    print(f"Isi sendiri: {folder}/email_url, {folder}/tls_certificate, {folder}/tls_key.")


def keep(path: Path, value: str) -> str:
    """Write once. The folder is closed to others; the file itself is readable for the user inside the container."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    os.fchmod(descriptor, 0o444)  # whatever the umask
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(value)
    return value


if __name__ == "__main__":
    main()
