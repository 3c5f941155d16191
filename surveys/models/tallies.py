"""Counters beside the answers: what the public page is made of, and what a recount must reproduce to the digit."""

from __future__ import annotations

from django.db import models

from surveys.models.periods import Period, Subject


class Tally(models.Model):
    """How many answers count for one subject in one period, verified ones apart; also the lock of its scores."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="tallies")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="tallies")
    is_verified = models.BooleanField("lewat tautan sekali pakai")
    respondents = models.PositiveIntegerField("dihitung", default=0)
    excluded = models.PositiveIntegerField("dikeluarkan", default=0)
    flagged = models.PositiveIntegerField("ditandai", default=0)
    changed_at = models.DateTimeField("terakhir berubah")

    class Meta:
        verbose_name = "jumlah jawaban"
        verbose_name_plural = "jumlah jawaban"
        constraints = [models.UniqueConstraint(fields=["period", "subject", "is_verified"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.respondents} jawaban"


class TallyScore(models.Model):
    """How many filled answers one unsur has in a tally, and their sum."""

    tally = models.ForeignKey(Tally, models.PROTECT, related_name="scores")
    unsur = models.CharField("unsur", max_length=24)
    n = models.PositiveIntegerField("jawaban terisi", default=0)
    total = models.PositiveIntegerField("jumlah nilai", default=0)

    class Meta:
        verbose_name = "jumlah nilai"
        verbose_name_plural = "jumlah nilai"
        constraints = [models.UniqueConstraint(fields=["tally", "unsur"], name="tally_unsur_once")]

    def __str__(self) -> str:
        return f"{self.unsur}: {self.total}/{self.n}"
