"""The upload page: one file field per requirement, showing what was sent before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from office.uploads.kinds import MEDIA_TYPES
from office.wording import file_size
from services.forms.fields import Questions
from services.models import Document, Requirement

ACCEPT = ",".join([*MEDIA_TYPES, ".jpg", ".jpeg", ".png", ".pdf"])


@dataclass(frozen=True)
class Stored:
    """A paper that is already here, as the crispy pack shows it."""

    name: str
    size: int
    url: str = ""


def field_name(requirement: Requirement) -> str:
    return f"berkas-{requirement.key}"


def papers_form(
    requirements: Iterable[Requirement], sent: Mapping[int, Document], *,
    urls: Mapping[int, str] | None = None, examples: Mapping[int, str] | None = None,
) -> Questions:  # fmt: skip
    """An unbound form; errors are added to it by name, because files are judged one by one as they come."""
    papers = list(requirements)
    fields: dict[str, forms.Field] = {
        field_name(paper): _field(paper, (examples or {}).get(paper.pk, "")) for paper in papers
    }
    urls = urls or {}
    initial = {
        field_name(paper): stored(sent[paper.pk], urls.get(paper.pk, "")) for paper in papers if paper.pk in sent
    }
    form = Questions(fields, initial=initial)
    form.is_bound, form.cleaned_data, form._errors = False, {}, forms.utils.ErrorDict()  # type: ignore[attr-defined]  # lets add_error work
    return form


def stored(document: Document, url: str = "") -> Stored:
    if document.file is None:
        return Stored("Asli diperlihatkan di loket", 0)
    return Stored(document.file.original_name, document.file.size, url)


def _field(paper: Requirement, example_url: str) -> forms.FileField:
    return forms.FileField(
        label=paper.name, required=paper.is_required, help_text=_hint(paper, example_url), widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip


def _hint(paper: Requirement, example_url: str) -> SafeString | str:
    if paper.example and example_url:
        link = format_html('<a href="{}">Lihat contoh ({})</a>', example_url, file_size(paper.example.size))
        return format_html("{} {}", paper.note, link)
    return paper.note


def missing_words(paper: Requirement) -> str:
    return f"Unggah foto {paper.name}"
