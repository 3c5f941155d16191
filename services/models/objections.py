"""Keberatan: a resident's word that the promise was missed, and what the Kasi (or on appeal the camat) found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models import Office, User
from services.models.submissions import Source, Submission


class ObjectionLevel(models.TextChoices):
    SECTION_HEAD = "kasi", "Kasi Pelayanan"
    HEAD = "camat", "Camat/Lurah"


class Verdict(models.TextChoices):
    UPHELD = "upheld", "Terbukti"
    DISMISSED = "dismissed", "Tidak terbukti"


class Objection(models.Model):
    """One objection at one level; an appeal is a second row that points to the first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="objections")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="objections")
    level = models.CharField("tingkat", max_length=6, choices=ObjectionLevel.choices)
    appeal_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="appeal")
    source = models.CharField("asal", max_length=10, choices=Source.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="dicatat oleh")
    words = models.CharField("kata pemohon", max_length=500, blank=True)
    raised_at = models.DateTimeField("diajukan")
    missed_due_at = models.DateTimeField("batas yang lewat", help_text="Batas waktu saat keberatan diajukan")
    due_at = models.DateTimeField("batas putusan")
    escalated_at = models.DateTimeField("diteruskan ke Sekretaris", null=True)
    verdict = models.CharField("putusan", max_length=10, choices=Verdict.choices, blank=True)
    reason = models.CharField("alasan", max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("diputus", null=True)

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        constraints = [
            models.UniqueConstraint(fields=["submission"], condition=Q(verdict=""), name="objection_one_open"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, decided_by=None)
                | (~Q(verdict="") & ~Q(reason="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="objection_verdict_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(level="kasi", appeal_of=None) | Q(level="camat", appeal_of__isnull=False),
                name="objection_appeal_is_for_the_head",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due_at"], name="objection_open", condition=Q(verdict="")),
            models.Index(fields=["due_at"], name="objection_to_escalate", condition=Q(verdict="", escalated_at=None)),
            models.Index(fields=["office", "raised_at"], name="objection_raised"),
        ]

    def __str__(self) -> str:
        return f"keberatan {self.pk}"

    @property
    def is_open(self) -> bool:
        return not self.verdict
