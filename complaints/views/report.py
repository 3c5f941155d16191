"""Reporting from a phone: one form, a look at what everybody will read, sent. Nothing here says who or exactly when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.actions import drafts, intake, quiet_limits
from complaints.forms.intake import ReportForm, typed
from complaints.masking import hints, masked
from complaints.models import ComplaintDraft, ComplaintSource
from complaints.queries import reporting
from complaints.queries.clock import limits_of, settings_of
from complaints.queries.routing import facts, route
from complaints.receipts import format_receipt
from complaints.report import Report
from complaints.routing import NoRoute
from complaints.spam import why_held
from complaints.views.opened import grant
from complaints.workflow import IDENTITY_WORDS, KIND_WORDS, Identity, Step, deadline_class
from office.actions import limits
from office.clients import client_address
from office.guards import everyone, open_to
from office.models import Area, Office
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from office.uploads.sanitise import sanitise
from office.views.files import private_file_response

STARTS_AN_HOUR, SENDS_AN_HOUR, HOUR = 30, 20, 3600
TRAP = "Isian tersembunyi terisi"
_STARTED = "complaints.started"
TOO_MANY = "Terlalu banyak laporan dari jaringan ini. Isian Anda aman, coba lagi satu jam lagi"


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, office: str) -> HttpResponseBase:
    """The empty form; what is sent opens a draft, so that nothing typed or photographed is lost."""
    request.is_personal = True  # type: ignore[attr-defined]
    place, now = request.office, timezone.now()  # type: ignore[attr-defined]
    if not settings_of(place).is_open:
        return render(request, "complaints/report/closed.html", {"page_title": "Laporkan masalah"})
    form = _form(place, initial={"category": request.GET.get("kategori", ""), "village": request.GET.get("desa", "")})
    if request.method != "POST":
        return _page(request, form, now)
    if not quiet_limits.take("draft", client_address(request), at=now, most=STARTS_AN_HOUR):
        return render(request, "429.html", {"page_title": "Terlalu sering"}, status=429)
    draft, token = drafts.start(place, at=now)
    return _keep_and_judge(request, draft, token, now)


def _form(office: Office, data: Any = None, **kwargs: Any) -> ReportForm:
    return ReportForm(data, topics=reporting.topics_of(office), villages=reporting.villages_of(office), **kwargs)


def _page(
    request: HttpRequest,
    form: ReportForm,
    now: datetime,
    draft: ComplaintDraft | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    office = request.office  # type: ignore[attr-defined]
    limits_here = limits_of(office, "complaint")
    context = {
        "form": form, "topics": form.topics, "token": token, "photos": reporting.photos_of(draft) if draft else [], "most_photos": drafts.MOST_PHOTOS,
        "started": signing.dumps(int(now.timestamp()), salt=_STARTED), "forward_days": limits_here[Step.FORWARD].days,
        "answer_days": limits_here[Step.FIRST_RESPONSE].days, "page_title": "Laporkan masalah", "noindex": bool(draft),
    }  # fmt: skip
    return render(request, "complaints/report/form.html", context, status=status)


@sensitive_variables()
def _keep_and_judge(request: HttpRequest, draft: ComplaintDraft, token: str, now: datetime) -> HttpResponseBase:
    """Keep text and photos first, whatever they are worth; then judge them."""
    kept = typed(request.POST) | {"held": draft.data.get("held") or _suspicion(request, now)}
    drafts.save(draft, kept)
    form = _form(draft.office, kept)
    photo_errors = _receive_photos(request, draft, now)
    if form.is_valid() and not photo_errors:
        return redirect("complaints:report_check", draft.office.slug, token)
    for error in photo_errors:
        form.add_error("photos", error)
    return _page(request, form, now, draft, token, status=422)


def _suspicion(request: HttpRequest, now: datetime) -> str:
    """What looks like a program: a filled trap, or a form that was filled faster than anybody reads."""
    if request.POST.get("website"):
        return TRAP
    try:
        since = signing.loads(request.POST.get("buka", ""), salt=_STARTED, max_age=86_400)
    except signing.BadSignature:
        return ""
    return why_held(request.POST.get("text", "x" * 20), seconds=now.timestamp() - since)


def _receive_photos(request: HttpRequest, draft: ComplaintDraft, now: datetime) -> list[str]:
    """Clean and keep each photo; says what was refused and why."""
    errors = []
    for file in request.FILES.getlist("photos"):
        try:
            _receive_photo(file, draft, now)
        except UploadRefused as refusal:
            errors.append(refusal.message)
        except drafts.TooManyPhotos:
            errors.append(f"Paling banyak {drafts.MOST_PHOTOS} foto. Foto selebihnya tidak kami simpan")
            break
    return errors


def _receive_photo(file: UploadedFile, draft: ComplaintDraft, now: datetime) -> None:
    if (file.size or 0) > LARGEST_UPLOAD:
        raise UploadRefused("too_big", label="foto", amount=amount_text("too_big", file.size or 0))
    clean = sanitise(file.read(), file.name or "", file.content_type or "", label="foto")
    drafts.add_photo(draft, clean, at=now)


View = Callable[..., HttpResponseBase]


def with_draft(view: View) -> View:
    """Hand the view its draft; what was sent leads to its receipt, what is gone gets a page of its own."""

    @wraps(view)
    def found(request: HttpRequest, office: str, token: str, **kwargs: Any) -> HttpResponseBase:
        request.is_personal = True  # type: ignore[attr-defined]
        draft = reporting.draft_by(token, request.office, at=timezone.now())  # type: ignore[attr-defined]
        if draft is not None:
            draft.office = request.office  # type: ignore[attr-defined]
            return view(request, draft, token, **kwargs)
        if intake.sent_with(request.office, token):  # type: ignore[attr-defined]
            return redirect("complaints:report_sent", office, token)
        return render(
            request, "complaints/report/gone.html", {"page_title": "Isian sudah tidak ada", "noindex": True}, status=410
        )

    return found


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def draft(request: HttpRequest, draft: ComplaintDraft, token: str) -> HttpResponseBase:
    """The form again, with everything that was typed and the photos that came."""
    now = timezone.now()
    if request.method == "POST":
        return _keep_and_judge(request, draft, token, now)
    form = _form(draft.office, draft.data)
    return _page(request, form, now, draft, token)


@open_to(everyone)
@require_safe
@with_draft
def photo(request: HttpRequest, draft: ComplaintDraft, token: str, pk: UUID) -> HttpResponseBase:
    """One's own photo again."""
    found = next((row for row in reporting.photos_of(draft) if row.pk == pk), None)
    if found is None:
        raise Http404
    return private_file_response(
        found.file, filename=found.file.original_name, inline=True, thumbnail="kecil" in request.GET
    )


