"""Applying from another program: open a draft, send its papers one by one, then the answers; the pages' own rules judge."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from office.actions.repeats import KeyReused
from office.clients import client_address
from office.codes import format_code
from office.models import Office
from office.uploads.refusals import LARGEST_UPLOAD
from services.actions import drafts, intake
from services.actions.intake import Receipt
from services.actions.sending_once import AlreadySent, receipt_again, submit_once
from services.api import throttles
from services.api.catalogue import closed_because, office_or_404, service_or_404
from services.api.described import described
from services.api.door import KILOBYTE, Door
from services.api.intake_shapes import DraftOpened, Nothing, PaperFile, PaperReceived, Sending, Sent
from services.api.parsers import FormBody
from services.api.problems import Conflict, Refusal, Unavailable, throttled
from services.api.questions import Unreadable, errors_in, strangers, typed_from
from services.forms.apply import Answers
from services.forms.papers import missing_words
from services.models import Draft, Requirement, ServiceVersion, Source
from services.queries.clock import check_by
from services.queries.drafts import ON_BEHALF, Terms, draft_by, papers_in, terms_of
from services.workflow import IllegalMove

TAG = "Permohonan"
SENT = "Draf ini sudah dikirim. Lacak permohonannya dengan nomor dan PIN."
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key", {"type": "string", "minLength": 16, "maxLength": 64, "pattern": f"^{_KEY.pattern}$"}, OpenApiParameter.HEADER, required=True,
    description="Kunci acak untuk satu pengiriman. Ulangi dengan kunci dan isi yang sama: jawabannya sama dan tidak ada permohonan kedua",
)  # fmt: skip


class Drafts(Door):
    rate = throttles.DRAFT
    is_personal = True
    body_limit = 4 * KILOBYTE

    @described(
        "openDraft",
        "Buka draf permohonan",
        tag=TAG,
        request=Nothing,
        answer=DraftOpened,
        status=201,
        refusals=[404, 409],
    )
    def post(self, request: Request, office_slug: str, service_slug: str) -> Response:
        Nothing(data=request.data).is_valid(raise_exception=True)
        office, now = office_or_404(office_slug), timezone.now()
        service = service_or_404(office, service_slug)
        if reason := closed_because(service, office, at=now):
            raise Conflict(reason)
        assert service.current is not None  # noqa: S101 - service_or_404 leaves services without a published version out
        terms = _terms(service.current, at=now)
        draft, token = intake.start_draft(service.current, at=now, source=Source.API)
        papers = [paper for paper in terms.requirements if paper.is_uploaded]
        facts = {
            "token": token,
            "expires_at": draft.expires_at.astimezone(_zone(office)),
            "version": service.current.number,
            "papers": papers,
        }
        return Response(DraftOpened(facts).data, status=201)


def _terms(version: ServiceVersion, *, at: datetime) -> Terms:
    """What the version asks, with the proof that lets somebody apply for another."""
    terms = terms_of(version, at=at)
    if terms.may_be_on_behalf and not any(paper.only_for == ON_BEHALF for paper in terms.requirements):
        intake.proof_of_behalf(version)
        return terms_of(version, at=at)
    return terms


def _zone(office: Office) -> ZoneInfo:
    return ZoneInfo(office.time_zone)


def _draft_or_404(office_slug: str, token: str, *, at: datetime) -> Draft:
    draft = draft_by(token, office_or_404(office_slug), at=at)
    if draft is None or draft.source != Source.API:
        raise Http404
    return draft


class DraftPapers(Door):
    rate = throttles.WRITE
    is_personal = True
    parser_classes = (FormBody,)
    body_limit = LARGEST_UPLOAD + 64 * KILOBYTE

    @described(
        "sendDocument",
        "Kirim satu berkas ke draf",
        tag=TAG,
        request={"multipart/form-data": PaperFile},
        answer=PaperReceived,
        status=201,
        refusals=[404, 409],
    )
    def post(self, request: Request, office_slug: str, token: str, requirement_key: str) -> Response:
        now = timezone.now()
        draft = _draft_or_404(office_slug, token, at=now)
        paper = Requirement.objects.filter(version=draft.version_id, key=requirement_key).first()
        if paper is None or not paper.is_uploaded:
            raise Http404
        body = PaperFile(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            return Response(
                PaperReceived(_receive(request, draft, paper, body.validated_data["file"], now)).data, status=201
            )
        except drafts.NotReceived as refusal:
            raise Unavailable(str(refusal)) if refusal.later else Refusal("", errors={"file": [str(refusal)]}) from None
        except IllegalMove:
            raise Conflict(SENT) from None


def _receive(request: Request, draft: Draft, paper: Requirement, file: UploadedFile, now: datetime) -> dict[str, Any]:
    if draft.submission_id:
        raise Conflict(SENT)
    facts = {"name": file.name or "", "declared": file.content_type or "", "client": client_address(request._request)}
    stored = drafts.receive(draft, paper, file.read(), **facts, at=now)
    intake.attach(draft, paper, stored, at=now)
    return {
        "requirement": paper.key,
        "name": stored.original_name,
        "content_type": stored.content_type,
        "size": stored.size,
        "pages": stored.pages,
    }


class DraftSending(Door):
    rate = throttles.WRITE
    is_personal = True

    @described(
        "submitDraft",
        "Kirim permohonan",
        tag=TAG,
        request=Sending,
        answer=Sent,
        status=201,
        refusals=[404, 409],
        parameters=[KEY_HEADER],
    )
    def post(self, request: Request, office_slug: str, token: str) -> Response:
        key = _key_of(request)
        body = Sending(data=request.data)
        body.is_valid(raise_exception=True)
        now, payload = timezone.now(), json.dumps(request.data, sort_keys=True)
        draft = _draft_or_404(office_slug, token, at=now)
        try:
            if draft.submission_id:
                return Response(_sent(receipt_again(draft, key=key, payload=payload, at=now)), status=201)
            return self._send(request, draft, body.validated_data["data"], key, payload, now)
        except KeyReused:
            raise Conflict("Kunci ini sudah dipakai untuk isi yang lain. Pakai kunci baru.") from None
        except AlreadySent:
            raise Conflict(SENT) from None

    def _send(
        self, request: Request, draft: Draft, data: dict[str, Any], key: str, payload: str, now: datetime
    ) -> Response:
        if reason := closed_because(draft.version.service, draft.office, at=now):
            raise Conflict(reason)
        answers = _answers(draft, data, now)
        if not throttles.take(request, throttles.SUBMIT):
            return throttled(throttles.SUBMIT.wait)
        asked = [paper.pk for paper in answers.papers]
        return Response(
            _sent(submit_once(draft, answers.application(), key=key, payload=payload, asked=asked, at=now)), status=201
        )


def _key_of(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise Refusal(
            "",
            errors={"Idempotency-Key": ["Kirim kepala ini: 16 sampai 64 huruf, angka, garis bawah, atau tanda hubung"]},
        )
    return key


def _answers(draft: Draft, data: dict[str, Any], now: datetime) -> Answers:
    """The answers when nothing is missing or wrong; else a refusal that names everything at once."""
    try:
        answers = Answers(_terms(draft.version, at=now), typed_from(data))
    except Unreadable as unreadable:
        raise serializers.ValidationError({"data": unreadable.args[0]}) from None
    errors = {"data": strangers(data, answers) | errors_in(answers)}
    errors["papers"] = {paper.key: [missing_words(paper)] for paper in answers.missing_papers(papers_in(draft))}
    if any(errors.values()):
        raise serializers.ValidationError({part: found for part, found in errors.items() if found})
    return answers


def _sent(receipt: Receipt) -> dict[str, Any]:
    submission = receipt.submission
    zone = _zone(submission.office)
    facts = {
        "number": submission.number, "code": format_code(receipt.code), "pin": receipt.pin, "office": submission.office.slug,
        "service": submission.service.slug, "version": submission.version.number, "received_at": submission.received_at.astimezone(zone),
        "check_by": check_by(submission, at=submission.received_at).astimezone(zone),
        "track_url": settings.PUBLIC_URL + reverse("services:track", args=[submission.office.slug]),
    }  # fmt: skip
    return dict(Sent(facts).data)
