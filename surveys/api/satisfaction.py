"""The satisfaction index for other programs: periods, the index of one, and everything as a sheet."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from office.models import Office
from office.sheets import as_csv
from services.api.described import described
from services.api.door import Door
from services.api.paging import PAGE_NAMES, Page, page_of, page_parameters
from surveys.models import Period, PrintedResult
from surveys.queries import open_data
from surveys.queries.results import ENOUGH, SMALL_CELL, Figures, Share, figures_of, shown_periods
from surveys.scoring import Result, UnsurScore

TAG = "Nilai kepuasan"
_SLUG = re.compile(r"^[-a-zA-Z0-9_]{1,80}\Z")
_NUMBER = re.compile(r"^[0-9]{1,15}\Z")


class PeriodRow(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    family = serializers.CharField(help_text="skm, spak, spkp …")
    regulation = serializers.CharField(source="instrument.regulation")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_running = serializers.BooleanField(source="is_open")
    policy = serializers.ChoiceField(choices=["exact", "w0111"], help_text="Bobot tepat 1/k, atau tiga desimal")
    pooling = serializers.ChoiceField(choices=["respondents", "services"])
    target = serializers.IntegerField(allow_null=True, help_text="Responden yang diperlukan")


class PeriodPage(Page):
    results = PeriodRow(many=True)


class UnsurRow(serializers.Serializer[Any]):
    key = serializers.CharField()
    number = serializers.CharField(help_text="U1 … menurut urutan kantor")
    name = serializers.CharField()
    n = serializers.IntegerField(allow_null=True, help_text=f"Jawaban terisi; kosong bila kurang dari {SMALL_CELL}")
    nrr = serializers.FloatField(allow_null=True)
    index = serializers.FloatField(allow_null=True)
    mutu = serializers.CharField(allow_null=True)


class ServiceShare(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="Kosong untuk yang bukan layanan")
    name = serializers.CharField()
    respondents = serializers.IntegerField(allow_null=True, help_text=f"Kosong bila kurang dari {SMALL_CELL}")
    index = serializers.FloatField(allow_null=True)
    mutu = serializers.CharField(allow_null=True)


class KindShare(serializers.Serializer[Any]):
    name = serializers.CharField()
    respondents = serializers.IntegerField(allow_null=True)
    index = serializers.FloatField(allow_null=True)
    mutu = serializers.CharField(allow_null=True)


class Index(serializers.Serializer[Any]):
    """Nilai satu periode; `index` kosong sampai cukup warga menilai."""

    period = PeriodRow()
    service = serializers.CharField(allow_null=True)
    respondents = serializers.IntegerField()
    enough = serializers.IntegerField(help_text="Penilaian paling sedikit sebelum nilai tampil")
    excluded = serializers.IntegerField()
    flagged = serializers.IntegerField()
    updated_at = serializers.DateTimeField(allow_null=True)
    index = serializers.FloatField(allow_null=True)
    mutu = serializers.CharField(allow_null=True)
    unsur = UnsurRow(many=True)
    services = ServiceShare(many=True)
    kinds = KindShare(many=True)


def _place(slug: str) -> Office:
    return get_object_or_404(Office.objects.filter(is_active=True), slug=slug)


class Periods(Door):
    query_names = PAGE_NAMES

    @described("listSurveyPeriods", "Periode survei satu kantor, yang terbaru dulu", tag=TAG, answer=PeriodPage, refusals=[404], parameters=page_parameters())  # fmt: skip
    def get(self, request: Request, office_slug: str) -> Response:
        return Response(PeriodPage(page_of(request, shown_periods(_place(office_slug)))).data)


class OneIndex(Door):
    query_names = frozenset({"period", "service"})
    asked = (
        OpenApiParameter("period", {"type": "integer", "minimum": 1}, description="Tanpa ini: yang berjalan, atau yang terakhir"),
        OpenApiParameter("service", {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "maxLength": 80}),
    )  # fmt: skip

    @described("readSatisfaction", "Nilai kepuasan, tiap unsur dan tiap layanan", tag=TAG, answer=Index, refusals=[404], parameters=asked)  # fmt: skip
    def get(self, request: Request, office_slug: str) -> Response:
        number, service = _asked(request, "period", _NUMBER), _asked(request, "service", _SLUG)
        place = _place(office_slug)
        period = _period(place, number)
        whole = figures_of(period)
        figures = whole.only(service) if service else whole
        if service and not figures.parts:
            get_object_or_404(Period, pk=None)
        return Response(Index(_index(period, figures, service)).data)


def _asked(request: Request, name: str, pattern: re.Pattern[str]) -> str:
    text = request.query_params.get(name, "")
    if name in request.query_params and not pattern.match(text):
        raise serializers.ValidationError({name: ["Nilainya tidak bisa dibaca"]})
    return text


def _period(place: Office, number: str) -> Period:
    rows = Period.objects.filter(office=place, family="skm").exclude(state="draft").select_related("instrument")
    if number:
        return get_object_or_404(rows, pk=int(number))
    found = rows.filter(state="open").first() or rows.order_by("-starts_on", "-pk").first()
    return found or get_object_or_404(rows, pk=0)


def _index(period: Period, figures: Figures, service: str) -> dict[str, Any]:
    result = figures.result if figures.is_enough else None
    return {
        "period": period, "service": service or None, "respondents": figures.respondents, "enough": ENOUGH,
        "excluded": figures.excluded, "flagged": figures.flagged, "updated_at": figures.changed_at, **_score(result),
        "unsur": [_unsur(figures, result.of(key)) for key in figures.order] if result else [],
        "services": [_share(share) for share in figures.services() if share.respondents],
        "kinds": [_share(share) for share in figures.kinds()],
    }  # fmt: skip


def _share(share: Share) -> dict[str, Any]:
    few = 0 < share.respondents < SMALL_CELL
    return {
        "slug": share.slug,
        "name": share.label,
        "respondents": None if few else share.respondents,
        **_score(share.result),
    }


def _score(result: Result | None) -> dict[str, Any]:
    if result is None or result.band is None:
        return {"index": None, "mutu": None}
    return {"index": _plain(result.index), "mutu": result.band.letter}


def _unsur(figures: Figures, row: UnsurScore) -> dict[str, Any]:
    few = row.n < SMALL_CELL
    return {
        "key": row.key, "number": f"U{figures.order.index(row.key) + 1}", "name": figures.instrument.of(row.key).name,
        "n": None if few else row.n, "nrr": None if few else _plain(row.nrr), "index": None if few else _plain(row.index),
        "mutu": row.band.letter if row.band and not few else None,
    }  # fmt: skip


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


class OpenData(Door):
    @described("downloadSatisfaction", "Semua periode sebagai CSV, sel kecil dikosongkan", tag=TAG, answer=OpenApiTypes.BINARY, media_type="text/csv", refusals=[404])  # fmt: skip
    def get(self, request: Request, office_slug: str) -> HttpResponse:
        place = _place(office_slug)
        printed = (
            PrintedResult.objects.filter(office=place, family="skm").select_related("instrument").order_by("starts_on")
        )
        rows = open_data.rows_of(place, shown_periods(place), printed)
        return HttpResponse(as_csv(open_data.HEADER, rows), content_type="text/csv; charset=utf-8")
