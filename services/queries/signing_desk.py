"""What waits for a paraf or a signature, and what was issued."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from office.models import Office, Post, User
from office.staff import Staff, local_day
from services.models import Endorsement, Event, Letter, Submission
from services.workflow import LetterState, State

MOST_STEPS = 4
LIST = 100
REMINDER = "Pengingat:"
"""How the internal remark of a reminder begins; the desks show a tag for it."""


def to_endorse(staff: Staff) -> QuerySet[Submission]:
    """Drafted letters whose next paraf is of a role this person holds."""
    turns = Q(pk__in=[])
    for step in range(MOST_STEPS):
        for role in staff.roles:
            turns |= Q(endorsed_steps=step, **{f"version__endorsers__{step}": role.value})
    return Submission.objects.filter(turns, office=staff.office, is_open=True, state=State.DRAFTED)


def to_sign(staff: Staff) -> QuerySet[Letter]:
    """Letters that wait for this person's signature, with those whose signing got stuck."""
    return Letter.objects.filter(
        office=staff.office, signer__in=staff.signing_posts, state__in=[LetterState.DRAFT, LetterState.SIGNING],
        submission__state=State.ENDORSED, submission__is_open=True,
    )  # fmt: skip


def endorse_list(staff: Staff) -> list[Submission]:
    """The paraf desk, most urgent first."""
    rows = to_endorse(staff).select_related("version", "officer").annotate(reminded=_reminded(OuterRef("pk")))
    return list(rows.order_by("queue_at", "pk")[:LIST])


def sign_list(staff: Staff) -> list[Letter]:
    """The signer's desk, most urgent first; the content stays sealed until a letter is opened."""
    rows = (
        to_sign(staff)
        .select_related("submission__version", "entry")
        .defer("content")
        .annotate(reminded=_reminded(OuterRef("submission_id")))
    )
    return list(rows.order_by("submission__queue_at", "pk")[:LIST])


def _reminded(submission: OuterRef) -> Exists:
    return Exists(Event.objects.filter(submission=submission, note__startswith=REMINDER))


def letter_to_sign(staff: Staff, pk: UUID) -> Letter | None:
    """One letter of this signer's desk, with what is read beside it."""
    return to_sign(staff).select_related(*_BESIDE).prefetch_related(_PARAFS).filter(pk=pk).first()


def whose_turn(submission: Submission, *, at: datetime) -> list[User]:
    """The people who hold the next paraf or the signature today."""
    if submission.state == State.ENDORSED:
        letter = live_letter_of(submission)
        return [letter.signer.user] if letter and letter.signer else []
    if submission.state != State.DRAFTED:
        return []
    role = submission.version.endorser_roles[submission.endorsed_steps]
    posts = Post.objects.filter(office_id=submission.office_id, role=role, user__is_active=True).select_related("user")
    day = local_day(submission.office, at)
    return list({post.user_id: post.user for post in posts if post.holds_on(day)}.values())


def letters_to_sign(staff: Staff, keys: list[UUID]) -> list[Letter]:
    """The ticked ones, as they stand now, in the order of the desk."""
    rows = to_sign(staff).select_related(*_BESIDE).filter(pk__in=keys)
    return list(rows.order_by("submission__queue_at", "pk"))


def live_letter_of(submission: Submission) -> Letter | None:
    """The letter that is being made or holds now."""
    states = [LetterState.DRAFT, LetterState.SIGNING, LetterState.ISSUED]
    rows = Letter.objects.filter(submission=submission, state__in=states)
    return rows.select_related(*_BESIDE).prefetch_related(_PARAFS).first()


def issued_letters(office: Office, *, before: datetime | None = None, words: str = "", most: int = 20) -> list[Letter]:
    """Issued and revoked letters, newest first; `words` finds a number of the register or of a submission."""
    rows = (
        Letter.objects.filter(office=office, issued_at__isnull=False)
        .select_related("submission", "entry", "replaced_by__entry")
        .defer("content")
    )
    if before:
        rows = rows.filter(issued_at__lt=before)
    if words:
        rows = rows.filter(Q(entry__number__istartswith=words) | Q(submission__number__iexact=words))
    return list(rows.order_by("-issued_at")[:most])


_BESIDE = (
    "office__emblem",
    "office__parent",
    "submission__version",
    "submission__office",
    "submission__service",
    "signer__user",
    "entry",
)
_PARAFS = Prefetch("endorsements", queryset=Endorsement.objects.select_related("user"))
