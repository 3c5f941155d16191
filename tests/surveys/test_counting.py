"""Counters, exclusions by two people, imports, recounts: whatever happens, the counters say what the rows say."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from office.models import AuditEntry
from services.access import NotAllowed
from services.workflow import IllegalMove
from surveys.actions import importing, periods, subjects
from surveys.actions.answering import PeriodClosed
from surveys.actions.excluding import NoReason, decide, propose
from surveys.actions.recounting import recount
from surveys.instruments import BadInstrument, BadScores, defined, shipped_data
from surveys.models import Answer, Batch, Exclusion, Period, PrintedResult, Tally, TallyScore
from surveys.queries.recounting import counted, differences
from surveys.queries.results import figures_of
from surveys.queries.trend import printed_result, trend
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.people import budi, dewi, joko, retno, sari
from tests.surveys.making import KEYS, answer, fill, make_period, sheet
from tests.surveys.test_scoring import DATA

LATER = MONDAY_9AM + timedelta(hours=1)
REASON = "Diisi dua kali oleh orang yang sama"


def make_rows(period, *values):
    subject = subjects.of_office(period.office)
    return [importing.Row(at, subject, sheet(value)) for at, value in enumerate(values, 2)]


@pytest.mark.django_db
class TestExclusion:
    def test_two_people_take_an_answer_out_and_it_is_counted_as_excluded(self):
        period = make_period()
        bad, _good = answer(period, 1), answer(period, 4)

        exclusion = propose(bad, reason=REASON, staff=retno(), at=MONDAY_9AM)
        assert figures_of(period).respondents == 2
        decide(exclusion, agrees=True, staff=budi(), at=LATER)

        figures = figures_of(period)
        assert (figures.respondents, figures.excluded, figures.flagged, str(figures.result.index)) == (
            1, 1, 1, "100.00",
        )  # fmt: skip
        assert Answer.objects.count() == 2
        assert list(differences(period)) == []
        assert list(AuditEntry.objects.order_by("seq").values_list("verb", "actor_name")) == [
            ("survey.exclusion_asked", "Retno Astuti, S.E."),
            ("survey.excluded", "BAMBANG BUDIONO, S.Sos., M.Si."),
        ]

    def test_a_refused_exclusion_changes_no_counter(self):
        period = make_period()

        decide(propose(answer(period, 1), reason=REASON, staff=retno(), at=MONDAY_9AM), agrees=False, staff=budi(), at=LATER)  # fmt: skip

        assert (figures_of(period).respondents, figures_of(period).excluded) == (1, 0)
        assert list(differences(period)) == []

    def test_nobody_decides_alone_or_twice_or_for_another_office(self):
        period = make_period()
        exclusion = propose(answer(period, 1), reason=REASON, staff=retno(), at=MONDAY_9AM)
        before = counted(period)

        for person in (retno(), sari(), joko()):
            with pytest.raises(NotAllowed):
                decide(exclusion, agrees=True, staff=person, at=LATER)
        assert counted(period) == before
        decide(exclusion, agrees=True, staff=budi(), at=LATER)
        with pytest.raises(IllegalMove):
            decide(exclusion, agrees=True, staff=dewi(), at=LATER)

        assert figures_of(period).excluded == 1
        assert AuditEntry.objects.count() == 2

    def test_a_proposal_needs_a_keeper_and_a_reason_and_comes_once(self):
        row = answer(make_period(), 1)

        for person in (sari(), joko()):
            with pytest.raises(NotAllowed):
                propose(row, reason=REASON, staff=person, at=MONDAY_9AM)
        with pytest.raises(NoReason):
            propose(row, reason="  salah ", staff=retno(), at=MONDAY_9AM)
        assert not Exclusion.objects.exists()
        propose(row, reason=REASON, staff=retno(), at=MONDAY_9AM)
        with pytest.raises(IllegalMove):
            propose(row, reason=REASON, staff=dewi(), at=MONDAY_9AM)

        assert (Exclusion.objects.count(), AuditEntry.objects.count()) == (1, 1)

    def test_the_database_wants_two_people(self):
        exclusion = propose(answer(make_period(), 1), reason=REASON, staff=retno(), at=MONDAY_9AM)

        with pytest.raises(IntegrityError), transaction.atomic():
            Exclusion.objects.filter(pk=exclusion.pk).update(
                decided_by=exclusion.asked_by, decided_at=LATER, is_excluded=True
            )


@pytest.mark.django_db
class TestRecount:
    def test_it_finds_and_repairs_a_counter_that_somebody_bent(self):
        period = make_period()
        answer(period, 4, 3, 2, None, 1, 4, 4, 4, 4)
        assert recount(period, at=LATER) == []
        TallyScore.objects.filter(unsur="waktu").update(total=9)

        assert len(recount(period, at=LATER)) == 1
        assert len(recount(period, at=LATER, repair=True)) == 1
        assert recount(period, at=LATER) == []

        assert AuditEntry.objects.get().verb == "survey.recounted"
        answer(period, 4)
        assert list(differences(period)) == []

    def test_the_command_fails_on_a_difference_until_it_is_repaired(self):
        answer(make_period(), 4)
        call_command("skm_recount", stdout=io.StringIO())
        Tally.objects.update(respondents=7)

        with pytest.raises(CommandError, match="1 penghitung tidak sama"):
            call_command("skm_recount", "--office", "kemlagi", stdout=io.StringIO())
        call_command("skm_recount", "--repair", stdout=io.StringIO())
        out = io.StringIO()
        call_command("skm_recount", stdout=out)

        assert out.getvalue() == "1 periode dihitung ulang, 0 penghitung berbeda.\n"


@pytest.mark.django_db
class TestImport:
    def test_a_file_is_written_with_its_counters_once(self):
        period = make_period()
        rows = make_rows(period, 4, 3, 2)

        batch = importing.import_answers(period, rows, name="a.csv", sha256="x", staff=dewi(), at=MONDAY_9AM)
        with pytest.raises(importing.FileTaken):
            importing.import_answers(period, rows, name="b.csv", sha256="x", staff=dewi(), at=LATER)

        figures = figures_of(period)
        assert (batch.rows, figures.respondents, str(figures.result.index), Answer.objects.count()) == (
            3,
            3,
            "75.00",
            3,
        )
        assert list(differences(period)) == []
        assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["survey.imported"]

    @pytest.mark.parametrize("fault, error", [("person", NotAllowed), ("closed", PeriodClosed), ("score", BadScores)])
    def test_a_refused_import_leaves_nothing(self, fault, error):
        period = make_period(state="closed" if fault == "closed" else "open")
        rows = make_rows(period, 4, 9 if fault == "score" else 3)

        with pytest.raises(error):
            importing.import_answers(
                period, rows, name="a", sha256="x", staff=sari() if fault == "person" else dewi(), at=MONDAY_9AM
            )

        assert [model.objects.count() for model in (Answer, Batch, Tally)] == [0, 0, 0]
        assert not AuditEntry.objects.exists()

    def test_kemlagis_printed_years_stand_beside_the_computed_period(self):
        period = make_period()
        for year in ("2023", "2021"):
            importing.import_printed(make_paper(year), staff=dewi(), at=MONDAY_9AM)
        fill(period, 29, 4)
        fill(period, 31, 3)

        points = trend(period.office, [period])

        assert [(point.title, str(point.index), point.is_printed) for point in points] == [
            ("Tahun 2021", "83.33", True),
            ("Tahun 2023", "85.27", True),
            ("Triwulan IV 2026", "87.08", False),
        ]
        assert figures_of(period).respondents == 60
        with pytest.raises(importing.TitleTaken):
            importing.import_printed(make_paper("2021"), staff=dewi(), at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            importing.import_printed(make_paper("2021"), staff=sari(), at=MONDAY_9AM)
        assert PrintedResult.objects.count() == 2

    def test_printed_nrr_are_not_multiplied_twice(self):
        values = {key: Decimal("3.5") for key in KEYS}
        row = importing.import_printed(make_paper("2021", scale="nrr", values=values), staff=dewi(), at=MONDAY_9AM)

        assert str(printed_result(row).index) == "87.50"


def make_paper(year, **facts):
    values = {key: Decimal(text) for key, text in DATA["kemlagi"][year]["printed"].items()}
    return importing.Paper(
        **{
            "title": f"Tahun {year}",
            "starts_on": date(int(year), 1, 1),
            "ends_on": date(int(year), 12, 31),
            "scale": "index",
            "values": values,
            **facts,
        }
    )


@pytest.mark.django_db
class TestPeriods:
    def plan(self, **facts):
        return periods.Plan(
            **{
                "title": "Triwulan I 2027",
                "kind": "quarter",
                "starts_on": date(2027, 1, 1),
                "ends_on": date(2027, 3, 31),
                "users": 500,
                **facts,
            }
        )

    def test_a_period_is_prepared_opened_closed_and_reopened(self):
        period = periods.prepare(self.plan(), staff=dewi(), at=MONDAY_9AM)
        assert (period.state, period.target, tuple(period.order)) == ("draft", 217, KEYS)

        assert periods.open_period(period, staff=retno(), at=MONDAY_9AM).state == "open"
        assert periods.close_period(period, staff=retno(), at=LATER).closed_at == LATER
        assert periods.open_period(period, staff=retno(), at=LATER).closed_at is None
        with pytest.raises(IllegalMove):
            periods.open_period(period, staff=retno(), at=LATER)

        assert [entry.verb for entry in AuditEntry.objects.order_by("seq")] == [
            "survey.prepared", "survey.open", "survey.closed", "survey.open",
        ]  # fmt: skip

    def test_one_period_of_a_kind_is_open_at_a_time(self):
        make_period()
        second = periods.prepare(self.plan(), staff=dewi(), at=MONDAY_9AM)

        with pytest.raises(periods.AlreadyOpen):
            periods.open_period(second, staff=dewi(), at=MONDAY_9AM)
        with pytest.raises(periods.TitleTaken):
            periods.prepare(self.plan(), staff=dewi(), at=MONDAY_9AM)

        second.refresh_from_db()
        assert (second.state, Period.objects.count()) == ("draft", 2)

    def test_strangers_and_the_counter_prepare_nothing(self):
        period = make_period()

        with pytest.raises(NotAllowed):
            periods.prepare(self.plan(), staff=sari(), at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            periods.close_period(period, staff=joko(), at=MONDAY_9AM)

        assert (Period.objects.count(), AuditEntry.objects.count()) == (1, 0)

    def test_a_change_of_weights_is_audited(self):
        period = make_period()

        changed = periods.change(
            period, self.plan(policy="w0111", order=tuple(reversed(KEYS))), staff=dewi(), at=MONDAY_9AM
        )
        periods.promise(period, "  Kursi tunggu ditambah. ", staff=retno(), at=MONDAY_9AM)

        assert (changed.policy, changed.order[0], AuditEntry.objects.first().facts["before"]["policy"]) == (
            "w0111",
            "sarana",
            "exact",
        )
        changed.refresh_from_db()
        assert changed.promises == "Kursi tunggu ditambah."


class TestInstruments:
    def test_another_instrument_needs_no_code(self, db):
        data = {
            **shipped_data(), "code": "spak-uji", "family": "spak", "top": 6,
            "unsur": [
                {"key": f"butir{at}", "name": f"Butir {at}", "question": "?", "options": list("abcdef")} for at in range(5)
            ],
        }  # fmt: skip
        found = defined(data)

        packed = found.pack({"butir0": 6, "butir1": None, "butir4": 1})

        assert (packed, str(found.lowest_index)[:5]) == ("6---1", "16.66")
        assert found.unpack(packed) == {"butir0": 6, "butir1": None, "butir2": None, "butir3": None, "butir4": 1}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"unsur": []},
            {"top": 1},
            {"top": 5},
            {"bands": []},
            {"policy": "lain"},
            {"version": "x"},
            {
                "bands": [
                    {"letter": "A", "label": "a", "at_least": "90"},
                    {"letter": "B", "label": "b", "at_least": "80"},
                ]
            },
        ],
    )
    def test_a_definition_that_nothing_can_be_scored_by_is_refused(self, wrong):
        with pytest.raises(BadInstrument):
            defined({**shipped_data(), **wrong})


class TestAnySequence(TestCase):
    @settings(max_examples=25)
    @given(
        st.lists(
            st.one_of(
                st.tuples(
                    st.just("answer"),
                    st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=9, max_size=9).filter(any),
                    st.booleans(),
                ),
                st.tuples(st.just("import"), st.lists(st.integers(1, 4), min_size=1, max_size=4), st.booleans()),
                st.tuples(st.just("exclude"), st.integers(0, 30), st.booleans()),
            ),
            max_size=12,
        )
    )
    def test_the_counters_are_the_recount_after_anything(self, steps):
        office = make_office()
        period, kasi, camat, admin = make_period(office), retno(), budi(), dewi()
        service = subjects.of_service(make_service(office))
        rows = []
        for number, (what, facts, choice) in enumerate(steps):
            subject = service if choice else subjects.of_office(office)
            if what == "answer":
                rows.append(answer(period, *facts, subject=subject))
            elif what == "import":
                sheets = [importing.Row(at, subject, sheet(value)) for at, value in enumerate(facts)]
                importing.import_answers(period, sheets, name="a", sha256=str(number), staff=admin, at=MONDAY_9AM)
            elif rows and not Exclusion.objects.filter(answer=rows[facts % len(rows)]).exists():
                asked = propose(rows[facts % len(rows)], reason=REASON, staff=kasi, at=MONDAY_9AM)
                decide(asked, agrees=choice, staff=camat, at=LATER)

        assert list(differences(period)) == []
        figures = figures_of(period)
        assert figures.respondents + figures.excluded == Answer.objects.count()
