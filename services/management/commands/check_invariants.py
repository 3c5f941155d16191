"""manage.py check_invariants: look at all rows and files together; fails naming what should not be."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.queries.invariants import CHECKS


class Command(BaseCommand):
    help = "Memeriksa nomor surat, berkas, riwayat, audit, pemisahan tugas, dan pesan. Keluar dengan galat bila ada yang tidak cocok."

    def handle(self, *args, **options):
        at = timezone.now()
        found = []
        for check in CHECKS:
            problems = list(check(at))
            found += problems
            self.stdout.write(f"{check.__name__}: {'baik' if not problems else f'{len(problems)} masalah'}")
        if found:
            raise CommandError("\n".join(found))
