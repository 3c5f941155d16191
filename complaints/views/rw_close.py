"""The end of a day: count, witnesses, what the public may read; later the same choice again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from complaints.actions import day_hall as verbs
from complaints.day_states import DayState, ItemKind
from complaints.forms.days import CloseForm
from complaints.masking import masked
from complaints.models import DayItem, RwDay
from complaints.views.rw_asking import REFUSALS, find_day, say_refused
from office.guards import day_planner, open_to
from office.typed import tidy_line
from services.views.asking import posted, staff_of, with_page

LONGEST = 300


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Count, sign, publish: the words proposed for the public are masked; whoever closes reads them once more."""
    day = find_day(request, number)
    if day.state != DayState.RUNNING:
        raise Http404
    form = CloseForm(posted(request), initial={"attendance": day.last_visitor, "witnesses": day.witnesses})
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            verbs.close_day(
                day, attendance=kept["attendance"], witnesses=kept["witnesses"], note=kept["note"], staff=staff_of(request),
                at=timezone.now(), public=_chosen(request, day),
            )  # fmt: skip
        except REFUSALS as error:
            say_refused(request, error)
        else:
            messages.success(request, "Hari ini ditutup. Cetak berita acara dan mintakan tanda tangan.")
        return redirect("complaints:rw_day_desk", office, number)
    context = with_page(request, f"Tutup {day.place_name}", form=form, day=day, rows=_rows(request, day))
    return render(request, "complaints/rw_desk/close.html", context)


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """After the day: what its public page shows, and in which words."""
    day = find_day(request, number)
    if day.state != DayState.CLOSED:
        raise Http404
    if request.method == "POST":
        count = verbs.show_items(day, _chosen(request, day), staff=staff_of(request), at=timezone.now())
        messages.success(request, f"{count} catatan ditampilkan untuk umum.")
        return redirect("complaints:rw_day_desk", office, number)
    context = with_page(request, "Yang dibaca umum", day=day, rows=_rows(request, day))
    return render(request, "complaints/rw_desk/shown.html", context)


def _items(day: RwDay) -> list[DayItem]:
    return list(DayItem.objects.filter(day=day).exclude(kind=ItemKind.LETTER).select_related("agency"))


def _rows(request: HttpRequest, day: RwDay) -> list[dict[str, object]]:
    """Ticked and with masked words until somebody decided otherwise; what was typed stays."""
    rows = []
    for item in _items(day):
        typed = request.POST.get(f"words-{item.number}") if request.method == "POST" else None
        ticked = (
            f"show-{item.number}" in request.POST if request.method == "POST" else item.is_public or not day.closed_at
        )
        words = typed if typed is not None else item.summary or tidy_line(masked(item.text))[:LONGEST]
        rows.append({"item": item, "words": words, "ticked": ticked})
    return rows


def _chosen(request: HttpRequest, day: RwDay) -> dict[UUID, str]:
    return {
        item.pk: masked(tidy_line(request.POST.get(f"words-{item.number}", "")))[:LONGEST]
        for item in _items(day)
        if f"show-{item.number}" in request.POST
    }
