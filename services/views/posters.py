"""Posters: the address behind a QR, and the desk that prints them and names the halls."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.guards import case_reader, catalogue_editor, everyone, open_to
from office.staff import local_day
from services.actions.posters import count_scan, hang_all, name_halls
from services.forms.posters import HallsForm, PosterForm
from services.models import Poster
from services.queries import posters
from services.views.poster_files import poster_file


@open_to(everyone)
@require_safe
def scan(request: HttpRequest, code: int) -> HttpResponseBase:
    """From the QR in a hall to the requirements; the scan is counted, the visitor is not noted."""
    poster = posters.poster_with_code(code)
    if poster is None:
        return render(
            request,
            "services/posters/unknown.html",
            {"page_title": "Poster tidak dikenal", "noindex": True},
            status=404,
        )
    if request.method == "GET" and not _is_fetched_ahead(request):
        count_scan(poster, day=local_day(poster.office, timezone.now()))
    response = redirect(_behind(poster))
    response.headers["Cache-Control"] = "no-store"  # a kept redirect would not be counted
    return response


def _is_fetched_ahead(request: HttpRequest) -> bool:
    """A browser or messenger that looks before anybody has tapped."""
    said = [request.headers.get(name, "").lower() for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")]
    return any("prefetch" in word or "preview" in word for word in said)


def _behind(poster: Poster) -> str:
    service, slug = poster.service, poster.office.slug
    page = reverse("services:catalogue", args=[slug])
    if service and service.is_offered and service.current_id:
        page = reverse("services:service", args=[slug, service.slug])
    return f"{page}?asal={poster.code}"


@open_to(catalogue_editor, case_reader)
def desk(request: HttpRequest, office: str) -> HttpResponseBase:
    """Choose halls, service and paper; the answer is one PDF, or a ZIP with a PDF for each hall."""
    place = request.office  # type: ignore[attr-defined]
    form = PosterForm(request.POST or None, office=place)
    if request.method == "POST" and form.is_valid():
        return _printed(request, form)
    context = {
        "form": form,
        "posters": posters.hung(place),
        "base_address": posters.base_address(place),
        "page_title": "Poster QR",
    }
    return render(request, "services/posters/desk.html", context)


def _printed(request: HttpRequest, form: PosterForm) -> HttpResponse:
    asked, place, now = form.cleaned_data, request.office, timezone.now()  # type: ignore[attr-defined]
    wish = request.POST.get("make", "pdf")
    areas = list(asked["places"])[: 1 if wish == "preview" else None]
    rows = hang_all(place, areas, service=asked["service"], staff=request.staff, at=now)  # type: ignore[attr-defined]
    return poster_file(
        place, rows, wish=wish, paper=asked["paper"], delivers=asked["delivers"], on=local_day(place, now)
    )


@open_to(catalogue_editor, case_reader)
@require_safe
def preview(request: HttpRequest, office: str, code: int) -> HttpResponse:
    """One poster that hangs already, as A4."""
    place = request.office  # type: ignore[attr-defined]
    poster = posters.poster_with_code(code)
    if poster is None or poster.office != place:
        raise Http404
    return poster_file(place, [poster], wish="preview", paper="A4", delivers=True, on=local_day(place, timezone.now()))


@open_to(catalogue_editor, case_reader)
def halls(request: HttpRequest, office: str) -> HttpResponseBase:
    """How the halls are called on the posters."""
    place = request.office  # type: ignore[attr-defined]
    form = HallsForm(request.POST or None, office=place)
    if request.method == "POST" and form.is_valid():
        changed = name_halls(place, form.halls, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, f"{changed} nama tempat diganti." if changed else "Tidak ada nama yang berubah.")
        return redirect("services:posters_desk", place.slug)
    return render(request, "services/posters/halls.html", {"form": form, "page_title": "Nama tempat poster"})
