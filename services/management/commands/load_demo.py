"""manage.py load_demo: offices, people and two months of requests to try the portal with; never in production."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from services.demo import load


class Command(BaseCommand):
    help = "Memuat data contoh. Ditolak pada pemasangan sungguhan (PENDOPO_MODE=production)."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Tidak berbuat apa-apa bila sudah ada kantor")
        parser.add_argument("--reset", action="store_true", help="Buang semua baris dan berkas lebih dulu")
        parser.add_argument("--count", type=int, default=load.COUNT, help="Banyaknya permohonan")
        parser.add_argument("--at", default="", help="Anggap sekarang saat ini, contoh 2026-11-23T10:19+07:00")

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Ini pemasangan sungguhan (PENDOPO_MODE=production). Data contoh tidak dimuat.")
        if options["reset"]:
            load.throw_away()
        if not load.is_empty():
            if options["if_empty"]:
                return
            raise CommandError("Sudah ada kantor di basis data ini. Pakai --reset untuk memulai dari awal.")
        started = time.monotonic()
        self.stdout.write("Memuat data contoh, sekitar satu menit …")
        loaded = load.load(at=self._moment(options["at"]), count=options["count"])
        self.stdout.write(
            f"{loaded.submissions} permohonan dan {loaded.letters} surat dimuat dalam {time.monotonic() - started:.0f} detik."
        )

    def _moment(self, text):
        at = parse_datetime(text) if text else timezone.now()
        if at is None or at.tzinfo is None:
            raise CommandError("Tulis --at dengan zona waktu, contoh 2026-11-23T10:19+07:00.")
        return at
