"""What operators settle disputes with: one deadline explained, and every deadline computed anew."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from office.models import ServiceWindow
from services.actions import review
from services.actions.clockwork import follow_calendar
from services.models import Submission
from tests.factories import MONDAY_9AM, local, make_office, make_service, submit
from tests.people import sari

pytestmark = pytest.mark.django_db


def explain(*words):
    make_office()
    out = StringIO()
    call_command("explain_deadline", "--office", "KML", *words, stdout=out)
    return json.loads(out.getvalue())


def test_minutes_with_overlapping_pauses():
    found = explain(
        "--from", "2026-11-23T09:00", "--minutes", "60",
        "--pause", "2026-11-23T09:10/2026-11-23T09:30", "2026-11-23T09:20/2026-11-23T09:40",
    )  # fmt: skip

    assert (found["due_at"], found["elapsed_minutes"]) == ("2026-11-23T10:30:00+07:00", 60)
    assert found["pauses"] == [["2026-11-23T09:10:00+07:00", "2026-11-23T09:40:00+07:00"]]
    assert found["sentence"] == "Harus selesai sebelum 10.30."


def test_days_name_what_is_skipped():
    found = explain("--from", "2026-03-17T10:00", "--days", "3", "--at", "2026-03-17T10:30")

    assert found["due_at"] == "2026-03-27T14:00:00+07:00"
    assert found["elapsed_minutes"] == 30
    assert found["sentence"] == "Harus selesai sebelum Jumat 27 Maret (3 hari kerja; 18–24 Maret libur)."
    assert found["skipped_days"][1] == {"day": "2026-03-19", "reason": "Hari Suci Nyepi"}


@pytest.mark.parametrize(
    "words, said",
    [
        (["--from", "kemarin", "--minutes", "60"], "bukan waktu ISO"),
        (["--from", "0001-01-01", "--minutes", "60"], "tahun harus"),
        (["--from", "2026-11-23T09:00", "--minutes", "0"], "harus 1 sampai"),
        (["--from", "2026-11-23T09:00", "--days", "3", "--pause", "2026-11-24"], "MULAI/SELESAI"),
        (["--from", "2026-11-23T09:00", "--days", "3", "--pause", "2026-11-25/2026-11-24"], "selesai sebelum mulai"),
        (["--office", "XYZ", "--from", "2026-11-23T09:00", "--days", "3"], "Kantor XYZ tidak ada"),
    ],
)
def test_what_is_wrong_is_said(words, said):
    with pytest.raises(CommandError, match=said):
        explain(*words)


def test_an_office_without_a_service_day_is_told_so():
    make_office()
    ServiceWindow.objects.all().delete()

    with pytest.raises(CommandError, match="belum punya hari layanan"):
        explain("--from", "2026-11-23T09:00", "--days", "3")


def test_every_deadline_follows_changed_hours_once():
    make_service(sop_days=1)
    review.declare_complete(submit().submission, staff=sari(), at=MONDAY_9AM)
    assert (follow_calendar(make_office(), at=MONDAY_9AM), follow_calendar(make_office(), at=MONDAY_9AM)) == (0, None)
    ServiceWindow.objects.filter(weekday=1).delete()

    assert (follow_calendar(make_office(), at=MONDAY_9AM), follow_calendar(make_office(), at=MONDAY_9AM)) == (1, None)

    assert Submission.objects.get().due_at == local("2026-11-25T15:00")
    out = StringIO()
    call_command("recompute_deadlines", "--office", "kml", stdout=out)
    assert out.getvalue() == "KML: 0 batas waktu berubah\n"
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("recompute_deadlines", "--office", "XYZ")
