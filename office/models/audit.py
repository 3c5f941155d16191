"""The audit chain: who did what when, append-only, one hash chain per office."""

from django.db import models

from office.models.offices import Office


class AuditHead(models.Model):
    """The end of an office's chain; its row is the lock that keeps the chain gapless."""

    office = models.OneToOneField(Office, models.PROTECT, primary_key=True, related_name="audit_head")
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "kepala rantai audit"
        verbose_name_plural = "kepala rantai audit"

    def __str__(self) -> str:
        return f"{self.office_id}#{self.seq}"


class AuditEntry(models.Model):
    """One act. It names its actor and subject as text, so that it outlives both."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="audit_entries")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField("waktu")
    actor_id = models.CharField(max_length=36, blank=True)
    actor_name = models.CharField("oleh", max_length=100, blank=True)
    verb = models.CharField("tindakan", max_length=60)
    subject = models.CharField("objek", max_length=80)
    facts = models.JSONField("keterangan", default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "catatan audit"
        verbose_name_plural = "catatan audit"
        constraints = [models.UniqueConstraint(fields=["office", "seq"], name="audit_seq_once")]
        indexes = [models.Index(fields=["office", "subject", "seq"], name="audit_of_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"
