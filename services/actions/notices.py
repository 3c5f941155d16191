"""The messages a submission's moves put into the outbox; texts stand in templates/messages/services/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from office.actions.messages import Notice, Recipient, enqueue, enqueue_email
from office.codes import new_token
from office.models import ShortLink, User
from office.sealing import blind_index
from services.models import Submission

LINK_LIVES = timedelta(days=3)


def tell(submission: Submission, event: str, *, at: datetime, title: str, step: str = "", **context: Any) -> None:
    """Write one notice about a submission; `step` tells repeats of the same event apart (second return, …)."""
    token = new_token()
    notice = Notice(
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
    written = enqueue(
        notice, office=submission.office, to=Recipient(phone=submission.phone, email=submission.email), at=at
    )
    if written:
        ShortLink.objects.create(
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
