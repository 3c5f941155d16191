"""The outbox: messages to people, written in the transaction of their cause and sent later, once."""

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models.offices import Office
from office.models.people import User
from office.sealing import SealedTextField


class Channel(models.TextChoices):
    PAGE = "page", "Halaman lacak"
    EMAIL = "email", "Surel"
    WA_LINK = "wa_link", "WhatsApp (dikirim petugas)"


class MessageState(models.TextChoices):
    QUEUED = "queued", "Menunggu dikirim"
    SENDING = "sending", "Sedang dikirim"
    SENT = "sent", "Terkirim"
    TO_DO = "to_do", "Menunggu petugas"
    DEAD = "dead", "Gagal"
    DROPPED = "dropped", "Tidak jadi"


class Message(models.Model):
    """One message on one channel. `key` names the effect: the same effect can never be written, or sent, twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="outbox")
    key = models.CharField(max_length=120, unique=True)
    event = models.CharField("kejadian", max_length=40)
    subject_key = models.CharField(max_length=80)
    channel = models.CharField("saluran", max_length=10, choices=Channel.choices)
    recipient = SealedTextField(blank=True)
    title = models.CharField("judul", max_length=120)
    body = SealedTextField()
    calendar = SealedTextField("undangan kalender", blank=True, default="")
    state = models.CharField("keadaan", max_length=8, choices=MessageState.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time")
        ]
        indexes = [
            models.Index(fields=["next_at"], name="message_due", condition=Q(state__in=["queued", "sending"])),
            models.Index(fields=["office", "subject_key", "created_at"], name="message_of_subject"),
            models.Index(fields=["office", "created_at"], name="message_to_do", condition=Q(state="to_do")),
        ]

    def __str__(self) -> str:
        return self.key
