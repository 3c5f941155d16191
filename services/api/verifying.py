"""Whether a letter is genuine, for programs of banks and schools: by its code, or by the file itself."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from office.clients import client_address
from services.actions import verification
from services.api.described import described
from services.api.door import KILOBYTE, Door
from services.api.parsers import FormBody
from services.api.strict import Strict
from services.forms.verify import LARGEST, FileForm
from services.gateways.signer import Verdict
from services.models import Letter
from services.queries.verification import VERDICT_WORDS, Finding, Standing, by_code, by_hash
from services.tasks.signing import signer_of_installation

TAG = "Cek surat"


class PerLook(BaseThrottle):
    """The page's own limit of look-ups and of misses."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return verification.may_look(client_address(request._request), at=timezone.now())

    def wait(self) -> float:
        return verification.MISSES["per_seconds"] / verification.MISSES["burst"]


class LetterFacts(serializers.Serializer[Any]):
    """Yang boleh diketahui siapa pun. Tidak pernah NIK, tidak pernah nama lengkap."""

    office = serializers.CharField(source="office.name")
    kind = serializers.CharField()
    number = serializers.CharField(source="entry.number")
    date = serializers.DateField(source="entry.dated")
    signed_by = serializers.CharField()
    holder = serializers.CharField(source="holder_masked", help_text="Nama yang disamarkan")
    method = serializers.CharField(help_text="internal: sertifikat kantor ini sendiri")
    valid_until = serializers.DateField(allow_null=True)
    revoked_at = serializers.SerializerMethodField()
    revoke_reason = serializers.CharField()
    replaced_by = serializers.SerializerMethodField(help_text="Nomor surat penggantinya")
    sha256 = serializers.CharField()

    def get_revoked_at(self, letter: Letter) -> datetime | None:
        return letter.revoked_at.astimezone(ZoneInfo(letter.office.time_zone)) if letter.revoked_at else None

    def get_replaced_by(self, letter: Letter) -> str | None:
        newer = getattr(letter, "replaced_by", None)
        return newer.entry.number if newer and newer.entry else None


class Checked(serializers.Serializer[Any]):
    standing = serializers.ChoiceField(choices=[standing.value for standing in Standing])
    letter = LetterFacts(allow_null=True)
    checked_at = serializers.DateTimeField()


class CheckedFile(serializers.Serializer[Any]):
    standing = serializers.ChoiceField(
        choices=[*(standing.value for standing in Standing), "refused"],
        help_text="refused: berkas ini bukan surat yang sah",
    )
    letter = LetterFacts(allow_null=True)
    signature = serializers.ChoiceField(choices=[verdict.value for verdict in Verdict])
    reason = serializers.CharField(help_text="Kosong bila berkas ini suratnya")
    sha256 = serializers.CharField(help_text="Sidik jari berkas yang dikirim")
    checked_at = serializers.DateTimeField()


class LetterFile(Strict):
    """PDF surat seperti yang diterima."""

    file = serializers.FileField(
        help_text="PDF surat, paling besar 10 MB",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas PDF surat", "invalid": "Kirim sebagai berkas"},
    )


class VerifyCode(Door):
    throttle_classes = (PerLook,)
    is_personal = True  # a revocation must be seen at once: nothing in between may keep the answer
    code = OpenApiParameter(
        "code",
        {"type": "string", "minLength": 1},
        OpenApiParameter.PATH,
        description="Kode di bawah gambar QR, contoh K7QM-2X9D-PA4TC",
    )

    @described("verifyCode", "Cek surat dengan kodenya", tag=TAG, answer=Checked, parameters=[code])
    def get(self, request: Request, code: str) -> Response:
        now = timezone.now()
        finding = by_code(code, at=now)
        _note(finding, "code", request, now)
        return Response(Checked({"standing": finding.standing, "letter": finding.letter, "checked_at": now}).data)


def _note(finding: Finding, how: str, request: Request, now: datetime) -> None:
    verification.note(finding.letter, how=how, outcome=finding.standing, at=now)
    if finding.standing is Standing.UNKNOWN:
        verification.note_miss(client_address(request._request), at=now)


class VerifyFile(Door):
    throttle_classes = (PerLook,)
    is_personal = True
    parser_classes = (FormBody,)
    body_limit = LARGEST + 64 * KILOBYTE

    @described(
        "verifyFile",
        "Cek surat dengan berkas PDF-nya",
        tag=TAG,
        request={"multipart/form-data": LetterFile},
        answer=CheckedFile,
    )
    def post(self, request: Request) -> Response:
        now, content = timezone.now(), _content(request)
        sha256 = hashlib.sha256(content).hexdigest()
        finding, verdict = by_hash(sha256, at=now), signer_of_installation().verify(content)
        _note(finding, "file", request, now)
        good = finding.letter is not None and verdict.valid
        facts = {
            "standing": finding.standing if good else "refused", "letter": finding.letter if good else None, "signature": verdict.verdict,
            "reason": "" if good else VERDICT_WORDS[verdict.verdict], "sha256": sha256, "checked_at": now,
        }  # fmt: skip
        return Response(CheckedFile(facts).data)


def _content(request: Request) -> bytes:
    """The bytes, judged by the page's own form."""
    body = LetterFile(data=request.data)
    body.is_valid(raise_exception=True)
    form = FileForm(files=request.FILES)
    if not form.is_valid():
        raise serializers.ValidationError({"file": [str(words) for words in form.errors["file"]]})
    content: bytes = form.cleaned_data["file"]
    return content
