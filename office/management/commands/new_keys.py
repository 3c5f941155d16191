"""manage.py new_keys: fresh secrets as lines for the environment; nothing is written anywhere."""

from django.core.management.base import BaseCommand

from config.keys import NAMES, new_key


class Command(BaseCommand):
    help = (
        "Mencetak rahasia baru untuk .env. Simpan salinan FIELD_KEYS: tanpa kunci itu data pribadi tidak terbaca lagi."
    )
    requires_system_checks = []

    def handle(self, *args, **options):
        for name in NAMES:
            self.stdout.write(f"PENDOPO_{name}={new_key(name)}")
