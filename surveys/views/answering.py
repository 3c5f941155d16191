"""Answering: by the one-time link of an invitation, by a QR or the page, on a tablet at the counter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache

from office.actions.limits import take
from office.clients import client_address
from office.guards import everyone, open_to
from office.models import Office
from office.staff import local_day
from services.models import Service
from surveys.actions import inviting, subjects
from surveys.actions.answering import Flag, PeriodClosed, TicketSpent, record_answer
from surveys.forms.answer import AnswerForm, SubjectForm
from surveys.models import Period, Source, Subject, SubjectKind, Ticket
from surveys.queries.answering import is_own_network, is_usable, services_to_judge, ticket_of
from surveys.queries.results import running

CALM, CALM_SECONDS = 8, 600
"""So many walk-in answers from one address in ten minutes are ordinary; more are flagged, and count all the same."""
MOST, MOST_SECONDS = 200, 3600
COUNTERS = 20
KIOSK_SECONDS = 8
PAGE = "surveys/answer.html"
kept_for_going_back = cache_control(private=True, no_cache=True)
"""Asked for anew each time, yet there with its key and what was ticked when somebody goes back after a lost connection."""


@open_to(everyone)
@kept_for_going_back
def by_ticket(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of an invitation: one answer, kept apart as verified, and no way back from it to the link."""
    at, ticket = timezone.now(), ticket_of(token)
    if ticket is None:
        return _closed(request, "unknown", status=404)
    request.office = ticket.office  # type: ignore[attr-defined]
    period = running(ticket.office, ticket.family)
    if not is_usable(ticket, at=at):
        return _closed(request, "spent", status=410)
    if period is None:
        return _closed(request, "between", status=410)
    form = AnswerForm(request.POST or None, period=period)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, period, ticket.subject, form, Source.TICKET, at, ticket=ticket)
        except (TicketSpent, PeriodClosed):
            return _closed(request, "spent", status=410)
        return redirect("surveys:thanks", ticket.office.slug)
    context = {"fixed": "", "decline_url": reverse("surveys:decline", args=[token]), "subject": ticket.subject}
    return _form(request, form, period, at, **context)


@open_to(everyone)
@never_cache
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No more invitations to this number and address."""
    ticket = ticket_of(token)
    if ticket is None:
        return _closed(request, "unknown", status=404)
    request.office = ticket.office  # type: ignore[attr-defined]
    if request.method == "POST":
        inviting.decline(ticket, at=timezone.now())
        return _closed(request, "declined", status=200)
    return _closed(request, "decline", status=200)


@open_to(everyone)
@kept_for_going_back
def walk_in(request: HttpRequest, office: str) -> HttpResponseBase:
    """By the QR at the counter or the page: `?layanan=`, `?loket=` or `?di=rw` say what is judged."""
    return _open_form(request, Source.QR, back="surveys:thanks")


@open_to(everyone)
@never_cache
def kiosk(request: HttpRequest, office: str) -> HttpResponseBase:
    """The same on a tablet that stays at the counter: afterwards it returns to the start by itself."""
    return _open_form(request, Source.KIOSK, back="surveys:kiosk_thanks")


def _open_form(request: HttpRequest, source: Source, *, back: str) -> HttpResponseBase:
    place, at = _office(request), timezone.now()
    period = running(place)
    if period is None:
        return _closed(request, "between", status=200)
    chosen = SubjectForm(request.POST or request.GET, services=services_to_judge(place))
    form = AnswerForm(request.POST or None, period=period)
    if request.method == "POST" and not chosen.is_valid():
        form.add_error(None, "Pilih layanan yang dinilai dari daftar")
    if request.method == "POST" and form.is_valid():
        return _answered(request, period, form, chosen, source, at, back)
    is_kiosk = source == Source.KIOSK
    return _form(request, form, period, at, chosen=chosen, is_kiosk=is_kiosk, fixed=_fixed_label(request))


def _answered(
    request: HttpRequest, period: Period, form: AnswerForm, chosen: SubjectForm, source: Source, at: datetime, back: str
) -> HttpResponseBase:
    if not take("survey", client_address(request), at=at, burst=MOST, per_seconds=MOST_SECONDS):
        form.add_error(
            None, "Terlalu banyak penilaian dari jaringan ini. Coba lagi satu jam lagi, isian Anda tetap ada"
        )
        return _form(
            request, form, period, at, chosen=chosen, is_kiosk=source == Source.KIOSK, fixed=_fixed_label(request)
        )
    try:
        _keep(request, period, _subject(request, period.office, chosen), form, source, at)
    except PeriodClosed:
        return _closed(request, "between", status=410)
    return redirect(back, period.office.slug)


def _keep(
    request: HttpRequest, period: Period, subject: Subject, form: AnswerForm, source: Source, at: datetime,
    ticket: Ticket | None = None,
) -> None:  # fmt: skip
    record_answer(
        period, subject, form.sheet(), source=source, client_key=form.cleaned_data["key"], at=at, ticket=ticket,
        flags=_flags(request, period.office, source, at),
    )  # fmt: skip


def _flags(request: HttpRequest, office: Office, source: Source, at: datetime) -> list[Flag]:
    """Many at once from one address, and answers from the office's own network; a kiosk stands in it by nature."""
    address, found = client_address(request), []
    if source == Source.QR and not take("survey-calm", address, at=at, burst=CALM, per_seconds=CALM_SECONDS):
        found.append(Flag.BURST)
    if source != Source.KIOSK and is_own_network(office, address):
        found.append(Flag.OWN_NETWORK)
    return found


