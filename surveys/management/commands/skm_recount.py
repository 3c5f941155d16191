"""manage.py skm_recount: do the counters say what the answers say? With --repair they are set right."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from surveys.actions.recounting import recount
from surveys.models import Period


class Command(BaseCommand):
    help = "Menghitung ulang jawaban survei dan membandingkannya dengan penghitung. Keluar dengan galat bila berbeda."

    def add_arguments(self, parser):
        parser.add_argument("--office", default="", help="Hanya kantor ini, contoh kemlagi")
        parser.add_argument("--repair", action="store_true", help="Betulkan penghitung yang berbeda")

    def handle(self, *args, **options):
        periods = Period.objects.select_related("office", "instrument").order_by("pk")
        if options["office"]:
            periods = periods.filter(office__slug=options["office"])
        found = [line for period in periods for line in self._count(period, options["repair"])]
        for line in found:
            self.stdout.write(line)
        if found and not options["repair"]:
            raise CommandError(f"{len(found)} penghitung tidak sama dengan jawabannya. Jalankan dengan --repair.")
        self.stdout.write(f"{len(periods)} periode dihitung ulang, {len(found)} penghitung berbeda.")

    def _count(self, period, repair):
        return recount(period, at=timezone.now(), repair=repair)
