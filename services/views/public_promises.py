"""Janji kami: the share within the promise, per service, for everybody to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.charts import Chart, Value, bars
from office.guards import everyone, open_to
from office.views.kept import same_for_all
from services.models import Service
from services.queries import catalogue
from services.queries.promises import DEFINITIONS, ENOUGH
from services.queries.public_promises import DAYS, PublicShare, public_shares, share_of


@open_to(everyone)
@require_safe
@same_for_all
def promise(request: HttpRequest, office: str) -> HttpResponse:
    """The last thirty days, service by service; those with too few files say so."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    shares = public_shares(place, at=now)
    services = [(row, shares.get(row.slug) or PublicShare(row.slug, 0, 0)) for row in catalogue.offered(place)]
    rows = [(service, share) for service, share in services if share.is_enough]
    context = {
        "total": share_of(place, "", at=now), "days": DAYS, "enough": ENOUGH, "definitions": DEFINITIONS, "chart": _chart(rows),
        "rows": rows, "few": [service for service, share in services if not share.is_enough], "page_title": "Janji kami",
    }  # fmt: skip
    return render(request, "services/public/promise.html", context)


def _chart(rows: list[tuple[Service, PublicShare]]) -> Chart | None:
    values = [Value(service.name, share.percent, f"{share.percent}%") for service, share in rows]
    title = f"Persen selesai tepat waktu, {DAYS} hari terakhir"
    return bars("layanan", title, values, what="Layanan", measure="Tepat waktu") if values else None
