"""When an office serves, as its admin types it: windows per weekday, special days, the announced fasting month."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms

from office.forms.plain import DayField, LineField, pick
from office.models import Office, Season, ServiceWindow, Weekday

NO_DAY = (
    "Isi paling sedikit satu hari. Tanpa hari layanan, batas waktu permohonan warga tidak bisa dihitung. "
    "Bila kantor tutup sementara, pakai Hari khusus"
)
ADVICE = "Tulis jam seperti 08.00–12.00, 13.00–15.00"
MOST_WINDOWS = 4
_WINDOW = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–—]\s*(\d{1,2})[.:](\d{2})")


def windows_typed(text: str) -> list[tuple[time, time]]:
    """The stretches of a day; raises ValueError with words for its field. Empty text is a closed day."""
    parts = [part.strip() for part in re.split(r"[,;]|\bdan\b", text) if part.strip()]
    found = sorted(_window(part) for part in parts)
    if len(found) > MOST_WINDOWS:
        raise ValueError(f"Paling banyak {MOST_WINDOWS} rentang jam dalam sehari")
    if any(later[0] < earlier[1] for earlier, later in pairwise(found)):
        raise ValueError("Dua rentang jam bertumpuk. Pisahkan, atau jadikan satu")
    return found


def _window(text: str) -> tuple[time, time]:
    match = _WINDOW.fullmatch(text)
    try:
        opens, closes = (
            (time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))) if match else (None, None)
        )
    except ValueError:
        opens = closes = None
    if opens is None or closes is None:
        raise ValueError(f"{text} bukan rentang jam. {ADVICE}")
    if closes <= opens:
        raise ValueError(f"{text}: jam tutup harus setelah jam buka")
    return opens, closes


def windows_text(rows: list[tuple[time, time]]) -> str:
    return ", ".join(f"{opens:%H.%M}–{closes:%H.%M}" for opens, closes in rows)


class WeekForm(forms.Form):
    """Seven days of a season, a line of windows each; the ordinary week has a day of service, Ramadan may follow it."""

    def __init__(self, *args: Any, office: Office, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": season.value})
        self.season = season
        rows = list(ServiceWindow.objects.filter(office=office, season=season).order_by("opens"))
        for day in Weekday:
            windows = [(row.opens, row.closes) for row in rows if row.weekday == day]
            self.fields[str(day.value)] = forms.CharField(
                label=day.label,
                required=False,
                max_length=80,
                initial=windows_text(windows),
                error_messages={"max_length": ADVICE},
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name, text in list(found.items()):
            try:
                windows_typed(text)
            except ValueError as problem:
                self.add_error(name, str(problem))
        if self.season == Season.REGULAR and not self.errors and not any(map(windows_typed, found.values())):
            self.add_error(str(Weekday.MONDAY.value), NO_DAY)
        return found

    @property
    def week(self) -> dict[int, list[tuple[time, time]]]:
        return {int(name): windows_typed(text) for name, text in self.cleaned_data.items()}


class SpecialDayForm(forms.Form):
    """A closed day, or a day with hours of its own (also on a national holiday)."""

    day = DayField("Tanggal")
    kind = pick(
        "Keadaan",
        [("closed", "Tutup"), ("open", "Buka dengan jam khusus, juga bila tanggal merah")],
        radio=True,
        initial="closed",
    )
    hours = LineField("Jam khusus", 40, required=False, help_text="Satu rentang, contoh 08.00–12.00. Hanya bila buka")
    reason = LineField("Alasan", 80, help_text="Dibaca warga. Contoh: upacara hari jadi kabupaten")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(
                "Tanggal tidak boleh sebelum hari ini. Waktu layanan yang sudah lewat tidak diubah"
            )
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found["opens"] = found["closes"] = None
        if found.get("kind") == "open" and "hours" in found:
            try:
                windows = windows_typed(found["hours"])
            except ValueError as problem:
                self.add_error("hours", str(problem))
                return found
            if len(windows) != 1:
                self.add_error("hours", "Isi satu rentang jam, contoh 08.00–12.00")
            else:
                found["opens"], found["closes"] = windows[0]
        return found


class RamadanForm(forms.Form):
    """The fasting month as announced."""

    starts_on = DayField("Hari pertama Ramadan")
    ends_on = DayField("Hari terakhir Ramadan")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and (last - first).days + 1 not in {29, 30}:
            self.add_error("ends_on", "Ramadan berlangsung 29 atau 30 hari. Periksa kedua tanggalnya")
        return found
