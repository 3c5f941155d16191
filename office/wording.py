"""How the portal writes dates, times, amounts and numbers in Indonesian; pages, letters and messages all use these."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from office.identity import MONTHS

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_SMALL = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_GROUPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"), (10, "puluh"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
SOON_SECONDS = 15 * 60
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def clock(at: datetime) -> str:
    """09.05: the 24-hour clock with a dot. The datetime is already in the office's zone."""
    return f"{at:%H.%M}"


def plain_date(day: date) -> str:
    """25 November 2026, as letters write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """Rabu 25 November 2026."""
    return f"{DAYS[day.weekday()]} {plain_date(day)}"


def short_date(day: date) -> str:
    """25 Nov 2026, for tables."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def date_time(at: datetime) -> str:
    """25 November 2026, 09.05."""
    return f"{plain_date(at)}, {clock(at)}"


def month_year(day: date) -> str:
    """November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def thousands(number: int) -> str:
    """1.284: a dot between thousands."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """Rp10.000 without a space; Gratis for nothing to pay."""
    return f"Rp{thousands(amount)}" if amount else "Gratis"


def decimal_id(number: Decimal | float | int, places: int = 2) -> str:
    """86,41: decimal comma, halves rounded up as in published reports."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def file_size(size: int) -> str:
    """412 KB or 9,4 MB; a file that is not empty is never "0 KB"."""
    if size >= 1_000_000:
        return f"{decimal_id(Decimal(size) / 1_000_000, 1).removesuffix(',0')} MB"
    return f"{max(1, round(size / 1000)) if size else 0} KB"


def duration(*, minutes: int = 0, working_days: int = 0) -> str:
    """A promise: "60 menit" or "3 hari kerja"; whichever of the two is given."""
    return f"{working_days} hari kerja" if working_days else f"{minutes} menit"


def validity(days: int | None) -> str:
    """How long a letter holds, as the letter itself says it: 180 hari; empty when it does not run out."""
    if not days:
        return ""
    return f"{days} hari"


def number_words(number: int) -> str:
    """6 → enam, 1500 → seribu lima ratus; for amounts and validity in letters."""
    if number < 0:
        return f"minus {number_words(-number)}"
    if number < 12:
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    size, name = next(group for group in _GROUPS if number >= group[0])
    count, rest = divmod(number, size)
    head = f"se{name}" if count == 1 and size <= 1000 else f"{number_words(count)} {name}"
    return f"{head} {number_words(rest)}" if rest else head


def roman(number: int) -> str:
    """11 → XI, for the month in a letter's number."""
    if not 0 < number < 4000:
        raise ValueError(f"No Roman numeral for {number}")
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def remaining_text(seconds: int) -> str:
    """Sisa 42 menit, Sisa 5 jam, Lewat 2 hari; static/js/portal.js counts on in the same words."""
    size = abs(seconds)
    if size < 2 * _HOUR:
        amount = f"{-(-size // _MINUTE)} menit"
    elif size < 2 * _DAY:
        amount = f"{size // _HOUR} jam"
    else:
        amount = f"{size // _DAY} hari"
    return f"{'Sisa' if seconds >= 0 else 'Lewat'} {amount}"


def remaining_state(seconds: int) -> str:
    """ok, soon (a quarter of an hour or less) or overdue: the colour class of a time left."""
    if seconds < 0:
        return "overdue"
    return "soon" if seconds <= SOON_SECONDS else "ok"


def initials(name: str) -> str:
    """DH for Dwi Hartanto; titles after a comma do not count."""
    words = [word for word in name.split(",")[0].split() if word[0].isalpha()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
