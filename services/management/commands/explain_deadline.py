"""manage.py explain_deadline: how a deadline comes about, as JSON with the sentence residents read."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from office.hours import NoServiceDay
from office.models import Office
from office.queries.hours import hours_of
from services.deadlines import Minutes, Pause, WorkingDays, due_at, elapsed_minutes, merged, skipped_days, warn_at
from services.promise_words import promise_sentence
from services.queries.clock import NO_SERVICE_DAY

MOST = {"minutes": 100_000, "days": 2_000}


class Command(BaseCommand):
    help = "Menjelaskan satu batas waktu: kapan jatuh, hari yang dilewati dan sebabnya, dan kalimat yang dibaca warga."

    def add_arguments(self, parser):
        parser.add_argument("--office", required=True, help="Kode kantor, contoh KML")
        parser.add_argument("--from", required=True, dest="start", help="Berkas lengkap, ISO; tanpa zona: jam kantor")
        promise = parser.add_mutually_exclusive_group(required=True)
        promise.add_argument("--minutes", type=int, help="Janji dalam menit layanan")
        promise.add_argument("--days", type=int, help="Janji dalam hari kerja")
        parser.add_argument(
            "--pause", nargs="*", action="extend", default=[], help="Jeda MULAI/SELESAI, boleh beberapa"
        )
        parser.add_argument(
            "--at", default="", help="Hitung menit terpakai sampai saat ini; kosong: sampai batas waktu"
        )

    def handle(self, *args, **options):
        office = Office.objects.filter(code=options["office"].upper()).first()
        if office is None:
            raise CommandError(f"Kantor {options['office']} tidak ada.")
        promise = _promise(options)
        zone = ZoneInfo(office.time_zone)
        start = _moment(options["start"], zone)
        pauses = [_pause(text, zone) for text in options["pause"]]
        until = _moment(options["at"], zone) if options["at"] else None
        try:
            answer = _answer(promise, start, pauses, until, hours_of(office, at=start))
        except NoServiceDay:
            raise CommandError(NO_SERVICE_DAY) from None
        self.stdout.write(json.dumps({"office": office.code, **answer}, ensure_ascii=False, indent=1))


def _promise(options):
    name = "minutes" if options["minutes"] is not None else "days"
    if not 1 <= options[name] <= MOST[name]:
        raise CommandError(f"--{name} harus 1 sampai {MOST[name]}.")
    return Minutes(options[name]) if name == "minutes" else WorkingDays(options[name])


def _moment(text, zone):
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CommandError(f"{text} bukan waktu ISO. Tulis seperti 2026-11-23T09:05.") from None
    found = found if found.tzinfo else found.replace(tzinfo=zone)
    if not 2000 <= found.year <= 2074:
        raise CommandError(f"{text}: tahun harus 2000 sampai 2074.")
    return found.astimezone(zone)


def _pause(text, zone):
    begin, slash, end = text.partition("/")
    if not slash:
        raise CommandError(f"Jeda {text} harus MULAI/SELESAI.")
    starts, ends = _moment(begin, zone), _moment(end, zone)
    if ends < starts:
        raise CommandError(f"Jeda {text}: selesai sebelum mulai.")
    return Pause(starts, ends)


def _answer(promise, start, pauses, until, hours):
    due = due_at(promise, start, hours, pauses)
    return {
        "from": start.isoformat(),
        "pauses": [[begin.isoformat(), end.isoformat()] for begin, end in merged(pauses)],
        "warn_at": warn_at(promise, start, hours, pauses).isoformat(),
        "due_at": due.isoformat(),
        "elapsed_minutes": elapsed_minutes(start, until or due, hours, pauses),
        "skipped_days": [{"day": day.isoformat(), "reason": why} for day, why in skipped_days(start, due, hours)],
        "sentence": promise_sentence(promise, start, due, hours, today=start.date()),
    }
