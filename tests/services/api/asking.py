"""What the API's tests share: a client that speaks JSON, an office with a service, a whole application."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from services.models import Service
from tests.factories import make_office, make_service, make_village
from tests.office.uploads.makers import jpeg

ROOT = "/api/v1"
KEY = "kunci-acak-0123456789"
FIELDS = ["nama", "nik", "desa_kelurahan", "keperluan"]
DATA: dict[str, Any] = {
    "purpose": "berobat", "keperluan": "berobat di RSUD", "whom": "sendiri", "nama": "Siti Rohmah", "nik": "3516154405880004",
    "desa_kelurahan": "35.16.15.2016", "phone": "0812 0000 1234", "delivery": "pdf",
}  # fmt: skip


def a_service(**facts: Any) -> Service:
    """A published service of an office that serves online, in a village."""
    office = make_office()
    make_village()
    return make_service(office, **{"fields": FIELDS, **facts})


def post(path: str, body: Any = None, **headers: str) -> Any:
    return Client().post(
        f"{ROOT}{path}", json.dumps({} if body is None else body), content_type="application/json", headers=headers
    )


def get(path: str, **query: Any) -> Any:
    return Client().get(f"{ROOT}{path}", query)


def a_draft(service: Service) -> str:
    """The token of a new draft."""
    answer = post(f"/offices/{service.office.slug}/services/{service.slug}/drafts")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["token"])


def upload(service: Service, token: str, key: str = "ktp", content: bytes | None = None, name: str = "ktp.jpg") -> Any:
    file = SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
    return Client().post(f"{ROOT}/offices/{service.office.slug}/drafts/{token}/documents/{key}", {"file": file})


def a_draft_with_papers(service: Service) -> str:
    token = a_draft(service)
    assert [upload(service, token, key).status_code for key in ("ktp", "kk")] == [201, 201]
    return token


def send(service: Service, token: str, data: dict[str, Any] | None = None, *, key: str = KEY, **body: Any) -> Any:
    return post(
        f"/offices/{service.office.slug}/drafts/{token}/submit",
        {"data": DATA if data is None else data, "consent": True, **body},
        **{"Idempotency-Key": key},
    )
