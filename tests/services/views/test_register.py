"""The register of letter numbers: reading, reserving, striking out, and exports no spreadsheet can be fooled by."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from office.models import Role
from office.sheets import as_csv, as_xlsx, safe_cell
from services.actions import registering
from services.models import EntryState, RegisterEntry
from tests.factories import MONDAY_9AM, make_office, staff
from tests.people import dewi, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db
REGISTER = "/petugas/kemlagi/buku-agenda/"
PAYLOADS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＋1", "－1", "＠x", '=cmd|"/c calc"!A1', '"; =1', "\xa0=1",
]  # fmt: skip


def shown(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_signed_letter_stands_in_the_register_with_its_submission(client):
    letter = story.issued()
    story.login(client, sari())

    page = shown(client.get(REGISTER))

    assert letter.entry.number in page
    assert letter.submission.number in page
    assert "Siti Rohmah" not in page


def test_a_number_is_reserved_from_the_same_book_and_struck_out_with_a_reason(client):
    story.issued()
    story.login(client, sari())
    assert client.post(reverse("services:register_reserve", args=["kemlagi"]), {}).status_code == 422

    client.post(reverse("services:register_reserve", args=["kemlagi"]), {"klas": "005", "subject": "Undangan rapat"})
    entry = RegisterEntry.objects.get(state=EntryState.RESERVED)
    void = reverse("services:register_void", args=["kemlagi", entry.pk])
    assert client.post(void, {"reason": ""}).status_code == 422
    client.post(void, {"reason": "Rapat batal"})
    again = shown(client.post(void, {"reason": "Lagi"}, follow=True))

    entry.refresh_from_db()
    assert (entry.seq, entry.state, entry.reason) == (2, EntryState.VOID, "Rapat batal")
    assert "tidak bisa dibatalkan: batal" in again


def test_a_number_that_a_letter_carries_cannot_be_struck_out(client):
    letter = story.issued()
    story.login(client, sari())

    client.post(reverse("services:register_void", args=["kemlagi", letter.entry.pk]), {"reason": "coba"})

    letter.entry.refresh_from_db()
    assert letter.entry.state == EntryState.USED


def test_the_book_is_searched_and_paged(client):
    clerk = sari()
    for number in range(1, 54):
        registering.reserve(make_office(), klas="005", subject=f"Undangan ke-{number}", staff=clerk, at=MONDAY_9AM)
    story.login(client, clerk)

    first, second = shown(client.get(f"{REGISTER}?tahun=2026")), shown(client.get(f"{REGISTER}?tahun=2026&sebelum=4"))
    found = shown(client.get(f"{REGISTER}?tahun=2026&q=ke-17"))

    assert first.count("Undangan ke-") == 50
    assert "sebelum=4" in first
    assert second.count("Undangan ke-") == 3
    assert found.count("Undangan ke-") == 1
    assert "Belum ada nomor surat" in shown(client.get(f"{REGISTER}?tahun=1999"))


def test_who_only_reads_may_not_reserve(client):
    for person in (staff("pengawas", "Pengawas", Role.AUDITOR), dewi()):
        story.login(client, person)
        assert client.get(REGISTER).status_code == 200
        assert (
            client.post(
                reverse("services:register_reserve", args=["kemlagi"]), {"klas": "005", "subject": "x"}
            ).status_code
            == 403
        )
    assert RegisterEntry.objects.count() == 0


def test_exports_hold_every_entry_and_no_formula(client):
    clerk = sari()
    for payload in PAYLOADS:
        registering.reserve(make_office(), klas="005", subject=payload, staff=clerk, at=MONDAY_9AM)
    story.login(client, clerk)

    sheet = client.get(reverse("services:register_csv", args=["kemlagi", 2026]))
    book = client.get(reverse("services:register_xlsx", args=["kemlagi", 2026]))

    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    cells = [
        cell for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(min_row=2) for cell in row
    ]
    assert len(rows) == len(PAYLOADS) + 1
    assert [
        cell
        for row in rows
        for cell in row
        if cell.strip(" \xa0").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    ] == []
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert "attachment" in book.headers["Content-Disposition"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_dangerous_cell_is_text_in_both_kinds_of_file(payload):
    plain = list(csv.reader(io.StringIO(as_csv(["a"], [[payload]]).decode("utf-8-sig")), delimiter=";"))[1][0]
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx("Uji", ["a"], [[payload]]))).active["A2"]

    assert plain.startswith("'") or payload.startswith('"')
    assert cell.data_type == "s"


def test_an_ordinary_cell_stays_as_it_is():
    assert safe_cell("400.9.2/1/416-310/2026") == "400.9.2/1/416-310/2026"
    assert as_xlsx("A & B", ["x\x07"], [["<b> & 'ü'"]])[:2] == b"PK"
