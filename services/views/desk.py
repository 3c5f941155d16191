"""The staff queue and the archive."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.guards import case_reader, open_to, reviewer
from office.models import Office
from services.actions import review
from services.forms.desk import ArchiveForm, QueueForm
from services.queries import finding, queue
from services.queries.capped import shown
from services.queries.performance import average_minutes
from services.queries.queue import Cursor, Wish
from services.views.asking import REFUSALS, find_case, local, office_of, say_refused, staff_of, with_page
from services.views.countdown import countdown_of
from services.views.queue_rows import queue_rows

AVERAGE_SECONDS = 60


@open_to(case_reader)
@require_safe
def show_queue(request: HttpRequest, office: str) -> HttpResponse:
    """What is due first on top; the same address again every minute is the live list."""
    at, staff = timezone.now(), staff_of(request)
    form = QueueForm(request.GET, office=staff.office)
    wish = form.wish()
    countdown = countdown_of(staff.office, at)
    counts = queue.counts(staff, at, countdown.soon)
    context: dict[str, Any] = {
        "at": local(staff.office, at),
        "tiles": _tiles(staff.office, counts, at),
        "chips": _chips(staff, wish, counts, at),
        "wish": wish,
    }
    if form.words:
        keys = finding.found_keys(staff.office, form.words)
        found = queue.of_keys(staff.office, keys[: finding.MOST])
        context |= {
            "rows": queue_rows(found, staff, at=at, countdown=countdown),
            "words": form.words,
            "too_many": len(keys) > finding.MOST,
        }
    else:
        found, after = queue.page(staff, wish, at=at, after=Cursor.read(request.GET.get("sesudah", "")))
        context |= {"rows": queue_rows(found, staff, at=at, countdown=countdown), "next_url": _next_url(request, after)}
    return render(request, "services/desk/queue.html", with_page(request, "Antrean permohonan", form=form, **context))


def _tiles(office: Office, counts: dict[str, int], at: datetime) -> dict[str, str]:
    return {
        "late": shown(counts["chip_lewat"]),
        "soon": shown(counts["soon"]),
        "safe": shown(counts["safe"]),
        "average": _average(office, at),
    }


def _average(office: Office, at: datetime) -> str:
    """Mean service minutes of today, counted once a minute for the whole office."""
    morning = datetime.combine(local(office, at).date(), time(0), tzinfo=local(office, at).tzinfo)
    key = f"average:{office.pk}:{morning:%Y%m%d}"
    minutes = cache.get_or_set(key, lambda: average_minutes(office, since=morning) or 0, AVERAGE_SECONDS)
    return f"{minutes} mnt" if minutes else "–"


def _chips(staff: Any, wish: Wish, counts: dict[str, int], at: datetime) -> list[dict[str, Any]]:
    kept = {"layanan": wish.service, "desa": wish.village}
    return [
        {
            "label": label,
            "count": shown(counts[f"chip_{key}"]),
            "url": f"?{urlencode({name: value for name, value in {'lihat': key, **kept}.items() if value})}",
            "current": key == wish.chip,
        }
        for key, (label, _condition) in queue.chips(staff, at).items()
    ]


def _next_url(request: HttpRequest, after: Cursor | None) -> str:
    if after is None:
        return ""
    asked = request.GET.copy()
    asked["sesudah"] = str(after)
    return f"?{asked.urlencode()}"


@open_to(case_reader)
@require_safe
def archive(request: HttpRequest, office: str) -> HttpResponse:
    """What is finished: issued letters, products that wait for pick-up, what was handed over or refused."""
    at, staff = timezone.now(), staff_of(request)
    countdown, form = countdown_of(staff.office, at), ArchiveForm(request.GET)
    context: dict[str, Any] = {}
    if form.words:
        keys = finding.found_keys(staff.office, form.words)
        found = [row for row in queue.of_keys(staff.office, keys[: finding.MOST]) if row["finished_at"]]
        context = {"words": form.words, "too_many": len(keys) > finding.MOST}
    else:
        found, after = queue.finished(staff.office, state=form.state, after=Cursor.read(request.GET.get("sesudah", "")))
        context = {"next_url": _next_url(request, after)}
    context["rows"] = queue_rows(found, staff, at=at, countdown=countdown)
    return render(request, "services/desk/archive.html", with_page(request, "Arsip permohonan", form=form, **context))


@open_to(reviewer)
@require_POST
def take(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Make the file one's own, or take it over from somebody else; both leave a record."""
    submission, at = find_case(request, number), timezone.now()
    before = submission.officer
    try:
        review.take(submission, staff=staff_of(request), at=at)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        other = before and before.pk != staff_of(request).user.pk
        messages.success(
            request,
            f"Permohonan ini Anda ambil alih dari {before.name}."
            if other and before
            else "Permohonan ini sekarang tugas Anda.",
        )
    return redirect("services:case", office, number)


@open_to(reviewer)
@require_POST
def remind(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Tell whoever has the next paraf or the signature that somebody waits."""
    submission, at = find_case(request, number), timezone.now()
    try:
        names = review.remind(submission, staff=staff_of(request), at=at)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        messages.success(request, f"Pengingat terkirim kepada {', '.join(names)}. Tandanya terlihat di mejanya.")
    return redirect("services:queue", office_of(request).slug)
