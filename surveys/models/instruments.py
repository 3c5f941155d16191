"""Instruments as data, and the words an office puts to their questions."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from office.models import Office
from surveys.instruments import Definition, Unsur, defined


class Instrument(models.Model):
    """One version of an instrument; its definition never changes, a correction is a new version."""

    code = models.CharField("kode", max_length=40)
    version = models.PositiveSmallIntegerField("versi")
    family = models.CharField("jenis survei", max_length=16, help_text="skm, spak, spkp …")
    title = models.CharField("judul", max_length=120)
    regulation = models.CharField("dasar", max_length=120)
    definition = models.JSONField("definisi")
    created_at = models.DateTimeField("dibuat")

    class Meta:
        verbose_name = "instrumen"
        verbose_name_plural = "instrumen"
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def defined(self) -> Definition:
        """The definition as values."""
        return defined(self.definition)


class Wording(models.Model):
    """How an office words one question and its answers; the scores 1, 2, 3 … stay as they are."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="wordings")
    key = models.CharField("unsur", max_length=24)
    question = models.CharField("pertanyaan", max_length=200)
    options = models.JSONField("pilihan jawaban", default=list)

    class Meta:
        verbose_name = "kalimat survei"
        verbose_name_plural = "kalimat survei"
        constraints = [models.UniqueConstraint(fields=["office", "instrument", "key"], name="wording_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.question}"

    def over(self, unsur: Unsur) -> Unsur:
        """The unsur with this office's words."""
        return replace(unsur, question=self.question, options=tuple(self.options))
