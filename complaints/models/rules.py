"""The rules of the house as rows: where complaints go, how long each step may take, and an office's own settings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from complaints.models.agencies import Agency
from complaints.models.categories import Category
from complaints.workflow import KIND_WORDS, STEP_WORDS, Kind, Step
from office.ids import uuid7
from office.models import Area, Office

KIND_CHOICES = [(kind.value, KIND_WORDS[kind]) for kind in Kind]
CLASS_CHOICES = [*KIND_CHOICES, ("investigation", "Pengaduan berkadar pengawasan")]


class ComplaintSource(models.TextChoices):
    WEB = "web", "Web"
    COUNTER = "loket", "Loket"
    RW = "rw", "Kantor di RW"
    WHATSAPP = "whatsapp", "WhatsApp"
    OPEN311 = "open311", "Aplikasi lain"
    SP4N = "sp4n", "SP4N-LAPOR"


class RoutingRule(models.Model):
    """One line of the list: when all its conditions hold, the complaint goes to its agency. First match wins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="routing_rules")
    position = models.PositiveIntegerField("urutan")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="desa/kelurahan"
    )
    keywords = models.CharField("kata kunci", max_length=240, blank=True, help_text="Dipisah koma; salah satu cukup")
    kind = models.CharField("jenis laporan", max_length=12, choices=KIND_CHOICES, blank=True)
    source = models.CharField("asal", max_length=10, choices=ComplaintSource.choices, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rules", verbose_name="diteruskan ke")
    group = models.CharField("kelompok petugas", max_length=40, blank=True)
    is_default = models.BooleanField("aturan terakhir", default=False)
    is_active = models.BooleanField("dipakai", default=True)
    changed_at = models.DateTimeField()
    last_matched_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "aturan penerusan"
        verbose_name_plural = "aturan penerusan"
        ordering = ["is_default", "position"]
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=Q(is_default=True), name="routing_one_default"),
            models.CheckConstraint(
                condition=Q(is_default=False)
                | Q(is_active=True, category=None, area=None, keywords="", kind="", source=""),
                name="routing_default_takes_all",
            ),
            models.CheckConstraint(
                condition=Q(is_default=True) | Q(category__isnull=False) | Q(area__isnull=False) | ~Q(keywords="")
                | ~Q(kind="") | ~Q(source=""),
                name="routing_rule_asks_something",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["office", "is_default", "position"], name="routing_in_order")]

    def __str__(self) -> str:
        return f"{self.position}. → {self.agency_id}"


class DayType(models.TextChoices):
    WORKING = "working", "hari kerja"
    CALENDAR = "calendar", "hari kalender"


class DeadlineRule(models.Model):
    """How long one step may take for one class of complaint, and which rule says so (DOMAIN.md §4.1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="deadline_rules")
    complaint_class = models.CharField(
        "jenis laporan", max_length=13, choices=CLASS_CHOICES, blank=True, help_text="Kosong: semua jenis"
    )
    step = models.CharField("langkah", max_length=14, choices=[(step.value, STEP_WORDS[step]) for step in Step])
    days = models.PositiveSmallIntegerField("batas (hari)")
    day_type = models.CharField("hitungan", max_length=8, choices=DayType.choices, default=DayType.WORKING)
    source = models.CharField("dasar", max_length=160)

    class Meta:
        verbose_name = "batas waktu pengaduan"
        verbose_name_plural = "batas waktu pengaduan"
        ordering = ["step", "complaint_class"]
        constraints = [
            models.UniqueConstraint(fields=["office", "step", "complaint_class"], name="deadline_rule_once"),
            models.CheckConstraint(condition=Q(days__gt=0), name="deadline_rule_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.complaint_class or '*'}: {self.days}"


class ComplaintSettings(models.Model):
    """An office's choices; without this row it does not take complaints."""

    office = models.OneToOneField(Office, models.PROTECT, primary_key=True, related_name="complaint_settings")
    is_open = models.BooleanField("menerima laporan lewat web", default=True)
    reopens_most = models.PositiveSmallIntegerField("dapat dibuka lagi (kali)", default=2)
    head_after_days = models.PositiveSmallIntegerField("naik ke camat setelah lewat (hari kerja)", default=3)
    identity_days = models.PositiveSmallIntegerField("hapus identitas setelah selesai (hari)", default=365)

    class Meta:
        verbose_name = "pengaturan pengaduan"
        verbose_name_plural = "pengaturan pengaduan"

    def __str__(self) -> str:
        return f"pengaduan {self.office_id}"
