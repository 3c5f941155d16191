"""What staff add to a survey's report: their own words, where it was published, and which suggestions are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from office.actions.audit import record
from office.staff import Staff
from office.uploads.sanitise import CleanFile
from surveys.access import check_may_keep
from surveys.actions.follow_up import keep_proof
from surveys.models import Period, Publication, Remark, RemarkState, ReportText

LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Published:
    """Where and when, with a link or a file as proof."""

    channel: str
    place: str
    published_on: date
    link: str = ""
    proof: CleanFile | None = None


class NoProof(ValueError):
    """A publication without a link and without a file proves nothing."""


@transaction.atomic
def write_texts(period: Period, texts: Mapping[str, str], *, staff: Staff, at: datetime) -> int:
    """Keep the office's words by section; an empty text gives the prepared words back. Says how many changed. Raises NotAllowed."""
    check_may_keep(staff, period)
    kept = {row.section: row for row in ReportText.objects.select_for_update().filter(period=period)}
    changed = [key for key, text in texts.items() if text.strip() != (kept[key].text if key in kept else "")]
    for key in changed:
        words = texts[key].strip()[:LONGEST_TEXT]
        if words:
            facts = {"text": words, "changed_by": staff.user, "changed_at": at}
            ReportText.objects.update_or_create(period=period, section=key, defaults=facts)
        else:
            kept[key].delete()
    if changed:
        record(
            "survey.report_worded", period.audit_key, office=period.office, actor=staff.user, at=at, sections=changed
        )
    return len(changed)


@transaction.atomic
def publish(period: Period, said: Published, *, staff: Staff, at: datetime) -> Publication:
    """Note a publication. Raises NotAllowed or NoProof."""
    check_may_keep(staff, period)
    if not said.link and said.proof is None:
        raise NoProof
    row = Publication.objects.create(
        period=period, channel=said.channel, place=said.place, published_on=said.published_on, link=said.link,
        proof=keep_proof(said.proof, office=period.office, at=at) if said.proof else None, noted_by=staff.user, noted_at=at,
    )  # fmt: skip
    record("survey.published", period.audit_key, office=period.office, actor=staff.user, at=at, channel=said.channel)
    return row


@transaction.atomic
def judge_remarks(period: Period, states: Mapping[UUID, str], *, staff: Staff, at: datetime) -> int:
    """Show or hide suggestions; says how many changed. Raises NotAllowed."""
    check_may_keep(staff, period)
    changed = 0
    for row in Remark.objects.select_for_update(of=("self",)).filter(period=period, pk__in=states):
        state = RemarkState(states[row.pk])
        if row.state != state:
            row.state, row.read_by = state, staff.user
            row.save(update_fields=["state", "read_by"])
            changed += 1
    if changed:
        record("survey.remarks_read", period.audit_key, office=period.office, actor=staff.user, at=at, changed=changed)
    return changed
