"""manage.py demo_logins: where to look, with which names and codes; says nothing where no demonstration was loaded."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from office.models import Office, Post
from office.staff import local_day
from services.demo import load


class Command(BaseCommand):
    help = "Mencetak alamat, nama pengguna, dan contoh kode dari data contoh."

    def handle(self, *args, **options):
        if settings.PRODUCTION or not load.notes().exists():
            return
        self._addresses()
        self._people()
        self._codes(json.loads(load.notes().read_text(encoding="utf-8")))

    def _addresses(self):
        url = settings.PUBLIC_URL
        rows = [
            (office.name, f"{url}/{office.slug}/") for office in Office.objects.filter(is_active=True).order_by("pk")
        ]
        self._table("Halaman warga", rows)
        self._table(
            "Halaman lain",
            [
                ("Cek keaslian surat", f"{url}/cek"),
                ("Masuk petugas", f"{url}/masuk"),
                ("Pindai poster Mojodadi", f"{url}/d/12"),
            ],
        )

    def _people(self):
        held: dict[tuple[str, str], dict[str, list[str]]] = {}
        for post in (
            Post.objects.filter(user__is_active=True).select_related("user", "office").order_by("office_id", "pk")
        ):
            if post.holds_on(local_day(post.office, timezone.now())):
                held.setdefault((post.user.username, post.user.name), {}).setdefault(post.title, []).append(
                    post.office.short_name
                )
        rows = [
            (
                username,
                name,
                "; ".join(f"{title} ({', '.join(dict.fromkeys(offices))})" for title, offices in posts.items()),
            )
            for (username, name), posts in held.items()
        ]
        self._table(f"Petugas, kata sandi {load.password()}", rows)
        self.stdout.write(f"  Frasa sandi tanda tangan semua penanda tangan: {load.passphrase()}\n\n")

    def _codes(self, notes):
        rows = [
            (row["number"], row["service"], row["name"], row["state"], row["code"], row["pin"])
            for row in notes["submissions"]
        ]
        self._table("Lacak permohonan: nomor, layanan, pemohon, keadaan saat dimuat, kode, PIN", rows)
        states = {"issued": "sah", "revoked": "dicabut"}
        self._table(
            "Cek surat: nomor, keadaan saat dimuat, kode",
            [(row["number"], states.get(row["state"], row["state"]), row["code"]) for row in notes["letters"]],
        )

    def _table(self, title, rows):
        widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))] if rows else []
        lines = [
            "  " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        self.stdout.write("\n".join([title, *lines, ""]))
