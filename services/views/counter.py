"""Taking a walk-in in at the counter: one page, the same rules as on the phone, a receipt to print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from office.codes import new_token
from office.guards import open_to, reviewer
from office.staff import local_day
from services.actions import drafts, intake
from services.forms.apply import Answers
from services.forms.counter import CounterForm, seen_in, seen_name
from services.forms.fields import typed_of
from services.forms.papers import field_name
from services.forms.steps import DELIVERY, SELF
from services.models import Delivery, Document, Draft, Service, Source, Submission
from services.queries import catalogue
from services.queries.drafts import ON_BEHALF, Terms, draft_by, papers_in, same_day_twins
from services.views import draft_papers
from services.views.draft_pages import terms_for
from services.views.receipt import receipt_context
from services.workflow import IllegalMove

SHOWN_FIRST = 12


@open_to(reviewer)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest, office: str) -> HttpResponseBase:
    """Choose a service, then fill in its page; `?layanan=` takes an address or any everyday name."""
    request.is_personal = True  # type: ignore[attr-defined]
    services = list(
        catalogue.offered(request.office).select_related(  # type: ignore[attr-defined]
            "current__service__office__area", "current__service__office__parent", "current__service__type"
        )
    )
    words = request.GET.get("layanan", "")[:80]
    service = _named(services, words)
    if service is None:
        found = catalogue.search(services, words) if words else services[:SHOWN_FIRST]
        context = {
            "services": services, "found": found, "words": words, "page_title": "Terima permohonan", "from_rw": _source(request) == Source.RW,
        }  # fmt: skip
        return render(request, "services/counter/choose.html", context)
    if catalogue.is_paused(service, on=local_day(service.office, timezone.now())):
        return render(
            request,
            "services/counter/choose.html",
            {
                "services": services,
                "found": services[:SHOWN_FIRST],
                "paused": service,
                "page_title": "Terima permohonan",
            },
        )
    return _take_in(request, service) if request.method == "POST" else _blank(request, service)


def _named(services: list[Service], words: str) -> Service | None:
    """By its address, by its exact name, or the only one a search finds."""
    exact = next((service for service in services if words in {service.slug, service.name}), None)
    if exact or not words:
        return exact
    found = catalogue.search(services, words)
    return found[0] if len(found) == 1 else None


def _blank(request: HttpRequest, service: Service) -> HttpResponse:
    terms = terms_for(service.current, {}, at=timezone.now())  # type: ignore[arg-type]
    usual = {"whom": SELF, "delivery": Delivery.COUNTER}
    form = CounterForm(initial={"token": new_token(), "source": _source(request)})
    return _page(request, service, Answers(terms, usual, bound=False, at_counter=True), form, {})


def _source(request: HttpRequest) -> Source:
    """Whoever comes from the table at an RW hall (`?asal=rw`) need not say so again."""
    return Source.RW if request.GET.get("asal") == "rw" else Source.COUNTER


def _take_in(request: HttpRequest, service: Service) -> HttpResponseBase:
    """Keep everything under the page's token, judge it, and send it when nothing is missing."""
    now, form = timezone.now(), CounterForm(request.POST)
    typed = {name: str(text)[:10_000] for name, text in request.POST.items()}
    terms = terms_for(service.current, typed, at=now)  # type: ignore[arg-type]
    answers = Answers(terms, typed, at_counter=True)
    form.is_valid()
    draft = _draft(request, service, form, now)
    if draft is None:
        return _page(request, service, answers, form, {})
    try:
        errors = _keep(request, draft, answers, now)
        sound = [page.is_valid() for page in answers.pages.values()]
        if all(sound) and form.is_valid() and not errors:
            intake.submit(draft, answers.application(), at=now, asked=[paper.pk for paper in answers.papers])
            return redirect("services:counter_done", service.office.slug, form.cleaned_data["token"])
    except IllegalMove:  # the button was pressed twice
        return redirect("services:counter_done", service.office.slug, form.cleaned_data["token"])
    return _page(request, service, answers, form, errors, draft)


