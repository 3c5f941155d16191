"""When an office serves, as its admin sets it, and what follows for deadlines."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.forms.calendar import windows_typed
from office.models import AuditEntry, RamadanPeriod, Season, ServiceWindow, SpecialDay
from office.queries.calendar import year_of
from office.queries.hours import hours_of
from tests.factories import local, make_office
from tests.people import dewi, sari

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    make_office()
    client.force_login(dewi().user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name):
    return reverse(f"office:{name}", args=["kemlagi"])


def week(**days):
    """The form of both seasons: closed unless said."""
    return {f"{season.value}-{day}": "" for season in Season for day in range(7)} | {
        key.replace("_", "-"): text for key, text in days.items()
    }


@pytest.mark.parametrize("text, windows", [
    ("", []),
    ("08.00–15.00", [(time(8), time(15))]),
    ("13:00-15:00 , 8.00 - 12.00", [(time(8), time(12)), (time(13), time(15))]),
    ("08.00–11.30 dan 13.00–15.30", [(time(8), time(11, 30)), (time(13), time(15, 30))]),
])  # fmt: skip
def test_windows_are_read_as_people_write_them(text, windows):
    assert windows_typed(text) == windows


@pytest.mark.parametrize("text, words", [
    ("pagi", "pagi bukan rentang jam"),
    ("8-15", "8-15 bukan rentang jam"),
    ("25.00–26.00", "bukan rentang jam"),
    ("15.00–08.00", "jam tutup harus setelah jam buka"),
    ("08.00–12.00, 11.00–15.00", "bertumpuk"),
    ("08.00–09.00, 10.00–11.00, 12.00–13.00, 14.00–15.00, 16.00–17.00", "Paling banyak 4"),
])  # fmt: skip
def test_windows_that_cannot_be_are_named(text, words):
    with pytest.raises(ValueError, match=words):
        windows_typed(text)


def test_hours_of_both_seasons_are_replaced_and_audited(admin):
    answer = admin.post(url("hours"), week(regular_0="08.00–12.00, 13.00–15.00", ramadan_0="08.00–13.00"), follow=True)

    assert "dihitung ulang dalam satu menit" in answer.text
    rows = list(ServiceWindow.objects.order_by("season", "opens").values_list("season", "weekday", "opens", "closes"))
    assert rows == [
        ("ramadan", 0, time(8), time(13)),
        ("regular", 0, time(8), time(12)),
        ("regular", 0, time(13), time(15)),
    ]
    assert [entry.facts["season"] for entry in AuditEntry.objects.order_by("seq")] == ["regular", "ramadan"]
    assert (
        hours_of(make_office(), at=local("2026-11-23T09:00")).hours_text(date(2026, 11, 23))
        == "08.00–12.00 dan 13.00–15.00"
    )


def test_saving_the_same_hours_or_taking_back_nothing_leaves_no_trace(admin):
    same = {f"regular_{day}": "08.00–15.00" for day in range(4)} | {"regular_4": "08.00–14.00"}

    saved = admin.post(url("hours"), week(**same), follow=True)
    removed = admin.post(url("special_day_removed"), {"day": "2099-01-05"}, follow=True)

    assert "Tidak ada yang berubah" in saved.text
    assert "Hari khusus dihapus" not in removed.text
    assert AuditEntry.objects.count() == 0


def test_a_wrong_day_is_named_and_no_hour_changes(admin):
    before = ServiceWindow.objects.count()

    answer = admin.post(url("hours"), week(regular_0="08.00–12.00", regular_1="siang"))

    assert answer.text.count("siang bukan rentang jam") == 2
    assert "08.00–12.00" in answer.text
    assert ServiceWindow.objects.count() == before
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("typed, words", [
    ({}, "Isi paling sedikit satu hari"),
    ({"ramadan_0": "08.00–13.00"}, "Isi paling sedikit satu hari"),
    ({"regular_0": "15.00–08.00"}, "jam tutup harus setelah jam buka"),
    ({"regular_0": "08.00–08.00"}, "jam tutup harus setelah jam buka"),
    ({"regular_0": "08.00–12.00, 11.00–15.00"}, "Dua rentang jam bertumpuk"),
    ({"regular_0": "08.00–12.00", "ramadan_4": "13.00–11.00"}, "jam tutup harus setelah jam buka"),
])  # fmt: skip
def test_a_week_that_cannot_be_is_refused_beside_its_field_and_nothing_changes(admin, typed, words):
    before = list(ServiceWindow.objects.order_by("pk").values())

    answer = admin.post(url("hours"), week(**typed))

    [name] = [name for form in answer.context["forms"] for name in form.errors]
    assert answer.text.count(words) == 2  # above the form, and beside the field
    assert name in {"0", "4"}
    assert all(text in answer.text for text in typed.values())
    assert list(ServiceWindow.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == 0


def test_a_day_can_be_closed_opened_on_a_holiday_and_taken_back(admin):
    today = timezone.localdate()
    closed, opened = today + timedelta(days=1), date(today.year + 1, 1, 1)
    admin.post(url("special_days"), {"day": closed, "kind": "closed", "reason": "Upacara"})
    admin.post(
        url("special_days"), {"day": opened, "kind": "open", "hours": "08.00–11.00", "reason": "Layanan tahun baru"}
    )

    hours = hours_of(make_office(), at=timezone.now())
    assert hours.windows_on(closed) == ()
    assert hours.hours_text(opened) == "08.00–11.00"
    assert "Layanan tahun baru" in admin.get(url("special_days"), {"tahun": opened.year}).text
    admin.post(url("special_day_removed"), {"day": closed.isoformat()})
    assert list(SpecialDay.objects.values_list("date", flat=True)) == [opened]
    assert AuditEntry.objects.count() == 3


@pytest.mark.parametrize("form, words", [
    ({"day": "2020-01-01", "kind": "closed", "reason": "x"}, "tidak boleh sebelum hari ini"),
    ({"day": "besok", "kind": "closed", "reason": "x"}, "Tulis tanggal seperti"),
    ({"day": "2099-01-05", "kind": "open", "hours": "", "reason": "x"}, "Isi satu rentang jam"),
    ({"day": "2099-01-05", "kind": "open", "hours": "08.00–09.00, 10.00–11.00", "reason": "x"}, "Isi satu rentang jam"),
    ({"day": "2099-01-05", "kind": "open", "hours": "malam", "reason": "x"}, "malam bukan rentang jam"),
    ({"day": "2099-01-05", "kind": "libur", "reason": "x"}, "Pilih keadaan dari daftar"),
    ({"day": "2099-01-05", "kind": "closed", "reason": ""}, "Isi alasan"),
])  # fmt: skip
def test_a_special_day_that_cannot_be_is_refused(admin, form, words):
    answer = admin.post(url("special_days"), form)

    assert words in answer.text
    assert SpecialDay.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_a_past_special_day_is_not_taken_back(admin):
    SpecialDay.objects.create(office=make_office(), date=date(2026, 1, 5), reason="Upacara")

    answer = admin.post(url("special_day_removed"), {"day": "2026-01-05"}, follow=True)

    assert "sudah lewat tidak diubah" in answer.text
    assert SpecialDay.objects.count() == 1
    assert admin.post(url("special_day_removed"), {"day": "2026-13-45"}).status_code == 404
    assert admin.post(url("special_day_removed"), {"day": "x"}).status_code == 404


def test_the_year_stands_beside_the_national_calendar(admin):
    answer = admin.get(url("special_days"), {"tahun": "2026"})

    year = answer.context["year"]
    assert year.is_official
    assert "Hari Kemerdekaan" in answer.text
    assert "Cuti Bersama Hari Raya Natal" in answer.text
    assert year_of(make_office(), 2040).is_official is False


@pytest.mark.parametrize("year", ["1999", "99999", "abc", "２０２６"])
def test_a_year_that_cannot_be_shown_gives_this_year(admin, year):
    assert admin.get(url("special_days"), {"tahun": year}).context["year"].number == timezone.localdate().year


def test_the_announced_ramadan_replaces_the_computed_one(admin):
    first, last = year_of(make_office(), 2027).fasting[0].starts_on, year_of(make_office(), 2027).fasting[0].ends_on
    moved = {"starts_on": first + timedelta(days=1), "ends_on": last + timedelta(days=1)}

    admin.post(url("ramadan"), {"starts_on": first, "ends_on": last})
    admin.post(url("ramadan"), moved)

    assert list(RamadanPeriod.objects.values("starts_on", "ends_on")) == [moved]
    assert year_of(make_office(), 2027).fasting[0].is_announced


def test_a_ramadan_of_the_wrong_length_is_refused(admin):
    answer = admin.post(url("ramadan"), {"starts_on": "2027-02-08", "ends_on": "2027-04-08"})

    assert "29 atau 30 hari" in answer.text
    assert RamadanPeriod.objects.count() == 0


@pytest.mark.parametrize("name", ["special_day_removed", "ramadan"])
def test_changing_the_calendar_is_for_the_admin(client, name):
    make_office()
    client.force_login(sari().user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(url(name), {"day": "2099-01-01"}).status_code == 403
