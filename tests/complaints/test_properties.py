"""Properties: the state table, the routing list, masking, receipts."""

from __future__ import annotations

import string
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.masking import found_in, masked
from complaints.receipts import format_receipt, normalise_receipt, pin_of, receipt_of
from complaints.routing import Facts, Line, NoRoute, first_match, fits
from complaints.spam import why_held
from complaints.workflow import DONE, IN_AGENCY, MOVES, PUBLIC_WORDS, STEP_OF, IllegalMove, State, check_move

STATES = st.sampled_from(list(State))
UUIDS = st.integers(1, 4).map(lambda n: UUID(int=n))


@given(STATES, STATES)
def test_only_the_table_decides(source: State, target: State):
    if target in MOVES[source]:
        check_move(source, target)
    else:
        with pytest.raises(IllegalMove):
            check_move(source, target)


@given(st.lists(st.integers(0, 9), max_size=30))
def test_whatever_happens_the_end_is_an_end_and_can_be_reached(steps: list[int]):
    state = State.RECEIVED
    for step in steps:
        exits = sorted(MOVES[state])
        if not exits:
            break
        state = exits[step % len(exits)]
    seen, waiting = set(), {state}
    while waiting:
        seen |= waiting
        waiting = {target for one in waiting for target in MOVES[one]} - seen

    assert seen & DONE
    assert state in PUBLIC_WORDS
    assert state in DONE or state in STEP_OF


def test_nothing_is_answered_that_no_agency_had():
    before = {source for source, targets in MOVES.items() if State.ANSWERED in targets}

    assert before == IN_AGENCY


LINES = st.builds(
    Line, id=UUIDS, position=st.integers(0, 9), agency=UUIDS, category=st.none() | UUIDS, area=st.none() | st.integers(1, 3),
    keywords=st.lists(st.sampled_from(["lampu", "lubang"]), max_size=2).map(tuple), kind=st.sampled_from(["", "complaint"]),
    serves=st.none() | st.frozensets(st.integers(1, 3)),
)  # fmt: skip
FACTS = st.builds(
    Facts, category=st.none() | UUIDS, parent=st.none() | UUIDS, village=st.none() | st.integers(1, 3),
    text=st.sampled_from(["", "lampu mati", "ada lubang"]), kind=st.sampled_from(["complaint", "aspiration"]),
)  # fmt: skip
DEFAULT = Line(id=UUID(int=99), position=0, agency=UUID(int=99), is_default=True)


@given(st.lists(LINES, max_size=6), FACTS)
def test_a_list_with_a_last_rule_always_answers_with_the_first_that_fits(lines: list[Line], facts: Facts):
    found = first_match([DEFAULT, *lines], facts)
    ordered = sorted(lines, key=lambda line: line.position)
    expected = next((line for line in ordered if fits(line, facts)), DEFAULT)

    assert found == expected


@given(st.lists(LINES, max_size=6), FACTS)
def test_without_a_last_rule_the_list_says_so_instead_of_guessing(lines: list[Line], facts: Facts):
    if any(fits(line, facts) for line in lines):
        assert fits(first_match(lines, facts), facts)
    else:
        with pytest.raises(NoRoute):
            first_match(lines, facts)


@pytest.mark.parametrize("text, word, says", [
    ("LAMPU jalan mati", "lampu", True), ("gotong royong", "got", False), ("pohon  tumbang besar", "pohon tumbang", True), ("pohon", "pohon tumbang", False),
])  # fmt: skip
def test_keywords_are_whole_words(text: str, word: str, says: bool):
    line = Line(id=UUID(int=1), position=1, agency=UUID(int=1), keywords=(word,))

    assert fits(line, Facts(text=text)) is says


@given(st.text(alphabet=string.digits + string.ascii_letters + " .-@+", max_size=200))
def test_masking_twice_changes_nothing_more(text: str):
    assert masked(masked(text)) == masked(text)
    assert not [hit for hit in found_in(masked(text)) if hit.what == "NIK atau nomor KK"]


@pytest.mark.parametrize("text", [
    "3516154405880004", "3516 1544 0588 0004", "081234567890", "+62 812-3456-7890", "a.b@contoh.id", "S 1234 AB", "B1234XYZ", "s 1234 ab", "(0321) 591234",
])  # fmt: skip
def test_what_points_at_a_person_is_hidden(text: str):
    assert masked(f"lihat {text} ya") == "lihat ••• ya"


@pytest.mark.parametrize(
    "text", ["RT 01 RW 03", "sejak 2026", "Rp1.500.000", "sekitar 12 m", "jam 08.00–15.00", "KML-P-2611-00012"]
)
def test_ordinary_figures_stay(text: str):
    assert masked(text) == text


@given(st.text(min_size=1, max_size=60))
def test_a_receipt_survives_being_read_aloud(token: str):
    code = receipt_of(token)

    assert len(code) == 16
    assert normalise_receipt(format_receipt(code).lower().replace("0", "o")) == code
    assert len(pin_of(token)) == 6


@pytest.mark.parametrize("text, held", [
    ("Pinjaman dana tanpa agunan, wa.me/628123", True), ("slot gacor maxwin", True), ("a b", True),
    ("Jalan berlubang di depan pasar", False), ("Warga terjerat pinjol, mohon penyuluhan", False),
])  # fmt: skip
def test_ads_are_held_and_people_are_not(text: str, held: bool):
    assert bool(why_held(text)) is held
