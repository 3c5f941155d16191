"""RSS of published complaints: all of an office, of one category, of one RW. What is not published is in none of them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from complaints.api.open311.render import NOT_IN_XML
from complaints.masking import masked
from complaints.queries import public
from complaints.queries.public import Wish
from office.guards import everyone, open_to
from office.models import Office

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
MINUTES = 15


@open_to(everyone)
@require_safe
def all_of_them(request: HttpRequest, office: str) -> HttpResponse:
    """Everything the office published, newest first."""
    return _feed(request, "Laporan warga", Wish())


@open_to(everyone)
@require_safe
def of_category(request: HttpRequest, office: str, key: str) -> HttpResponse:
    place: Office = request.office  # type: ignore[attr-defined]
    found = next((row for row in public.categories(place) if row.key == key), None)
    if found is None:
        raise Http404
    return _feed(request, f"Laporan warga: {found.name}", Wish(category=key))


@open_to(everyone)
@require_safe
def of_rw(request: HttpRequest, office: str, village: str, rw: str) -> HttpResponse:
    place: Office = request.office  # type: ignore[attr-defined]
    found = next((area for area in public.villages(place) if area.code == village), None)
    if found is None:
        raise Http404
    return _feed(request, f"Laporan warga RW {rw}, {found.full_name}", Wish(village=village, rw=rw))


def _feed(request: HttpRequest, title: str, wish: Wish) -> HttpResponse:
    place: Office = request.office  # type: ignore[attr-defined]
    feed = Rss201rev2Feed(
        title=f"{title}, {place.name}", link=_address(reverse("complaints:public_list", args=[place.slug])),
        description=f"Laporan yang boleh dibaca umum di {place.name}: masalahnya, dinas yang menangani, dan keadaannya.",
        language="id", feed_url=_address(request.path), ttl=MINUTES,
    )  # fmt: skip
    rows, _more = public.page(place, wish, at=timezone.now())
    for row in rows:
        link = _address(reverse("complaints:public_page", args=[place.slug, row["number"]]))
        feed.add_item(
            title=_plain(masked(row["title"])), link=link, unique_id=link, unique_id_is_permalink=True,
            description=_plain(_words(row)), pubdate=row["published_at"], categories=[_plain(row["category__name"])],
        )  # fmt: skip
    response = HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    if rows:
        response.headers["Last-Modified"] = http_date(max(row["published_at"] for row in rows).timestamp())
    return response


def _words(row: dict[str, object]) -> str:
    parts = [public.word_of(str(row["state"])), f"RW {row['rw']}" if row["rw"] else "", str(row["agency__name"] or "")]
    return ". ".join(part for part in parts if part)


def _plain(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
