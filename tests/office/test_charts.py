"""Charts: where bars, columns, points and bands stand, and that the drawing says in words what it shows."""

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from office.charts import Band, Value, bars, columns, line

BANDS = [Band("d", 25, 65), Band("c", 65, 76.61), Band("b", 76.61, 88.31), Band("a", 88.31, 100)]


def test_a_bar_runs_from_the_scales_low_end():
    chart = bars("unsur", "Nilai unsur", [Value("Syarat", 62.5, "62,50 · D")], low=25, bands=BANDS)

    assert [(mark.size, mark.inside) for mark in chart.marks] == [("50.00%", True)]
    assert [(band.letter, band.start) for band in chart.stripes] == [
        ("d", "0.00%"), ("c", "53.33%"), ("b", "68.81%"), ("a", "84.41%"),
    ]  # fmt: skip


@pytest.mark.parametrize("value, size", [(-5, "0.00%"), (0, "0.00%"), (120, "100.00%"), (None, "0.00%")])
def test_a_value_outside_the_scale_stays_on_the_drawing(value, size):
    assert bars("x", "X", [Value("a", value, "")]).marks[0].size == size


def test_a_short_bar_has_its_number_beside_it():
    assert not bars("x", "X", [Value("a", 10, "10")]).marks[0].inside


def test_the_highest_column_fills_the_drawing_and_none_of_many_labels_overlap():
    chart = columns("bulan", "Per bulan", [Value(f"b{n}", n, str(n)) for n in range(1, 25)])

    assert chart.marks[-1].size == "130.0"
    assert sum(mark.labelled for mark in chart.marks) == 8


def test_no_columns_at_all_are_no_division_by_zero():
    assert columns("x", "X", []).marks == ()
    assert columns("x", "X", [Value("Nov", 0, "0")]).marks[0].size == "0.0"


def test_a_missing_value_parts_the_line_and_is_said():
    chart = line(
        "tren", "Tren", [Value("I", 80, "80"), Value("II", None, ""), Value("III", 90, "90"), Value("IV", 85, "85")]
    )

    assert len(chart.segments) == 1
    assert chart.description == "I 80; II tidak ada data; III 90; IV 85."


def test_a_line_shows_only_the_bands_within_its_scale():
    chart = line("tren", "Tren", [Value("I", 84, "84")], low=80, high=90, bands=BANDS)

    assert [band.letter for band in chart.stripes] == ["b", "a"]


@pytest.mark.parametrize("part, make", [("bars", bars), ("columns", columns), ("line", line)])
def test_a_drawn_chart_is_whole_and_says_the_same_as_its_table(part, make):
    values = [Value("Waktu & syarat", 80.5, "80,5%", note="terendah", marked=True), Value("Biaya", None, "")]
    page = render_to_string(f"parts/chart_{part}.html", {"chart": make("uji", "Nilai <uji>", values)})
    figure = ElementTree.fromstring(page)
    svg = figure.find("svg")

    assert svg is not None
    assert svg.get("aria-labelledby") == "uji-t uji-d"
    assert svg.findtext("title") == "Nilai <uji>"
    assert svg.findtext("desc") == "Waktu & syarat 80,5%; Biaya tidak ada data."
    assert [cell.text for cell in figure.iter("td")] == ["80,5%", "tidak ada data"]
    assert "style=" not in page
