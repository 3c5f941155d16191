"""Where the installation's secrets come from: the environment or files in production, made once in the demo."""

import base64
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

NAMES = ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "AUDIT_KEY")
_SHORTEST = 32


def load_keys(*, demo: bool, folder: Path) -> dict[str, str]:
    """Return every secret by name.

    In production each comes from PENDOPO_<NAME> or the file named by PENDOPO_<NAME>_FILE and must be strong;
    raises ImproperlyConfigured naming what is missing. In the demo they are made once under `folder` (mode 0600).
    """
    keys = {name: _from_environment(name) for name in NAMES}
    if demo:
        keys = {name: value or _kept_in(folder, name) for name, value in keys.items()}
    for name, value in keys.items():
        _refuse_weak(name, value)
    return {name: value for name, value in keys.items() if value}


def _from_environment(name: str) -> str | None:
    path = os.environ.get(f"PENDOPO_{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(f"PENDOPO_{name}")


def _kept_in(folder: Path, name: str) -> str:
    path = folder / name.lower()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(new_key(name))
    return path.read_text(encoding="utf-8").strip()


def new_key(name: str) -> str:
    """A fresh secret; FIELD_KEYS is a key ring `id:base64` (newest first, comma between)."""
    length = 48 if name == "SECRET_KEY" else 32  # Django asks for 50 characters; the others are keys of 256 bits
    value = base64.urlsafe_b64encode(secrets.token_bytes(length)).decode()
    return f"k1:{value}" if name == "FIELD_KEYS" else value


def _refuse_weak(name: str, value: str | None) -> None:
    if not value:
        raise ImproperlyConfigured(
            f"Rahasia PENDOPO_{name} belum diisi. Isi di lingkungan, atau tunjuk berkasnya dengan PENDOPO_{name}_FILE. "
            "Buat yang baru: python scripts/new_secrets.py"
        )
    if len(value) < _SHORTEST or len(set(value)) < 10 or "insecure" in value.lower() or "change" in value.lower():
        raise ImproperlyConfigured(f"Rahasia PENDOPO_{name} terlalu lemah. Pakai paling sedikit 32 huruf acak.")
