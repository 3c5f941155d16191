"""manage.py load_rw_demo: office days in the RW of Medan Satria, after load_demo; never in production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.demo import days
from services.demo.load import password


class Command(BaseCommand):
    help = "Memuat contoh kantor di RW. Ditolak pada pemasangan sungguhan (PENDOPO_MODE=production)."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Ini pemasangan sungguhan (PENDOPO_MODE=production). Data contoh tidak dimuat.")
        count = days.load(at=timezone.now(), password=password())
        self.stdout.write(f"{count} hari kantor di RW dimuat.")
