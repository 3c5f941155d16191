"""Two people in the same second, with real threads: exactly one wins, the other is told, the story has one move."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from services.access import NotAllowed
from services.actions import keys, letters, review
from services.actions.letters import ContentChanged
from services.models import Event, Letter, RegisterEntry, Submission
from services.tasks.signing import sign_batch
from services.workflow import IllegalMove, State
from tests.people import budi, retno, sari
from tests.services.views import desk_stories as story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite has one writer at a time and no row locks: there is no race to lose",
    ),
]
ROUNDS = 6


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Let all start together; what each returned or raised."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            ends[place] = act()
        except (IllegalMove, NotAllowed, ContentChanged, Letter.DoesNotExist) as refusal:
            ends[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


def sign(letter: Letter, signer) -> list:
    """As the desk does it: the letter read anew, with the hash of what was read before."""
    return sign_batch(
        [(Letter.objects.get(pk=letter.pk), letter.content_hash)],
        staff=signer,
        passphrase=story.PASSPHRASE,
        at=timezone.now(),
    )


def refused(ends: list[object]) -> int:
    return sum(isinstance(end, Exception) for end in ends)


def moves(submission: Submission, *targets: State) -> int:
    return Event.objects.filter(submission=submission, target__in=targets).count()


def test_the_same_letter_signed_twice_at_once_is_issued_once():
    keys.make_key(budi().signing_posts[0], passphrase=story.PASSPHRASE, at=timezone.now())
    for round_ in range(1, ROUNDS + 1):
        letter, signer = story.endorsed(), budi()

        ends = at_once(partial(sign, letter, signer), partial(sign, letter, signer))

        again = story.fresh(letter)
        assert again.state == "issued"
        assert sorted(RegisterEntry.objects.values_list("seq", flat=True)) == list(range(1, round_ + 1))
        assert moves(letter.submission, State.ISSUED) == 1
        problems = [outcome.problem for end in ends for outcome in end]
        assert all(
            problem in {"", "Surat ini sudah tidak menunggu tanda tangan. Mungkin sudah diproses orang lain."}
            for problem in problems
        )


def test_paraf_and_return_at_once_have_one_winner():
    for _ in range(ROUNDS):
        letter, kasi = story.drafted(), retno()
        submission = letter.submission

        ends = at_once(
            partial(letters.endorse, submission, staff=kasi, content_hash=letter.content_hash, at=timezone.now()),
            partial(letters.return_letter, submission, reason="Keperluan belum jelas", staff=kasi, at=timezone.now()),
        )

        state = story.fresh(submission).state
        # The return may also come second, because a letter that waits for its signature can still be returned.
        expected = {State.COMPLETE: {0, 1}, State.ENDORSED: {1}}
        assert refused(ends) in expected[State(state)]
        assert Letter.objects.filter(submission=submission, state__in=["draft", "signing", "issued"]).count() == (
            state == State.ENDORSED
        )


def test_two_parafs_at_once_leave_one():
    for _ in range(ROUNDS):
        letter, kasi = story.drafted(), retno()

        paraf = partial(
            letters.endorse, letter.submission, staff=kasi, content_hash=letter.content_hash, at=timezone.now()
        )
        ends = at_once(paraf, paraf)

        assert refused(ends) == 1
        assert letter.endorsements.count() == 1
        assert moves(letter.submission, State.ENDORSED) == 1


def test_complete_and_reject_at_once_have_one_winner_or_follow_each_other():
    for _ in range(ROUNDS):
        submission, clerk, kasi = story.submitted(), sari(), retno()

        ends = at_once(
            partial(review.declare_complete, submission, staff=clerk, at=timezone.now()),
            partial(review.reject, submission, reason="ganda", staff=kasi, at=timezone.now()),
        )

        assert story.fresh(submission).state == State.REJECTED
        assert moves(submission, State.COMPLETE, State.REJECTED) == 2 - refused(ends)
        assert moves(submission, State.REJECTED) == 1


def test_signing_and_giving_up_at_once_never_leave_half_a_letter():
    keys.make_key(budi().signing_posts[0], passphrase=story.PASSPHRASE, at=timezone.now())
    for _ in range(ROUNDS):
        letter, signer = story.endorsed(), budi()
        letters.begin_signing(letter, content_hash=letter.content_hash, staff=signer, at=timezone.now())

        at_once(
            partial(sign, letter, signer),
            partial(letters.give_up, letter, reason="Permohonan dibatalkan", staff=signer, at=timezone.now()),
        )

        again = story.fresh(letter)
        submission = story.fresh(again.submission)
        assert (again.state, again.entry.state, submission.state) in {
            ("issued", "used", State.ISSUED),
            ("void", "void", State.COMPLETE),
        }
