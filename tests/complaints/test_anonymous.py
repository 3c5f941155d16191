"""Anonymous means: afterwards nothing in the house says who, from where, with what, or exactly when (quality/ABUSE.md 48–50)."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import ExifTags, Image

from complaints.actions import quiet_limits, sweeping
from complaints.models import Complaint, ComplaintEvent, ComplaintIdentity, ComplaintPhoto, ComplaintTerm
from office.logs import JsonLine, Redact
from office.models import AuditEntry, Message, StoredFile
from tests.complaints.making import ready_office, tini
from tests.people import sari

pytestmark = pytest.mark.django_db
IP, AGENT = "203.0.113.77", "KenariPeramban/9.7 (Nokia-Kenari)"
CANARIES = (
    "kenariwati",
    "081299998888",
    "6281299998888",
    "kenari@contoh.id",
    "KENARI-KAMERA",
    "kenari_foto",
    "kenarirujukan",
)
HOME = "/kemlagi/pengaduan/"


def photo() -> SimpleUploadedFile:
    """A picture as a phone makes it: place, serial number, moment and owner inside, a name outside."""
    held = io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Artist] = "KENARI-KAMERA", "kenariwati"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "S"
    Image.new("RGB", (64, 48), "green").save(held, "JPEG", exif=exif)
    return SimpleUploadedFile("kenari_foto_kenariwati.jpg", held.getvalue(), "image/jpeg")


def send(client: Client) -> str:
    """The whole way of an anonymous report, with everything typed first that a person may regret; says the receipt code."""
    typed: dict[str, Any] = {
        "kind": "complaint", "category": "sampah", "finer": "", "village": "35.16.15.2016", "rw": "3", "landmark": "Belakang pasar",
        "text": "Bau busuk sejak hari raya, baunya sampai sekolah.", "identity": "anonymous", "name": "Kenariwati",
        "phone": "0812 9999 8888", "email": "kenari@contoh.id", "may_publish": "on", "photos": photo(),
    }  # fmt: skip
    check = client.post(HOME, typed)
    assert check.status_code == 302
    page = client.post(check.url, follow=True).content.decode()
    return page.split('data-copy="')[2].split('"')[0]


def everything_kept() -> str:
    """Every row of every table, as the database itself writes it."""
    pieces = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database itself
            pieces += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(pieces)


def files_kept() -> bytes:
    folders = [Path(settings.PRIVATE_ROOT), Path(settings.EMAIL_FOLDER)]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.name.encode() + path.read_bytes() for path in paths)


@pytest.fixture
def log() -> Any:
    """What the console handler writes, with its own filter and formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redact())
    handler.setFormatter(JsonLine())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture(autouse=True)
def _ready() -> None:
    quiet_limits.forget()
    cache.clear()
    ready_office()


def test_nothing_in_the_house_knows_who_reported(log: io.StringIO):
    member = sari()
    client = Client(
        REMOTE_ADDR=IP,
        HTTP_USER_AGENT=AGENT,
        HTTP_REFERER="https://contoh.id/kenarirujukan",
        raise_request_exception=False,
    )
    client.force_login(member.user)
    session = client.session.session_key
    before = everything_kept()

    code = send(client)
    kept, files = everything_kept(), files_kept()
    sinks = {"tables": kept, "files": files.decode("latin-1"), "log": log.getvalue(), "cache": repr(cache._cache)}

    for name, text in sinks.items():
        for canary in (*CANARIES, IP, AGENT, "Nokia-Kenari", code.replace("-", ""), code):
            assert canary.lower() not in text.lower(), f"{canary} in {name}"
    for name in ("complaints_", "office_auditentry", "office_message", "office_bucket"):
        lines = [line for line in kept.splitlines() if line.startswith(name) and line not in before]
        assert not [
            line for line in lines if str(member.user.pk.hex) in line.replace("-", "") or (session or "-") in line
        ]
    assert "Bau busuk" not in kept


