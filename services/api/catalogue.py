"""Offices and their services with requirements, as the public pages show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from office.models import Office
from office.queries.hours import hours_of
from office.staff import local_day
from services.api.described import described
from services.api.door import Door
from services.api.paging import PAGE_NAMES, Page, page_of, page_parameters
from services.api.shapes import OfficeDetail, OfficeRow, ServiceDetail, ServiceRow
from services.api.strict import is_writable
from services.models import Service
from services.queries import catalogue
from services.queries.drafts import terms_of, villages_of, why_closed

TAG = "Kantor dan layanan"
LONGEST_SEARCH = 80


class OfficePage(Page):
    results = OfficeRow(many=True)


class ServicePage(Page):
    results = ServiceRow(many=True)


_OF_AN_OFFICE = ("slug", "name", "kind", "region_name", "serves_online", "parent__slug")
_OF_A_SERVICE = (
    "slug", "name", "category", "synonyms", "is_offered", "paused_until", "pause_reason", "current__number", "current__name", "current__short_name",
    "current__summary", "current__sop_minutes", "current__sop_days", "current__fee",
)  # fmt: skip
"""What a row of a list needs; the long texts of a standard stay where they are."""


def offices() -> QuerySet[Office]:
    return Office.objects.filter(is_active=True)


def office_or_404(slug: str) -> Office:
    return get_object_or_404(offices().select_related("area"), slug=slug)


def service_or_404(office: Office, slug: str) -> Service:
    """An offered service with all that its questions need."""
    rows = catalogue.offered(office).select_related(
        "current__service__type", "current__service__office__area", "current__template"
    )
    return get_object_or_404(rows, slug=slug)


class Offices(Door):
    query_names = PAGE_NAMES

    @described("listOffices", "Daftar kantor", tag=TAG, answer=OfficePage, parameters=page_parameters())
    def get(self, request: Request) -> Response:
        return Response(
            OfficePage(
                page_of(request, offices().select_related("parent").only(*_OF_AN_OFFICE).order_by("name", "pk"))
            ).data
        )


class OneOffice(Door):
    @described(
        "readOffice",
        "Satu kantor, jam layanan, dan desa atau kelurahannya",
        tag=TAG,
        answer=OfficeDetail,
        refusals=[404],
    )
    def get(self, request: Request, office_slug: str) -> Response:
        office, now = office_or_404(office_slug), timezone.now()
        hours = hours_of(office, at=now)
        facts = {
            "is_open_now": hours.is_open(now),
            "opening_text": hours.opening_text(now),
            "villages": villages_of(office),
        }
        return Response(OfficeDetail(office, context=facts).data)


class Services(Door):
    query_names = PAGE_NAMES | {"q"}
    words = OpenApiParameter(
        "q",
        {"type": "string", "maxLength": LONGEST_SEARCH},
        description="Cari dengan kata sehari-hari, contoh: surat miskin",
    )

    @described(
        "listServices",
        "Daftar layanan satu kantor",
        tag=TAG,
        answer=ServicePage,
        refusals=[404],
        parameters=[*page_parameters(), words],
    )
    def get(self, request: Request, office_slug: str) -> Response:
        office = get_object_or_404(offices().only("slug", "name", "serves_online", "time_zone"), slug=office_slug)
        rows = list(
            catalogue.offered(office).only(*_OF_A_SERVICE)
        )  # forty at most: counting would cost more than reading
        if words := _words(request):
            rows = catalogue.search(rows, words)
        return Response(ServicePage(page_of(request, rows), context=_openness(office)).data)


def _words(request: Request) -> str:
    words = request.query_params.get("q", "")
    if len(words) > LONGEST_SEARCH or not is_writable(words):
        raise serializers.ValidationError({"q": [f"Paling panjang {LONGEST_SEARCH} huruf, tanpa tanda kendali"]})
    return words


def _openness(office: Office, at: datetime | None = None) -> dict[str, Any]:
    return {"office": office, "today": local_day(office, at or timezone.now())}


class OneService(Door):
    @described(
        "readService", "Syarat, isian, biaya, dan waktu satu layanan", tag=TAG, answer=ServiceDetail, refusals=[404]
    )
    def get(self, request: Request, office_slug: str, service_slug: str) -> Response:
        office, now = office_or_404(office_slug), timezone.now()
        service = service_or_404(office, service_slug)
        assert service.current is not None  # noqa: S101 - offered() leaves services without a published version out
        return Response(
            ServiceDetail(service, context={**_openness(office, now), "terms": terms_of(service.current, at=now)}).data
        )


def closed_because(service: Service, office: Office, *, at: datetime) -> str:
    return why_closed(service, office, today=local_day(office, at))
