"""Anyone can check a letter: by the code under its QR, or by the PDF itself."""

from __future__ import annotations

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from office.clients import client_address
from office.codes import format_code, normalise
from office.guards import everyone, open_to
from services.actions import verification
from services.forms.verify import CodeForm, FileForm
from services.gateways.signer import PdfVerdict
from services.queries.verification import VERDICT_WORDS, Finding, Standing, by_code, by_hash
from services.tasks.signing import signer_of_installation


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """The form; a typed code leads to its page."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = normalise(form.cleaned_data["code"])
        return redirect(
            "services:verify_code",
            format_code(code) if code else form.cleaned_data["code"].strip().replace("/", "")[:40] or "-",
        )
    return _form_page(request, form, FileForm())


def _form_page(request: HttpRequest, form: CodeForm, file_form: FileForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "file_form": file_form, "forms": [form, file_form], "page_title": "Cek keaslian surat"}
    return render(request, "services/verify/form.html", context, status=status)


@open_to(everyone)
@require_safe
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR of a letter leads to: valid, expired, revoked or not found."""
    now, client = timezone.now(), client_address(request)
    if not verification.may_look(client, at=now):
        return render(request, "429.html", {"page_title": "Terlalu sering"}, status=429)
    finding = by_code(code, at=now)
    _note(finding, how="code", client=client)
    return _answer(request, finding, code=code, file_form=FileForm())


def _note(finding: Finding, *, how: str, client: str) -> None:
    now = timezone.now()
    verification.note(finding.letter, how=how, outcome=finding.standing, at=now)
    if finding.standing is Standing.UNKNOWN:
        verification.note_miss(client, at=now)


def _answer(request: HttpRequest, finding: Finding, **context: Any) -> HttpResponse:
    if finding.letter:
        request.office = finding.letter.office  # type: ignore[attr-defined]  # the shell shows the issuing office
    status = 404 if finding.standing is Standing.UNKNOWN and "file_form" in context else 200
    return render(
        request,
        f"services/verify/{finding.standing}.html",
        _facts(finding) | {"noindex": True, "form": CodeForm()} | context,
        status=status,
    )


def _facts(finding: Finding) -> dict[str, Any]:
    letter = finding.letter
    if letter is None:
        return {"page_title": "Surat tidak ditemukan"}
    zone = ZoneInfo(letter.office.time_zone)
    titles = {
        Standing.VALID: "Surat ini sah",
        Standing.EXPIRED: "Masa berlaku surat sudah habis",
        Standing.REVOKED: "Surat ini sudah dicabut",
    }
    return {
        "letter": letter,
        "issued_at": letter.issued_at.astimezone(zone) if letter.issued_at else None,
        "revoked_at": letter.revoked_at.astimezone(zone) if letter.revoked_at else None,
        "checked_at": timezone.now().astimezone(zone),
        "page_title": titles[finding.standing],
    }


@open_to(everyone)
@require_POST
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """Judge a PDF on all its bytes: known to the register, signed by us, nothing added."""
    now, client = timezone.now(), client_address(request)
    if not verification.may_look(client, at=now):
        return render(request, "429.html", {"page_title": "Terlalu sering"}, status=429)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, CodeForm(), form, status=422)
    content: bytes = form.cleaned_data["file"]
    finding = by_hash(hashlib.sha256(content).hexdigest(), at=now)
    verdict = signer_of_installation().verify(content)
    _note(finding, how="file", client=client)
    if finding.letter is None or not verdict.valid:
        return _refused(request, verdict)
    return _answer(request, finding, verdict=verdict, by_file=True)


def _refused(request: HttpRequest, verdict: PdfVerdict) -> HttpResponse:
    context = {
        "reason": VERDICT_WORDS[verdict.verdict],
        "verdict": verdict,
        "form": CodeForm(),
        "file_form": FileForm(),
        "page_title": "Berkas ini tidak sah",
        "noindex": True,
    }
    return render(request, "services/verify/refused.html", context)