def test_no_identity_no_message_and_no_audit_line_of_that_moment():
    send(Client(REMOTE_ADDR=IP))
    complaint = Complaint.objects.get()

    assert ComplaintIdentity.objects.count() == 0
    assert Message.objects.count() == 0
    assert not AuditEntry.objects.filter(subject=complaint.audit_key).exists()
    assert (complaint.pin_index, complaint.entered_by) == ("", None)
    assert complaint.number.startswith("KML-X-")


def test_only_the_hour_is_kept_and_ids_tell_no_time():
    send(Client(REMOTE_ADDR=IP))
    complaint, event, photo, stored = (
        Complaint.objects.get(),
        ComplaintEvent.objects.get(),
        ComplaintPhoto.objects.get(),
        StoredFile.objects.get(),
    )

    for moment in (complaint.received_at, complaint.step_from, event.at, stored.created_at):
        assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)
    for row in (complaint, event, photo, stored, ComplaintTerm.objects.first()):
        assert row.pk.version == 4
    path = next(Path(settings.PRIVATE_ROOT).glob(f"*/{stored.pk.hex}"))
    assert datetime.fromtimestamp(path.stat().st_mtime, UTC) == stored.created_at
    assert stored.original_name == "foto-1.jpg"


def test_the_audit_line_comes_later_and_the_sending_is_forgotten_after_a_day():
    client = Client(REMOTE_ADDR=IP)
    send(client)
    complaint = Complaint.objects.get()
    key, now = complaint.request_key, complaint.received_at

    assert sweeping.note_anonymous(at=now + timedelta(minutes=50)) == 0
    assert [sweeping.note_anonymous(at=now + timedelta(minutes=67)) for _ in range(2)] == [1, 0]
    assert sweeping.forget_keys(at=now + timedelta(hours=23)) == 0
    assert [sweeping.forget_keys(at=now + timedelta(hours=26)) for _ in range(2)] == [1, 0]
    complaint.refresh_from_db()

    entry = AuditEntry.objects.get(verb="complaint.anonymous")
    assert (entry.actor_id, entry.at.minute) == ("", 0)
    assert complaint.request_key != key


def test_the_receipt_is_the_only_key_and_opening_it_leaves_no_session():
    client = Client(REMOTE_ADDR=IP)
    code = send(client)
    tini()
    other = Client(REMOTE_ADDR="203.0.113.78")
    before = everything_kept()
    answer = other.post(f"{HOME}lacak/", {"reference": code})
    page = other.get(answer.url).content.decode()

    assert "Bau busuk" in page
    assert everything_kept() == before
    assert "sessionid" not in other.cookies


def test_an_error_in_the_middle_tells_nothing_either(log: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    client = Client(REMOTE_ADDR=IP, HTTP_USER_AGENT=AGENT, raise_request_exception=False)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("kenari 081299998888 203.0.113.77")

    monkeypatch.setattr("complaints.actions.intake.receive", broken)
    check = client.post(HOME, {
        "kind": "complaint", "category": "sampah", "village": "35.16.15.2016", "landmark": "Pasar", "identity": "anonymous",
        "text": "Sampah menumpuk sejak hari raya.", "name": "Kenariwati", "phone": "081299998888",
    })  # fmt: skip
    assert client.post(check.url).status_code == 500

    for canary in (AGENT, "081299998888", "kenariwati", check.url.split("/")[-3]):
        assert canary.lower() not in log.getvalue().lower()
    assert not Complaint.objects.exists()


def test_quiet_limits_count_without_writing_anything_down():
    before, now = everything_kept(), timezone.now()
    taken = [quiet_limits.take("draft", IP, at=now, most=2) for _ in range(3)]

    assert taken == [True, True, False]
    assert quiet_limits.take("draft", IP, at=now + timedelta(hours=2), most=2)
    assert everything_kept() == before
