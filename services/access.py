"""May this member of staff do that to this submission: predicates and the words of a refusal, no effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from office.roles import Role
from services.workflow import WHO_MAY, State

if TYPE_CHECKING:
    from office.models import User
    from office.staff import Staff
    from services.models import Letter, Submission


class NotAllowed(Exception):
    """The person may not do this; the message says why, in words for the page."""


def is_own_or_household(user: User, submission: Submission) -> bool:
    """The member of staff asked for it themselves, or shares the family card (separation of duties)."""
    same_person = bool(user.nik_index) and user.nik_index == submission.nik_index
    same_household = bool(user.kk_index) and user.kk_index == submission.kk_index
    return same_person or same_household


def check_may_move(staff: Staff, submission: Submission, target: State) -> None:
    """Raise NotAllowed unless role and separation of duties let this person make this move."""
    if staff.office.pk != submission.office_id:
        raise NotAllowed("Permohonan ini milik kantor lain.")
    if not staff.has(*WHO_MAY.get(target, frozenset())):
        raise NotAllowed("Jabatan Anda tidak berwenang untuk langkah ini.")
    check_not_own(staff.user, submission)


def check_not_own(user: User, submission: Submission) -> None:
    """Raise NotAllowed for one's own submission or one's household's."""
    if is_own_or_household(user, submission):
        raise NotAllowed("Permohonan ini atas nama Anda atau keluarga Anda. Minta petugas lain memprosesnya.")


def check_may_endorse(staff: Staff, submission: Submission, role: Role) -> None:
    """Raise NotAllowed unless it is this role's turn to put its paraf and the person holds it."""
    if not staff.has(role):
        raise NotAllowed(f"Paraf ini giliran {role.label}.")
    check_not_own(staff.user, submission)


def check_may_sign(staff: Staff, letter: Letter) -> None:
    """Raise NotAllowed unless the letter names a signing post that this person holds today, and somebody else served."""
    if letter.signer_id not in {post.pk for post in staff.signing_posts}:
        raise NotAllowed("Surat ini bukan untuk Anda tanda tangani, atau masa jabatan Anda sudah berakhir.")
    if letter.submission.officer_id == staff.user.pk:
        raise NotAllowed("Anda yang memeriksa permohonan ini. Surat harus ditandatangani orang lain.")
    check_not_own(staff.user, letter.submission)