@open_to(everyone)
@require_POST
@with_draft
def drop_photo(request: HttpRequest, draft: ComplaintDraft, token: str, pk: UUID) -> HttpResponseBase:
    """Throw a photo away before sending."""
    drafts.drop_photo(draft, pk, at=timezone.now())
    return redirect(
        "complaints:report_check" if "periksa" in request.POST else "complaints:report_draft", draft.office.slug, token
    )


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def check(request: HttpRequest, draft: ComplaintDraft, token: str) -> HttpResponseBase:
    """What everybody will read, what points at a person, what neighbours reported; then it is sent."""
    now = timezone.now()
    form = _form(draft.office, draft.data)
    if not form.is_valid():
        return _page(request, form, now, draft, token, status=422)
    said = form.report(held_reason=draft.data.get("held") or why_held(form.cleaned_data["text"]))
    if request.method == "POST":
        if _may_send(request, draft.office, said, now):
            return _send(request, draft, token, said, now)
        form.add_error(None, TOO_MANY)
    return render(
        request,
        "complaints/report/check.html",
        _checked(draft, token, form, said, now),
        status=429 if form.errors else 200,
    )


def _checked(draft: ComplaintDraft, token: str, form: ReportForm, said: Report, now: datetime) -> dict[str, Any]:
    category, office = form.topic_of(said), draft.office
    village = next((area for area in form.villages if area.code == said.village_code), None)
    days = limits_of(office, deadline_class(said.kind, needs_investigation=False))[Step.FIRST_RESPONSE].days
    return {
        "form": form, "forms": [form], "token": token, "report": said, "category": category, "photos": reporting.photos_of(draft),
        "rows": _rows(said, category.name, village), "masked": masked(said.text), "hints": hints(f"{said.text} {said.landmark}"),
        "landmark": masked(said.landmark), "route": _route(office, said, category, village), "days": days, "village": village,
        "near": reporting.nearby(office, category, said.village_code, said.rw, at=now), "is_anonymous": said.identity == Identity.ANONYMOUS,
        "is_public": said.may_publish and not category.is_sensitive, "page_title": "Periksa laporan", "noindex": True,
    }  # fmt: skip


def _rows(said: Report, category: str, village: Area | None) -> list[dict[str, str]]:
    place = ", ".join(
        filter(None, [village.full_name if village else "", f"RW {said.rw}" if said.rw else "", said.landmark])
    )
    point = f"{said.latitude:.3f}, {said.longitude:.3f}" if said.latitude and said.longitude else ""
    rows = [
        ("Jenis", KIND_WORDS[said.kind]), ("Tentang", category), ("Tempat", place), ("Titik di peta", point), ("Isi", said.text),
        ("Pelapor", IDENTITY_WORDS[said.identity]), ("Nama", said.name), ("WhatsApp", said.phone), ("Surel", said.email),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in rows if value]


def _route(office: Office, said: Report, category: Any, village: Area | None) -> str:
    asked = facts(category, village, text=said.text, kind=said.kind, source=ComplaintSource.WEB)
    try:
        return route(office, asked).agency.name
    except NoRoute:
        return office.name


def _may_send(request: HttpRequest, office: Office, said: Report, now: datetime) -> bool:
    """An anonymous reporter's address goes into no table; the others are counted as everywhere."""
    client = client_address(request)
    if said.identity == Identity.ANONYMOUS:
        return quiet_limits.take("send", client, at=now, most=SENDS_AN_HOUR) and quiet_limits.take_for_office(
            office, at=now
        )
    return limits.take("complaint", client, at=now, burst=SENDS_AN_HOUR, per_seconds=HOUR)


def _send(request: HttpRequest, draft: ComplaintDraft, token: str, said: Report, now: datetime) -> HttpResponseBase:
    receipt = intake.receive(draft.office, said, key=token, source=ComplaintSource.WEB, at=now, draft=draft)
    answer = redirect("complaints:report_sent", draft.office.slug, token)
    grant(answer, receipt.complaint, at=now)
    return answer


@open_to(everyone)
@require_safe
def sent(request: HttpRequest, office: str, token: str) -> HttpResponse:
    """The receipt: number, receipt code, PIN. Of an anonymous report it can be shown for a day."""
    request.is_personal = True  # type: ignore[attr-defined]
    receipt = intake.sent_with(request.office, token)  # type: ignore[attr-defined]
    if receipt is None:
        return render(
            request, "complaints/report/gone.html", {"page_title": "Isian sudah tidak ada", "noindex": True}, status=410
        )
    context = {
        "complaint": receipt.complaint, "code": format_receipt(receipt.code), "pin": receipt.pin, "token": token,
        "page_title": "Laporan terkirim", "noindex": True,
    }  # fmt: skip
    return render(request, "complaints/report/sent.html", context)
