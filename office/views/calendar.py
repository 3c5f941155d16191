"""When the office serves: the weeks of its seasons, special days beside the national calendar, the fasting month."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from office.actions.calendar import announce_ramadan, remove_special_day, set_special_day, set_week
from office.forms.calendar import RamadanForm, SpecialDayForm, WeekForm
from office.guards import office_admin, open_to
from office.models import Season
from office.queries.calendar import year_of
from office.queries.hours import hours_of
from office.staff import local_day

RECOMPUTED = "Batas waktu permohonan yang sedang berjalan dihitung ulang dalam satu menit."
YEARS = range(2020, 2076)  # what the fasting calendar reaches


@open_to(office_admin)
def hours(request: HttpRequest, office: str) -> HttpResponseBase:
    """Windows per weekday, in ordinary weeks and in Ramadan."""
    place, staff, now = request.office, request.staff, timezone.now()  # type: ignore[attr-defined]
    forms = [WeekForm(request.POST or None, office=place, season=season) for season in Season]
    if request.method == "POST" and all([form.is_valid() for form in forms]):  # noqa: C419 - every form must say what is wrong
        changed = [
            set_week(place, season, form.week, staff=staff, at=now) for season, form in zip(Season, forms, strict=True)
        ]
        cache.delete(f"shell:{place.pk}")
        messages.success(request, f"Jam layanan tersimpan. {RECOMPUTED}" if any(changed) else "Tidak ada yang berubah.")
        return redirect("office:hours", place.slug)
    today = local_day(place, now)
    context = {
        "forms": forms,
        "weeks": list(zip(Season, forms, strict=True)),
        "today_text": hours_of(place, at=now).hours_text(today),
        "page_title": "Jam layanan",
    }
    return render(request, "office/settings/hours.html", context)


@open_to(office_admin)
def special_days(request: HttpRequest, office: str) -> HttpResponseBase:
    """The office's own exceptions, with the national calendar of the year beside them."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    today = local_day(place, now)
    form = SpecialDayForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        set_special_day(
            place, found["day"], opens=found["opens"], closes=found["closes"], reason=found["reason"], staff=request.staff, at=now,  # type: ignore[attr-defined]
        )  # fmt: skip
        messages.success(request, f"Hari khusus tersimpan. {RECOMPUTED}")
        return _back(place.slug, found["day"].year)
    return _year_page(request, form=form, ramadan=RamadanForm())


def _year_page(request: HttpRequest, *, form: SpecialDayForm, ramadan: RamadanForm) -> HttpResponse:
    place = request.office  # type: ignore[attr-defined]
    today = local_day(place, timezone.now())
    number = _year(request.GET.get("tahun", ""), today.year)
    context = {
        "form": form, "ramadan_form": ramadan, "forms": [form, ramadan], "year": year_of(place, number), "today": today,
        "before": number - 1, "after": number + 1, "page_title": f"Hari khusus {number}",
    }  # fmt: skip
    return render(request, "office/settings/special_days.html", context)


def _year(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS else usual


def _back(slug: str, year: int) -> HttpResponseBase:
    response = redirect("office:special_days", slug)
    response["Location"] += f"?tahun={year}"
    return response


@open_to(office_admin)
@require_POST
def special_day_removed(request: HttpRequest, office: str) -> HttpResponseBase:
    """Take back a decision about a day that has not passed."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    day = _day(request.POST.get("day", ""))
    if day is None:
        raise Http404
    if day < local_day(place, now):
        messages.error(request, "Hari yang sudah lewat tidak diubah.")
    elif remove_special_day(place, day, staff=request.staff, at=now):  # type: ignore[attr-defined]
        messages.success(request, f"Hari khusus dihapus. {RECOMPUTED}")
    return _back(place.slug, day.year)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@open_to(office_admin)
@require_POST
def ramadan(request: HttpRequest, office: str) -> HttpResponseBase:
    """The fasting month as the government announced it."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    form = RamadanForm(request.POST)
    if not form.is_valid():
        return _year_page(request, form=SpecialDayForm(today=local_day(place, now)), ramadan=form)
    announce_ramadan(place, staff=request.staff, at=now, **form.cleaned_data)  # type: ignore[attr-defined]
    messages.success(request, f"Bulan Ramadan tersimpan untuk semua kantor. {RECOMPUTED}")
    return _back(place.slug, form.cleaned_data["starts_on"].year)
