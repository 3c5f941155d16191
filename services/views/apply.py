"""Applying from a phone: start a draft, go through its pages, check the answers, send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from office.actions import limits
from office.clients import client_address
from office.guards import everyone, open_to
from office.staff import local_day
from office.views.files import private_file_response
from services.actions import drafts, intake
from services.forms.apply import Answers, ConsentForm
from services.forms.fields import typed_of
from services.forms.judges import address_in
from services.forms.people import add_row, remove_row
from services.forms.steps import CHECK, DELIVERY, PAPERS, TITLES
from services.models import Document, Draft, Service
from services.queries import catalogue
from services.queries.drafts import papers_in, why_closed
from services.views import draft_papers
from services.views.answers_shown import shown
from services.views.draft_pages import answers_of, typed_in, with_draft, zone_of
from services.views.tracking_grant import grant

STARTS_AN_HOUR = 60
SENDS_AN_HOUR = 30
HOUR = 60 * 60


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, office: str, slug: str) -> HttpResponseBase:
    """Say what is coming; a POST opens the draft. `?asal=` keeps which poster was scanned."""
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    rows = Service.objects.filter(office=place, current__isnull=False).select_related(
        "current__service__office__area", "current__service__type"
    )
    service = get_object_or_404(rows, slug=slug)
    poster = catalogue.poster_named(place, request.GET.get("asal", ""))
    reason = why_closed(service, place, today=local_day(place, now))
    if request.method == "POST" and not reason:
        return _open(request, service, poster, now)
    context = {
        "service": service,
        "version": service.current,
        "poster": poster,
        "reason": reason,
        "page_title": f"Ajukan {service.name}",
    }
    return render(request, "services/apply/start.html", context | {"papers": _papers_listed(service), "noindex": True})


def _papers_listed(service: Service) -> list[str]:
    rows = service.current.requirements.filter(is_required=True, only_for="")  # type: ignore[union-attr]
    return [row.name for row in rows if row.is_uploaded]


def _open(request: HttpRequest, service: Service, poster: Any, now: datetime) -> HttpResponseBase:
    if request.POST.get("website"):
        messages.warning(request, "Isian tersembunyi di halaman ini terisi. Muat ulang halaman, lalu tekan Mulai lagi.")
        return redirect(request.get_full_path())
    if not limits.take("draft", client_address(request), at=now, burst=STARTS_AN_HOUR, per_seconds=HOUR):
        return render(request, "429.html", {"page_title": "Terlalu sering"}, status=429)
    draft, token = intake.start_draft(service.current, at=now, poster=poster)  # type: ignore[arg-type]
    first = answers_of(draft, at=now, bound=False).steps[0]
    return redirect("services:draft_step", service.office.slug, token, first)


@open_to(everyone)
@require_safe
@with_draft
def resume(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """The link to go on: leads to the first page that still lacks something."""
    gap = answers_of(draft, at=timezone.now()).first_gap(papers_in(draft))
    return redirect("services:draft_step", draft.office.slug, draft.token, gap or CHECK)  # type: ignore[attr-defined]


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def step(request: HttpRequest, draft: Draft, step: str) -> HttpResponseBase:
    """One page of questions, the papers, or the check before sending."""
    if step == PAPERS:
        return _papers_page(request, draft)
    if step == CHECK:
        return _check_page(request, draft)
    if step not in answers_of(draft, at=timezone.now(), bound=False).pages:
        raise Http404
    return _save_page(request, draft, step) if request.method == "POST" else _show_page(request, draft, step)


def _show_page(request: HttpRequest, draft: Draft, step: str, *, judged: bool = False) -> HttpResponse:
    """The page with what was typed; with its errors when the person was sent back here to fill a gap."""
    judged = judged or "lengkapi" in request.GET
    answers = answers_of(draft, at=timezone.now(), bound=judged)
    page = answers.pages[step]
    if judged:
        page.is_valid()
    return _render(request, draft, answers, step, {"page": page, "forms": page.forms}, "step.html")


def _render(
    request: HttpRequest, draft: Draft, answers: Answers, step: str, context: dict[str, Any], template: str
) -> HttpResponse:
    steps, zone = answers.steps, zone_of(draft.office)
    place = steps.index(step)
    shell = {
        "draft": draft, "token": draft.token, "version": draft.version, "step": step, "title": _title(answers, step),  # type: ignore[attr-defined]
        "number": place + 1, "total": len(steps), "back": _back(request, draft, steps, place), "noindex": True,
        "page_title": f"{_title(answers, step)}, {draft.version.short_name}", "saved_at": draft.saved_at.astimezone(zone) if draft.data else None,
        "is_outdated": draft.version.service.current_id != draft.version_id, "changing": "ubah" in request.GET,
    }  # fmt: skip
    return render(request, f"services/apply/{template}", shell | context)


def _title(answers: Answers, step: str) -> str:
    if step == DELIVERY:
        return "Cara menerima surat" if answers.terms.version.product == "letter" else "Cara menerima hasil"
    return TITLES[step]


def _back(request: HttpRequest, draft: Draft, steps: list[str], place: int) -> dict[str, str]:
    """Where the link above the page leads: the check when an answer is being changed, else one page back."""
    if "ubah" in request.GET:
        return {"url": _url(draft, CHECK), "label": "Kembali ke pemeriksaan"}
    if place == 0:
        return {
            "url": reverse("services:service", args=[draft.office.slug, draft.version.service.slug]),
            "label": "Kembali ke syarat",
        }
    return {"url": _url(draft, steps[place - 1]), "label": f"Kembali ke {TITLES[steps[place - 1]].lower()}"}


def _url(draft: Draft, step: str) -> str:
    return reverse("services:draft_step", args=[draft.office.slug, draft.token, step])  # type: ignore[attr-defined]


def _save_page(request: HttpRequest, draft: Draft, step: str) -> HttpResponseBase:
    """Keep the text first, whatever it is worth; then judge it."""
    now = timezone.now()
    page = answers_of(draft, at=now, bound=False).pages[step]
    typed = typed_of(request.POST, page.names())
    changed, place = _edit_rows(request, page, typed)
    draft.data = intake.save_draft(draft, {step: changed}, at=now).data
    if place:
        return redirect(f"{_url(draft, step)}{_query(request)}#{place}")
    if "nanti" in request.POST:
        return _later(request, draft, now)
    answers = answers_of(draft, at=now)
    if step in answers.pages and not answers.pages[step].is_valid():
        return _show_page(request, draft, step, judged=True)
    return redirect(_next(request, draft, answers, step))


def _query(request: HttpRequest) -> str:
    return "?ubah=1" if "ubah" in request.GET else ""


def _edit_rows(request: HttpRequest, page: Any, typed: dict[str, str]) -> tuple[dict[str, str], str]:
    """Add or remove a person when such a button was pressed; also says where on the page to return to."""
    key, _, row = request.POST.get("hapus", "").rpartition("-")
    if request.POST.get("tambah") in page.plan.people:
        rows = page.plan.people[request.POST["tambah"]]
        return add_row(typed, _as_posted(rows, typed)), f"div_id_{rows.spec.key}"
    if key in page.plan.people and row.isdecimal():
        rows = page.plan.people[key]
        return remove_row(typed, _as_posted(rows, typed), int(row)), f"div_id_{key}"
    return typed, ""


def _as_posted(rows: Any, typed: dict[str, str]) -> Any:
    return type(rows)(rows.spec, typed, today=rows.today, bound=False)


def _next(request: HttpRequest, draft: Draft, answers: Answers, step: str) -> str:
    if "ubah" in request.GET:
        return _url(draft, CHECK)
    steps = answers.steps
    return _url(draft, steps[min(steps.index(step) + 1, len(steps) - 1)] if step in steps else steps[0])


def _later(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponseBase:
    """Mail the link when an address was given, then show it."""
    address = address_in(typed_in(draft).get("email", ""))
    if address:
        link = request.build_absolute_uri(reverse("services:draft", args=[draft.office.slug, draft.token]))  # type: ignore[attr-defined]
        drafts.send_link(draft, link, address, at=now)
    return redirect("services:draft_later", draft.office.slug, draft.token)  # type: ignore[attr-defined]


@open_to(everyone)
@require_safe
@with_draft
def later(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Saved: the link to go on, and ways to send it to oneself."""
    link = request.build_absolute_uri(reverse("services:draft", args=[draft.office.slug, draft.token]))  # type: ignore[attr-defined]
    text = f"Lanjutkan permohonan {draft.version.short_name} di {draft.office.name}: {link}"
    context = {
        "link": link, "share_url": "https://wa.me/?" + urlencode({"text": text}), "until": draft.expires_at.astimezone(zone_of(draft.office)),
        "mailed_to": address_in(typed_in(draft).get("email", "")), "version": draft.version, "page_title": "Isian Anda tersimpan", "noindex": True,
        "resume_url": reverse("services:draft", args=[draft.office.slug, draft.token]),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "services/apply/later.html", context)


