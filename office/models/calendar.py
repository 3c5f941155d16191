"""When an office serves: windows per weekday and season, closures and special days."""

from django.db import models
from django.db.models import F, Q

from office.models.offices import Office


class Season(models.TextChoices):
    REGULAR = "regular", "Biasa"
    RAMADAN = "ramadan", "Ramadan"


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Senin"
    TUESDAY = 1, "Selasa"
    WEDNESDAY = 2, "Rabu"
    THURSDAY = 3, "Kamis"
    FRIDAY = 4, "Jumat"
    SATURDAY = 5, "Sabtu"
    SUNDAY = 6, "Minggu"


class ServiceWindow(models.Model):
    """A stretch of a weekday in which the counter serves, local time; several rows make a day with a break."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="windows", verbose_name="kantor")
    season = models.CharField("musim", max_length=8, choices=Season.choices, default=Season.REGULAR)
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday.choices)
    opens = models.TimeField("buka")
    closes = models.TimeField("tutup")

    class Meta:
        verbose_name = "jam layanan"
        verbose_name_plural = "jam layanan"
        ordering = ["season", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="window_closes_after_opening"),
            models.UniqueConstraint(fields=["office", "season", "weekday", "opens"], name="window_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class RamadanPeriod(models.Model):
    """The fasting month as announced (rukyat may move it by a day); without a row the computed dates hold."""

    starts_on = models.DateField("mulai", unique=True)
    ends_on = models.DateField("sampai")

    class Meta:
        verbose_name = "bulan Ramadan"
        verbose_name_plural = "bulan Ramadan"
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="ramadan_ends_after_start")]

    def __str__(self) -> str:
        return f"Ramadan {self.starts_on:%Y}"


class SpecialDay(models.Model):
    """A local exception: a closed day, other hours on one day, or open on a national holiday."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="special_days", verbose_name="kantor")
    date = models.DateField("tanggal")
    opens = models.TimeField("buka", null=True, blank=True)
    closes = models.TimeField("tutup", null=True, blank=True)
    reason = models.CharField("alasan", max_length=80)

    class Meta:
        verbose_name = "hari khusus"
        verbose_name_plural = "hari khusus"
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["office", "date"], name="special_day_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__gt=F("opens")),
                name="special_day_closed_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.reason}"
