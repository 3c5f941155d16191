"""When an office serves, as one value: weekly windows, seasons, closures, special days, and what a visitor is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from office.timeline import NoServiceDay, Timeline
from office.wording import DAYS, clock, long_date

__all__ = ["NoServiceDay", "Season", "ServiceHours", "SpecialDay", "Window", "week_of", "windows_of"]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
CLOSED_WEEKDAY = "di luar hari layanan"


class Window(NamedTuple):
    opens: time
    closes: time


Week = tuple[tuple[Window, ...], ...]


@dataclass(frozen=True, slots=True)
class Season:
    """Days with their own week, such as Ramadan."""

    first: date
    last: date
    week: Week


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A local decision about one date; it outranks the week and every closure."""

    day: date
    windows: tuple[Window, ...]
    reason: str


@dataclass(frozen=True)
class ServiceHours:
    """Hashable and without a database; equal values share what they have worked out about the years they were asked about."""

    zone: str
    week: Week
    seasons: tuple[Season, ...] = ()
    closures: tuple[tuple[date, str], ...] = ()
    special_days: tuple[SpecialDay, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        zone: str,
        week: Week,
        seasons: Iterable[Season] = (),
        closures: Mapping[date, str] | None = None,
        special_days: Iterable[SpecialDay] = (),
    ) -> "ServiceHours":
        return cls(zone, week, tuple(seasons), tuple(sorted((closures or {}).items())), tuple(special_days))

    def windows_on(self, day: date) -> tuple[Window, ...]:
        special = self._special.get(day)
        if special:
            return special.windows
        return () if day in self._closed else self._week_on(day)[day.weekday()]

    def closed_because(self, day: date) -> str:
        """Why nobody serves on a date; empty when somebody does."""
        if self.windows_on(day):
            return ""
        special = self._special.get(day)
        return (special.reason if special else self._closed.get(day, "")) or CLOSED_WEEKDAY

    def is_open(self, at: datetime) -> bool:
        return self.timeline.window_at(at) is not None

    def closes_at(self, at: datetime) -> datetime | None:
        """When the window around a moment closes; a break closes it too."""
        window = self.timeline.window_at(at)
        return window[1] if window else None

    def next_opening(self, at: datetime) -> datetime:
        """The first opening at or after a moment, in the office's time."""
        return self.timeline.next_opening(at)

    def counts_from(self, at: datetime) -> datetime:
        """The moment itself while the office serves, else the next opening."""
        return at.astimezone(self.tz) if self.is_open(at) else self.next_opening(at)

    def opening_text(self, at: datetime) -> str:
        """What the counter panel says: open until when, or closed until when."""
        closes = self.closes_at(at)
        if closes:
            return f"Loket buka sampai {clock(closes)}"
        try:
            opening = self.next_opening(at)
        except NoServiceDay:
            return "Loket tutup"
        return f"Loket tutup, buka {_day_text(opening, at.astimezone(self.tz))} {clock(opening)}"

    def hours_text(self, day: date) -> str:
        """The windows of a date as a sign on the door shows them: 08.00–12.00 dan 13.00–15.00."""
        windows = [f"{window.opens:%H.%M}–{window.closes:%H.%M}" for window in self.windows_on(day)]
        return " dan ".join(windows) if windows else "tutup"

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def timeline(self) -> Timeline:
        return _timeline_of(self)

    @cached_property
    def _closed(self) -> dict[date, str]:
        return dict(self.closures)

    @cached_property
    def _special(self) -> dict[date, SpecialDay]:
        return {special.day: special for special in self.special_days}

    def _week_on(self, day: date) -> Week:
        return next((season.week for season in self.seasons if season.first <= day <= season.last), self.week)


@lru_cache(maxsize=512)
def _timeline_of(hours: ServiceHours) -> Timeline:
    """Equal hours share one, also when each request reads its office's rows anew."""
    return Timeline(hours.windows_on, hours.tz)


def week_of(windows: Mapping[int, Iterable[tuple[time, time]]]) -> Week:
    """A week from weekday numbers (Monday 0) to windows; days left out are closed."""
    return tuple(windows_of(windows.get(weekday, ())) for weekday in range(7))


def windows_of(
    stretches: Iterable[tuple[time, time]], *, breaks: Iterable[tuple[time, time]] = ()
) -> tuple[Window, ...]:
    """Windows in order, joined where they touch or overlap, without the breaks."""
    found: list[Window] = []
    for opens, closes in sorted(stretches):
        if opens >= closes:
            raise ValueError(f"a window must close after it opens: {opens}–{closes}")
        if found and opens <= found[-1].closes:
            opens, closes = found[-1].opens, max(found.pop().closes, closes)
        found.append(Window(opens, closes))
    for begin, end in breaks:
        found = [piece for window in found for piece in _without(window, begin, end)]
    return tuple(found)


def _without(window: Window, begin: time, end: time) -> list[Window]:
    pieces = (Window(window.opens, min(window.closes, begin)), Window(max(window.opens, end), window.closes))
    return [piece for piece in pieces if piece.opens < piece.closes]


def _day_text(opening: datetime, now: datetime) -> str:
    """Within a week the day's name is enough; farther away the date is needed."""
    days = (opening.date() - now.date()) // timedelta(days=1)
    if days < 2:
        return "besok" if days else "hari ini"
    return DAYS[opening.weekday()] if days < 7 else long_date(opening)


def _workdays(
    opens: str, closes: str, friday_closes: str, pause: tuple[str, str], friday_pause: tuple[str, str]
) -> Week:
    def day(until: str, away: tuple[str, str]) -> tuple[Window, ...]:
        begin, end = map(time.fromisoformat, away)
        return windows_of([(time.fromisoformat(opens), time.fromisoformat(until))], breaks=[(begin, end)])

    ordinary = day(closes, pause)
    return (ordinary, ordinary, ordinary, ordinary, day(friday_closes, friday_pause), (), ())


# Perpres 21/2023: 37.5 hours a week, 32.5 in Ramadan, without breaks. An office's service window is its own, shorter one.
WORK_WEEK = _workdays("07:30", "16:00", "16:30", ("12:00", "13:00"), ("11:30", "13:00"))
RAMADAN_WORK_WEEK = _workdays("08:00", "15:00", "15:30", ("12:00", "12:30"), ("11:30", "12:30"))
