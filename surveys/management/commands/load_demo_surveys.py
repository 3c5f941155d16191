"""manage.py load_demo_surveys: survey periods and answers to try the portal with; never in production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from surveys.demo.load import load


class Command(BaseCommand):
    help = "Memuat survei contoh bagi kantor yang belum punya. Ditolak pada pemasangan sungguhan."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Ini pemasangan sungguhan (PENDOPO_MODE=production). Data contoh tidak dimuat.")
        written = load(at=timezone.now())
        if written:
            self.stdout.write(f"{written} jawaban survei contoh dimuat.")
