"""Keys with which other programs may send reports (Open311); the key itself is shown once and never stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models import Office, User


class ApiKey(models.Model):
    """Who may send reports for an office from a program of their own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="api_keys")
    name = models.CharField("nama aplikasi", max_length=80)
    contact = models.EmailField("surel penanggung jawab")
    key_index = models.CharField(max_length=64, unique=True)
    tail = models.CharField("akhir kunci", max_length=4)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("dibuat")
    used_on = models.DateField("terakhir dipakai", null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("dicabut", null=True)

    class Meta:
        verbose_name = "kunci aplikasi"
        verbose_name_plural = "kunci aplikasi"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_key_revoked_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name
