"""Inviting people to answer: whom once, who wants no more, and how an office wants it done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models import Office
from surveys.models.answers import Ticket
from surveys.models.periods import Subject


class SurveySettings(models.Model):
    """An office's choices; without this row the defaults hold."""

    office = models.OneToOneField(Office, models.PROTECT, primary_key=True, related_name="survey_settings")
    invites = models.BooleanField("mengundang setelah selesai", default=True)
    from_hour = models.PositiveSmallIntegerField("undangan mulai jam", default=8)
    to_hour = models.PositiveSmallIntegerField("undangan sampai jam", default=19)
    remind_after_days = models.PositiveSmallIntegerField("ingatkan setelah (hari)", default=3)
    ticket_days = models.PositiveSmallIntegerField("tautan berlaku (hari)", default=30)
    own_networks = models.TextField(
        "alamat jaringan kantor", blank=True, help_text="Satu per baris, contoh 203.0.113.7 atau 203.0.113.0/24"
    )

    class Meta:
        verbose_name = "pengaturan survei"
        verbose_name_plural = "pengaturan survei"
        constraints = [
            models.CheckConstraint(condition=Q(from_hour__lt=models.F("to_hour")), name="survey_hours_in_order"),
            models.CheckConstraint(condition=Q(to_hour__lte=24), name="survey_hours_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"survei {self.office_id}"


class InvitationKind(models.TextChoices):
    SUBMISSION = "submission", "Permohonan selesai"
    COMPLAINT = "complaint", "Laporan ditutup"


class Invitation(models.Model):
    """One finished case and the ticket that was sent for it. No answer points here, and nothing here to an answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=InvitationKind.choices)
    ref = models.UUIDField("perkara", unique=True)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    ticket = models.OneToOneField(Ticket, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField("diundang")
    reminded_at = models.DateTimeField("diingatkan", null=True)
    declined_at = models.DateTimeField("menolak", null=True)

    class Meta:
        verbose_name = "undangan survei"
        verbose_name_plural = "undangan survei"
        indexes = [
            models.Index(
                fields=["invited_at"], name="invitation_to_remind",
                condition=Q(reminded_at=None, declined_at=None, ticket__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"undangan {self.pk}"


class OptOut(models.Model):
    """An address that wants no invitations from an office, kept as a fingerprint."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    address_index = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "tidak mau diundang"
        verbose_name_plural = "tidak mau diundang"
        constraints = [models.UniqueConstraint(fields=["office", "address_index"], name="opt_out_once")]

    def __str__(self) -> str:
        return f"tidak mau diundang {self.pk}"
