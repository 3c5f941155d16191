"""Small tables that keep the installation honest: counters, limits, heartbeats, idempotency keys, short links."""

from django.db import models

from office.ids import uuid7
from office.models.offices import Office


class Counter(models.Model):
    """The last number given out in one register of one office and year."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="counters")
    register = models.CharField(max_length=24)
    period = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "penghitung"
        verbose_name_plural = "penghitung"
        constraints = [models.UniqueConstraint(fields=["office", "register", "period"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.register} {self.period}: {self.last}"


class Bucket(models.Model):
    """A token bucket: how many more tries a key has; the key is a keyed fingerprint, never an address."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "batas percobaan"
        verbose_name_plural = "batas percobaan"

    def __str__(self) -> str:
        return self.key[:8]


class Heartbeat(models.Model):
    """The last sign of life of a background part."""

    name = models.CharField(max_length=24, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "tanda hidup"
        verbose_name_plural = "tanda hidup"

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """What an API client's key was used for, so that a retry gets the first answer."""

    key = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "kunci ulang"
        verbose_name_plural = "kunci ulang"

    def __str__(self) -> str:
        return self.key[:8]


class ShortLink(models.Model):
    """A short-lived link in a message; it opens a page, never a letter by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token_index = models.CharField(max_length=64, unique=True)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=24)
    subject = models.CharField(max_length=80)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "tautan pendek"
        verbose_name_plural = "tautan pendek"

    def __str__(self) -> str:
        return self.subject
