"""The catalogue's desk: the office's services, the shared ones it may take, and one service with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.guards import catalogue_editor, open_to
from office.staff import local_day
from services.actions.catalogue import adopt, found, gaps
from services.documents.letter import render_html
from services.forms.catalogue import NewServiceForm, PauseForm, PublishForm
from services.models import LetterTemplate, Service, ServiceType, ServiceVersion
from services.queries import catalogue_desk as queries
from services.queries.catalogue import is_paused
from services.queries.sample_letter import sample_content


@open_to(catalogue_editor)
@require_safe
def services(request: HttpRequest, office: str) -> HttpResponse:
    """Every service of the office with its state, and what the shared catalogue still offers."""
    place = request.office  # type: ignore[attr-defined]
    today = local_day(place, timezone.now())
    rows = [{"service": row, "states": queries.states_of(row, on=today)} for row in queries.services_of(place)]
    context = {"rows": rows, "adoptable": list(queries.adoptable(place)), "page_title": "Layanan"}
    return render(request, "services/catalogue_desk/services.html", context)


@open_to(catalogue_editor)
@require_POST
def take(request: HttpRequest, office: str, code: str) -> HttpResponseBase:
    """Adopt a shared service into the office, as a draft."""
    place, staff = request.office, request.staff  # type: ignore[attr-defined]
    type = get_object_or_404(ServiceType, code=code, level=place.kind)
    service = adopt(type, place, staff=staff, at=timezone.now())
    messages.success(request, f"{service.name} diambil sebagai draf. Periksa isinya, lalu terbitkan.")
    return redirect("services:service_desk", place.slug, service.slug)


@open_to(catalogue_editor)
def new(request: HttpRequest, office: str) -> HttpResponseBase:
    """A service that the shared catalogue does not know."""
    place, staff = request.office, request.staff  # type: ignore[attr-defined]
    form = NewServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service = found(place, staff=staff, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{service.name} dibuat sebagai draf.")
        return redirect("services:service_desk", place.slug, service.slug)
    return render(request, "services/catalogue_desk/new.html", {"form": form, "page_title": "Layanan baru"})


@open_to(catalogue_editor)
@require_safe
def service(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    return render(
        request, "services/catalogue_desk/service.html", service_context(request, service_or_404(request, slug))
    )


def service_or_404(request: HttpRequest, slug: str) -> Service:
    place = request.office  # type: ignore[attr-defined]
    return get_object_or_404(queries.services_of(place).select_related("office", "current__template"), slug=slug)


def service_context(request: HttpRequest, row: Service, **forms: Any) -> dict[str, Any]:
    """One service: what the newest version says, what a draft changes and lacks, and its history."""
    today = local_day(row.office, timezone.now())
    version = queries.version_being_edited(row)
    draft = version if version.published_at is None else None
    return {
        "service": row, "version": version, "draft": draft, "states": queries.states_of(row, on=today), "paused": is_paused(row, on=today),
        "sections": queries.sections(version), "empty": queries.empty_components(version), "gaps": gaps(draft) if draft else [],
        "changes": queries.differences(draft, row.current) if draft and row.current else [], "history": queries.versions_of(row),
        "is_review_due": queries.is_review_due(row, on=today), "publish_form": PublishForm(), "pause_form": PauseForm(today=today),
        "page_title": version.name, **forms,
    }  # fmt: skip


@open_to(catalogue_editor)
@require_safe
def version(request: HttpRequest, office: str, slug: str, number: int) -> HttpResponse:
    """A version as it was, and what it changed against the one before."""
    row = service_or_404(request, slug)
    shown = get_object_or_404(
        ServiceVersion.objects.select_related("template", "published_by"), service=row, number=number
    )
    before = row.versions.select_related("template").filter(number__lt=number).first()
    context = {
        "service": row, "version": shown, "sections": queries.sections(shown),
        "changes": queries.differences(shown, before) if before else [], "before": before, "page_title": f"{shown.name}, versi {number}",
    }  # fmt: skip
    return render(request, "services/catalogue_desk/version.html", context)


@open_to(catalogue_editor)
@require_safe
def letter(request: HttpRequest, office: str, slug: str) -> HttpResponse:
    """The letter of the newest version with invented answers."""
    row = service_or_404(request, slug)
    edited = queries.version_being_edited(row)
    template = get_object_or_404(LetterTemplate, pk=edited.template_id)
    content = sample_content(
        row.office, template, validity_days=edited.validity_days, on=local_day(row.office, timezone.now())
    )
    context = {
        "service": row,
        "version": edited,
        "sheet": render_html(content),
        "page_title": f"Contoh {edited.product_name}",
    }
    return render(request, "services/catalogue_desk/letter.html", context)
