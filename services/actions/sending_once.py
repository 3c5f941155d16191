"""Sending a draft for a program that may repeat itself: one key, one payload, one submission, one answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from office.actions.repeats import claim
from services.actions import intake
from services.actions.intake import Receipt
from services.application import Application
from services.models import Draft


class AlreadySent(Exception):
    """The draft was sent with another key."""


@transaction.atomic
def submit_once(
    draft: Draft, application: Application, *, key: str, payload: str, asked: Collection[int], at: datetime
) -> Receipt:
    """Make the draft's one submission, or give its receipt again. Raises KeyReused or AlreadySent and changes nothing."""
    kept = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    first = _claim(kept, key, payload, at=at)
    if kept.submission_id and first:
        raise AlreadySent
    return intake.submit(kept, application, at=at, asked=asked)


@transaction.atomic
def receipt_again(draft: Draft, *, key: str, payload: str, at: datetime) -> Receipt:
    """The receipt of a draft that was sent with this key and payload. Raises KeyReused or AlreadySent."""
    kept = Draft.objects.select_for_update(of=("self",)).select_related("submission__office").get(pk=draft.pk)
    if _claim(kept, key, payload, at=at) or kept.submission is None:
        raise AlreadySent
    return Receipt(kept.submission, kept.submission.code, kept.data["pin"])


def _claim(draft: Draft, key: str, payload: str, *, at: datetime) -> bool:
    return claim(key, scope=f"draft:{draft.pk}", payload=payload, subject=f"draft:{draft.pk}", at=at)
