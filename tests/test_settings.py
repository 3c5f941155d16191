"""A production that is not ready does not start, and says what is missing."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STRONG = {
    "PENDOPO_SECRET_KEY": "b8Qm0sYx2rTfV4wZp7LkN9cDhJ3gA6eUiO1yXq5R",
    "PENDOPO_FIELD_KEYS": "k1:3q2-7wAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk=",
    "PENDOPO_INDEX_KEY": "Zp7LkN9cDhJ3gA6eUiO1yXq5Rb8Qm0sYx2rTfV4w",
    "PENDOPO_AUDIT_KEY": "hJ3gA6eUiO1yXq5Rb8Qm0sYx2rTfV4wZp7LkN9cD",
}
PRODUCTION = STRONG | {
    "PENDOPO_MODE": "production",
    "PENDOPO_HOSTS": "layanan.contoh.go.id",
    "PENDOPO_PUBLIC_URL": "https://layanan.contoh.go.id",
}


def boot(folder, environment, code="import config.settings"):
    """Load the settings in a process that has this environment and nothing else."""
    clean = {"PATH": os.environ["PATH"], "PENDOPO_DATA": str(folder)} | environment
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, timeout=60)


def test_a_complete_production_starts(tmp_path):
    assert boot(tmp_path, PRODUCTION).returncode == 0


@pytest.mark.parametrize("name, value, message", [
    ("PENDOPO_SECRET_KEY", None, "Rahasia PENDOPO_SECRET_KEY belum diisi"),
    ("PENDOPO_FIELD_KEYS", None, "Rahasia PENDOPO_FIELD_KEYS belum diisi"),
    ("PENDOPO_INDEX_KEY", "", "Rahasia PENDOPO_INDEX_KEY belum diisi"),
    ("PENDOPO_AUDIT_KEY", None, "Rahasia PENDOPO_AUDIT_KEY belum diisi"),
    ("PENDOPO_SECRET_KEY", "pendek", "Rahasia PENDOPO_SECRET_KEY terlalu lemah"),
    ("PENDOPO_SECRET_KEY", "a" * 64, "Rahasia PENDOPO_SECRET_KEY terlalu lemah"),
    ("PENDOPO_SECRET_KEY", "django-insecure-b8Qm0sYx2rTfV4wZp7LkN9cDhJ3g", "Rahasia PENDOPO_SECRET_KEY terlalu lemah"),
    ("PENDOPO_SECRET_KEY", "change-me-change-me-change-me-0123456789", "Rahasia PENDOPO_SECRET_KEY terlalu lemah"),
    ("PENDOPO_HOSTS", None, "PENDOPO_HOSTS harus berisi nama host"),
    ("PENDOPO_HOSTS", "*", "PENDOPO_HOSTS harus berisi nama host"),
    ("PENDOPO_HOSTS", "layanan.contoh.go.id,*", "PENDOPO_HOSTS harus berisi nama host"),
    ("PENDOPO_PUBLIC_URL", None, "PENDOPO_PUBLIC_URL harus alamat https://"),
    ("PENDOPO_PUBLIC_URL", "http://layanan.contoh.go.id", "PENDOPO_PUBLIC_URL harus alamat https://"),
    ("PENDOPO_MODE", "prod", "PENDOPO_MODE harus demo, production, atau test"),
])  # fmt: skip
def test_what_is_missing_or_weak_is_named_and_nothing_starts(tmp_path, name, value, message):
    environment = {key: text for key, text in (PRODUCTION | {name: value}).items() if text is not None}

    refused = boot(tmp_path, environment)

    assert refused.returncode != 0
    assert message in refused.stderr
    assert not (tmp_path / "keys").exists()


def test_a_refusal_does_not_print_the_secret(tmp_path):
    refused = boot(tmp_path, PRODUCTION | {"PENDOPO_SECRET_KEY": "rahasia-tetapi-pendek"})

    assert refused.returncode != 0
    assert "rahasia-tetapi-pendek" not in refused.stdout + refused.stderr


def test_secrets_may_be_files(tmp_path):
    environment = {key: value for key, value in PRODUCTION.items() if key not in STRONG}
    for name, value in STRONG.items():
        (tmp_path / name).write_text(f"{value}\n")
        environment[f"{name}_FILE"] = str(tmp_path / name)

    shown = boot(tmp_path, environment, "import config.settings as s; print(s.SECRET_KEY)")

    assert shown.stdout.strip() == STRONG["PENDOPO_SECRET_KEY"]


def test_production_speaks_https_only_and_keeps_cookies_to_itself(tmp_path):
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY"
    code = f"import config.settings as s; print(*[getattr(s, name) for name in '{names}'.split()], s.DEBUG)"

    assert boot(tmp_path, PRODUCTION, code).stdout.split() == ["True"] * 4 + ["False"]


def test_the_demo_makes_its_own_secrets_once_and_keeps_them_closed(tmp_path):
    code = "import config.settings as s; print(s.SECRET_KEY)"

    first, second = (boot(tmp_path, {"PENDOPO_MODE": "demo"}, code).stdout for _ in range(2))

    assert first == second
    assert len(first.strip()) >= 32
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def settings_read():
    """Every name that the code reads from the environment."""
    files = [
        ROOT / "config/settings.py",
        ROOT / "config/gunicorn.py",
        ROOT / "scripts/supervise.py",
        ROOT / "docker-compose.yml",
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = re.findall(r"""(?:env(?:\.\w+)?\(\s*|environ\.get\(\s*|environ\[)["']([A-Z_]+)["']|\$\{([A-Z_]+)""", text)
    secret_keys = {f"PENDOPO_{name}" for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "AUDIT_KEY")}
    foreign = {"XDG_RUNTIME_DIR"}
    return {a or b for a, b in named} - foreign | secret_keys


def test_the_example_explains_every_setting_and_no_other():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    explained = {}
    for before, line in pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            explained[line.partition("=")[0].removesuffix("_FILE")] = before
    read = {name.removesuffix("_FILE") for name in settings_read()}

    assert set(explained) == read
    assert all(before.startswith(("#", "PENDOPO_HTTP_PORT")) for before in explained.values())
