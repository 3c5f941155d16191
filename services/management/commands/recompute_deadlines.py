"""manage.py recompute_deadlines: set every running clock by the hours and closures that hold now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from office.models import Office
from services.actions.clockwork import recompute_deadlines


class Command(BaseCommand):
    help = "Menghitung ulang batas waktu permohonan yang berjalan. Aman diulang."

    def add_arguments(self, parser):
        parser.add_argument("--office", default="", help="Kode kantor, contoh KML; kosong untuk semua kantor")

    def handle(self, *args, **options):
        offices = Office.objects.filter(is_active=True)
        if options["office"]:
            offices = offices.filter(code=options["office"].upper())
            if not offices:
                raise CommandError(f"Kantor {options['office']} tidak ada.")
        for office in offices:
            moved = recompute_deadlines(office, at=timezone.now())
            self.stdout.write(f"{office.code}: {moved} batas waktu berubah")
