"""What must be true of all rows together, checked row by row and told as sentences; an empty answer means all holds."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from office.actions.audit import first_broken_entry
from office.actions.files import path_of
from office.models import AuditEntry, Counter, Message, MessageState, Office, StoredFile
from services.models import DeliveryEvent, Event, HomeDelivery, Letter, Pause, RegisterEntry, Submission
from services.queries.promise_check import differences
from services.workflow import CLOSED, MOVES, DeliveryState, LetterState, State

ORPHANS_AFTER = timedelta(hours=24)
CARRIED = (DeliveryState.READY, DeliveryState.ON_THE_WAY, DeliveryState.FAILED, DeliveryState.PICK_UP)
SENDING_AT_MOST = timedelta(hours=1)
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


def broken(*, at: datetime) -> list[str]:
    """Every sentence about something that should not be; slow on purpose: it opens every file."""
    return [sentence for check in CHECKS for sentence in check(at)]


def numbers_without_gaps(at: datetime) -> Iterator[str]:
    """I3: the register of an office and year runs 1..n, and the counter stands at n."""
    registers = RegisterEntry.objects.order_by().values("office_id", "office__code", "register", "year")
    for row in registers.annotate(entries=Count("pk"), last=Max("seq")):
        place = f"buku agenda {row['register']} {row['office__code']} {row['year']}"
        if row["entries"] != row["last"]:
            yield f"{place}: {row['entries']} nomor, tetapi yang terakhir {row['last']}"
        counter = Counter.objects.filter(
            office_id=row["office_id"], register=row["register"], period=str(row["year"])
        ).first()
        if counter is None or counter.last != row["last"]:
            yield f"{place}: penghitung {counter.last if counter else 'tidak ada'}, nomor terakhir {row['last']}"
    for entry in RegisterEntry.objects.exclude(dated__year=F("year")):
        yield f"nomor {entry.number}: tahun nomor bukan tahun tanggalnya"


def files_match_rows(at: datetime) -> Iterator[str]:
    """I2, I14: each row has its bytes and they are what they were; no bytes without a row; wiped means gone."""
    named = set()
    for row in StoredFile.objects.iterator():
        named.add(row.pk.hex)
        path = path_of(row)
        if row.wiped_at:
            if path.exists():
                yield f"berkas {row.pk}: sudah dihapus di tabel, masih ada di penyimpanan"
        elif not path.exists():
            yield f"berkas {row.pk}: tidak ada di penyimpanan"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256:
            yield f"berkas {row.pk}: isinya berubah"
    yield from _orphans(named, at)


def _orphans(named: set[str], at: datetime) -> Iterator[str]:
    limit = (at - ORPHANS_AFTER).timestamp()
    for path in Path(settings.PRIVATE_ROOT).glob("??/*"):
        if path.name.split(".")[0] not in named and path.stat().st_mtime < limit:
            yield f"berkas {path.name}: ada di penyimpanan tanpa baris di tabel"


def signed_letters_are_frozen(at: datetime) -> Iterator[str]:
    """I4: one hash for the row, the file and the audit entry of every letter that was issued."""
    audited = {
        (entry["office_id"], entry["facts"]["number"]): entry["facts"]["sha256"]
        for entry in AuditEntry.objects.filter(verb="submission.issued").values("office_id", "facts")
    }
    issued = Letter.objects.filter(state__in=[LetterState.ISSUED, LetterState.REVOKED]).select_related("file", "entry")
    for letter in issued.iterator():
        seen = {
            letter.sha256,
            letter.file and letter.file.sha256,
            audited.get((letter.office_id, letter.entry.number)) if letter.entry else None,
        }
        if len(seen) != 1:
            yield f"surat {letter.pk}: sidik jari di tabel, berkas, dan catatan audit tidak sama"


def stories_replay(at: datetime) -> Iterator[str]:
    """I5: the events of each submission, taken through the table, end in its state."""
    stories: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for pk, source, target in Event.objects.order_by("submission_id", "at", "pk").values_list(
        "submission_id", "source", "target"
    ):
        stories[pk].append((source, target))
    for submission in Submission.objects.only("pk", "number", "state").iterator():
        problem = _replay(stories[submission.pk], submission.state)
        if problem:
            yield f"{submission.number}: {problem}"


def _replay(story: list[tuple[str, str]], state: str) -> str:
    """What is wrong with a story; remarks (source and target alike, outside the table) move nothing."""
    moves = [(source, target) for source, target in story if source != target or State(target) in MOVES[State(target)]]
    now = ""
    for source, target in moves:
        if source != now and source != target:
            return f"langkah {source}→{target} padahal keadaannya {now or 'belum ada'}"
        if source and source != target and State(target) not in MOVES[State(source)]:
            return f"langkah {source}→{target} tidak ada di tabel"
        now = target
    return "" if now == state else f"riwayat berakhir di {now or 'kosong'}, tabel berkata {state}"


def every_move_is_audited(at: datetime) -> Iterator[str]:
    """I10: each move of a submission has its entry, and no chain is broken."""
    subjects = AuditEntry.objects.filter(verb__startswith="submission.").values_list("office_id", "subject", "verb")
    audited = {
        (office_id, subject, verb.removeprefix("submission.")) for office_id, subject, verb in subjects.iterator()
    }
    moves = (
        Event.objects.exclude(source=F("target"))
        .values_list("submission__office_id", "submission__number", "target")
        .distinct()
    )
    for office_id, number, target in moves.iterator():
        if (office_id, f"submission:{number}", target) not in audited:
            yield f"{number}: langkah {target} tidak ada di catatan audit"
    for office in Office.objects.order_by("code"):
        seq = first_broken_entry(office)
        if seq is not None:
            yield f"{office.code}: rantai audit putus di catatan nomor {seq}"


def duties_are_separate(at: datetime) -> Iterator[str]:
    """I6: nobody signed what they checked, nor dealt with their own or their household's request."""
    for letter in Letter.objects.filter(state=LetterState.ISSUED, signer__user=F("submission__officer")).select_related(
        "submission"
    ):
        yield f"{letter.submission.number}: pemeriksa dan penanda tangan orang yang sama"
    own = Q(officer__nik_index=F("nik_index")) & ~Q(nik_index="") | Q(officer__kk_index=F("kk_index")) & ~Q(kk_index="")
    for submission in Submission.objects.filter(own):
        yield f"{submission.number}: diperiksa pemohonnya sendiri atau keluarganya"


