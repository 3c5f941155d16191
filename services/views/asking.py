"""What every staff view begins and ends with: who asks, for which file, and the words when somebody was faster."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from office.models import Office
from office.staff import Staff
from office.wording import clock, date_time
from services.access import NotAllowed
from services.actions.intake import MissingPapers
from services.actions.letters import ContentChanged, NoSigner
from services.models import Letter, Submission
from services.queries.cases import case_of, last_mover
from services.workflow import IllegalMove

REFUSALS = (IllegalMove, NotAllowed, ContentChanged, NoSigner, MissingPapers, Letter.DoesNotExist)


def staff_of(request: HttpRequest) -> Staff:
    """Who asks; the guard let nobody else in."""
    staff: Staff = request.staff  # type: ignore[attr-defined]
    return staff


def office_of(request: HttpRequest) -> Office:
    office: Office = request.office  # type: ignore[attr-defined]
    return office


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a post, also an empty one, and nothing else."""
    return request.POST if request.method == "POST" else None


def find_case(request: HttpRequest, number: str) -> Submission:
    """The submission of this office, or 404: nobody learns what another office has."""
    found = case_of(office_of(request), number)
    if found is None:
        raise Http404
    return found


def local(office: Office, at: datetime) -> datetime:
    """The moment on the wall of the office."""
    return at.astimezone(ZoneInfo(office.time_zone))


def say_refused(request: HttpRequest, submission: Submission, error: Exception, *, at: datetime) -> None:
    """Tell politely why nothing happened: the rule, or who was faster and when."""
    messages.error(request, refusal_text(submission, error, at=at))


def refusal_text(submission: Submission, error: Exception, *, at: datetime) -> str:
    if isinstance(error, NotAllowed):
        return str(error)
    if isinstance(error, NoSigner):
        return "Tidak ada penanda tangan yang berlaku hari ini di kantor ini. Minta admin kantor mengisi jabatan penanda tangan."
    if isinstance(error, MissingPapers):
        return f"Masih kurang: {', '.join(error.args[0])}."
    lead = (
        "Isi surat sudah berubah sejak Anda membacanya."
        if isinstance(error, ContentChanged)
        else "Belum tersimpan, karena permohonan ini sudah berubah."
    )
    return f"{lead} {_who_was_faster(submission, at)} Periksa lagi keadaannya di bawah."


def _who_was_faster(submission: Submission, at: datetime) -> str:
    event = last_mover(submission)
    if event is None:
        return ""
    moment = local(submission.office, event.at)
    when = f"pukul {clock(moment)}" if moment.date() == local(submission.office, at).date() else date_time(moment)
    return f"{event.actor.name if event.actor else 'Pemohon atau sistem'}, {when}: {event.label}."


def with_page(request: HttpRequest, title: str, **context: Any) -> dict[str, Any]:
    """The context that every staff page has."""
    return {"page_title": title, "slug": office_of(request).slug, **context}
