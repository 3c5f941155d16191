"""Answers, which nothing links to a person, and beside them: one-time tickets, free words, batches, exclusions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact

from office.ids import uuid7
from office.models import Office, User
from surveys.models.periods import Period, Subject

# LTRIM with a set of characters is the same in both databases: what is left are marks that should not be there.
_ALLOWED = Substr(Value("-123456789"), 1, F("top") + 1)
_FOREIGN_MARKS = Func(F("scores"), _ALLOWED, function="LTRIM", output_field=models.CharField())
_AFTER_BLANKS = Func(F("scores"), Value("-"), function="LTRIM", output_field=models.CharField())


class Source(models.TextChoices):
    TICKET = "ticket", "Tautan sekali pakai"
    QR = "qr", "QR atau laman"
    KIOSK = "kiosk", "Kios di loket"
    PAPER = "paper", "Kertas"
    IMPORT = "import", "Impor lembar"


class AgeGroup(models.TextChoices):
    UNDER_17 = "0-16", "Di bawah 17"
    TO_25 = "17-25", "17–25"
    TO_40 = "26-40", "26–40"
    TO_60 = "41-60", "41–60"
    OVER_60 = "61+", "Di atas 60"


class Sex(models.TextChoices):
    FEMALE = "p", "Perempuan"
    MALE = "l", "Laki-laki"


class Education(models.TextChoices):
    NONE = "none", "Tidak sekolah"
    PRIMARY = "sd", "SD"
    JUNIOR = "smp", "SMP"
    SENIOR = "sma", "SMA atau SMK"
    DIPLOMA = "diploma", "Diploma"
    BACHELOR = "s1", "Sarjana (S1)"
    MASTER = "s2", "S2 atau S3"


class Occupation(models.TextChoices):
    FARMER = "farmer", "Petani atau nelayan"
    LABOURER = "labourer", "Buruh"
    TRADER = "trader", "Wiraswasta"
    EMPLOYEE = "employee", "Karyawan swasta"
    CIVIL = "civil", "PNS, TNI, Polri"
    STUDENT = "student", "Pelajar atau mahasiswa"
    HOUSEHOLD = "household", "Mengurus rumah tangga"
    OTHER = "other", "Lainnya"


class Ticket(models.Model):
    """A one-time link. Whether it was used is known, what was answered with it is not: no answer points here.

    There is no time of use on purpose: beside the answers' dates it would say who answered what (ABUSE 68).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    family = models.CharField(max_length=16, default="skm")
    token_index = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    is_spent = models.BooleanField(default=False)

    class Meta:
        verbose_name = "tautan survei"
        verbose_name_plural = "tautan survei"

    def __str__(self) -> str:
        return f"tautan survei {self.pk}"


class Batch(models.Model):
    """Sheets of paper or a file that staff entered together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="batches")
    source = models.CharField("asal", max_length=8, choices=[(s.value, s.label) for s in (Source.PAPER, Source.IMPORT)])
    name = models.CharField("nama", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField("lembar", default=0)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("dicatat")

    class Meta:
        verbose_name = "tumpukan lembar survei"
        verbose_name_plural = "tumpukan lembar survei"
        constraints = [
            models.UniqueConstraint(fields=["period", "sha256"], condition=~Q(sha256=""), name="batch_file_once")
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class Answer(models.Model):
    """One respondent's scores; never changed, never deleted. `scores` has one mark per unsur in the definition's order.

    The key is random and the date has no hour, so that neither tells when, in which order, or with which link it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="answers", db_index=False)  # answer_of_period
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="answers")
    client_key = models.CharField(
        max_length=64, unique=True, help_text="Sidik jari kiriman: kiriman ulang tidak dihitung"
    )
    source = models.CharField("asal", max_length=8, choices=Source.choices)
    is_verified = models.BooleanField("lewat tautan sekali pakai")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="answers")
    answered_on = models.DateField("tanggal")
    top = models.PositiveSmallIntegerField(default=4)
    scores = models.CharField("nilai", max_length=40)
    age_group = models.CharField("umur", max_length=8, choices=AgeGroup.choices, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices, blank=True)
    education = models.CharField("pendidikan", max_length=8, choices=Education.choices, blank=True)
    occupation = models.CharField("pekerjaan", max_length=12, choices=Occupation.choices, blank=True)
    is_burst = models.BooleanField("beruntun", default=False)
    is_straight = models.BooleanField("nilai sama semua", default=False)
    is_own_network = models.BooleanField("dari jaringan kantor", default=False)

    class Meta:
        verbose_name = "jawaban survei"
        verbose_name_plural = "jawaban survei"
        constraints = [
            models.CheckConstraint(
                condition=Q(source="ticket", is_verified=True) | (~Q(source="ticket") & Q(is_verified=False)),
                name="answer_verified_by_ticket",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["paper", "import"], batch__isnull=False)
                | (~Q(source__in=["paper", "import"]) & Q(batch=None)),
                name="answer_batch_by_source",
            ),
            models.CheckConstraint(condition=Q(top__gte=2, top__lte=9), name="answer_scale"),
            models.CheckConstraint(condition=Exact(_FOREIGN_MARKS, Value("")), name="answer_within_scale"),
            models.CheckConstraint(condition=~Exact(_AFTER_BLANKS, Value("")), name="answer_is_not_blank"),
        ]
        indexes = [
            models.Index(fields=["period", "subject", "is_verified"], name="answer_of_period"),
            models.Index(
                fields=["period", "id"],
                name="answer_flagged",
                condition=Q(is_burst=True) | Q(is_straight=True) | Q(is_own_network=True),
            ),
        ]

    def __str__(self) -> str:
        return self.scores

    @property
    def is_flagged(self) -> bool:
        return self.is_burst or self.is_straight or self.is_own_network


class Exclusion(models.Model):
    """An answer that shall not count: one person gives the reason, a second one decides; the answer itself stays."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="exclusion")
    reason = models.CharField("alasan", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("diusulkan")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("diputus", null=True)
    is_excluded = models.BooleanField("dikeluarkan", default=False)

    class Meta:
        verbose_name = "jawaban yang dikeluarkan"
        verbose_name_plural = "jawaban yang dikeluarkan"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exclusion_has_reason"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_excluded=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="exclusion_decision_is_whole",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="exclusion_by_two_people"),
        ]
        indexes = [models.Index(fields=["asked_at"], name="exclusion_waiting", condition=Q(decided_at=None))]

    def __str__(self) -> str:
        return self.reason


class RemarkState(models.TextChoices):
    NEW = "new", "Belum dibaca"
    SHOWN = "shown", "Boleh tampil"
    HIDDEN = "hidden", "Disembunyikan"


class Remark(models.Model):
    """Criticism or a suggestion in the respondent's own words; it points to no answer and is read before it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="remarks")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    text = models.CharField("saran", max_length=1000)
    said_on = models.DateField("tanggal")
    state = models.CharField("keadaan", max_length=6, choices=RemarkState.choices, default=RemarkState.NEW)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "saran"
        verbose_name_plural = "saran"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_says_something")]
        indexes = [models.Index(fields=["period", "state", "id"], name="remark_of_period")]

    def __str__(self) -> str:
        return f"saran {self.pk}"
