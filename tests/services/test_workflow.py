"""The state table: what it promises as a table, and that no sequence of verbs can leave it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from office.actions.audit import first_broken_entry
from services.access import NotAllowed
from services.actions import deliveries, delivery_answers, intake, letters, proofs, review, rounds
from services.actions.letters import Signed
from services.actions.review import Flaw
from services.models import DeliveryEvent, Event, HomeDelivery, Letter, RegisterEntry, Submission
from services.queries.invariants import deliveries_hold
from services.workflow import (
    CLOCK_RUNS,
    CLOSED,
    DELIVERY_MOVES,
    DONE,
    LABELS,
    MOVES,
    WHO_MAY,
    IllegalMove,
    LetterState,
    State,
    check_letter_move,
    check_move,
)
from tests.factories import MONDAY_9AM, make_office, make_service, submit
from tests.people import budi, retno, sari
from tests.services.delivering import proof


def test_every_state_has_exits_a_label_and_can_be_reached():
    assert set(MOVES) == set(LABELS) == set(State)
    assert set().union(*MOVES.values()) | {State.SUBMITTED} == set(State)


def test_closed_cases_stay_closed_but_for_a_revoked_letter():
    assert {state for state in CLOSED if MOVES[state]} == {State.HANDED_OVER}
    assert CLOSED < DONE
    assert not CLOCK_RUNS & DONE


@pytest.mark.parametrize("source, target", [(a, b) for a in State for b in State])
def test_a_move_passes_exactly_when_the_table_has_it(source, target):
    if target in MOVES[source]:
        check_move(source, target)
    else:
        with pytest.raises(IllegalMove):
            check_move(source, target)


def test_an_issued_letter_can_only_be_revoked():
    check_letter_move(LetterState.ISSUED, LetterState.REVOKED)
    for target in (LetterState.DRAFT, LetterState.SIGNING, LetterState.VOID):
        with pytest.raises(IllegalMove):
            check_letter_move(LetterState.ISSUED, target)


def test_only_the_residents_and_times_moves_need_no_role():
    assert set(State) - set(WHO_MAY) == {State.SUBMITTED, State.ENDORSED, State.ISSUED, State.LAPSED} - {State.ENDORSED}


class Desk(RuleBasedStateMachine):
    """Anybody tries anything at any time on one submission."""

    def __init__(self) -> None:
        super().__init__()
        make_service(slug=f"s{Submission.objects.count()}")
        self.submission = submit().submission
        self.at = MONDAY_9AM

    def attempt(self, act) -> None:
        self.at += timedelta(minutes=1)
        before = Event.objects.filter(submission=self.submission).count()
        try:
            act()
        except (IllegalMove, NotAllowed, intake.MissingPapers, Letter.DoesNotExist):
            assert Event.objects.filter(submission=self.submission).count() == before

    @rule()
    def complete(self):
        self.attempt(lambda: review.declare_complete(self.submission, staff=sari(), at=self.at))

    @rule()
    def give_back(self):
        self.attempt(
            lambda: review.return_for_fixes(self.submission, [Flaw("kk", "Foto buram")], staff=sari(), at=self.at)
        )

    @rule(bring=st.booleans())
    def send_again(self, bring):
        if bring and Submission.objects.get(pk=self.submission.pk).state == State.RETURNED:
            kk = self.submission.version.requirements.get(key="kk")
            intake.attach(self.submission, kk, None, at=self.at, seen_original=True)
        self.attempt(lambda: intake.resubmit(self.submission, at=self.at))

    @rule()
    def draft(self):
        self.attempt(
            lambda: letters.draft_letter(self.submission, staff=sari(), at=self.at, signer=budi().signing_posts[0])
        )

    @rule()
    def endorse(self):
        live = Letter.objects.filter(submission=self.submission).order_by("-created_at").first()
        self.attempt(
            lambda: letters.endorse(
                self.submission, staff=retno(), content_hash=live.content_hash if live else "", at=self.at
            )
        )

    @rule()
    def send_back(self):
        self.attempt(lambda: letters.return_letter(self.submission, reason="Salah ketik", staff=budi(), at=self.at))

    @rule(finish=st.booleans())
    def sign(self, finish):
        live = Letter.objects.filter(submission=self.submission, state__in=["draft", "signing"]).first()
        if live:
            self.attempt(lambda: self._sign(live, finish))

    def _sign(self, letter, finish):
        held = letters.begin_signing(letter, content_hash=letter.content_hash, staff=budi(), at=self.at)
        if finish:
            signed = Signed(content=b"%PDF-signed", sha256=held.pk.hex * 2, method="internal", certificate="1")
            letters.finish_signing(held, signed, staff=budi(), at=self.at)

    @rule()
    def hand_over(self):
        self.attempt(lambda: review.hand_over(self.submission, at=self.at, how="Diunduh"))

    @rule(replace=st.booleans())
    @precondition(lambda self: Letter.objects.filter(submission=self.submission, state="issued").exists())
    def revoke(self, replace):
        issued = Letter.objects.get(submission=self.submission, state="issued")
        self.attempt(
            lambda: letters.revoke(issued, reason="Ada kekeliruan data", staff=budi(), at=self.at, replace=replace)
        )

    @rule()
    def bring_home(self):
        self.attempt(
            lambda: deliveries.plan_for_vulnerable(self.submission, by=sari(), at=self.at, vulnerability="elderly")
        )

    def delivery(self) -> HomeDelivery | None:
        return HomeDelivery.objects.filter(submission=self.submission).first()

    @rule(verb=st.sampled_from(["carry", "miss", "back", "counter", "prove", "confirm", "dispute", "decide"]))
    @precondition(lambda self: self.delivery() is not None)
    def deliver(self, verb):
        task = self.delivery()
        acts = {
            "carry": lambda: rounds.start_round([task.pk], staff=sari(), at=self.at, numbered=False),
            "miss": lambda: rounds.note_absent(task, staff=sari(), at=self.at),
            "back": lambda: rounds.bring_back(task, staff=sari(), at=self.at),
            "counter": lambda: rounds.leave_at_counter(task, staff=sari(), at=self.at),
            "prove": lambda: proofs.prove(task, proof(taken_at=self.at), staff=sari(), at=self.at),
            "confirm": lambda: delivery_answers.confirm(task, at=self.at),
            "dispute": lambda: delivery_answers.dispute(task, at=self.at),
            "decide": lambda: delivery_answers.decide(task, "kirim", reason="Diantar lagi", staff=retno(), at=self.at),
        }
        self.at += timedelta(minutes=1)
        before = DeliveryEvent.objects.filter(delivery=task).count()
        try:
            acts[verb]()
        except (IllegalMove, NotAllowed):
            assert DeliveryEvent.objects.filter(delivery=task).count() == before

    @invariant()
    def the_delivery_follows(self):
        task = self.delivery()
        if task:
            steps = list(task.events.values_list("source", "target"))
            assert all(not source or target in DELIVERY_MOVES[source] for source, target in steps)
            assert [source for source, _target in steps] == ["", *(target for _source, target in steps[:-1])]
            assert steps[-1][1] == task.state
        assert not list(deliveries_hold(self.at))

    @rule()
    def reject(self):
        self.attempt(lambda: review.reject(self.submission, reason="Bukan warga", staff=retno(), at=self.at))

    @invariant()
    def replaying_the_story_gives_the_state(self):
        state = ""
        for event in Event.objects.filter(submission=self.submission).order_by("pk"):
            assert event.source == state
            assert not state or event.target in MOVES[State(state)]
            state = event.target
        assert Submission.objects.get(pk=self.submission.pk).state == state

    @invariant()
    def numbers_have_no_gap(self):
        seqs = list(RegisterEntry.objects.order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))

    @invariant()
    def the_clock_runs_only_on_complete_open_files(self):
        kept = Submission.objects.get(pk=self.submission.pk)
        assert kept.is_open == (kept.state not in DONE)
        if kept.state in CLOCK_RUNS:
            assert kept.completed_at
            assert kept.due_at
            assert kept.paused_at is None


class DeskTest(TestCase):
    """Runs the machine, each example in its own transaction."""

    def test_no_sequence_leaves_the_table(self):
        run_state_machine_as_test(
            Desk,
            settings=settings(
                max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
        assert first_broken_entry(make_office()) is None
