"""Editing a service section by section; the first change of a published version opens its next draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from office.guards import catalogue_editor, open_to
from services.actions import catalogue
from services.catalogue_fields import FIELDS, field_key
from services.forms.catalogue import BasicsForm, ComponentsForm, FindingForm, LetterForm, PromiseForm, SectionForm
from services.forms.catalogue_rows import PurposeRow, RequirementRow, Row, Rows, StepRow, known_fields, moved, with_keys
from services.models import Requirement, Service, ServiceVersion
from services.queries.catalogue_desk import SECTIONS, version_being_edited
from services.views.catalogue_desk import service_or_404

FORMS: dict[str, type[SectionForm]] = {
    "pokok": BasicsForm,
    "waktu": PromiseForm,
    "komponen": ComponentsForm,
    "surat": LetterForm,
}
ROWS: dict[str, type[Row]] = {"syarat": RequirementRow, "keperluan": PurposeRow, "prosedur": StepRow}


@open_to(catalogue_editor)
def section(request: HttpRequest, office: str, slug: str, key: str) -> HttpResponseBase:
    """The page of one section; which kind of page it is depends on what the section holds."""
    row = service_or_404(request, slug)
    if key in FORMS:
        return _form_page(request, row, key)
    if key in ROWS:
        return _rows_page(request, row, key)
    if key == "isian":
        return _fields_page(request, row)
    if key == "pencarian":
        return _finding_page(request, row)
    raise Http404


def _form_page(request: HttpRequest, row: Service, key: str) -> HttpResponseBase:
    version = version_being_edited(row)
    extra: dict[str, Any] = {"office": row.office, "current": version.template} if key == "surat" else {}
    form = FORMS[key](request.POST or None, initial=FORMS[key].initial_of(version), **extra)
    if request.method == "POST" and form.is_valid():
        return _saved(request, row, form.changes())
    return _page(request, row, key, form=form)


def _saved(request: HttpRequest, row: Service, changes: dict[str, Any]) -> HttpResponseBase:
    with transaction.atomic():
        catalogue.edit(_draft(request, row), changes, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    return _back(request, row)


def _draft(request: HttpRequest, row: Service) -> ServiceVersion:
    return catalogue.open_draft(row, staff=request.staff, at=timezone.now())  # type: ignore[attr-defined]


def _back(request: HttpRequest, row: Service) -> HttpResponseBase:
    messages.success(request, "Tersimpan sebagai draf. Warga melihatnya setelah Anda terbitkan.")
    return redirect("services:service_desk", row.office.slug, row.slug)


def _page(request: HttpRequest, row: Service, key: str, **context: Any) -> HttpResponse:
    title = SECTIONS[key][0] if key in SECTIONS else "Pencarian"
    return render(
        request,
        f"services/catalogue_desk/edit_{_KINDS.get(key, 'form')}.html",
        {"service": row, "section": key, "section_title": title, "page_title": title, **context},
    )


_KINDS = {"syarat": "requirements", "keperluan": "rows", "prosedur": "rows", "isian": "fields"}


def _rows_page(request: HttpRequest, row: Service, key: str) -> HttpResponseBase:
    version = version_being_edited(row)
    rows = Rows(
        ROWS[key],
        stored=_stored(version, key),
        typed=request.POST if request.method == "POST" else None,
        **_extra(version, key),
    )
    wish = request.POST.get("do", "")
    if request.method == "POST" and wish != "save":
        rows = rows.changed(wish)
    elif request.method == "POST" and rows.is_valid():
        problem = _keep(request, row, key, rows.cleaned())
        if not problem:
            return _back(request, row)
        return _page(request, row, key, rows=rows, forms=list(rows), problem=problem)
    examples = (
        {paper.key: paper.example for paper in version.requirements.select_related("example")}
        if key == "syarat"
        else {}
    )
    return _page(request, row, key, rows=rows, forms=list(rows), examples=examples)


def _extra(version: ServiceVersion, key: str) -> dict[str, Any]:
    return {"purposes": version.purposes} if key == "syarat" else {}


def _stored(version: ServiceVersion, key: str) -> list[dict[str, Any]]:
    if key == "syarat":
        return [
            dict(row) for row in version.requirements.values("key", "name", "kind", "note", "only_for", "is_required")
        ]
    return list(version.purposes if key == "keperluan" else version.procedure)


@transaction.atomic
def _keep(request: HttpRequest, row: Service, key: str, rows: list[dict[str, Any]]) -> str:
    """Save a list into the draft; the words of a refusal when it does not fit the rest."""
    if key == "keperluan":
        rows = with_keys([{**one, "icon": one["icon"] or "document"} for one in rows], of="label")
        orphan = _orphan(version_being_edited(row), {one["key"] for one in rows})
        if orphan:
            return f"{orphan.name} hanya diminta untuk keperluan yang dihapus. Ubah syarat itu dulu"
    draft, staff, now = _draft(request, row), request.staff, timezone.now()  # type: ignore[attr-defined]
    if key == "syarat":
        catalogue.set_requirements(draft, _with_examples(draft, with_keys(rows, of="name")), staff=staff, at=now)
    else:
        catalogue.edit(draft, {"purposes" if key == "keperluan" else "procedure": rows}, staff=staff, at=now)
    return ""


def _orphan(version: ServiceVersion, keys: set[str]) -> Requirement | None:
    return next((paper for paper in version.requirements.all() if paper.only_for and paper.only_for not in keys), None)


def _with_examples(draft: ServiceVersion, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A requirement that keeps its key keeps its example."""
    kept = dict(draft.requirements.values_list("key", "example_id"))
    return [{**row, "example_id": kept.get(row["key"])} for row in rows]


def _fields_page(request: HttpRequest, row: Service) -> HttpResponseBase:
    """Which questions the form asks, in their order: a list moved by buttons, and a choice of what can be added."""
    version = version_being_edited(row)
    names = (
        known_fields(request.POST.getlist("field"), version.fields)
        if request.method == "POST"
        else list(version.fields)
    )
    wish = request.POST.get("do", "")
    if wish == "save" and names:
        return _saved(request, row, {"fields": names})
    if wish == "add":
        names = known_fields([*names, request.POST.get("new", "")], names)
    elif wish:
        names = moved(names, wish, empty="")
    chosen = {field_key(name) for name in names}
    free = sorted(
        (spec for spec in FIELDS.values() if spec.key not in chosen and spec.kind != "computed"),
        key=lambda spec: spec.label,
    )
    problem = "Pilih paling sedikit satu isian" if wish == "save" else ""
    return _page(
        request,
        row,
        "isian",
        names=[(name, FIELDS[field_key(name)]) for name in names if field_key(name) in FIELDS],
        free=free,
        problem=problem,
    )


def _finding_page(request: HttpRequest, row: Service) -> HttpResponseBase:
    initial = {"category": row.category, "synonyms": row.synonyms, "position": row.position}
    form = FindingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        catalogue.describe(row, staff=request.staff, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, "Tersimpan. Warga langsung melihatnya.")
        return redirect("services:service_desk", row.office.slug, row.slug)
    return _page(request, row, "pencarian", form=form)
