"""Agencies a complaint can go to (dinas, UPT, vertical ones, the office's own sections) and who works there."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models import Area, Office, User


class AgencyKind(models.TextChoices):
    OPD = "opd", "Dinas"
    UPT = "upt", "UPT"
    VERTICAL = "vertical", "Instansi vertikal"
    OWN = "own", "Bagian kantor ini"
    INSPECTORATE = "inspectorate", "Inspektorat"


class Agency(models.Model):
    """A body to which an office forwards complaints. A retired one keeps what it once handled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="agencies")
    key = models.SlugField("kunci", max_length=40)
    name = models.CharField("nama", max_length=100)
    short_name = models.CharField("sebutan", max_length=40)
    kind = models.CharField("jenis", max_length=12, choices=AgencyKind.choices)
    duties = models.CharField("tugas", max_length=240, blank=True, help_text="Dibaca warga: urusan apa saja")
    phone = models.CharField("telepon", max_length=24, blank=True)
    whatsapp = models.CharField("WhatsApp", max_length=16, blank=True)
    email = models.EmailField("surel", blank=True)
    address = models.CharField("alamat", max_length=160, blank=True)
    serves_all = models.BooleanField("melayani seluruh wilayah", default=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name="wilayah layanan")
    work_days = models.CharField(
        "hari kerja", max_length=7, blank=True, validators=[RegexValidator(r"^[0-6]*$")],
        help_text="Angka hari, Senin 0; kosong: mengikuti kantor ini",
    )  # fmt: skip
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "dinas"
        verbose_name_plural = "dinas"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="agency_key_once")]

    def __str__(self) -> str:
        return self.name


class AgencyOfficer(models.Model):
    """A person who answers for an agency in one office; the post of Role.AGENCY lets them in, this row says where."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="agency_places")
    group = models.CharField("kelompok", max_length=40, blank=True)
    is_head = models.BooleanField("kepala", default=False)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "petugas dinas"
        verbose_name_plural = "petugas dinas"
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], condition=Q(ended_at=None), name="agency_officer_once")
        ]
        indexes = [models.Index(fields=["user"], name="agency_officer_now", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.agency_id}"


class PreparedAnswer(models.Model):
    """A text an agency uses often, as a start for an answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="prepared_answers")
    title = models.CharField("judul", max_length=80)
    text = models.TextField("isi", max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "jawaban siap pakai"
        verbose_name_plural = "jawaban siap pakai"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title
