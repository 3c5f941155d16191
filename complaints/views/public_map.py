"""The map of published complaints, drawn here as SVG: no tile of another host, and a table that says the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.forms.public import WishForm
from complaints.map_drawing import drawing
from complaints.queries.public import Wish
from complaints.queries.public_map import Counted, counted
from complaints.views.public import place_of
from office.guards import everyone, open_to
from office.models import Office
from office.views.kept import same_for_all

KEPT_SECONDS = 60


@open_to(everyone)
@require_safe
@same_for_all
def show_map(request: HttpRequest, office: str) -> HttpResponse:
    """Where complaints of the last twelve months lie, by squares of half a kilometre, and the same by desa and RW."""
    place = place_of(request)
    form = WishForm(request.GET, office=place)
    found = _counted(place, form.wish())
    asked = form.asked()
    context: dict[str, Any] = {
        "form": form, "asked": asked, "query": urlencode(asked), "counted": found, "page_title": "Peta laporan warga",
        "drawing": drawing(found.squares, found.villages),
    }  # fmt: skip
    return render(request, "complaints/public/map.html", context)


def _counted(office: Office, wish: Wish) -> Counted:
    """Counted once a minute for each wish: the one read here that grows with the number of complaints."""
    key = ":".join(("complaint-map", str(office.pk), wish.category, wish.village, wish.rw, wish.state))
    found: Counted | None = cache.get(key)
    if found is None:
        found = counted(office, wish, at=timezone.now())
        cache.set(key, found, KEPT_SECONDS)
    return found
