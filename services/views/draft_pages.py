"""What every page of a draft shares: finding it by its link, saying when it is gone, sent or closed, its answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from office.models import Office
from services.actions import intake
from services.forms.apply import Answers
from services.forms.steps import TITLES
from services.models import Draft, ServiceVersion
from services.queries.drafts import ON_BEHALF, Terms, draft_by, terms_of, why_closed
from services.workflow import IllegalMove

View = Callable[..., HttpResponseBase]


def with_draft(view: View) -> View:
    """Hand the view its draft instead of the token; a draft that is gone, sent or closed gets a page of its own."""

    @wraps(view)
    def found(request: HttpRequest, office: str, token: str, **kwargs: Any) -> HttpResponseBase:
        request.is_personal = True  # type: ignore[attr-defined]
        now = timezone.now()
        draft = draft_by(token, request.office, at=now)  # type: ignore[attr-defined]
        if draft is None:
            return render(
                request, "services/apply/gone.html", {"page_title": "Draf sudah tidak ada", "noindex": True}, status=410
            )
        draft.token = token  # type: ignore[attr-defined]  # stands nowhere but in the link; pages make links of it
        if draft.submission_id:
            return redirect("services:receipt", office, token)
        try:
            return closed(request, draft, now) or view(request, draft, **kwargs)
        except IllegalMove:  # another tab sent it a moment ago
            return redirect("services:receipt", office, token)

    return found


def closed(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse | None:
    """The page that says why nobody can apply at present, with the draft kept; None while it is open."""
    reason = why_closed(draft.version.service, draft.office, today=now.astimezone(zone_of(draft.office)).date())
    if not reason or draft.by_id:
        return None
    if request.method == "POST":
        keep_everything(request, draft, now)
    context = {
        "reason": reason,
        "draft": draft,
        "until": draft.expires_at.astimezone(zone_of(draft.office)),
        "page_title": "Layanan sedang tutup",
        "noindex": True,
    }
    return render(request, "services/apply/closed.html", context)


def keep_everything(request: HttpRequest, draft: Draft, now: datetime) -> None:
    """Save what a page posted although it cannot go on now."""
    step = str(request.resolver_match.kwargs.get("step", "")) if request.resolver_match else ""
    answers = Answers(terms_for(draft.version, typed_in(draft), at=now), typed_in(draft), bound=False)
    if step in answers.pages:
        names = answers.pages[step].names()
        draft.data = intake.save_draft(
            draft, {step: {name: request.POST[name] for name in names if name in request.POST}}, at=now
        ).data


def zone_of(office: Office) -> ZoneInfo:
    return ZoneInfo(office.time_zone)


def typed_in(draft: Draft) -> dict[str, str]:
    """Everything typed so far, of all steps together."""
    return {name: text for step in TITLES for name, text in draft.data.get(step, {}).items()}


def terms_for(version: ServiceVersion, typed: dict[str, str], *, at: datetime) -> Terms:
    """What the version asks; who applies for another must also show that they may."""
    terms = terms_of(version, at=at)
    represents = terms.may_be_on_behalf and typed.get("whom") == "wakil"
    if represents and not any(paper.only_for == ON_BEHALF for paper in terms.requirements):
        intake.proof_of_behalf(version)
        return terms_of(version, at=at)
    return terms


def answers_of(draft: Draft, *, at: datetime, bound: bool = True) -> Answers:
    typed = typed_in(draft)
    return Answers(terms_for(draft.version, typed, at=at), typed, bound=bound)
