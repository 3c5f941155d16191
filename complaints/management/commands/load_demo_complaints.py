"""manage.py load_demo_complaints: agencies, their people and a month and a half of complaints; never in production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.demo.play import PER_OFFICE, play
from services.demo import load


class Command(BaseCommand):
    help = "Memuat pengaduan contoh ke kantor contoh. Tidak berbuat apa-apa bila sudah ada."

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, default=PER_OFFICE, help="Banyaknya laporan per kantor")

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Ini pemasangan sungguhan (PENDOPO_MODE=production). Data contoh tidak dimuat.")
        made = play(at=timezone.now(), password=load.password(), per_office=options["count"])
        if made:
            self.stdout.write(f"{made} laporan contoh dimuat.")
