"""The office's settings: letterhead, numbers, brand, pledge and limits, a page for each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.actions.settings import change, set_emblem
from office.forms.settings import (
    BrandForm,
    EmblemForm,
    LateForm,
    LetterheadForm,
    LimitsForm,
    NumberForm,
    PledgeForm,
    SettingsForm,
)
from office.guards import office_admin, open_to
from office.models import Office
from office.numbering import TOKENS, rendered_number
from office.staff import local_day
from office.uploads.sanitise import UploadRefused, sanitise
from office.wording import plain_date

SECTIONS: dict[str, tuple[str, type[SettingsForm]]] = {
    "kop": ("Kop surat dan kontak", LetterheadForm),
    "nomor": ("Nomor dan kertas surat", NumberForm),
    "warna": ("Warna", BrandForm),
    "maklumat": ("Maklumat pelayanan", PledgeForm),
    "batas": ("Batas dan masa simpan", LimitsForm),
    "keberatan": ("Keberatan dan antar ke rumah", LateForm),
}


@open_to(office_admin)
@require_safe
def settings(request: HttpRequest, office: str) -> HttpResponse:
    """Everything at a glance, with a way to change each part."""
    place, today = request.office, local_day(request.office, timezone.now())  # type: ignore[attr-defined]
    sections = [
        {"key": key, "title": title, "rows": _rows(form(office=place, today=today))}
        for key, (title, form) in SECTIONS.items()
    ]
    number = rendered_number(
        place.number_pattern, klas="400.9.2", seq=8, unit=place.unit_code, code=place.code, dated=today
    )
    return render(
        request,
        "office/settings/settings.html",
        {"sections": sections, "number": number, "page_title": "Pengaturan kantor"},
    )


def _rows(form: SettingsForm) -> list[dict[str, Any]]:
    return [{"label": bound.label, "value": _shown(bound.field, form.initial[bound.name])} for bound in form]


def _shown(field: Any, value: Any) -> Any:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return plain_date(value)
    return dict(getattr(field, "choices", [])).get(value, value) or ""


@open_to(office_admin)
def section(request: HttpRequest, office: str, key: str) -> HttpResponseBase:
    """One part of the settings. `do=preview` on the number's page shows an example and saves nothing."""
    if key not in SECTIONS:
        raise Http404
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    title, kind = SECTIONS[key]
    form = kind(request.POST or None, office=place, today=local_day(place, now))
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "preview":
        changed = change(place, form.cleaned_data, staff=request.staff, at=now)  # type: ignore[attr-defined]
        return _saved(request, place, bool(changed))
    context = {"form": form, "section": key, "section_title": title, "tokens": TOKENS, "page_title": title}
    return render(request, "office/settings/section.html", context)


def _saved(request: HttpRequest, place: Office, changed: bool) -> HttpResponseBase:
    cache.delete(f"shell:{place.pk}")  # this process shows it at once, the others within half a minute
    messages.success(request, "Pengaturan tersimpan." if changed else "Tidak ada yang berubah.")
    return redirect("office:settings", place.slug)


@open_to(office_admin)
def emblem(request: HttpRequest, office: str) -> HttpResponseBase:
    """The picture in the head of letters, posters and pages."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    if request.POST.get("do") == "remove":
        set_emblem(place, None, staff=request.staff, at=now)  # type: ignore[attr-defined]
        return _saved(request, place, True)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _hang(request, form):
        return _saved(request, place, True)
    return render(request, "office/settings/emblem.html", {"form": form, "page_title": "Lambang kantor"})


def _hang(request: HttpRequest, form: EmblemForm) -> bool:
    upload = form.cleaned_data["file"]
    try:
        clean = sanitise(upload.read(), upload.name, upload.content_type, label="lambang")
    except UploadRefused as refusal:
        form.add_error("file", refusal.message)
        return False
    if not clean.content_type.startswith("image/"):
        form.add_error("file", "Lambang harus gambar. Kirim JPG atau PNG")
        return False
    set_emblem(request.office, clean, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    return True
