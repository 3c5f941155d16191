"""The rotation is fair, keeps off closed days, and says what speaks against a day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.rotation import Booking, Pace, Skipped, Turn, Ward, clashes, propose

WEDNESDAYS = Pace(weekdays=frozenset({2}), opens=time(8), closes=time(12))
FIRST = date(2026, 12, 2)


def never_closed(day):
    return ""


def half_year(wards, pace=WEDNESDAYS, closed=never_closed, taken=()):
    return propose(wards, first=FIRST, last=FIRST + timedelta(days=181), pace=pace, closed_because=closed, taken=taken)


def test_who_was_never_visited_comes_first_then_the_longest_unvisited():
    wards = [Ward("a", date(2026, 11, 4)), Ward("b", date(2026, 3, 4)), Ward("c")]

    assert [turn.key for turn in half_year(wards).turns[:6]] == ["c", "b", "a", "c", "b", "a"]


def test_a_closed_day_is_left_out_and_its_reason_told():
    christmas = date(2026, 12, 23)

    proposal = half_year([Ward("a")], closed=lambda day: "Cuti bersama" if day == christmas else "")

    assert Skipped(christmas, "Cuti bersama") in proposal.skipped
    assert christmas not in {turn.day for turn in proposal.turns}


def test_fridays_end_before_prayers_or_are_left_out():
    fridays = frozenset({4})
    wards = [Ward("a")]

    morning = half_year(wards, Pace(weekdays=fridays, opens=time(8), closes=time(12), fridays=True))
    without = half_year(wards, Pace(weekdays=fridays, opens=time(8), closes=time(12)))

    assert morning.turns[0] == Turn(date(2026, 12, 4), "a", time(8), time(11))
    assert without.turns == ()


def test_an_rw_that_was_just_visited_waits():
    proposal = half_year([Ward("a", FIRST - timedelta(days=7))])

    assert proposal.skipped[0] == Skipped(FIRST, "Semua RW baru saja didatangi")
    assert proposal.turns[0].day == FIRST + timedelta(days=21)


wards_at_some_time = st.lists(
    st.one_of(st.none(), st.dates(date(2024, 1, 1), FIRST - timedelta(days=1))), min_size=1, max_size=40
).map(lambda lasts: [Ward(f"rw{number:02}", last) for number, last in enumerate(lasts)])
paces = st.builds(
    Pace,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    opens=st.just(time(8)),
    closes=st.sampled_from([time(10), time(12), time(15)]),
    fridays=st.booleans(),
    nearest=st.integers(1, 60),
)
holidays = st.frozensets(st.integers(0, 181).map(lambda number: FIRST + timedelta(days=number)), max_size=30)


@given(wards=wards_at_some_time, pace=paces, closed=holidays, taken=holidays)
def test_every_rw_is_visited_once_before_any_twice(wards, pace, closed, taken):
    turns = half_year(wards, pace, lambda day: "Libur" if day in closed else "", taken).turns
    visits = [turn.key for turn in turns]

    for number in range(len(visits)):
        counts = [visits[: number + 1].count(ward.key) for ward in wards]
        assert max(counts) - min(counts) <= 1


@given(wards=wards_at_some_time, pace=paces, closed=holidays, taken=holidays)
def test_no_day_is_closed_taken_too_near_or_over_friday_noon(wards, pace, closed, taken):
    turns = half_year(wards, pace, lambda day: "Libur" if day in closed else "", taken).turns
    last = {ward.key: ward.last for ward in wards}

    for turn in turns:
        assert turn.day not in closed | taken
        assert turn.day.weekday() in pace.weekdays
        assert turn.opens < turn.closes
        assert turn.day.weekday() != 4 or (pace.fridays and turn.closes <= time(11))
        assert last[turn.key] is None or (turn.day - last[turn.key]).days >= pace.nearest
        last[turn.key] = turn.day
    assert len({turn.day for turn in turns}) == len(turns)


def booking(key="1", **facts):
    usual = {
        "name": f"RW {key}", "day": date(2026, 11, 25), "opens": time(8), "closes": time(12), "ward": key, "hall": f"Balai {key}",
    }  # fmt: skip
    return Booking(key=key, **{**usual, **facts})


@pytest.mark.parametrize(
    "one, other, words",
    [
        ({"agencies": frozenset({"Puskesmas"})}, {"agencies": frozenset({"Puskesmas"})}, "Puskesmas juga hadir di RW 2 pada hari yang sama"),
        ({"officers": frozenset({"Sari"})}, {"officers": frozenset({"Sari"})}, "Sari bertugas juga di RW 2"),
        ({"hall": "Balai Warga"}, {"hall": "balai  warga "}, "Balai Warga sudah dipakai pada jam yang sama untuk RW 2"),
        ({"ward": "1"}, {"ward": "1", "day": date(2026, 12, 2)}, "Terlalu dekat dengan RW 2: berselang 7 hari, paling sedikit 28 hari"),
    ],
)  # fmt: skip
def test_a_clash_is_told_in_words(one, other, words):
    assert clashes(booking("1", **one), [booking("2", **other)]) == (words,)


def test_a_hall_may_serve_twice_a_day_and_agencies_on_other_days():
    morning = booking("1", hall="Balai", closes=time(10))
    later = booking("2", hall="Balai", opens=time(10))
    tomorrow = booking("3", day=date(2026, 11, 26), agencies=frozenset({"KUA"}))

    assert clashes(morning, [morning, later]) == ()
    assert clashes(booking("1", agencies=frozenset({"KUA"})), [tomorrow]) == ()


def test_holidays_and_friday_noon_are_clashes_of_their_own():
    friday = booking("1", day=date(2026, 11, 27))

    assert clashes(friday, [], closed="Cuti bersama") == (
        "Hari libur: Cuti bersama",
        "Melewati waktu salat Jumat: selesaikan sebelum 11.00",
    )