def issued_means_a_letter(at: datetime) -> Iterator[str]:
    """A submission that says its letter is out has it (that it has one only, the table's constraint holds)."""
    for submission in Submission.objects.filter(state=State.ISSUED).exclude(
        letters__state__in=[LetterState.ISSUED, LetterState.REVOKED]
    ):
        yield f"{submission.number}: berkata surat terbit, tetapi suratnya tidak ada"


def clocks_run_forward(at: datetime) -> Iterator[str]:
    """I7: no pause stays open on a running clock, and closed files carry their time."""
    for pause in Pause.objects.filter(ends_at=None, submission__paused_at=None).select_related("submission"):
        yield f"{pause.submission.number}: jeda terbuka, tetapi jamnya berjalan"
    for submission in Submission.objects.filter(state__in=sorted(CLOSED), closed_at=None):
        yield f"{submission.number}: ditutup tanpa waktu"


def deliveries_hold(at: datetime) -> Iterator[str]:
    """Nothing is delivered without proof, carried without a letter, or open for a request that was closed without one."""
    rows = HomeDelivery.objects.select_related("submission")
    for row in rows.filter(state=DeliveryState.DELIVERED).exclude(proofs__accepted=True):
        yield f"{row.submission.number}: diantar tanpa bukti penyerahan"
    for row in rows.filter(state=DeliveryState.DELIVERED).exclude(submission__state=State.HANDED_OVER):
        yield f"{row.submission.number}: sudah diantar, tetapi permohonannya berkata {row.submission.state}"
    in_hand = [State.ISSUED, State.READY, State.HANDED_OVER]
    for row in rows.filter(state__in=CARRIED).exclude(submission__state__in=in_hand):
        yield f"{row.submission.number}: siap diantar, tetapi suratnya belum ada"
    for row in rows.filter(is_open=True, submission__state__in=[State.REJECTED, State.WITHDRAWN, State.LAPSED]):
        yield f"{row.submission.number}: menunggu diantar, tetapi permohonannya ditutup"
    last = DeliveryEvent.objects.filter(delivery=OuterRef("pk")).order_by("-at", "-pk").values("target")[:1]
    for row in rows.annotate(told=Subquery(last)).exclude(told=F("state")):
        yield f"{row.submission.number}: riwayat antar berakhir di {row.told or 'kosong'}, tabel berkata {row.state}"


def promises_recompute(at: datetime) -> Iterator[str]:
    """The clock's columns are what events, pauses and hours give again (see `promise_check`)."""
    yield from differences()


def messages_once_and_clean(at: datetime) -> Iterator[str]:
    """I8: everybody was told once that the request came in, no sender hangs, and no message carries a NIK."""
    told = set(Message.objects.filter(event="services/received", channel="page").values_list("subject_key", flat=True))
    for submission in Submission.objects.only("number").iterator():
        if submission.audit_key not in told:
            yield f"{submission.number}: tidak ada kabar bahwa permohonan diterima"
    for message in Message.objects.iterator():
        if _NIK.search(message.body):
            yield f"pesan {message.pk}: memuat 16 angka"
    for message in Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=at - SENDING_AT_MOST):
        yield f"pesan {message.pk}: tertahan saat dikirim"


CHECKS: tuple[Callable[[datetime], Iterator[str]], ...] = (
    numbers_without_gaps, files_match_rows, signed_letters_are_frozen, stories_replay, every_move_is_audited,
    duties_are_separate, issued_means_a_letter, clocks_run_forward, deliveries_hold, promises_recompute,
    messages_once_and_clean,
)  # fmt: skip
