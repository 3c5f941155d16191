"""manage.py skm_sample N: how many respondents a survey of N users needs (Krejcie and Morgan)."""

from django.core.management.base import BaseCommand, CommandError

from surveys.sampling import required


class Command(BaseCommand):
    help = "Jumlah responden yang diperlukan untuk N pengguna layanan periode lalu (Krejcie & Morgan)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("users", help="Jumlah pengguna layanan periode lalu")

    def handle(self, *args, **options):
        text = str(options["users"]).strip()
        if not text.isdecimal() or not text.isascii() or len(text) > 12:
            raise CommandError(f"Tulis jumlah pengguna sebagai bilangan bulat 0 atau lebih, bukan {text[:30]}.")
        self.stdout.write(str(required(int(text))))
