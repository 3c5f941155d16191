"""Example pictures and blank forms of requirements: see, replace, take away."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.actions.files import store
from office.guards import catalogue_editor, open_to
from office.models import FileKind
from office.uploads.sanitise import CleanFile, UploadRefused, sanitise
from office.views.files import private_file_response
from services.actions import catalogue
from services.forms.catalogue import ExampleForm
from services.models import Requirement, Service
from services.queries.catalogue_desk import version_being_edited
from services.views.catalogue_desk import service_or_404


@open_to(catalogue_editor)
def example(request: HttpRequest, office: str, slug: str, key: str) -> HttpResponseBase:
    row = service_or_404(request, slug)
    paper = _paper(row, key)
    form = ExampleForm(request.POST or None, request.FILES or None)
    if request.POST.get("do") == "remove":
        return _hang(request, row, key, None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            return _hang(request, row, key, sanitise(upload.read(), upload.name, upload.content_type, label=paper.name))
        except UploadRefused as refusal:
            form.add_error("file", refusal.message)
    context = {"service": row, "paper": paper, "form": form, "page_title": f"Contoh {paper.name}"}
    return render(request, "services/catalogue_desk/example.html", context)


def _paper(row: Service, key: str) -> Requirement:
    return get_object_or_404(Requirement.objects.select_related("example"), version=version_being_edited(row), key=key)


@transaction.atomic
def _hang(request: HttpRequest, row: Service, key: str, clean: CleanFile | None) -> HttpResponseBase:
    staff, now = request.staff, timezone.now()  # type: ignore[attr-defined]
    draft = catalogue.open_draft(row, staff=staff, at=now)
    file = None if clean is None else store(
        clean.content, office=row.office, kind=FileKind.FORM, name=clean.original_name, content_type=clean.content_type, at=now,
        width=clean.width, height=clean.height, pages=clean.pages, thumbnail=clean.thumbnail,
    )  # fmt: skip
    catalogue.set_example(draft.requirements.get(key=key), file, staff=staff, at=now)
    messages.success(request, "Contoh tersimpan di draf." if file else "Contoh dilepas dari draf.")
    return redirect("services:catalogue_section", row.office.slug, row.slug, "syarat")


@open_to(catalogue_editor)
@require_safe
def example_file(request: HttpRequest, office: str, slug: str, key: str) -> HttpResponseBase:
    """The example as residents will download it."""
    paper = _paper(service_or_404(request, slug), key)
    if paper.example is None:
        raise Http404
    return private_file_response(paper.example, filename=paper.example.original_name, inline=True)
