"""What the fields of an identity card say (NIK, KK number, birth date, RT and RW), and what is wrong when they cannot."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from office.typed import LONGEST_NUMBER_TYPED, Verdict, is_digits, tidy_number

MALE, FEMALE = "male", "female"
SEX_WORDS = {MALE: "laki-laki", FEMALE: "perempuan"}
PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 20),
        [21],
        range(31, 37),
        range(51, 54),
        range(61, 66),
        range(71, 77),
        [81, 82],
        range(91, 97),
    )
    for code in codes
)
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
OLDEST_AGE = 130
_LENGTH = 16
_WOMEN_ADD = 40


@dataclass(frozen=True, slots=True)
class NikVerdict(Verdict):
    """A verdict on a NIK with what the number itself tells."""

    birth_date: date | None = None
    sex: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class KkVerdict(Verdict):
    """A verdict on a family card number with the day that stands in it."""

    issued: date | None = None
    district: str = ""


def check_nik(
    text: str,
    *,
    today: date,
    birth_date: date | None = None,
    sex: str = "",
    known_districts: Container[str] | None = None,
) -> NikVerdict:
    """Refuse what cannot be a NIK; only warn where it disagrees with the rest: a NIK never follows corrections or moves."""
    number = tidy_number(text)
    error = _shape_error(number, name="NIK", source="KTP")
    if error:
        return NikVerdict("", errors=(error,))
    born, told_sex = _born(number, today=today, typed=birth_date)
    error = _nik_error(number, born)
    if error:
        return NikVerdict("", errors=(error,))
    warnings = (
        _district_warning(number, known_districts),
        _birth_warning(born, birth_date),
        _sex_warning(told_sex, sex),
    )
    return NikVerdict(number, (), tuple(filter(None, warnings)), born, told_sex, number[:6])


def check_kk(text: str, *, today: date, known_districts: Container[str] | None = None) -> KkVerdict:
    """Refuse what cannot be a family card number; its date follows no rule we could verify, so that only warns."""
    number = tidy_number(text)
    error = _shape_error(number, name="Nomor KK", source="Kartu Keluarga") or _province_error(
        number, name="nomor KK", source="Kartu Keluarga"
    )
    if error:
        return KkVerdict("", errors=(error,))
    issued = _date_in(number, day=int(number[6:8]), today=today, typed=None)
    date_warning = "" if issued else "Tanggal di dalam nomor KK tidak lazim. Periksa lagi nomor di Kartu Keluarga"
    warnings = (_district_warning(number, known_districts, name="nomor KK"), date_warning)
    return KkVerdict(number, (), tuple(filter(None, warnings)), issued, number[:6])


def mask(number: str) -> str:
    """A NIK or KK number as pages show it: enough to recognise one's own, useless to anybody else."""
    return f"{number[:4]} •••• •••• {number[-4:]}" if len(number) == _LENGTH else "••••"


def check_birth_date(birth_date: date, *, today: date) -> tuple[str, ...]:
    if birth_date > today:
        return ("Tanggal lahir tidak boleh setelah hari ini",)
    if today.year - birth_date.year > OLDEST_AGE:
        return (f"Tanggal lahir lebih dari {OLDEST_AGE} tahun lalu. Periksa lagi tahunnya",)
    return ()


def check_rt(text: str) -> Verdict:
    return _neighbourhood(text, name="RT")


def check_rw(text: str) -> Verdict:
    return _neighbourhood(text, name="RW")


def _neighbourhood(text: str, *, name: str) -> Verdict:
    number = tidy_number(text)
    if is_digits(number) and len(number) <= 3:
        return Verdict(number.zfill(3))
    return Verdict("", (f"{name} ditulis 1–3 angka, misalnya 003",))


def _shape_error(number: str, *, name: str, source: str) -> str:
    if not number:
        return f"Isi {name} sesuai {source}"
    if len(number) > LONGEST_NUMBER_TYPED:
        return f"{name} harus 16 angka. Isian Anda terlalu panjang"
    if not is_digits(number):
        return f"{name} harus 16 angka. Hapus huruf dan tanda lain"
    if len(number) != _LENGTH:
        return f"{name} harus 16 angka. Anda mengisi {len(number)} angka"
    return ""


def _nik_error(number: str, born: date | None) -> str:
    error = _province_error(number, name="NIK", source="KTP")
    if error:
        return error
    if born is None:
        return f"Angka ke-7 sampai ke-12 NIK ({number[6:12]}) bukan tanggal lahir. Periksa lagi NIK di KTP"
    if number.endswith("0000"):
        return "Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi NIK di KTP"
    return ""


def _province_error(number: str, *, name: str, source: str) -> str:
    if number[:2] in PROVINCES:
        return ""
    return f"Dua angka pertama {name} ({number[:2]}) bukan kode provinsi. Periksa lagi nomor di {source}"


def _born(number: str, *, today: date, typed: date | None) -> tuple[date | None, str]:
    day = int(number[6:8])
    woman = day > _WOMEN_ADD
    born = _date_in(number, day=day - _WOMEN_ADD if woman else day, today=today, typed=typed)
    return born, FEMALE if woman else MALE


def _date_in(number: str, *, day: int, today: date, typed: date | None) -> date | None:
    """The number holds two digits of the year: the latest past date fits, unless the person typed the other century."""
    month, short_year = int(number[8:10]), int(number[10:12])
    dates = [_real_date(century + short_year, month, day) for century in (2000, 1900)]
    past = [found for found in dates if found and found <= today]
    return typed if typed in past else next(iter(past), None)


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _district_warning(number: str, known: Container[str] | None, *, name: str = "NIK") -> str:
    if known is None or number[:6] in known:
        return ""
    return f"Enam angka pertama {name} ({number[:6]}) tidak ada di daftar kecamatan sekarang. Bila di kartu memang begitu, lanjutkan"


def _birth_warning(born: date | None, typed: date | None) -> str:
    if born is None or typed is None or born == typed:
        return ""
    return (
        f"Tanggal lahir menurut NIK {_spoken(born)}, isian Anda {_spoken(typed)}. Bila di KTP memang begitu, lanjutkan"
    )


def _sex_warning(told: str, typed: str) -> str:
    if not typed or typed == told:
        return ""
    return f"Jenis kelamin menurut NIK {SEX_WORDS[told]}, isian Anda {SEX_WORDS.get(typed, typed)}. Bila di KTP memang begitu, lanjutkan"


def _spoken(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