def _draft(request: HttpRequest, service: Service, form: CounterForm, now: datetime) -> Draft | None:
    """The one draft of this page; a token that leads to somebody else's is refused like none."""
    token = form.cleaned_data.get("token", "")
    if len(token) < 20:
        return None
    source = form.cleaned_data.get("source") or Source.COUNTER
    draft, _token = intake.start_draft(service.current, at=now, source=Source(source), by=request.user, token=token)  # type: ignore[arg-type]
    own = (
        draft.office_id == service.office_id
        and draft.by_id == request.user.pk
        and draft.version_id == service.current_id
    )
    return drafts.change_source(draft, Source(source)) if own else None


def _keep(request: HttpRequest, draft: Draft, answers: Answers, now: datetime) -> dict[int, str]:
    """Save the text, take the files and the originals that were shown; says what is missing or was refused."""
    intake.save_draft(
        draft, {step: typed_of(answers.typed, page.names()) for step, page in answers.pages.items()}, at=now
    )
    errors = draft_papers.receive_all(request, draft, answers.papers, at=now)
    given = papers_in(draft)
    for paper in seen_in(request.POST, answers.papers):
        if paper.pk not in given and paper.pk not in errors:
            intake.attach(draft, paper, None, at=now, seen_original=True)
    missing = {
        paper.pk: f"Unggah {paper.name}, atau centang asli diperlihatkan"
        for paper in answers.missing_papers(papers_in(draft))
    }
    return missing | errors


def _page(
    request: HttpRequest,
    service: Service,
    answers: Answers,
    form: CounterForm,
    errors: dict[int, str],
    draft: Draft | None = None,
) -> HttpResponse:
    terms = answers.terms
    papers = [paper for paper in terms.requirements if paper.is_uploaded]
    sent = papers_in(draft) if draft else {}
    upload = draft_papers.form_for(service.office.slug, papers, sent, errors, {})
    context = {
        "service": service, "version": service.current, "form": form, "forms": [*(f for page in answers.pages.values() for f in page.forms), upload, form],
        "pages": [page for step, page in answers.pages.items() if step != DELIVERY], "delivery": answers.pages[DELIVERY],
        "papers": _paper_rows(terms, upload, sent, request), "page_title": f"Terima {terms.version.short_name}",
    }  # fmt: skip
    return render(request, "services/counter/form.html", context)


def _paper_rows(terms: Terms, upload: Any, sent: dict[int, Document], request: HttpRequest) -> list[dict[str, Any]]:
    """Each paper with its file field, its tick, and for which purpose only it is asked."""
    purposes = {entry["key"]: entry["label"] for entry in terms.version.purposes} | {ON_BEHALF: "Bila diwakilkan"}
    rows = []
    for paper in (paper for paper in terms.requirements if paper.is_uploaded):
        stored = sent.get(paper.pk)
        rows.append({
            "field": upload[field_name(paper)], "seen_name": seen_name(paper), "seen": bool(request.POST.get(seen_name(paper))) or bool(stored and stored.seen_original),
            "only_for": purposes.get(paper.only_for, ""), "name": paper.name,
        })  # fmt: skip
    return rows


@open_to(reviewer)
@require_safe
def counter_done(request: HttpRequest, office: str, token: str) -> HttpResponse:
    """The receipt for the walk-in, with the slip to print."""
    request.is_personal = True  # type: ignore[attr-defined]
    draft = draft_by(token, request.office, at=timezone.now())  # type: ignore[attr-defined]
    if draft is None or draft.submission is None or draft.by_id is None:
        raise Http404
    draft.token = token  # type: ignore[attr-defined]
    submission: Submission = draft.submission
    context = receipt_context(draft, submission) | {
        "twins": same_day_twins(submission),
        "page_title": "Permohonan diterima",
    }
    return render(request, "services/counter/done.html", context)
