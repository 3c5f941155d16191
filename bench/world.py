"""The database that pages are measured on: migrated, with the demonstration, at the wanted number of submissions."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from office.models import Office
from services.models import Submission


def prepare(*, at_most: int = 0) -> None:
    """Tables, static files and the demonstration; a database that is fuller than wanted starts anew."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if at_most and Submission.objects.count() > at_most:
        call_command("load_demo", reset=True)
    elif not Office.objects.exists():
        call_command("load_demo")
    connections.close_all()


def first_office() -> Office:
    prepare()
    return Office.objects.order_by("pk")[0]
