"""manage.py invite: a fresh one-time link for somebody who cannot log in any more."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from office.actions import accounts
from office.models import User


class Command(BaseCommand):
    help = "Mencetak tautan sekali pakai (48 jam) untuk membuat kata sandi baru. Tautan sebelumnya tidak berlaku lagi."

    def add_arguments(self, parser):
        parser.add_argument("username", help="Nama pengguna")

    def handle(self, *args, **options):
        user = User.objects.filter(username__iexact=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"Tidak ada petugas aktif dengan nama pengguna {options['username']}.")
        self.stdout.write(f"{settings.PUBLIC_URL}/undangan/{accounts.invite(user, at=timezone.now())}")
