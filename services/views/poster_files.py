"""From posters' rows to the file that a browser prints or downloads."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from office.models import Office
from office.wording import rupiah
from services.documents.poster import Paper, PosterContent, poster_zip, render_posters
from services.models import Poster
from services.queries.catalogue import offered
from services.queries.composing import emblem_of
from services.queries.posters import address_of, helper_of


def poster_file(
    office: Office, rows: list[Poster], *, wish: str, paper: Paper, delivers: bool, on: date
) -> HttpResponse:
    """One PDF to download, one to look at (`preview`), or a ZIP with a PDF for each."""
    contents = _contents(office, rows, delivers=delivers, on=on)
    name = f"poster-{office.slug}-{paper.lower()}"
    if wish == "zip":
        return _file(poster_zip(contents, paper), f"{name}.zip", "application/zip")
    return _file(render_posters(contents, paper), f"{name}.pdf", "application/pdf", inline=wish == "preview")


def _file(content: bytes, name: str, content_type: str, *, inline: bool = False) -> HttpResponse:
    how = "inline" if inline else "attachment"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )


def _contents(office: Office, rows: list[Poster], *, delivers: bool, on: date) -> list[PosterContent]:
    emblem = emblem_of(office)
    costs_money = any(service.current and service.current.fee for service in offered(office))
    return [
        PosterContent(
            office=office.name, region=office.region_name, place=poster.hall, code=f"{office.code}-QR-{poster.code}",
            address=address_of(poster), printed_on=on, phone=office.phone, helper=helper_of(poster.area),
            service=_title(poster), fee=_fee(poster, costs_money), delivers_late_letters=delivers, theme=office.theme, emblem=emblem,
        )
        for poster in rows
    ]  # fmt: skip


def _title(poster: Poster) -> str:
    service = poster.service
    return (service.current.name if service.current else service.name) if service else ""


def _fee(poster: Poster, costs_money: bool) -> str:
    """Empty says "gratis"; a poster of all services may say so only while every one of them is."""
    if poster.service is None:
        return "tertulis di tiap syarat" if costs_money else ""
    fee = poster.service.current.fee if poster.service.current else 0
    return rupiah(fee) if fee else ""
