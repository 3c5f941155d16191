"""What happens after a request was sent, with real times of the office's own hours; for receipts, slips and the tracking page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from office.hours import NoServiceDay
from office.phone import mask
from office.queries.hours import hours_of
from office.wording import clock, duration, long_date
from services.deadlines import Minutes, due_at, skipped_days
from services.models import Delivery, Product, Submission

MOST_REASONS = 2
NO_TIME = "Waktunya belum bisa dihitung karena jam layanan kantor ini belum diisi. Kami memberi kabar di halaman lacak."


@dataclass(frozen=True)
class Step:
    what: str
    detail: str


def next_steps(submission: Submission) -> list[Step]:
    """Check, work, hand-over, as they stand at the moment the request came in."""
    version = submission.version
    promise = duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)
    if version.product == Product.LETTER:
        work = Step(
            f"Surat diproses, paling lama {promise}",
            "Dihitung sejak berkas dinyatakan lengkap. Anda bisa memantau sisa waktunya.",
        )
    else:
        work = Step(
            f"Berkas diteruskan, paling lama {promise}",
            f"Ke {version.next_office or 'Disdukcapil'}, dihitung sejak berkas dinyatakan lengkap.",
        )
    return [Step("Petugas memeriksa berkas", check_text(submission)), work, _hand_over(submission)]


def check_text(submission: Submission, *, since: datetime | None = None) -> str:
    """Paling lambat Senin 23 November 2026 pukul 09.00, karena loket tutup hari Minggu; no time without service days."""
    since = since or submission.received_at
    hours = hours_of(submission.office, at=since)
    try:
        until = due_at(Minutes(submission.office.check_minutes), since, hours)
    except NoServiceDay:
        return NO_TIME
    return f"Paling lambat {moment(until)}{_because(skipped_days(since, until, hours))}."


def moment(at: datetime) -> str:
    return f"{long_date(at)} pukul {clock(at)}"


def _because(closed: list[tuple[date, str]]) -> str:
    if not closed:
        return ""
    named = [f"{long_date(day).split(' ', 1)[0]} ({reason})" for day, reason in closed[:MOST_REASONS]]
    more = " dan hari lain" if len(closed) > MOST_REASONS else ""
    return f", karena loket tutup {' dan '.join(named)}{more}"


def _hand_over(submission: Submission) -> Step:
    if submission.delivery == Delivery.HOME:
        return Step("Surat diantar ke rumah", "Petugas menghubungi Anda sebelum berangkat. Gratis.")
    if submission.version.product == Product.FORWARDED or submission.delivery == Delivery.COUNTER:
        return Step(
            "Ambil di loket",
            f"Kami memberi kabar bila sudah siap{_reach(submission)}. Bawa KTP dan bukti permohonan ini.",
        )
    return Step(
        "Unduh surat dari halaman lacak", f"PDF bertanda tangan elektronik. Kami memberi kabar{_reach(submission)}."
    )


def _reach(submission: Submission) -> str:
    ways = [
        f"lewat WhatsApp {mask(submission.phone)}" if submission.phone else "",
        "lewat email" if submission.email else "",
    ]
    return (" " + " dan ".join(filter(None, ways))) if any(ways) else " di halaman lacak"
