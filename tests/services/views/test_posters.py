"""Posters: the permanent address counts scans and leads on; the desk prints a batch, names halls and shows what it brought."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from office.models import AuditEntry
from office.staff import local_day
from services.actions.posters import hang
from services.models import Poster, ScanCount, Submission
from tests.factories import MONDAY_9AM, make_area, make_office, make_service, make_village, submit
from tests.people import dewi, joko, sari
from tests.services.documents.cameras import rasterised, zxing

pytestmark = pytest.mark.django_db


def log_in(client, staff):
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def villages(count):
    return [make_village(f"Desa{number}", f"35.16.15.20{number:02}") for number in range(1, count + 1)]


def hung(service=None, area=None):
    return hang(make_office(), area or make_village(), service=service, hall="Balai Desa Mojodadi", at=MONDAY_9AM)


def url(name, *args):
    return reverse(f"services:{name}", args=["kemlagi", *args])


def test_a_scan_leads_to_the_requirements_and_is_counted_for_its_hall_and_day(client):
    poster = hung(make_service())

    answers = [client.get(f"/d/{poster.code}") for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/kemlagi/layanan/surat-tidak-mampu/?asal={poster.code}"}
    assert "no-store" in answers[0]["Cache-Control"]
    today = local_day(make_office(), timezone.now())
    assert list(ScanCount.objects.values_list("poster__code", "day", "count")) == [(poster.code, today, 2)]


def test_nothing_of_the_visitor_is_kept(client):
    poster = hung(make_service())

    answer = client.get(f"/d/{poster.code}", HTTP_USER_AGENT="Kamera", REMOTE_ADDR="10.9.8.7")

    assert not answer.cookies
    assert {field.name for field in ScanCount._meta.get_fields()} == {"id", "poster", "day", "count"}
    assert AuditEntry.objects.count() == 0


def test_a_poster_of_all_services_leads_to_the_list(client):
    poster = hung()

    assert client.get(f"/d/{poster.code}")["Location"] == f"/kemlagi/layanan/?asal={poster.code}"


def test_a_poster_of_a_service_no_longer_offered_leads_to_the_list(client):
    service = make_service()
    poster = hung(service)
    service.is_offered = False
    service.save()

    assert client.get(f"/d/{poster.code}")["Location"] == f"/kemlagi/layanan/?asal={poster.code}"


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Purpose": "preview"}, {"X-Moz": "prefetch"}],
)
def test_looking_ahead_is_no_scan(client, headers):
    poster = hung()

    assert client.get(f"/d/{poster.code}", headers=headers).status_code == 302
    assert client.head(f"/d/{poster.code}").status_code == 302
    assert ScanCount.objects.count() == 0


@pytest.mark.parametrize("code", [999, 2**31, 10**30])
def test_an_unknown_code_says_what_to_do(client, code):
    answer = client.get(f"/d/{code}")

    assert answer.status_code == 404
    assert "Poster ini belum kami kenal" in answer.text
    assert ScanCount.objects.count() == 0


def test_a_post_is_no_scan(client):
    assert client.post(f"/d/{hung().code}").status_code == 405


def test_the_batch_gives_every_village_its_page_and_address(client):
    make_service()
    places = villages(3)

    answer = log_in(client, dewi()).post(
        url("posters_desk"), {"places": [place.pk for place in places], "service": "*", "paper": "A5", "make": "pdf"}
    )

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="poster-kemlagi-a5.pdf"'
    codes = list(Poster.objects.order_by("code").values_list("code", flat=True))
    with pikepdf.open(BytesIO(answer.content)) as opened:
        assert len(opened.pages) == 3
    found = [zxing(rasterised(answer.content, 150, number))[0] for number in (1, 2, 3)]
    assert found == [f"http://localhost:8000/d/{code}" for code in codes]
    assert resolve(f"/d/{codes[0]}").view_name == "services:poster"
    assert AuditEntry.objects.get().verb == "poster.printed"


def test_printing_again_keeps_the_addresses(client):
    make_service()
    places = villages(2)
    form = {"places": [place.pk for place in places], "service": "*", "paper": "A5", "make": "zip"}
    first = log_in(client, dewi()).post(url("posters_desk"), form)
    codes = list(Poster.objects.values_list("code", flat=True))

    again = client.post(url("posters_desk"), form)

    assert ZipFile(BytesIO(first.content)).namelist() == ZipFile(BytesIO(again.content)).namelist()
    assert len(ZipFile(BytesIO(again.content)).namelist()) == 2
    assert list(Poster.objects.values_list("code", flat=True)) == codes


def test_an_office_with_its_own_host_prints_that(client):
    make_office(host="kemlagi.mojokertokab.go.id")
    make_village()
    village = make_village()

    answer = log_in(client, dewi()).post(
        url("posters_desk"), {"places": [village.pk], "service": "*", "paper": "A4", "make": "preview"}
    )

    assert answer["Content-Disposition"].startswith("inline")
    assert zxing(rasterised(answer.content, 110)) == [
        f"http://kemlagi.mojokertokab.go.id/d/{Poster.objects.get().code}"
    ]


@pytest.mark.parametrize("changes, words", [
    ({"places": []}, "Pilih paling sedikit satu tempat"),
    ({"places": ["99999"]}, "Pilih tempat dari daftar"),
    ({"places": ["abc"]}, "Pilih tempat dari daftar"),
    ({"paper": "A0"}, "Pilih ukuran kertas dari daftar"),
    ({"service": "tidak-ada"}, "Pilih layanan dari daftar"),
    ({"service": ""}, "Pilih layanan"),
])  # fmt: skip
def test_a_wrong_choice_is_named_and_hangs_nothing(client, changes, words):
    village = make_village()
    make_office()

    answer = log_in(client, dewi()).post(
        url("posters_desk"), {"places": [village.pk], "service": "*", "paper": "A4", "make": "pdf", **changes}
    )

    assert answer.status_code == 200
    assert words in answer.text
    assert Poster.objects.count() == 0


def test_a_place_of_another_kecamatan_cannot_be_chosen(client):
    make_office()
    foreign = make_area("35.77.01.1001", "kelurahan", "Oro-Oro Ombo", parent=make_area("35.77.01", name="Kartoharjo"))

    log_in(client, dewi()).post(
        url("posters_desk"), {"places": [foreign.pk], "service": "*", "paper": "A4", "make": "pdf"}
    )

    assert Poster.objects.count() == 0


def test_a_hall_keeps_the_name_the_office_gave_it(client):
    office, village = make_office(), make_village()
    form = {f"hall-{village.pk}": "Pendopo Desa Mojodadi", f"hall-{office.area_id}": "Kantor Kecamatan Kemlagi"}

    answer = log_in(client, dewi()).post(url("poster_halls"), form, follow=True)

    assert "1 nama tempat diganti" in answer.text
    assert list(Poster.objects.values_list("hall", "area__name")) == [("Pendopo Desa Mojodadi", "Mojodadi")]
    client.post(
        url("posters_desk"), {"places": [village.pk], "service": make_service().slug, "paper": "A5", "make": "pdf"}
    )
    assert set(Poster.objects.values_list("hall", flat=True)) == {"Pendopo Desa Mojodadi"}


def test_a_hall_without_a_name_is_refused(client):
    office, village = make_office(), make_village()

    answer = log_in(client, dewi()).post(
        url("poster_halls"), {f"hall-{village.pk}": " ", f"hall-{office.area_id}": "x" * 81}
    )

    assert "Isi nama tempat di Desa Mojodadi" in answer.text
    assert "paling panjang 80 huruf" in answer.text
    assert Poster.objects.count() == 0


@pytest.mark.parametrize("name", ["posters_desk", "poster_halls", "poster_use"])
def test_the_pages_are_for_this_office_only(client, name):
    make_office()

    assert client.get(url(name)).status_code == 302
    assert log_in(client, joko()).get(url(name)).status_code == 404
    assert log_in(client, sari()).get(url(name)).status_code == 200


def test_a_foreign_poster_is_not_previewed(client):
    poster = hung()
    other = joko().office

    assert (
        log_in(client, joko()).get(reverse("services:poster_preview", args=[other.slug, poster.code])).status_code
        == 404
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_whatever_hangs(client, django_assert_num_queries, count):
    for village in villages(count):
        ScanCount.objects.create(poster=hung(area=village), day=local_day(make_office(), timezone.now()), count=2)
        submit()
    log_in(client, dewi()).get(url("posters_desk"))

    with django_assert_num_queries(10):
        client.get(url("posters_desk"))
    with django_assert_num_queries(13):
        client.get(url("poster_use"))


def test_the_figures_name_villages_that_nobody_scans(client):
    used, silent, bare = villages(3)
    today = local_day(make_office(), timezone.now())
    ScanCount.objects.create(poster=hung(area=used), day=today, count=5)
    ScanCount.objects.create(poster=hung(area=silent), day=today - timedelta(days=60), count=3)

    answer = log_in(client, dewi()).get(url("poster_use"))

    assert "5 pindai" in answer.text
    context = answer.context["scans"]
    assert [place.name for place in context.silent] == [silent.name]
    assert [place.name for place in context.without_poster] == [bare.name]


def test_the_share_of_incomplete_files_counts_files_not_returns(client):
    for number in range(4):
        submission = submit(at=MONDAY_9AM).submission
        Submission.objects.filter(pk=submission.pk).update(times_returned=[0, 0, 3, 1][number], village=make_village())

    answer = log_in(client, dewi()).get(url("poster_use"), {"since": "2026-11-01", "until": "2026-11-30"})

    files = answer.context["files"]
    assert (files.total.received, files.total.returned, files.total.percent) == (4, 2, 50.0)
    assert [(row.label, row.received, row.returned) for row in files.by_month] == [("November 2026", 4, 2)]
    assert [row.label for row in files.by_village] == ["Mojodadi"]
    assert "50,0%" in answer.text


def test_a_file_of_the_last_minute_belongs_to_its_local_day_and_month(client):
    submit(at=MONDAY_9AM.replace(month=12, day=31, hour=23, minute=59))

    answer = log_in(client, dewi()).get(url("poster_use"), {"since": "2026-12-31", "until": "2026-12-31"})

    assert [row.label for row in answer.context["files"].by_month] == ["Desember 2026"]
    assert answer.context["files"].total.received == 1


@pytest.mark.parametrize("period, words", [
    ({"since": "2026-11-30", "until": "2026-11-01"}, "tidak boleh sebelum tanggal mulai"),
    ({"since": "2020-01-01", "until": "2026-11-01"}, "paling panjang satu tahun"),
    ({"since": "kemarin"}, "Tulis tanggal seperti 2026-11-23"),
])  # fmt: skip
def test_a_strange_period_gets_a_clear_answer(client, period, words):
    make_office()

    answer = log_in(client, dewi()).get(url("poster_use"), period)

    assert answer.status_code == 200
    assert words in answer.text


def test_a_table_downloads_without_formulas(client):
    service = make_service()
    service.name = "=cmd|' /C calc'!A0"
    service.save()
    submit(service, at=MONDAY_9AM)

    answer = log_in(client, dewi()).get(
        url("poster_use_csv", "kelengkapan"), {"since": "2026-11-01", "until": "2026-11-30"}
    )

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=cmd|' /C calc'!A0;1;0;0,0" in answer.text
    assert client.get(url("poster_use_csv", "rahasia")).status_code == 404


def test_the_period_of_the_months_is_a_year(client):
    submit(at=MONDAY_9AM.replace(year=2025, month=11, day=30))
    submit(at=MONDAY_9AM.replace(year=2025, month=12, day=1))

    answer = log_in(client, dewi()).get(url("poster_use"), {"since": date(2026, 11, 1), "until": date(2026, 11, 30)})

    assert [row.label for row in answer.context["files"].by_month] == ["Desember 2025"]
