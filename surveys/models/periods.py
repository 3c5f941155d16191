"""Survey periods of an office, what is surveyed in them, and results printed in years before."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from office.ids import uuid7
from office.models import Office, User
from services.models import Service
from surveys.models.instruments import Instrument
from surveys.scoring import Policy, Pooling
from surveys.workflow import LABELS, PeriodState

POLICIES = [(policy.value, policy.label) for policy in Policy]
POOLINGS = [(pooling.value, pooling.label) for pooling in Pooling]


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", "Triwulan"
    SEMESTER = "semester", "Semester"
    YEAR = "year", "Tahun"
    OTHER = "other", "Lainnya"


class Period(models.Model):
    """A stretch of time in which an office asks one instrument; `order` is how its unsur are numbered U1…Uk."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="survey_periods")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="periods")
    family = models.CharField("jenis survei", max_length=16)
    title = models.CharField("nama periode", max_length=80)
    kind = models.CharField("jenis periode", max_length=8, choices=PeriodKind.choices)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    policy = models.CharField("cara membobot", max_length=8, choices=POLICIES, default=Policy.EXACT)
    pooling = models.CharField("cara menggabung", max_length=12, choices=POOLINGS, default=Pooling.RESPONDENTS)
    order = models.JSONField("urutan unsur", default=list)
    users = models.PositiveIntegerField("pengguna layanan periode lalu", null=True, blank=True)
    target = models.PositiveIntegerField("responden yang diperlukan", null=True, blank=True)
    state = models.CharField(
        "keadaan", max_length=8, choices=[(state.value, LABELS[state]) for state in PeriodState], default="draft"
    )
    opened_at = models.DateTimeField("dibuka", null=True)
    closed_at = models.DateTimeField("ditutup", null=True)
    promises = models.TextField("yang kami perbaiki", max_length=2000, blank=True)

    class Meta:
        verbose_name = "periode survei"
        verbose_name_plural = "periode survei"
        constraints = [
            models.UniqueConstraint(fields=["office", "family"], condition=Q(state="open"), name="period_one_open"),
            models.UniqueConstraint(fields=["office", "family", "title"], name="period_title_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="period_state_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["office", "family", "starts_on"], name="period_of_office")]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_key(self) -> str:
        return f"survey_period:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN


class SubjectKind(models.TextChoices):
    OFFICE = "office", "Kantor"
    SERVICE = "service", "Layanan"
    COUNTER = "counter", "Loket"
    RW_DAY = "rw_day", "Kantor di RW"
    COMPLAINT = "complaint", "Pengaduan"


class Subject(models.Model):
    """What an answer is about: a service, or a counter, an office day in an RW, complaints, or the office itself."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="survey_subjects")
    kind = models.CharField("jenis", max_length=10, choices=SubjectKind.choices)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="survey_subjects")
    label = models.CharField("nama", max_length=120)

    class Meta:
        verbose_name = "yang dinilai"
        verbose_name_plural = "yang dinilai"
        constraints = [
            models.UniqueConstraint(fields=["office", "service"], name="subject_service_once"),
            models.UniqueConstraint(
                fields=["office", "kind", "label"], condition=Q(service=None), name="subject_label_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="service", service__isnull=False) | (~Q(kind="service") & Q(service=None)),
                name="subject_service_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PrintedScale(models.TextChoices):
    NRR = "nrr", "NRR 1–4"
    INDEX = "index", "Nilai 25–100"


class PrintedResult(models.Model):
    """A result that was printed in a year before: kept apart from what is computed here, and never added to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="printed_results")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    family = models.CharField("jenis survei", max_length=16)
    title = models.CharField("nama periode", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    scale = models.CharField("skala", max_length=8, choices=PrintedScale.choices)
    policy = models.CharField("cara membobot", max_length=8, choices=POLICIES, default=Policy.EXACT)
    values = models.JSONField("nilai per unsur", help_text="Angka sebagai teks, dengan titik desimal")
    respondents = models.PositiveIntegerField("responden", null=True, blank=True)
    printed_index = models.DecimalField("nilai yang tercetak", max_digits=5, decimal_places=2, null=True, blank=True)
    printed_class = models.CharField("mutu yang tercetak", max_length=24, blank=True)
    source = models.CharField("sumber", max_length=200, blank=True)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField("diimpor")

    class Meta:
        verbose_name = "hasil cetakan"
        verbose_name_plural = "hasil cetakan"
        constraints = [
            models.UniqueConstraint(fields=["office", "family", "title"], name="printed_title_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="printed_ends_after_start"),
        ]
        indexes = [models.Index(fields=["office", "family", "starts_on"], name="printed_of_office")]

    def __str__(self) -> str:
        return self.title
