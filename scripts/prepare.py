"""Everything between the packages and the first page, in one process: tables, static files, demo data, log-ins.

--fresh throws the demo data away first; --empty loads none.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

import supervise

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    import django

    import config  # noqa: F401 - sets up Celery's app, which carries the broker's address

    django.setup()
    if "--fresh" in sys.argv[1:]:
        throw_away()
    migrate()
    collect_static()
    if not production() and "--empty" not in sys.argv[1:]:
        load_demo()
    ask_for_heartbeat()


def production() -> bool:
    from django.conf import settings

    return bool(settings.PRODUCTION)


def throw_away() -> None:
    """Demo data goes as a whole: rows, files, mails and what waits in the broker."""
    from django.conf import settings
    from django.core.management import call_command

    if production():
        sys.exit("pendopo| Ini pemasangan sungguhan: datanya tidak dibuang.")
    held = supervise.lock(settings.DATA_DIR)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        for path in settings.DATA_DIR.glob(f"{Path(settings.DATABASES['default']['NAME']).name}*"):
            path.unlink()
    else:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
    for folder in (settings.PRIVATE_ROOT, settings.EMAIL_FOLDER, settings.DATA_DIR / "broker"):
        shutil.rmtree(folder, ignore_errors=True)
    held.close()


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("menyiapkan tabel …")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Copies, names by content and compresses the static files, when one of them has changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("mengumpulkan berkas tampilan …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def static_state() -> str:
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            seen.update(f"{path} {facts.st_mtime_ns} {facts.st_size}\n".encode())
    return seen.hexdigest()


def load_demo() -> None:
    from django.core.management import call_command, get_commands

    if "load_demo" in get_commands():
        call_command("load_demo", if_empty=True)
    if "load_demo_complaints" in get_commands():
        call_command("load_demo_complaints")
    if "load_rw_demo" in get_commands():
        call_command("load_rw_demo")
    if "load_demo_surveys" in get_commands():
        call_command("load_demo_surveys")
    if "demo_logins" in get_commands():
        call_command("demo_logins")


def ask_for_heartbeat() -> None:
    """The first thing the worker finds, so that /healthz need not wait for beat's first round."""
    from celery import current_app
    from kombu.exceptions import OperationalError

    try:
        current_app.send_task("office.tasks.note_heartbeat", expires=120)
    except OperationalError:
        say("antrean kerja belum menjawab; tanda hidup menyusul.")


def say(text: str) -> None:
    print(f"pendopo| {text}", flush=True)


if __name__ == "__main__":
    main()
