"""Which complaints this browser has opened: in a signed cookie for half an hour, never in a session, which would be a trace of who."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from complaints.models import Complaint

COOKIE = "laporan"
HOLDS = timedelta(minutes=30)


def grant(answer: HttpResponseBase, complaint: Complaint, *, at: datetime) -> None:
    """Let this browser see one complaint; the last one opened is the one that counts."""
    answer.set_signed_cookie(
        COOKIE, str(complaint.pk), salt=COOKIE, max_age=int(HOLDS.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def is_granted(request: HttpRequest, complaint: Complaint) -> bool:
    """Whether it was opened here within half an hour."""
    key: Any = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=int(HOLDS.total_seconds()))
    return bool(key == str(complaint.pk))


def withdraw(answer: HttpResponseBase) -> None:
    """Forget it, for shared phones."""
    answer.delete_cookie(COOKIE, samesite="Lax")
