"""The messages a submission's moves put into the outbox; texts stand in templates/messages/services/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from office.actions.messages import Notice, Recipient, enqueue, enqueue_each, enqueue_email
from office.codes import new_token
from office.models import ShortLink, User
from office.sealing import blind_index
from services.models import Submission

LINK_LIVES = timedelta(days=3)
MOST_NUMBERS = 10


def tell(submission: Submission, event: str, *, at: datetime, title: str, step: str = "", **context: Any) -> None:
    """Write one notice about a submission; `step` tells repeats of the same event apart (second return, …)."""
    token = new_token()
    notice = _notice(submission, event, token, title=title, step=step, context=context)
    if enqueue(notice, office=submission.office, to=_reach(submission), at=at):
        _link(submission, token, at=at).save(force_insert=True)


def tell_each(
    about: Sequence[tuple[Submission, dict[str, Any]]], event: str, *, at: datetime, title: str,
    step: Callable[[Submission], str],
) -> None:  # fmt: skip
    """Write the same notice about each of an office's submissions, with a context of its own, in two statements.

    For callers that claimed the rows: a link is written for each, also where the effect turns out to be an old one.
    """
    tokens = [new_token() for _ in about]
    told = [
        (_notice(row, event, token, title=title, step=step(row), context=context), _reach(row))
        for (row, context), token in zip(about, tokens, strict=True)
    ]
    enqueue_each(told, office=about[0][0].office, at=at)
    ShortLink.objects.bulk_create(
        _link(row, token, at=at) for (row, _context), token in zip(about, tokens, strict=True)
    )


def _notice(
    submission: Submission, event: str, token: str, *, title: str, step: str, context: dict[str, Any]
) -> Notice:
    return Notice(
        event=f"services/{event}",
        effect=f"{submission.pk}:{event}:{step}",
        title=f"{submission.office.name}: {title}",
        subject_key=submission.audit_key,
        context={
            "number": submission.number,
            "service": submission.version.short_name,
            "link": f"{settings.PUBLIC_URL}/l/{token}",
            **context,
        },
    )


def _reach(submission: Submission) -> Recipient:
    return Recipient(phone=submission.phone, email=submission.email)


def _link(submission: Submission, token: str, *, at: datetime) -> ShortLink:
    return ShortLink(
        token_index=blind_index("link", token), office=submission.office, purpose="track",
        subject=str(submission.pk), expires_at=at + LINK_LIVES,
    )  # fmt: skip


def tell_colleagues(submission: Submission, people: Iterable[User], event: str, *, at: datetime, title: str) -> None:
    """E-mail the members of staff who gave an address; the text leads to the desk and names nobody."""
    context = {
        "number": submission.number,
        "service": submission.version.short_name,
        "link": f"{settings.PUBLIC_URL}/petugas/{submission.office.slug}/antrean/",
    }
    for person in people:
        notice = Notice(
            event=f"services/{event}", effect=f"{submission.pk}:{event}:{person.pk}:{at:%y%m%d%H%M}", title=f"{submission.office.name}: {title}",
            subject_key=f"staff:{submission.number}", context=context,
        )  # fmt: skip
        enqueue_email(notice, office=submission.office, address=person.email, at=at)


def tell_about(files: Sequence[Submission], people: Iterable[User], event: str, *, at: datetime, title: str) -> None:
    """One e-mail to each colleague about several files of their office; it names numbers and nobody."""
    if not files:
        return
    office, numbers = files[0].office, [row.number for row in files]
    context = {
        "numbers": ", ".join(numbers[:MOST_NUMBERS]), "more": max(0, len(numbers) - MOST_NUMBERS), "count": len(numbers),
        "link": f"{settings.PUBLIC_URL}/petugas/{office.slug}/antrean/",
    }  # fmt: skip
    for person in people:
        notice = Notice(
            event=f"services/{event}", effect=f"{files[0].pk}:{event}:{person.pk}:{at:%y%m%d%H%M%S}", title=f"{office.name}: {title}",
            subject_key=f"staff:{numbers[0]}", context=context,
        )  # fmt: skip
        enqueue_email(notice, office=office, address=person.email, at=at)
