"""The report: its figures are those of the page and of the sheet, its words are the office's, its pages are all there."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from office.sheets import as_xlsx
from surveys.actions import subjects
from surveys.actions.answering import Profile, record_answer
from surveys.actions.follow_up import Task, finish_item, plan_item
from surveys.actions.importing import import_printed
from surveys.actions.periods import close_period
from surveys.actions.reporting import Published, judge_remarks, publish, write_texts
from surveys.documents.report import report_pdf, values_of
from surveys.documents.sheets import card_pdf, wall_pdf
from surveys.models import FollowUpItem, FollowUpPlan, Remark, Source
from surveys.queries import data_sheet
from surveys.queries.profile import profile_of
from surveys.queries.report import report_of
from surveys.queries.results import figures_of
from tests.factories import MONDAY_9AM, make_service
from tests.people import dewi
from tests.surveys.making import answer, fill, make_period, sheet
from tests.surveys.test_counting import make_paper

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def surveyed(**facts):
    """A running quarter with 34 answers; U3, U8 and U9 of the definition are the weakest."""
    period = make_period(target=217, users=500, **facts)
    service = subjects.of_service(make_service())
    fill(period, 30, 4, subject=service)
    for number in range(3):
        answer(period, 3, 3, 2, 3, 3, 3, 3, 1, None, client_key=f"lemah-{number}")
    said = sheet(
        4, 4, 3, 4, 4, 4, 4, 2, 3, profile=Profile("26-40", "p", "sma", "trader"), remark="Kursi tunggu kurang."
    )
    record_answer(period, service, said, source=Source.QR, client_key="profil", at=MONDAY_9AM)
    return period


def text_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_report_page_and_sheet_show_the_same_figures(client):
    period = surveyed()
    cache.clear()

    page = " ".join(client.get("/kemlagi/nilai-kepuasan/").content.decode().split())
    values = values_of(report_of(period))
    book = load_workbook(
        BytesIO(as_xlsx("Data", data_sheet.header(figures_of(period)), data_sheet.rows(figures_of(period))))
    )
    foot = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}

    assert str(foot["IKM"][0]).replace(".", ",") == values["index"]
    assert f'score__value">{values["index"]}<' in page
    for place, row in enumerate(values["table"]):
        assert f"{foot['Nilai unsur'][place]:.2f}".replace(".", ",") == row["index"]
        assert f"{foot['NRR'][place]:.3f}".replace(".", ",") == row["nrr"]
        assert (
            f'<td class="num-end">{row["index"]}</td><td>{row["letter"]}</td><td class="num-end">{row["nrr"]}</td>'
            in page
        )
    assert foot["Responden"][0] == 34


def test_the_sheet_has_a_row_for_each_counted_answer_and_blanks_stay_blank():
    period = make_period()
    answer(period, 4, 3, 2, 1, 4, 3, 2, 1, None)

    figures = figures_of(period)
    header, rows = data_sheet.header(figures), list(data_sheet.rows(figures))

    assert header == ["Responden", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9"]
    keys = figures.instrument.keys
    given = dict(zip(keys, (4, 3, 2, 1, 4, 3, 2, 1, None), strict=True))
    assert rows[0] == [1, *(given[key] for key in figures.order)]
    assert rows[1][0] == "Jumlah nilai"
    assert [row[0] for row in rows[1:]] == ["Jumlah nilai", "Terisi", "NRR", "NRR tertimbang", "Nilai unsur", "Mutu", "IKM", "Mutu pelayanan", "Responden", "Cara menghitung"]  # fmt: skip


def test_the_report_in_print():
    for year in ("2021", "2023"):
        import_printed(make_paper(year), staff=dewi(), at=MONDAY_9AM)
    before = make_period(
        title="Triwulan III 2026", starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30), state="closed"
    )
    item = plan_item(
        before, Task("pengaduan", "Kotak saran dipasang", 2026, 4, date(2026, 12, 31), "Kasi Pelayanan"), staff=dewi(), at=MONDAY_9AM
    )  # fmt: skip
    finish_item(item, period=before, note="Dua kotak dipasang.", done_on=TODAY, staff=dewi(), at=MONDAY_9AM)
    period = surveyed()
    judge_remarks(period, {Remark.objects.get().pk: "shown"}, staff=dewi(), at=MONDAY_9AM)
    write_texts(period, {"background": "Kecamatan Kemlagi melayani 20 desa."}, staff=dewi(), at=MONDAY_9AM)
    publish(period, Published("board", "Papan kantor", TODAY, "https://contoh.id/skm"), staff=dewi(), at=MONDAY_9AM)
    period = close_period(period, staff=dewi(), at=MONDAY_9AM)

    made = report_pdf(report_of(period), made_on=TODAY)

    _keep(made, "laporan.pdf")
    text = text_of(made)
    index = values_of(report_of(period))["index"]
    assert f"Indeks Kepuasan Masyarakat Triwulan IV 2026 adalah {index}" in text
    assert "217 dari 500 pengguna layanan" in text
    assert "bobot tepat 1/k" in text
    assert "Kecamatan Kemlagi melayani 20 desa." in text
    assert "Kursi tunggu kurang." in text
    assert "Dua kotak dipasang." in text
    assert "hasil cetakan" in text
    assert "85,27" in text
    assert "https://contoh.id/skm" in text
    assert "Lampiran 1. Kuesioner" in text
    assert "KONSEP" not in text


def _keep(content: bytes, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_bytes(content)


def test_a_report_of_an_empty_period_says_so(django_assert_num_queries, django_assert_max_num_queries):
    period = make_period(state="closed", starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31), title="Triwulan I 2026")

    values = values_of(report_of(period))

    assert values["index"] == "–"
    assert values["is_enough"] is False


def test_closing_opens_the_plan_once_with_the_three_lowest():
    period = surveyed()

    close_period(period, staff=dewi(), at=MONDAY_9AM)

    lowest = [row.key for row in figures_of(period).result.ranked()[:3]]
    rows = FollowUpItem.objects.order_by("due_on").values_list("unsur", "year", "quarter", "due_on", "programme")
    assert list(rows) == [
        (lowest[0], 2027, 1, date(2027, 3, 31), ""),
        (lowest[1], 2027, 2, date(2027, 6, 30), ""),
        (lowest[2], 2027, 3, date(2027, 9, 30), ""),
    ]
    assert FollowUpPlan.objects.count() == 1


def test_the_sheet_for_the_wall_and_the_card_at_the_counter():
    period = surveyed()
    figures, profile = figures_of(period), profile_of(period)

    wall, card, small = wall_pdf(figures, profile), card_pdf(period.office), card_pdf(period.office, "A6")

    _keep(wall, "papan.pdf")
    _keep(card, "kartu.pdf")
    text = text_of(wall)
    assert "96,97" in text
    assert "Mutu pelayanan A" in text
    assert "34 orang" in text
    assert "Perempuan 1" in text
    assert "SMA atau SMK 1" in text
    assert "Terima kasih atas penilaian Anda" in text
    for made in (card, small):
        assert "Bagaimana pelayanan kami?" in text_of(made)
        assert "/kemlagi/survei/" in text_of(made)
        assert text_of(made).count("Kecamatan Kemlagi") == 1


def test_a_report_costs_the_same_however_many_answered():
    period = surveyed()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            values_of(report_of(period))
        return len(seen)

    cost()
    first = cost()
    fill(period, 20, 2)
    assert cost() == first
