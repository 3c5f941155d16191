"""What an office does after a survey: its plan, where it published the result, and its own words in the report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from office.models import StoredFile, User
from surveys.models.periods import Period


class FollowUpPlan(models.Model):
    """The rencana tindak lanjut of one period; opened once, when the period is closed."""

    period = models.OneToOneField(Period, models.PROTECT, related_name="follow_up")
    opened_at = models.DateTimeField("dibuka")

    class Meta:
        verbose_name = "rencana tindak lanjut survei"
        verbose_name_plural = "rencana tindak lanjut survei"

    def __str__(self) -> str:
        return f"tindak lanjut {self.period_id}"


class FollowUpItem(models.Model):
    """One thing to be done about one unsur; `programme` is empty while the item is only suggested."""

    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="items")
    unsur = models.CharField("unsur", max_length=24)
    programme = models.CharField("program atau kegiatan", max_length=300, blank=True)
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    due_on = models.DateField("selesai paling lambat")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    in_charge = models.CharField("penanggung jawab", max_length=120, blank=True)
    done_on = models.DateField("selesai pada", null=True)
    done_note = models.CharField("yang dilakukan", max_length=1000, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField("diingatkan", null=True)
    warned_at = models.DateTimeField("diingatkan setelah lewat", null=True)

    class Meta:
        verbose_name = "tindak lanjut survei"
        verbose_name_plural = "tindak lanjut survei"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="follow_up_quarter"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_note="", proof=None) | (Q(done_on__isnull=False) & ~Q(done_note="")),
                name="follow_up_done_says_what",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="follow_up_open", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return self.programme or f"tindak lanjut {self.unsur}"


class Channel(models.TextChoices):
    WEBSITE = "website", "Laman"
    BOARD = "board", "Papan pengumuman"
    SOCIAL = "social", "Media sosial"
    MEDIA = "media", "Media massa"
    MEETING = "meeting", "Forum atau rapat"
    REPORTED = "reported", "Dikirim ke atasan"


class Publication(models.Model):
    """Where and when a result was made known, with the proof that the yearly assessment asks for."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="publications")
    channel = models.CharField("saluran", max_length=8, choices=Channel.choices)
    place = models.CharField("tempat", max_length=160)
    published_on = models.DateField("tanggal")
    link = models.URLField("tautan bukti", max_length=300, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("dicatat")

    class Meta:
        verbose_name = "publikasi hasil survei"
        verbose_name_plural = "publikasi hasil survei"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(link="") | Q(proof__isnull=False), name="publication_has_proof")
        ]

    def __str__(self) -> str:
        return self.place


class ReportText(models.Model):
    """The office's own words in one section of a report; the figures beside them are computed and never stored here."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="report_texts")
    section = models.CharField("bagian", max_length=16)
    text = models.TextField("kalimat", max_length=4000)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("diubah")

    class Meta:
        verbose_name = "kalimat laporan survei"
        verbose_name_plural = "kalimat laporan survei"
        constraints = [models.UniqueConstraint(fields=["period", "section"], name="report_text_once")]

    def __str__(self) -> str:
        return f"{self.section}: {self.text[:40]}"
