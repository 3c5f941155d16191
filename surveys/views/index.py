"""The public index page and its sheet: live, made of counters, kept for a few seconds for all visitors."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from office.guards import everyone, open_to
from office.models import Office
from office.sheets import csv_response
from office.views.kept import same_for_all
from surveys.models import Period
from surveys.queries import index_page, open_data
from surveys.queries.region import region_of
from surveys.queries.report import promised
from surveys.queries.results import ENOUGH, SMALL_CELL, Figures, figures_of, shown_periods
from surveys.queries.trend import trend

SECONDS = 3


@open_to(everyone)
@require_safe
@partial(same_for_all, seconds=SECONDS)
def index(request: HttpRequest, office: str) -> HttpResponse:
    """The index of the running period, or of the one asked for (`?periode=`), for all services or one (`?layanan=`)."""
    place: Office = request.office  # type: ignore[attr-defined]
    periods = shown_periods(place)
    period = _chosen(periods, request.GET.get("periode", ""))
    context: dict[str, Any] = {
        "page_title": "Nilai kepuasan warga",
        "periods": periods,
        "enough": ENOUGH,
        "small": SMALL_CELL,
    }
    if period is None:
        points = trend(place, [])
        context |= {"points": points, "trend": _trend(points, None)}
    else:
        context |= _period_context(place, periods, period, request.GET.get("layanan", ""))
    return render(request, "surveys/public/index.html", context)


def _chosen(periods: list[Period], asked: str) -> Period | None:
    if asked:
        found = next((period for period in periods if str(period.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    return next((period for period in periods if period.is_open), periods[0] if periods else None)


def _period_context(place: Office, periods: list[Period], period: Period, service: str) -> dict[str, Any]:
    period.office = place
    whole = figures_of(period)
    figures = whole.only(service) if service else whole
    if service and not figures.parts:
        raise Http404
    points = [] if service else trend(place, periods)
    then = index_page.before(points, figures)
    context = {
        "period": period, "figures": figures, "whole": whole, "service": service, "points": points, "before": then,
        "services": [share for share in whole.services() if share.respondents],
        "changed_at": _local(place, figures.changed_at), "trend": _trend(points, whole), "margin": figures.margin if not service else None,
    }  # fmt: skip
    return context | (_shown(figures, then) if figures.is_enough else {}) | ({} if service else _around(place, whole))


def _local(place: Office, at: datetime | None) -> datetime | None:
    return at.astimezone(ZoneInfo(place.time_zone)) if at else None


def _trend(points: list[Any], whole: Figures | None) -> Any:
    known = [point for point in points if point.index is not None]
    if len(known) < 2:
        return None
    instrument = whole.instrument if whole else index_page.skm()
    return index_page.trend_chart(points, instrument)


def _shown(figures: Figures, then: Any) -> dict[str, Any]:
    return {
        "result": figures.result,
        "scale": index_page.scale_of(figures),
        "class_words": index_page.class_words(figures.result.band),
        "legend": index_page.legend_of(figures.instrument),
        "chart": index_page.unsur_chart(figures),
        "lowest": index_page.lowest_names(figures),
        "table": index_page.table_of(figures, then),
        "changed": index_page.change_words(figures.result, then),
    }


def _around(place: Office, whole: Figures) -> dict[str, Any]:
    return {
        "promised": promised(whole.period),
        "kinds": whole.kinds(),
        "mean": whole.mean_of_services if whole.is_enough else None,
        "region": region_of(place, whole.period),
    }


@open_to(everyone)
@require_safe
def index_csv(request: HttpRequest, office: str) -> HttpResponse:
    """The same figures as a sheet, per service and unsur; cells of fewer than five answers stay empty."""
    place: Office = request.office  # type: ignore[attr-defined]
    periods = shown_periods(place)
    period = _chosen(periods, request.GET.get("periode", "")) if periods else None
    chosen = [period] if period else []
    return csv_response(f"nilai-kepuasan-{place.slug}", open_data.HEADER, open_data.rows_of(place, chosen))
