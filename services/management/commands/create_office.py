"""manage.py create_office: a new office, ready to administer; prints the one-time link of its first administrator."""

import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from office.actions import accounts, setup
from office.models import Area, Office, OfficeKind, TimeZone
from services.actions.catalogue import adopt
from services.actions.seeding import load_catalogue
from services.models import ServiceType

ASKED = {
    "name": "Nama kantor, contoh Kecamatan Kemlagi",
    "code": "Kode 3–6 huruf besar untuk nomor permohonan, contoh KML",
    "slug": "Alamat di portal, contoh kemlagi",
    "kind": "Jenis: kecamatan atau kelurahan",
    "area": "Kode wilayah Kemendagri, contoh 35.16.15",
    "region": "Kabupaten atau kota, contoh Kabupaten Mojokerto",
    "address": "Alamat kantor",
    "place": "Tempat surat, contoh Kemlagi",
    "unit": "Kode unit surat, contoh 416-310",
    "admin": "Nama pengguna admin pertama",
    "admin_name": "Nama admin pertama dengan gelar",
}


class Command(BaseCommand):
    help = "Membuat kantor dan tautan sekali pakai untuk admin pertamanya. Tidak ada kata sandi bawaan."

    def add_arguments(self, parser):
        for name, text in ASKED.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=text)
        parser.add_argument("--parent", default="", help="Kode kecamatan induk, untuk kelurahan")
        parser.add_argument("--zone", default=TimeZone.WIB, choices=TimeZone.values, help="Zona waktu")
        parser.add_argument("--phone", default="", help="Telepon")
        parser.add_argument("--whatsapp", default="", help="WhatsApp, contoh 6281200001234")
        parser.add_argument("--email", default="", help="Surel kantor")
        parser.add_argument("--admin-email", default="", help="Surel admin")
        parser.add_argument(
            "--adopt", action="store_true", help="Ambil semua layanan tingkat ini sebagai konsep untuk disunting"
        )

    def handle(self, *args, **options):
        answers = {name: options[name] or self._ask(text) for name, text in ASKED.items()}
        at = timezone.now()
        try:
            with transaction.atomic():
                office = self._office(answers, options, at=at)
                admin = setup.first_admin(
                    office, username=answers["admin"], name=answers["admin_name"], email=options["admin_email"], at=at
                )
                token = accounts.invite(admin, at=at)
        except ValidationError as error:
            raise CommandError(
                "\n".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
            ) from None
        self.stdout.write(self.style.SUCCESS(f"{office.name} siap di {settings.PUBLIC_URL}/{office.slug}/"))
        self.stdout.write(f"Tautan sekali pakai untuk {admin.name} ({admin.username}), berlaku 48 jam:")
        self.stdout.write(f"{settings.PUBLIC_URL}/undangan/{token}")

    def _ask(self, text):
        if not sys.stdin.isatty():
            raise CommandError(f"Isi: {text}. Lihat --help untuk nama pilihannya.")
        return input(f"{text}: ").strip()

    def _office(self, answers, options, *, at):
        setup.load_areas()
        load_catalogue(at=at)
        if answers["kind"] not in OfficeKind.values:
            raise CommandError("Jenis kantor harus kecamatan atau kelurahan.")
        office = setup.create_office(
            area=self._area(answers), at=at, code=answers["code"].upper(), slug=answers["slug"], kind=answers["kind"], name=answers["name"],
            region_name=answers["region"], parent=self._parent(options["parent"]), time_zone=options["zone"], address=answers["address"],
            place_of_issue=answers["place"], unit_code=answers["unit"], phone=options["phone"], whatsapp=options["whatsapp"], email=options["email"],
        )  # fmt: skip
        if options["adopt"]:
            for service_type in ServiceType.objects.filter(level=office.kind):
                adopt(service_type, office, staff=None, at=at)
        return office

    def _area(self, answers):
        facts = {"kind": answers["kind"], "name": answers["name"].split(" ", 1)[-1], "region_name": answers["region"]}
        return Area.objects.get_or_create(code=answers["area"], defaults=facts)[0]

    def _parent(self, code):
        if not code:
            return None
        parent = Office.objects.filter(code=code.upper()).first()
        if parent is None:
            raise CommandError(f"Kecamatan induk {code} belum ada. Buat dulu kantor kecamatannya.")
        return parent
