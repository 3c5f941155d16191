"""Private files: what the browser is told about them, and how the proxy or we send them."""

import contextlib

import pytest
from django.http import Http404

from office.actions import files
from office.models import FileKind
from office.views.files import private_file_response
from tests.factories import MONDAY_9AM, make_office

pytestmark = pytest.mark.django_db


def stored(content=b"bytes", kind="image/jpeg", thumbnail=b""):
    return files.store(
        content,
        office=make_office(),
        kind=FileKind.IDENTITY,
        name="ktp.jpg",
        content_type=kind,
        at=MONDAY_9AM,
        thumbnail=thumbnail,
    )


def sent(answer):
    with contextlib.closing(answer):
        return b"".join(answer.streaming_content)


def test_a_download_is_an_attachment_that_nobody_keeps_or_guesses_at():
    answer = private_file_response(stored(), filename='ktp "siti".jpg')

    assert sent(answer) == b"bytes"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_type_that_browsers_run_is_never_shown():
    answer = private_file_response(stored(kind="text/html"), filename="x.html", inline=True)

    assert sent(answer) == b"bytes"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_picture_may_be_shown_and_has_its_thumbnail():
    row = stored(thumbnail=b"small")

    shown = private_file_response(row, filename="ktp.jpg", inline=True)
    small = private_file_response(row, filename="ktp.jpg", inline=True, thumbnail=True)

    assert shown.headers["Content-Disposition"].startswith("inline")
    assert sent(shown) == b"bytes"
    assert sent(small) == b"small"


def test_behind_a_proxy_only_the_place_is_told(settings):
    settings.PRIVATE_ACCEL_PREFIX = "/berkas-tertutup/"
    row = stored()

    answer = private_file_response(row, filename="ktp.jpg")

    assert answer.headers["X-Accel-Redirect"] == f"/berkas-tertutup/{row.pk.hex[-2:]}/{row.pk.hex}"
    assert answer.content == b""


def test_a_wiped_file_is_gone(django_capture_on_commit_callbacks):
    row = stored()
    with django_capture_on_commit_callbacks(execute=True):
        files.wipe(row, at=MONDAY_9AM)
    row.refresh_from_db()

    with pytest.raises(Http404):
        private_file_response(row, filename="ktp.jpg")
