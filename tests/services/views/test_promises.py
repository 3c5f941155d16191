"""The pages on the promise: who reads them, that page, PDF and sheet say the same, and what the public sees."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import load_workbook

from office.models import Role
from services.forms.promises import PromiseForm
from services.queries.promise_report import report
from services.queries.promise_tables import tables_of
from tests.factories import make_office, make_service, staff
from tests.people import budi, dewi, joko, retno, sari
from tests.services.promise_rows import brought, finished, late, objected, paused, still_open

pytestmark = pytest.mark.django_db
PAGES = ["promises", "promises_late", "promises_pdf"]


def url(name, *args):
    return reverse(f"services:{name}", args=["kemlagi", *args])


def log_in(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def november():
    """Twelve files of two officers, three of them late."""
    now = timezone.now() - timedelta(minutes=5)
    service = make_service(name="Surat Keterangan Tidak Mampu")
    sari(at=now)
    for minutes in range(20, 29):
        finished(now, minutes, service=service)
    other = staff("tono", "Tono Haryanto", Role.COUNTER, at=now).user
    first, second = late(now, officer=other, service=service), late(now, 90, service=service)
    paused(first, 12)
    objected(first, now, "upheld")
    brought(second, now - timedelta(hours=3), hours=2.5)
    still_open(now, service=service)
    return service


@pytest.mark.parametrize("person", [retno, budi])
@pytest.mark.parametrize("name", PAGES[:2])
def test_the_heads_of_the_office_read_the_figures(client, person, name):
    make_service()

    assert log_in(client, person()).get(url(name)).status_code == 200


@pytest.mark.parametrize("person, status", [(sari, 403), (dewi, 403), (joko, 404)])
@pytest.mark.parametrize("name", [*PAGES, "promises_xlsx"])
def test_nobody_else_reads_the_figures_of_officers(client, person, status, name):
    make_office()

    assert log_in(client, person()).get(url(name, *["rekap"][: name == "promises_xlsx"])).status_code == status


def test_secretary_and_auditor_find_the_page_in_their_menu(client):
    for name, role in (("ana", Role.SECRETARY), ("udin", Role.AUDITOR)):
        page = log_in(client, staff(name, name, role)).get(url("promises"))
        assert page.status_code == 200
        assert f'href="{url("promises")}"' in page.content.decode()


def as_read(table, row):
    """A sheet's row as the page writes it; an empty cell is an empty text or a missing number."""
    cells = [
        "" if cell is None and not column.is_number else cell for column, cell in zip(table.columns, row, strict=True)
    ]
    return [column.written(cell) for column, cell in zip(table.columns, cells, strict=True)]


def test_page_pdf_and_sheet_say_the_same(client, november):
    log_in(client, retno())
    form = PromiseForm({}, office=november.office, today=timezone.localdate())
    assert form.is_valid()
    tables = tables_of(report(form.period, at=timezone.now()))
    page = " ".join(strip_tags(client.get(url("promises")).content.decode().replace("<", " <")).split())
    pdf = client.get(url("promises_pdf"))
    paper = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf.content, capture_output=True, check=True
    ).stdout
    words = " ".join(paper.decode().split())

    assert tables["rekap"].written[-1] == ["Semua", "12", "3", "75,0%", "25", "75", "1", "1", "–", ""]
    for name, table in tables.items():
        book = load_workbook(BytesIO(client.get(url("promises_xlsx", name)).content))
        head, *rows = [list(row) for row in book.active.iter_rows(values_only=True)]
        assert head == table.header
        assert [as_read(table, row) for row in rows] == table.written
        for row in table.written:
            assert " ".join(" ".join(row).split()) in page
            assert " ".join(cell for cell in row[1:] if re.fullmatch(r"[\d.,%–]+", cell)) in words
    assert pdf["Content-Disposition"].startswith('attachment; filename="janji-rekap-kemlagi-')


def test_definitions_and_letterhead_stand_on_page_and_paper(client, november):
    log_in(client, retno())
    paper = subprocess.run(
        ["pdftotext", "-", "-"], input=client.get(url("promises_pdf")).content, capture_output=True, check=True
    )

    assert "Berkas dihitung" in client.get(url("promises")).content.decode()
    assert "Berkas dihitung" in paper.stdout.decode()
    assert "Kecamatan Kemlagi" in paper.stdout.decode()


def test_late_files_are_listed_with_how_late_they_were(client, november):
    page = log_in(client, retno()).get(url("promises_late")).content.decode()

    assert "90 menit" in page
    assert "dari 60 menit" in page
    assert page.count("Lewat batas, belum selesai") == 1


@pytest.mark.parametrize(
    "asked, message",
    [
        ({"dari": "2026-13"}, "Pilih bulan dari daftar"),
        ({"layanan": "tidak-ada"}, "Pilih layanan dari daftar"),
        ({"petugas": "x"}, "Petugas tidak dikenal"),
        ({"dari": "9999-99", "sampai": "'"}, "Pilih bulan dari daftar"),
    ],
)
def test_a_wrong_period_is_answered_beside_the_field_and_never_with_a_file(client, asked, message):
    make_office()
    log_in(client, retno())

    assert message in client.get(url("promises"), asked).content.decode()
    assert client.get(url("promises_late"), asked).status_code == 200
    assert client.get(url("promises_pdf"), asked).status_code == 404
    assert client.get(url("promises_xlsx", "rekap"), asked).status_code == 404


def test_months_in_the_wrong_order_and_too_many(client):
    office = make_office()
    today = timezone.localdate().replace(year=2026, month=11, day=20)

    turned = PromiseForm({"dari": "2026-11", "sampai": "2026-10"}, office=office, today=today)
    many = PromiseForm({"dari": "2025-11", "sampai": "2026-11"}, office=office, today=today)

    assert turned.errors == {"sampai": ["Bulan akhir tidak boleh sebelum bulan awal"]}
    assert many.errors == {"sampai": ["Paling panjang 12 bulan. Pilih bulan yang lebih dekat"]}


def test_no_table_of_that_name(client):
    make_office()

    assert log_in(client, retno()).get(url("promises_xlsx", "rahasia")).status_code == 404


def test_an_empty_office_is_told_so(client):
    make_office()

    assert "Belum ada berkas selesai dalam masa ini" in log_in(client, retno()).get(url("promises")).content.decode()


def test_everybody_reads_the_share_of_the_last_thirty_days_without_names(client, november):
    page = client.get(url("promise")).content.decode()

    assert "75%" in page
    assert "75% tepat waktu, dari 12 surat" in page
    assert "Sari" not in page
    assert "Tono" not in page


def test_too_few_files_are_not_published(client):
    service = make_service()
    finished(timezone.now() - timedelta(days=1), service=service)

    assert "Terlalu sedikit surat untuk ditampilkan" in client.get(url("promise")).content.decode()
    assert "tepat waktu dalam 30 hari terakhir" not in client.get(url("service", service.slug)).content.decode()


def test_the_requirement_page_says_how_often_the_promise_was_kept(client, november):
    page = client.get(url("service", november.slug)).content.decode()

    assert "75% selesai tepat waktu dalam 30 hari terakhir (dari 12 surat)" in page


def test_the_home_page_shows_the_figure_and_links_to_it(client, november):
    page = client.get(url("home")).content.decode()

    assert "75%" in page
    assert f'href="{url("promise")}"' in page


def test_maklumat_and_footer_lead_to_the_figures(client):
    make_office()
    cache.clear()

    assert client.get(url("pledge")).content.decode().count(f'href="{url("promise")}"') == 2
