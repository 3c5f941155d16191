"""Service time laid out as one ruler: windows as instants with running totals, so that questions are a bisection each."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAYS_WITHOUT_SERVICE = 400

Windows = Sequence[tuple[time, time]]


class NoServiceDay(Exception):
    """An office whose hours hold no service day within 400 days: no deadline can be promised."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """The windows of some whole years, in microseconds since the epoch, and the service time before each."""

    first_year: int
    last_year: int
    opens: list[int]
    closes: list[int]
    before: list[int]  # one longer than the windows: the last entry is the whole
    day_ends: list[int]

    def served_until(self, at: int) -> int:
        index = bisect_right(self.opens, at) - 1
        if index < 0:
            return 0
        return self.before[index] + min(at, self.closes[index]) - self.opens[index]

    def moment_of(self, total: int) -> int:
        """The first moment by which this much service time has passed."""
        index = bisect_left(self.before, total) - 1
        return self.opens[index] + total - self.before[index]


class Timeline:
    """Answers about service time around any moment; it reads the days of a year once, when first asked about it."""

    def __init__(self, windows_on: Callable[[date], Windows], zone: ZoneInfo) -> None:
        self._windows_on = windows_on
        self._zone = zone
        self._ruler: Ruler | None = None

    def served(self, start: datetime, end: datetime) -> timedelta:
        """Service time between two moments; nothing when they stand the wrong way round."""
        if end <= start:
            return timedelta()
        ruler = self._covering(start, end)
        return (ruler.served_until(instant(end)) - ruler.served_until(instant(start))) * MICROSECOND

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which so much service time has passed since start."""
        ruler = self._covering(start, start)
        total = ruler.served_until(instant(start)) + amount // MICROSECOND
        while ruler.before[-1] < total:
            ruler, base = self._longer(start), ruler
            total += ruler.served_until(instant(start)) - base.served_until(instant(start))
        return self._moment(ruler.moment_of(total))

    def window_at(self, at: datetime) -> tuple[datetime, datetime] | None:
        ruler = self._covering(at, at)
        index = bisect_right(ruler.opens, instant(at)) - 1
        if index < 0 or ruler.closes[index] <= instant(at):
            return None
        return self._moment(ruler.opens[index]), self._moment(ruler.closes[index])

    def next_opening(self, at: datetime) -> datetime:
        """The first opening at or after a moment."""
        ruler = self._covering(at, at)
        while (index := bisect_left(ruler.opens, instant(at))) == len(ruler.opens):
            ruler = self._longer(at)
        opening = self._moment(ruler.opens[index])
        if opening - at > timedelta(days=DAYS_WITHOUT_SERVICE):
            raise NoServiceDay
        return opening

    def nth_day_end(self, start: datetime, count: int, stopped: Sequence[tuple[datetime, datetime]] = ()) -> datetime:
        """The end of the count-th service day after the day of start; a day that ends while stopped does not count."""
        stops = [(instant(begin), instant(end)) for begin, end in stopped]
        end_of_day = instant(self._midnight_after(start)) - 1
        ruler = self._covering(start, start)
        while (index := _day_index(ruler.day_ends, end_of_day, count, stops)) >= len(ruler.day_ends):
            ruler = self._longer(start)
        return self._moment(ruler.day_ends[index])

    def before(self, end: datetime, amount: timedelta) -> datetime:
        """The moment from which so much service time passed until end; at the earliest the first opening that is known.

        Whatever is due at or before it is late by that amount or more.
        """
        ruler = self._covering(end, end)
        if not ruler.opens:
            raise NoServiceDay
        return self._moment(ruler.moment_of(max(ruler.served_until(instant(end)) - amount // MICROSECOND, 1)))

    def days_between(self, after: datetime, until: datetime) -> int:
        """Service days on dates after that of the one moment, up to that of the other."""
        ruler = self._covering(min(after, until), max(after, until))
        last = bisect_left(ruler.day_ends, instant(self._midnight_after(until)))
        return max(0, last - bisect_left(ruler.day_ends, instant(self._midnight_after(after))))

    def _midnight_after(self, at: datetime) -> datetime:
        local = at.astimezone(self._zone)
        return datetime.combine(local.date() + timedelta(days=1), time(), self._zone)

    def _covering(self, start: datetime, end: datetime) -> Ruler:
        first, last = start.year - 1, end.year + 1  # a year's slack: UTC and local years differ at New Year
        ruler = self._ruler
        if ruler and ruler.first_year <= first and last <= ruler.last_year:
            return ruler
        if ruler:
            first, last = min(first, ruler.first_year), max(last, ruler.last_year)
        return self._lay(first, last)

    def _longer(self, start: datetime) -> Ruler:
        ruler = self._covering(start, start)
        last_close = self._moment(ruler.closes[-1]) if ruler.closes else start
        end = datetime(ruler.last_year, 12, 31, tzinfo=self._zone)
        if end - max(last_close, start) > timedelta(days=DAYS_WITHOUT_SERVICE):
            raise NoServiceDay
        span = ruler.last_year - ruler.first_year  # doubling keeps a promise of decades from laying every year again
        return self._lay(ruler.first_year, ruler.last_year + span)

    def _lay(self, first_year: int, last_year: int) -> Ruler:
        """A new ruler replaces the old one in a single step, so threads never see half of one."""
        days = [self._instants(date.fromordinal(n)) for n in _ordinals(first_year, last_year)]
        windows = [window for day in days for window in day]
        opens, closes = [w[0] for w in windows], [w[1] for w in windows]
        before = [0, *accumulate(closing - opening for opening, closing in windows)]
        self._ruler = Ruler(first_year, last_year, opens, closes, before, [day[-1][1] for day in days if day])
        return self._ruler

    def _instants(self, day: date) -> list[tuple[int, int]]:
        return [
            (instant(datetime.combine(day, opens, self._zone)), instant(datetime.combine(day, closes, self._zone)))
            for opens, closes in self._windows_on(day)
        ]

    def _moment(self, instant_: int) -> datetime:
        return (EPOCH + instant_ * MICROSECOND).astimezone(self._zone)


def instant(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _ordinals(first_year: int, last_year: int) -> range:
    return range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1)


def _day_index(day_ends: list[int], after: int, count: int, stops: Sequence[tuple[int, int]]) -> int:
    first = bisect_right(day_ends, after)
    index = first + count - 1
    for begin, end in stops:  # merged and in order
        stopped_from = max(bisect_right(day_ends, begin), first)
        if stopped_from <= index:
            index += max(bisect_right(day_ends, end) - stopped_from, 0)
    return index
