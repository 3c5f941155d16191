"""manage.py recompute_promises [--office KODE]: every figure once more from events, pauses and hours; fails on a difference."""

from django.core.management.base import BaseCommand, CommandError

from office.models import Office
from services.queries.promise_check import differences


class Command(BaseCommand):
    help = "Menghitung ulang menit layanan dan keterlambatan dari kejadian, jeda, dan jam layanan, lalu membandingkan dengan yang tersimpan."

    def add_arguments(self, parser):
        parser.add_argument("--office", metavar="KODE", help="hanya kantor ini; tanpa pilihan ini semua kantor")

    def handle(self, *args, office=None, **options):
        place = Office.objects.filter(code=office).first() if office else None
        if office and place is None:
            raise CommandError(f"Tidak ada kantor dengan kode {office}.")
        found = list(differences(place))
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Semua angka sama dengan hitungan ulang.")
