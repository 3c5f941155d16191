"""QR posters: where each hangs, and how often it was scanned (counts only, nothing about the visitor)."""

from django.db import models

from office.models import Area, Office
from services.models.catalogue import Service


class Poster(models.Model):
    """A permanent short address `/d/<code>` for one hall, of one service or of all (service empty)."""

    code = models.PositiveIntegerField("kode", unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="posters")
    area = models.ForeignKey(Area, models.PROTECT, related_name="posters", verbose_name="desa/kelurahan")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="posters", verbose_name="layanan"
    )
    hall = models.CharField("tempat", max_length=80, help_text="Contoh: Balai Desa Mojodadi")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "poster QR"
        verbose_name_plural = "poster QR"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["office", "area", "service"], name="poster_once_per_hall_and_service"),
            models.UniqueConstraint(
                fields=["office", "area"], condition=models.Q(service=None), name="poster_of_all_once_per_hall"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.hall}"


class ScanCount(models.Model):
    """How many times one poster was scanned on one day."""

    poster = models.ForeignKey(Poster, models.CASCADE, related_name="scans")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "jumlah pindai"
        verbose_name_plural = "jumlah pindai"
        constraints = [models.UniqueConstraint(fields=["poster", "day"], name="scan_day_once")]

    def __str__(self) -> str:
        return f"{self.poster_id} {self.day}: {self.count}"
