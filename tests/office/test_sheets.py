"""Spreadsheets: what a cell may not begin with, and what Excel needs to read it."""

import pytest

from office.sheets import csv_response, safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+62812", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", " =1", "\u00a0=1", "＠x"]
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Siti", "KML-2611-00482", "", 12, -3, 4.5])
def test_everything_else_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_nothing_and_truth_become_text():
    assert (safe_cell(None), safe_cell(True)) == ("", "True")


def test_quotes_and_line_breaks_stay_in_their_cell():
    answer = csv_response("uji", ["Nama"], [['Balai "Desa"; baru\nlagi']])

    assert answer.content.decode() == '\ufeffNama\r\n"Balai ""Desa""; baru\nlagi"\r\n'
    assert answer["Content-Disposition"] == 'attachment; filename="uji.csv"'
