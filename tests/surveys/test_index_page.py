"""The public index page: what it shows, from when on, and that it costs the same however many answered."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from surveys.actions import subjects
from surveys.actions.excluding import decide, propose
from surveys.actions.importing import import_printed
from surveys.models import Source, SubjectKind
from surveys.queries.region import region_of
from surveys.queries.results import figures_of
from tests.factories import MONDAY_9AM, make_area, make_office, make_service
from tests.people import budi, dewi, retno
from tests.surveys.making import answer, fill, make_period
from tests.surveys.test_answering import make_ticket
from tests.surveys.test_counting import REASON, make_paper

pytestmark = pytest.mark.django_db
URL = "/kemlagi/nilai-kepuasan/"


def page_of(client, url=URL):
    cache.clear()
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_before_the_first_survey_the_page_says_so(client):
    make_office()

    assert "Belum ada survei" in page_of(client)


def test_under_thirty_answers_only_the_count_is_shown(client):
    fill(make_period(), 12)

    page = page_of(client)

    assert "Belum cukup penilaian (12 dari 30)" in page
    assert "75,00" not in page
    assert "Belum cukup penilaian (12 dari 30)" in page_of(client, "/kemlagi/")


def test_the_index_with_its_class_method_and_lowest_unsur(client):
    period = make_period(target=217, users=500, promises="Kursi tunggu ditambah.")
    fill(period, 29, 4)
    answer(period, 4, 4, 4, 4, 4, 4, 4, 1, None)

    page = page_of(client)

    assert "99,72" in page
    assert "A · Sangat baik" in page
    assert "30 penilaian, Triwulan IV 2026 (berjalan), 1 Okt 2026–31 Des 2026" in page
    assert "30 dari 217 responden yang diperlukan. Kesalahan hitung paling besar sekitar 17,4%." in page
    assert "Unsur terendah: penanganan pengaduan." in page
    assert "PermenPANRB 14/2017: bobot tepat 1/k, gabungan semua responden, dibulatkan satu kali di akhir" in page
    assert "Terakhir berubah 23 November 2026, 09.00" in page
    assert "29 jawaban yang dihitung ditandai untuk diperiksa" in page
    assert "Kursi tunggu ditambah." in page
    assert '<th scope="row">U9 Sarana dan prasarana</th><td class="num-end">100,00</td><td>A</td><td class="num-end">4,000</td><td class="num-end">29</td>' in page  # fmt: skip


def test_the_policy_of_an_old_sheet_is_named(client):
    fill(make_period(policy="w0111"), 30, 4)

    page = page_of(client)

    assert "99,90" in page
    assert "bobot dibulatkan tiga desimal (0,111 untuk 9 unsur)" in page


def test_an_answer_is_seen_within_seconds(client):
    period = make_period()
    fill(period, 30, 4)
    assert "100,00" in page_of(client)

    fill(period, 30, 2)

    assert "75,00" in page_of(client)


def test_verified_and_walk_in_answers_stand_apart_and_exclusions_are_counted(client):
    period = make_period()
    fill(period, 30, 4)
    for number in range(6):
        ticket = make_ticket(period, token_index=str(number))
        answer(period, 2, source=Source.TICKET, ticket=ticket)
    decide(propose(answer(period, 1), reason=REASON, staff=retno(), at=MONDAY_9AM), agrees=True, staff=budi(), at=MONDAY_9AM)  # fmt: skip

    page = page_of(client)

    assert '<th scope="row">Lewat tautan sekali pakai (terverifikasi)</th><td class="num-end">6</td><td class="num-end" colspan="2"><span class="muted">belum cukup</span>' in page  # fmt: skip
    assert '<th scope="row">Lewat QR, kios, atau kertas</th><td class="num-end">30</td><td class="num-end">100,00</td><td>A</td>' in page  # fmt: skip
    assert "1 jawaban dikeluarkan dari hitungan, masing-masing dengan alasan dan persetujuan dua orang." in page


def test_services_are_shown_apart_and_alone(client):
    period = make_period()
    service = subjects.of_service(make_service())
    fill(period, 30, 4, subject=service)
    fill(period, 31, 2)

    page = page_of(client)
    alone = page_of(client, f"{URL}?periode={period.pk}&layanan=surat-tidak-mampu")

    assert '<th scope="row">Surat Keterangan Tidak Mampu</th><td class="num-end">30</td><td class="num-end">100,00</td><td>A</td>' in page  # fmt: skip
    assert 'Rata-rata nilai layanan <span class="muted">(cara lain)</span></th><td class="num-end">–</td><td class="num-end">75,00</td><td>C</td>' in page  # fmt: skip
    assert "Nilai gabungan layanan ini" in alone
    assert client.get(f"{URL}?layanan=lain").status_code == 404
    assert client.get(f"{URL}?periode=9999").status_code == 404
    assert client.get(f"{URL}?periode=x").status_code == 404


def test_few_answers_of_one_service_cannot_be_found_by_subtraction():
    period = make_period()
    names = {"Loket 1": 40, "Loket 2": 35, "Loket 3": 3}
    for name, count in names.items():
        fill(period, count, 4, subject=subjects.of_kind(period.office, SubjectKind.COUNTER, name))

    shares = {share.label: share.is_enough for share in figures_of(period).services()}

    assert shares == {"Loket 1": True, "Loket 2": False, "Loket 3": False}


def test_the_trend_has_printed_years_and_the_change_is_before_rounding(client):
    period = make_period()
    for year in ("2021", "2023"):
        import_printed(make_paper(year), staff=dewi(), at=MONDAY_9AM)
    fill(period, 30, 4)

    page = page_of(client)

    assert "Naik 14,73 (17,28%) dari Tahun 2023" in page
    assert "Tahun 2021" in page
    assert "dari cetakan" in page


def test_printed_results_alone_make_a_trend(client):
    make_office()
    for year in ("2021", "2023"):
        import_printed(make_paper(year), staff=dewi(), at=MONDAY_9AM)

    page = page_of(client)

    assert "Hasil cetakan tahun lalu" in page
    assert "85,27" in page


def test_a_kecamatan_is_pooled_with_its_kelurahan(client):
    period = make_period()
    child = make_office(
        "MJD", "mojodadi", kind="kelurahan", name="Kelurahan Mojodadi", parent=period.office, area=make_area("35.16.15.2016", "kelurahan", "Mojodadi"), unit_code="416-311",
    )  # fmt: skip
    fill(period, 30, 4)
    fill(make_period(child), 60, 3)

    region = region_of(period.office, period)

    assert [(share.label, str(share.result.index)) for share in region.offices] == [
        ("Kecamatan Kemlagi", "100.00"),
        ("Kelurahan Mojodadi", "75.00"),
    ]
    assert (region.whole.respondents, str(region.whole.result.index)) == (90, "83.33")
    assert "Kecamatan dan kelurahan" in page_of(client)
    assert region_of(child, period) is None


def test_drafts_and_other_offices_are_not_shown(client):
    make_period(state="draft", title="Rahasia")
    other = make_period(make_office("KTH", "kartoharjo", unit_code="401.401"), title="Milik lain")

    page = page_of(client)

    assert "Rahasia" not in page
    assert "Milik lain" not in page
    assert client.get(f"{URL}?periode={other.pk}").status_code == 404


def test_the_page_costs_the_same_however_many_services_and_answers(client, django_assert_num_queries):
    period = make_period()
    fill(period, 30, 4)
    page_of(client)
    with django_assert_num_queries(9):
        page_of(client)
    for name in ("Loket 1", "Loket 2", "Loket 3"):
        fill(period, 31, 3, subject=subjects.of_kind(period.office, SubjectKind.COUNTER, name))

    with django_assert_num_queries(9):
        page_of(client)


def test_the_sheet_leaves_small_cells_out(client):
    period = make_period(starts_on=date(2026, 10, 1))
    for name, count in {"Loket 1": 6, "Loket 2": 5, "Loket 3": 4}.items():
        fill(period, count, 4, subject=subjects.of_kind(period.office, SubjectKind.COUNTER, name))
    answer(period, 4, None, None, None, None, None, None, None, None)

    response = client.get(reverse("surveys:index_csv", args=["kemlagi"]))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))

    assert [(row["layanan"], row["responden"], row["nilai"]) for row in rows if row["unsur"] in ("IKM", "")] == [
        ("semua layanan", "16", "100,00"),
        ("Loket 1", "6", "100,00"),
        ("Loket 2", "5", "100,00"),
        ("Loket 3", "<5", ""),
        ("Pelayanan kantor", "<5", ""),
    ]
    assert rows[1]["unsur"] == "persyaratan"
    assert (rows[1]["terisi"], rows[1]["nrr"], rows[1]["bobot"], rows[1]["asal"]) == (
        "16",
        "4,000",
        "exact",
        "dihitung",
    )
