"""Offices: the kecamatan and kelurahan whose rows everything else belongs to."""

from django.core.validators import RegexValidator
from django.db import models

from office.models.areas import Area


class OfficeKind(models.TextChoices):
    KECAMATAN = "kecamatan", "Kecamatan"
    KELURAHAN = "kelurahan", "Kelurahan"


class TimeZone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Paper(models.TextChoices):
    A4 = "A4", "A4"
    F4 = "F4", "F4 (215 × 330 mm)"


class Theme(models.TextChoices):
    NILA = "nila", "Nila (biru tua)"
    WILIS = "wilis", "Wilis (hijau tua)"


class Office(models.Model):
    """One kecamatan or kelurahan with its letterhead, brand and house rules."""

    code = models.CharField(
        "kode",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{3,6}$", "Tulis 3–6 huruf besar, contoh KML")],
    )
    slug = models.SlugField("alamat", max_length=40, unique=True)
    host = models.CharField("nama host", max_length=120, blank=True)
    kind = models.CharField("jenis", max_length=12, choices=OfficeKind.choices)
    name = models.CharField("nama", max_length=80)
    region_name = models.CharField("kabupaten/kota", max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="kecamatan induk"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="offices", verbose_name="wilayah")
    time_zone = models.CharField("zona waktu", max_length=20, choices=TimeZone.choices, default=TimeZone.WIB)

    address = models.CharField("alamat kantor", max_length=160)
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    phone = models.CharField("telepon", max_length=24, blank=True)
    whatsapp = models.CharField("WhatsApp", max_length=16, blank=True, help_text="62812…, tanpa tanda baca")
    email = models.EmailField("surel", blank=True)
    website = models.CharField("laman", max_length=120, blank=True)
    emblem = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lambang"
    )
    theme = models.CharField("warna", max_length=12, choices=Theme.choices, default=Theme.NILA)
    place_of_issue = models.CharField(
        "tempat surat", max_length=60, help_text="Ditulis di depan tanggal surat, contoh Kemlagi"
    )
    paper = models.CharField("kertas surat", max_length=2, choices=Paper.choices, default=Paper.A4)
    unit_code = models.CharField("kode unit surat", max_length=24)
    number_pattern = models.CharField("pola nomor surat", max_length=80, default="{klas}/{seq}/{unit}/{year}")

    serves_online = models.BooleanField("menerima permohonan online", default=True)
    check_minutes = models.PositiveSmallIntegerField("batas periksa berkas (menit layanan)", default=30)
    lapse_days = models.PositiveSmallIntegerField("gugur bila tidak dijawab (hari)", default=14)
    document_days = models.PositiveSmallIntegerField("hapus berkas setelah selesai (hari)", default=30)
    elderly_from = models.PositiveSmallIntegerField("lansia mulai umur", default=60)
    objection_days = models.PositiveSmallIntegerField(
        "batas putusan keberatan (hari layanan)", default=0, help_text="0: pada hari layanan yang sama"
    )
    deliver_after = models.PositiveSmallIntegerField(
        "antar tanpa keberatan setelah terlambat (menit layanan)", null=True, blank=True,
        help_text="Kosong: pemohon mengajukan keberatan lebih dulu",
    )  # fmt: skip
    pledge = models.TextField("maklumat pelayanan", blank=True)
    pledge_date = models.DateField("tanggal maklumat", null=True, blank=True)
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "kantor"
        verbose_name_plural = "kantor"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["host"], condition=~models.Q(host=""), name="office_host_once"),
            models.CheckConstraint(
                condition=models.Q(kind="kecamatan", parent=None) | models.Q(kind="kelurahan"),
                name="office_kecamatan_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head_title(self) -> str:
        """The office of its head: "Camat" or "Lurah"."""
        return "Camat" if self.kind == OfficeKind.KECAMATAN else "Lurah"

    @property
    def short_name(self) -> str:
        return self.name.removeprefix(f"{self.get_kind_display()} ")
