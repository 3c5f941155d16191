"""What residents read: the office's door, its services, each one's requirements, its pledge."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from office.guards import everyone, open_to
from office.models import Office
from office.queries.hours import hours_of
from office.staff import local_day
from office.views.kept import same_for_all
from services.models import Requirement, Service, ServiceVersion
from services.queries import catalogue, performance
from services.queries.public_promises import share_of
from services.views.home_cards import cards_of

POPULAR = 4


@open_to(everyone)
@require_safe
@same_for_all
def home(request: HttpRequest, office: str) -> HttpResponse:
    """The door: search, the main tasks, whether the counter is open."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    services = list(catalogue.offered(place))
    context = {
        "services": services,
        "popular": services[:POPULAR],
        "groups": catalogue.grouped(services),
        "counter": _counter(place, now),
        "cards": cards_of(place, at=now),
        "page_title": "Beranda",
    }
    return render(request, "services/public/home.html", context)


def _counter(office: Office, now: datetime) -> dict[str, Any]:
    hours = hours_of(office, at=now)
    return {
        "is_open": hours.is_open(now),
        "text": hours.opening_text(now),
        "waiting": performance.waiting(office),
        "average": performance.average_minutes(office, since=now - timedelta(days=30)),
    }


@open_to(everyone)
@require_safe
@same_for_all
def catalogue_list(request: HttpRequest, office: str) -> HttpResponse:
    """All services by kind, or those for one occasion (`?butuh=`); `?asal=` keeps which poster was scanned."""
    services = list(catalogue.offered(request.office).select_related("current", "type"))  # type: ignore[attr-defined]
    needs = catalogue.needs_of(services)
    need = next((need for need in needs if need.key == request.GET.get("butuh")), None)
    shown = catalogue.answering(services, need.key) if need else services
    context = {
        "groups": catalogue.grouped(shown),
        "count": len(shown),
        "needs": needs,
        "need": need,
        "page_title": need.label if need else "Layanan",
        **_origin(request),
    }
    return render(request, "services/public/catalogue.html", context)


def _origin(request: HttpRequest) -> dict[str, Any]:
    poster = catalogue.poster_named(request.office, request.GET.get("asal", ""))  # type: ignore[attr-defined]
    return {"poster": poster, "origin": f"?asal={poster.code}" if poster else ""}


@open_to(everyone)
@require_safe
def search(request: HttpRequest, office: str) -> HttpResponse:
    words = request.GET.get("q", "")[:80].replace("\x00", "")
    services = list(catalogue.offered(request.office))  # type: ignore[attr-defined]
    found = catalogue.search(services, words)
    context = {
        "q": words,
        "found": found,
        "groups": [] if found else catalogue.grouped(services),
        "page_title": f"Cari: {words}" if words else "Cari layanan",
        "noindex": True,
    }
    return render(request, "services/public/search.html", context)


@open_to(everyone)
@require_safe
@same_for_all
def service(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    """The requirement page that a poster's QR leads to."""
    offered = _offered_or_404(request, slug)
    version, today = offered.current, local_day(request.office, timezone.now())  # type: ignore[attr-defined]
    assert version is not None  # noqa: S101 - offered() leaves services without a published version out
    context = {
        "service": offered, "version": version, **_papers(version), **_origin(request),
        "paused": catalogue.is_paused(offered, on=today), "page_title": f"Syarat {version.name}",
        "share_url": _share_url(request, version), "share": share_of(request.office, slug, at=timezone.now()),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "services/public/service.html", context)


def _offered_or_404(request: HttpRequest, slug: str) -> Service:
    return get_object_or_404(catalogue.offered(request.office), slug=slug)  # type: ignore[attr-defined]


def _papers(version: ServiceVersion) -> dict[str, Any]:
    rows = list(version.requirements.select_related("example"))
    extras = [
        {**purpose, "papers": [row for row in rows if row.only_for == purpose["key"]]} for purpose in version.purposes
    ]
    return {
        "papers": [row for row in rows if row.is_required and not row.only_for],
        "optional": [row for row in rows if not row.is_required and not row.only_for],
        "extras": [extra for extra in extras if extra["papers"]],
    }


def _share_url(request: HttpRequest, version: ServiceVersion) -> str:
    address = request.build_absolute_uri(request.path)
    return "https://wa.me/?" + urlencode({"text": f"Syarat {version.name}: {address}"})


@open_to(everyone)
@require_safe
def example(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """An example picture or blank form of a published requirement."""
    from office.views.files import private_file_response  # noqa: PLC0415 - only this page needs it

    row = get_object_or_404(
        Requirement.objects.select_related("example"), pk=pk, example__isnull=False,
        version__service__office=request.office, version__published_at__isnull=False,  # type: ignore[attr-defined]
    )  # fmt: skip
    assert row.example  # noqa: S101 - the filter above says there is one
    return private_file_response(row.example, filename=row.example.original_name, inline=True)


@open_to(everyone)
@require_safe
def standard_pdf(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    """The standar pelayanan sheet with its fourteen components."""
    from services.documents.standard_sheet import render_standard  # noqa: PLC0415 - WeasyPrint is slow to load
    from services.queries.standards import standard_content  # noqa: PLC0415 - belongs to the line above

    version = _offered_or_404(request, slug).current
    assert version is not None  # noqa: S101 - see service()
    return _pdf(render_standard(standard_content(version)), f"standar-pelayanan-{slug}.pdf")


@open_to(everyone)
@require_safe
@same_for_all
def pledge(request: HttpRequest, office: str) -> HttpResponse:
    """The maklumat pelayanan, with the standards it stands for."""
    place = request.office  # type: ignore[attr-defined]
    context = {"services": list(catalogue.offered(place)), "page_title": "Maklumat dan standar pelayanan"}
    return render(request, "services/public/pledge.html", context)


@open_to(everyone)
@require_safe
def pledge_pdf(request: HttpRequest, office: str) -> HttpResponse:
    from services.documents.standard_sheet import render_pledge  # noqa: PLC0415 - WeasyPrint is slow to load
    from services.queries.standards import pledge_content  # noqa: PLC0415 - belongs to the line above

    content = pledge_content(request.office, at=timezone.now())  # type: ignore[attr-defined]
    if content is None:
        raise Http404
    return _pdf(render_pledge(content), "maklumat-pelayanan.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _plain_page(template: str, title: str) -> Any:
    @open_to(everyone)
    @require_safe
    @same_for_all
    def page(request: HttpRequest, office: str) -> HttpResponse:
        return render(request, f"services/public/{template}.html", {"page_title": title})

    page.__name__ = template
    return page


privacy = _plain_page("privacy", "Kebijakan privasi")
accessibility = _plain_page("accessibility", "Pernyataan aksesibilitas")
help_page = _plain_page("help", "Cara memakai layanan ini")
