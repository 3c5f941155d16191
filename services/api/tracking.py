"""Following a request from another program, with the same proof, the same limits and the same neutral answer as the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from office.clients import client_address
from office.views.files import private_file_response
from services.actions import review
from services.actions import tracking as tries
from services.api import throttles
from services.api.catalogue import office_or_404
from services.api.described import described
from services.api.door import KILOBYTE, Door
from services.api.problems import Conflict, NotFitting
from services.api.strict import Strict, Text
from services.forms.tracking import NEUTRAL
from services.models import Delivery, Submission
from services.queries import tracking
from services.workflow import IllegalMove, State

TAG = "Lacak"


class Proof(Strict):
    """Nomor atau kode, dan PIN atau empat angka terakhir nomor WhatsApp."""

    number = Text(required=False, max_length=64, help_text="KML-2611-00482")
    code = Text(required=False, max_length=64, help_text="Kode lacak")
    pin = Text(required=False, validators=[RegexValidator(r"^[0-9]{6}\Z", "Tulis PIN 6 angka")])
    phone_tail = Text(
        required=False, validators=[RegexValidator(r"^[0-9]{4}\Z", "Tulis 4 angka terakhir nomor WhatsApp")]
    )

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        if len({"number", "code"} & set(attrs)) != 1:
            raise serializers.ValidationError({"number": ["Isi salah satu: number atau code"]})
        if len({"pin", "phone_tail"} & set(attrs)) != 1:
            raise serializers.ValidationError({"pin": ["Isi salah satu: pin atau phone_tail"]})
        return attrs


class Line(serializers.Serializer[Any]):
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=["done", "current", "upcoming"])
    time = serializers.CharField()
    text = serializers.CharField()
    reply = serializers.CharField(help_text="Kata petugas kepada pemohon")


class Asked(serializers.Serializer[Any]):
    requirement = serializers.CharField(source="requirement.key")
    name = serializers.CharField(source="requirement.name")
    reason = serializers.CharField()
    can_be_sent = serializers.SerializerMethodField(help_text="Bisa dikirim sebagai foto; selain itu datang ke loket")

    def get_can_be_sent(self, document: Any) -> bool:
        return tracking.can_be_sent(document)


class Standing(serializers.Serializer[Any]):
    number = serializers.CharField()
    office = serializers.CharField()
    service = serializers.CharField()
    state = serializers.ChoiceField(choices=[state.value for state in State])
    headline = serializers.CharField(help_text="Keadaan sekarang dengan kata-kata")
    received_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="Kosong selama jam janji belum atau tidak berjalan")
    is_late = serializers.BooleanField()
    promise = serializers.CharField()
    timeline = Line(many=True)
    asked = Asked(many=True)
    letter_ready = serializers.BooleanField()


def proven(request: Request, office_slug: str, at: datetime) -> Submission:
    """The submission whose proof the body holds. Unknown, wrong and foreign are one and the same answer."""
    office = office_or_404(office_slug)
    body = Proof(data=request.data)
    body.is_valid(raise_exception=True)
    given: dict[str, str] = body.validated_data
    facts = {
        "reference": given.get("number") or given.get("code", ""),
        "proof": given.get("pin") or given.get("phone_tail", ""),
    }
    try:
        submission = tries.open_with(office, **facts, client=client_address(request._request), at=at)
    except tries.TooManyTries:
        raise Throttled(tries.WITHIN) from None
    if submission is None:
        raise NotFitting(f"{NEUTRAL}.")
    return submission


class Track(Door):
    rate = throttles.WRITE
    is_personal = True
    body_limit = 4 * KILOBYTE

    @described("track", "Lacak satu permohonan", tag=TAG, request=Proof, answer=Standing, refusals=[404])
    def post(self, request: Request, office_slug: str) -> Response:
        now = timezone.now()
        return Response(Standing(_standing(proven(request, office_slug, now), now)).data)


def _standing(submission: Submission, now: datetime) -> dict[str, Any]:
    zone, clock = ZoneInfo(submission.office.time_zone), tracking.clock_of(submission, at=now)
    story = tracking.story(submission, at=now)
    letter, _revoked = tracking.letters_of(submission)
    return {
        "number": submission.number, "office": submission.office.slug, "service": submission.service.slug, "state": submission.state,
        "headline": next((line.title for line in story if line.state == "current"), story[-1].title if story else submission.state_label),
        "received_at": submission.received_at.astimezone(zone), "due_at": submission.due_at.astimezone(zone) if clock and submission.due_at else None,
        "is_late": bool(clock and clock.is_late), "promise": tracking.promise_text(submission), "timeline": story,
        "asked": tracking.asked_papers(submission), "letter_ready": letter is not None and letter.file is not None,
    }  # fmt: skip


class TrackedLetter(Door):
    # The signed bytes, untouched; the first download of a PDF letter is its hand-over.
    rate = throttles.WRITE
    is_personal = True
    body_limit = 4 * KILOBYTE

    @described(
        "downloadLetter",
        "Unduh surat yang sudah terbit",
        tag=TAG,
        request=Proof,
        answer=OpenApiTypes.BINARY,
        media_type="application/pdf",
        refusals=[404, 409],
    )
    def post(self, request: Request, office_slug: str) -> HttpResponseBase:
        now = timezone.now()
        submission = proven(request, office_slug, now)
        letter, _revoked = tracking.letters_of(submission)
        if letter is None or letter.file is None:
            raise Conflict("Surat belum terbit, atau sudah dicabut.")
        if submission.delivery == Delivery.PDF and submission.state == State.ISSUED:
            _note_download(submission, now)
        try:
            return private_file_response(letter.file, filename=f"surat-{submission.number}.pdf")
        except Http404:
            raise Conflict("Berkas surat ini sudah tidak disimpan. Hubungi kantor.") from None


def _note_download(submission: Submission, now: datetime) -> None:
    try:
        review.hand_over(submission, at=now, how="Diunduh pemohon")
    except IllegalMove:
        raise Conflict("Surat ini baru saja dicabut. Lacak lagi.") from None
