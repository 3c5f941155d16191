"""The arithmetic: the published vectors, the tables of Kemlagi, and what must hold for any survey."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import scoring
from surveys.instruments import shipped
from surveys.sampling import margin, required
from surveys.scoring import Policy, UnsurSum, band_of, change, half_up, pooled, score, score_printed

SKM = shipped()
BANDS = SKM.bands
DATA = json.loads((Path(__file__).parent / "data" / "vectors.json").read_text())


def sums_of(rows):
    columns = list(zip(*rows, strict=True))
    return [
        UnsurSum(f"u{at}", len(filled), sum(filled))
        for at, filled in enumerate([[v for v in column if v is not None] for column in columns])
    ]


@pytest.mark.parametrize("policy, index", [(Policy.EXACT, "100.00"), (Policy.W0111, "99.90")])
def test_a_perfect_survey_is_100_and_loses_a_tenth_under_three_decimals(policy, index):
    result = score([UnsurSum(key, 5, 20) for key in SKM.keys], bands=BANDS, policy=policy)

    assert (str(result.index), result.band.letter) == (index, "A")
    assert {str(row.index) for row in result.unsur} == {"100.00"}


def test_the_lowest_survey_is_25_and_class_d_even_below_the_table():
    rows = [UnsurSum(key, 3, 3) for key in SKM.keys]

    assert (str(score(rows, bands=BANDS).index), str(score(rows, bands=BANDS, policy=Policy.W0111).index)) == (
        "25.00",
        "24.98",
    )
    assert score(rows, bands=BANDS, policy=Policy.W0111).band.letter == "D"


@pytest.mark.parametrize(
    "index, letter",
    [("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"), ("64.99", "D"), ("24.98", "D")],
)
def test_classes_begin_where_the_table_says(index, letter):
    assert band_of(Decimal(index), BANDS).letter == letter


@pytest.mark.parametrize("raw, letter", [("76.605", "B"), ("76.6049", "C"), ("88.305", "A"), ("64.995", "C")])
def test_the_gaps_between_the_printed_classes_belong_to_one_of_them(raw, letter):
    assert band_of(half_up(Fraction(raw)), BANDS).letter == letter


@pytest.mark.parametrize("vector", DATA["rows"], ids=lambda vector: vector["id"])
def test_published_sheets_come_out_as_published(vector):
    sums = sums_of(vector["rows"])

    exact, cut = (score(sums, bands=BANDS, policy=policy) for policy in Policy)

    assert [row.total for row in exact.unsur] == vector["totals"]
    assert (str(exact.index), str(cut.index), exact.band.letter) == (vector["exact"], vector["w0111"], vector["class"])


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_kemlagi_is_reproduced_from_its_printed_table(year):
    paper = DATA["kemlagi"][year]
    values = {key: Decimal(text) / 25 for key, text in paper["printed"].items()}

    exact, cut = (score_printed(values, bands=BANDS, policy=policy) for policy in Policy)

    assert (str(exact.index), str(cut.index), exact.band.letter) == (paper["exact"], paper["w0111"], "B")
    assert {row.key: row.band.letter for row in exact.unsur} == paper["classes"]


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_kemlagi_is_reproduced_from_the_reconstructed_rows(year):
    paper = DATA["kemlagi"][year]
    sums = [UnsurSum(key, paper["n"], total) for key, total in paper["totals"].items()]

    result = score(sums, bands=BANDS)

    assert {row.key: str(row.index) for row in result.unsur} == paper["printed"]
    assert str(result.index) == paper["from_rows"]


def test_the_changes_of_kemlagi_are_points_and_percent_and_complaints_fell():
    before, after = (
        score_printed({k: Decimal(v) / 25 for k, v in DATA["kemlagi"][year]["printed"].items()}, bands=BANDS)
        for year in ("2021", "2023")
    )

    moved = {row.key: change(row.exact_index, after.of(row.key).exact_index) for row in before.unsur}

    assert {key: (str(c.points), str(c.percent)) for key, c in moved.items()} == {
        "persyaratan": ("6.00", "7.75"),
        "prosedur": ("2.27", "2.80"),
        "waktu": ("5.47", "7.03"),
        "biaya": ("0.00", "0.00"),
        "produk": ("5.46", "6.98"),
        "kompetensi": ("6.87", "8.88"),
        "perilaku": ("3.26", "4.06"),
        "pengaduan": ("-17.46", "-17.49"),
        "sarana": ("5.53", "7.08"),
    }
    whole = change(before.exact, after.exact)
    assert (str(whole.points), str(whole.percent)) == ("1.93", "2.32")
    assert [row.key for row in after.ranked()][:3] == ["pengaduan", "waktu", "persyaratan"]


def test_a_printed_total_of_bantul_needs_the_exact_weight():
    values = {f"u{at}": Decimal("31.42") / 9 for at in range(9)}

    assert str(score_printed(values, bands=BANDS).index) == "87.28"
    assert str(score_printed(values, bands=BANDS, policy=Policy.W0111).index) == "87.19"


def test_the_old_regulation_has_its_own_unsur_and_classes():
    old, paper = shipped("kep25-2004"), DATA["phc"]
    values = dict(zip(old.keys, map(Decimal, paper["nrr"]), strict=True))

    exact, cut = (score_printed(values, bands=old.bands, policy=policy) for policy in Policy)

    assert (str(exact.index), str(cut.index), cut.band.letter) == ("76.93", "76.47", "B")
    assert band_of(Decimal("76.47"), BANDS).letter == "C"  # the table of 2017 would judge it otherwise


def test_an_unsur_without_answers_takes_no_part():
    rows = [UnsurSum(key, 0 if key == "biaya" else 2, 0 if key == "biaya" else 6) for key in SKM.keys]

    result = score(rows, bands=BANDS)

    assert (str(result.index), result.missing, result.unsur[0].weight) == ("75.00", ("biaya",), Fraction(1, 8))
    assert score([UnsurSum("biaya", 0, 0)], bands=BANDS).index is None


def test_a_unit_is_pooled_by_respondents_and_the_mean_of_services_is_another_figure():
    parts = [[UnsurSum("a", 10, 40)], [UnsurSum("a", 30, 60)]]

    whole = score(pooled(parts), bands=BANDS)
    mean = scoring.mean_of([score(part, bands=BANDS) for part in parts], whole=whole, bands=BANDS)

    assert (str(whole.index), str(mean.index), mean.pooling) == ("62.50", "75.00", scoring.Pooling.SERVICES)


@pytest.mark.parametrize("users, needed", [tuple(pair) for pair in DATA["sample"]])
def test_the_required_sample_is_that_of_the_table(users, needed):
    assert required(users) == needed


def test_too_few_answers_leave_a_wider_margin():
    assert [margin(n, 500) for n in (0, 50, 217, 500, 600)] == [
        None,
        Decimal("13.2"),
        Decimal("5.0"),
        Decimal(0),
        Decimal(0),
    ]
    with pytest.raises(ValueError, match="kurang dari 0"):
        required(-1)


answers = st.lists(st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=9, max_size=9), min_size=1, max_size=20)


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)

    assert score(sums_of(rows), bands=BANDS) == score(sums_of(mixed), bands=BANDS)


@given(answers, st.integers(0, 8))
def test_a_better_answer_never_lowers_its_unsur(rows, at):
    before = score(sums_of(rows), bands=BANDS).unsur[at].exact
    better = [4 if place == at else None for place in range(9)]

    after = score(sums_of([*rows, better]), bands=BANDS).unsur[at].exact

    assert before is None or before <= after


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100)), min_size=1, max_size=6))
def test_a_pooled_unsur_lies_between_the_services(groups):
    parts = [[UnsurSum("a", n, n + n * 3 * share // 100)] for n, share in groups]
    means = [Fraction(part[0].total, part[0].n) for part in parts]

    whole = score(pooled(parts), bands=BANDS).exact

    assert min(means) * 25 <= whole <= max(means) * 25


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=12), st.integers(1, 11))
def test_the_pooled_index_lies_between_the_services_extremes(rows, cut):
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    indexes = [score(sums_of(part), bands=BANDS).exact for part in parts]

    whole = score(pooled(sums_of(part) for part in parts), bands=BANDS)

    assert min(indexes) <= whole.exact <= max(indexes)
    assert Decimal(25) <= whole.index <= Decimal(100)


@given(st.fractions(min_value=-200, max_value=200))
def test_rounding_is_never_further_than_half_a_hundredth(value):
    assert abs(Fraction(half_up(value)) - value) <= Fraction(1, 200)