def _papers_page(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Photos and PDFs of what the answers ask for; files that came are kept even when another one was refused."""
    now = timezone.now()
    answers = answers_of(draft, at=now)
    if not answers.papers:
        raise Http404
    errors: dict[int, str] = {}
    if request.method == "POST":
        errors = draft_papers.receive_all(request, draft, answers.papers, at=now)
        if "nanti" in request.POST and not errors:
            return _later(request, draft, now)
    sent = papers_in(draft)
    if request.method == "POST" or "lengkapi" in request.GET:
        errors = draft_papers.with_missing(answers.missing_papers(sent), errors)
        if request.method == "POST" and not errors:
            return redirect(_next(request, draft, answers, PAPERS))
    form = draft_papers.form_for(draft.office.slug, answers.papers, sent, errors, draft_papers.draft_urls(draft, sent))
    return _render(
        request,
        draft,
        answers,
        PAPERS,
        {"form": form, "forms": [form], "upload_url": _upload_url(draft)},
        "papers.html",
    )


def _upload_url(draft: Draft) -> str:
    return reverse("services:draft_upload", args=[draft.office.slug, draft.token])  # type: ignore[attr-defined]


@open_to(everyone)
@require_POST
@with_draft
def upload(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """One file at a time, for pages with JavaScript; answers JSON in the words of the page."""
    now = timezone.now()
    papers = answers_of(draft, at=now, bound=False).papers
    return draft_papers.answer_one(request, draft, papers, at=now)


@open_to(everyone)
@require_safe
@with_draft
def paper(request: HttpRequest, draft: Draft, document: str) -> HttpResponseBase:
    """One's own file again, to see whether it is readable."""
    row = get_object_or_404(
        Document.objects.select_related("file"), pk=document, draft=draft, replaced_at=None, file__isnull=False
    )
    return private_file_response(row.file, filename=row.file.original_name, inline=True)  # type: ignore[arg-type, union-attr]


def _check_page(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """All answers once more; nothing is sent before everything is there and the person agreed."""
    now = timezone.now()
    answers = answers_of(draft, at=now)
    sent = papers_in(draft)
    gap = answers.first_gap(sent)
    if gap:
        messages.warning(request, "Masih ada yang perlu dilengkapi sebelum permohonan bisa dikirim.")
        return redirect(f"{_url(draft, gap)}?lengkapi=1")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _may_send(request, form, now):
        asked = [paper.pk for paper in answers.papers]
        receipt = intake.submit(draft, answers.application(), at=now, asked=asked)
        grant(request, receipt.submission, at=now)
        return redirect("services:receipt", draft.office.slug, draft.token)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "sections": shown(answers, sent, lambda step: _url(draft, step)),
        "warnings": list(answers.warnings()),
    }
    return _render(request, draft, answers, CHECK, context, "check.html")


def _may_send(request: HttpRequest, form: ConsentForm, now: datetime) -> bool:
    if request.POST.get("website"):
        form.add_error(None, "Isian tersembunyi di halaman ini terisi. Muat ulang halaman, lalu kirim lagi")
        return False
    if limits.take("submit", client_address(request), at=now, burst=SENDS_AN_HOUR, per_seconds=HOUR):
        return True
    form.add_error(None, "Terlalu banyak permohonan dari jaringan ini. Isian Anda aman, coba lagi 10 menit lagi")
    return False
