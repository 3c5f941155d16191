"""Moving a service: publish or discard its draft, pause and resume it, show or hide it, confirm that it still holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from office.guards import catalogue_editor, open_to
from office.staff import local_day
from services.actions import catalogue
from services.forms.catalogue import PauseForm, PublishForm
from services.models import Service
from services.queries.catalogue_desk import version_being_edited
from services.views.catalogue_desk import service_context, service_or_404

NO_DRAFT = "Tidak ada draf. Mungkin rekan Anda sudah menerbitkan atau membuangnya."


@open_to(catalogue_editor)
@require_POST
def publish(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    """Make the draft what residents read, with a note on what changed."""
    row, staff = service_or_404(request, slug), request.staff  # type: ignore[attr-defined]
    form = PublishForm(request.POST)
    if not form.is_valid():
        return render(
            request, "services/catalogue_desk/service.html", service_context(request, row, publish_form=form, form=form)
        )
    try:
        done = catalogue.publish(
            version_being_edited(row), note=form.cleaned_data["note"], staff=staff, at=timezone.now()
        )
        messages.success(
            request, f"Versi {done.number} terbit. Permohonan yang sudah masuk tetap memakai versi lamanya."
        )
    except catalogue.NothingToPublish as missing:
        messages.error(request, f"Belum bisa terbit. Lengkapi: {', '.join(missing.args[0])}.")
    except catalogue.Frozen:
        messages.error(request, NO_DRAFT)
    return _back(row)


@open_to(catalogue_editor)
@require_POST
def discard(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    row = service_or_404(request, slug)
    try:
        catalogue.discard(version_being_edited(row), staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, "Draf dibuang. Yang terbit tidak berubah.")
    except catalogue.Frozen:
        messages.error(request, NO_DRAFT)
    return _back(row)


@open_to(catalogue_editor)
@require_POST
def pause(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    """Stop taking requests, with the reason and the day that residents read."""
    row, now = service_or_404(request, slug), timezone.now()
    form = PauseForm(request.POST, today=local_day(row.office, now))
    if not form.is_valid():
        return render(
            request, "services/catalogue_desk/service.html", service_context(request, row, pause_form=form, form=form)
        )
    catalogue.pause(row, staff=request.staff, at=now, **form.cleaned_data)  # type: ignore[attr-defined]
    messages.success(request, "Permohonan baru dihentikan. Warga membaca alasannya.")
    return _back(row)


@open_to(catalogue_editor)
@require_POST
def resume(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    row = service_or_404(request, slug)
    catalogue.resume(row, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, "Permohonan baru diterima lagi.")
    return _back(row)


@open_to(catalogue_editor)
@require_POST
def offer(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    """Show a published service to residents, or hide it."""
    row, offered = service_or_404(request, slug), request.POST.get("offered") == "yes"
    catalogue.offer(row, offered, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, "Layanan tampil di daftar warga." if offered else "Layanan disembunyikan dari warga.")
    return _back(row)


@open_to(catalogue_editor)
@require_POST
def review(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    """ "Sudah diperiksa": what is published was read again and still holds."""
    row = service_or_404(request, slug)
    catalogue.confirm_reviewed(row, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, "Tanggal pemeriksaan diperbarui.")
    return _back(row)


def _back(row: Service) -> HttpResponseBase:
    return redirect("services:service_desk", row.office.slug, row.slug)
