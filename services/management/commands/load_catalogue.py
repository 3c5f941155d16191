"""manage.py load_catalogue: bring areas and the shared catalogue up to this release."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from office.actions.setup import load_areas
from services.actions.seeding import load_catalogue


class Command(BaseCommand):
    help = "Memuat wilayah dan katalog layanan bawaan rilis ini. Aman diulang; salinan milik kantor tidak berubah."

    def handle(self, *args, **options):
        areas = load_areas()
        types = load_catalogue(at=timezone.now())
        self.stdout.write(f"Katalog: {types} jenis layanan. Wilayah baru: {areas}.")
