"""What every staff page of office days begins and ends with: the day somebody may see, the words of a refusal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest

from complaints.actions.days import DayTaken
from complaints.models import RwDay
from complaints.queries.days import visible_days, whole_day
from services.access import NotAllowed
from services.views.asking import staff_of
from services.workflow import IllegalMove

REFUSALS = (IllegalMove, NotAllowed, DayTaken)


def find_day(request: HttpRequest, number: int) -> RwDay:
    """A day this person sees, with its guests; else 404."""
    day = visible_days(staff_of(request)).filter(number=number).first()
    if day is None:
        raise Http404
    return whole_day(day)


def refusal_text(error: Exception) -> str:
    if isinstance(error, NotAllowed):
        return str(error)
    if isinstance(error, DayTaken):
        return "Di RW ini sudah ada jadwal pada tanggal itu."
    return "Belum tersimpan, karena keadaan hari ini sudah berubah. Periksa lagi di bawah."


def say_refused(request: HttpRequest, error: Exception) -> None:
    messages.error(request, refusal_text(error))