def _subject(request: HttpRequest, office: Office, chosen: SubjectForm) -> Subject:
    if label := _fixed_label(request):
        return subjects.of_kind(office, SubjectKind.COUNTER if label.startswith("Loket") else SubjectKind.RW_DAY, label)
    slug = chosen.cleaned_data["layanan"]
    service = Service.objects.filter(office=office, slug=slug).first() if slug else None
    return subjects.of_service(service) if service else subjects.of_office(office)


def _fixed_label(request: HttpRequest) -> str:
    """A counter with its number, or the office days; a made-up number is none."""
    counter = request.GET.get("loket", "")
    if counter.isascii() and counter.isdigit() and 1 <= int(counter[:3]) <= COUNTERS:
        return f"Loket {int(counter)}"
    return "Kantor di RW" if request.GET.get("di") == "rw" else ""


def _form(request: HttpRequest, form: AnswerForm, period: Period, at: datetime, **context: Any) -> HttpResponse:
    return render(
        request, PAGE,
        {
            "form": form, "period": period, "today": local_day(period.office, at), "total": len(form.unsur), "noindex": True,
            "may_send_partly": form.is_bound and form.lacks_only_answers, "page_title": "Survei kepuasan", **context,
        },
    )  # fmt: skip


def _closed(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    return render(
        request, "surveys/closed.html", {"why": why, "noindex": True, "page_title": "Survei kepuasan"}, status=status
    )


@open_to(everyone)
def thanks(request: HttpRequest, office: str) -> HttpResponse:
    return render(request, "surveys/thanks.html", {"noindex": True, "page_title": "Terima kasih"})


@open_to(everyone)
@never_cache
def kiosk_thanks(request: HttpRequest, office: str) -> HttpResponse:
    """Goes back to the start by the answer's own header: without a script, too."""
    page = render(request, "surveys/thanks.html", {"is_kiosk": True, "noindex": True, "page_title": "Terima kasih"})
    page.headers["Refresh"] = f"{KIOSK_SECONDS}; url={reverse('surveys:kiosk', args=[office])}"
    return page


def _office(request: HttpRequest) -> Office:
    place: Office = request.office  # type: ignore[attr-defined]
    return place
