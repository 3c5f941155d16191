"""What makes a typed answer acceptable: one judge per kind of field, text in, stored value out, or words for the person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from office.identity import MONTHS, check_birth_date, check_kk, check_nik, check_rt, check_rw
from office.names import check_name
from office.phone import check_phone
from office.typed import Verdict, is_digits, tidy_line
from office.wording import SHORT_MONTHS, plain_date, rupiah, thousands
from services.catalogue_fields import FieldSpec
from services.documents.letter.script import unprintable

Value = str | int | float
Judge = Callable[[str], Value]
PERSON_NAMES = {
    "nama", "nama_yang_diurus", "nama_pimpinan", "nama_ketua", "nama_pewaris", "pasangan_pewaris", "nama_pensiunan",
    "nama_anak", "nama_orang_tua", "nama_ayah", "nama_ibu", "nama_calon", "pelapor", "nama_almarhum", "pelapor_nama",
    "nama_kepala_keluarga",
}  # fmt: skip
YEARS_AHEAD = 10
_LONGEST_READ = 8_000
_DATE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]+)[\s./-]+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TIME = re.compile(r"(\d{1,2})[.:\s]?(\d{2})")


def judge_of(spec: FieldSpec, *, today: date) -> Judge:
    """The judge of one field as its service words it."""
    if spec.key in PERSON_NAMES:
        return lambda text: _printable(_passed(check_name(text, what=small(spec.label))))
    makers: dict[str, Callable[[FieldSpec, date], Judge]] = {
        "long_text": lambda spec, today: lambda text: lines(text, most=spec.max_length),
        "nik": lambda spec, today: lambda text: _passed(check_nik(text, today=today)),
        "kk": lambda spec, today: lambda text: _passed(check_kk(text, today=today)),
        "rt": lambda spec, today: lambda text: _passed(check_rt(text)),
        "rw": lambda spec, today: lambda text: _passed(check_rw(text)),
        "phone": lambda spec, today: lambda text: _passed(check_phone(text)),
        "email": lambda spec, today: email,
        "date": _date_judge,
        "time": lambda spec, today: clock_time,
        "money": lambda spec, today: lambda text: amount(text, spec),
        "integer": lambda spec, today: lambda text: whole(text, spec),
        "decimal": lambda spec, today: lambda text: fraction(text, spec),
    }
    made = makers.get(spec.kind)
    return made(spec, today) if made else lambda text: line(text, most=spec.max_length)


def small(label: str) -> str:
    """The label inside a sentence: "nama lengkap", but "NIK" and "RT" stay."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


def missing(spec: FieldSpec) -> str:
    """What to say when nothing was given."""
    if spec.key == "nama":
        return "Isi nama lengkap sesuai KTP"
    if spec.key == "nik":
        return "Isi NIK sesuai KTP"
    verb = "Pilih" if spec.kind in {"choice", "area"} else "Isi"
    return f"{verb} jawaban untuk: {spec.label}" if spec.label.endswith("?") else f"{verb} {small(spec.label)}"


def line(text: str, *, most: int) -> str:
    """One line, kept literally."""
    return _printable(_short(tidy_line(_bounded(text, most)), most))


def lines(text: str, *, most: int) -> str:
    """Several lines, kept literally; blank ones at the ends go."""
    rows = [tidy_line(row) for row in _bounded(text, most).replace("\r\n", "\n").split("\n")]
    return _printable(_short("\n".join(rows).strip("\n"), most))


def _bounded(text: str, most: int) -> str:
    if len(text) > _LONGEST_READ:
        raise ValidationError(f"Paling panjang {thousands(most)} huruf. Isian Anda jauh lebih panjang")
    return text


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise ValidationError(f"Paling panjang {thousands(most)} huruf. Anda mengisi {thousands(len(text))} huruf")
    return text


def _printable(text: str) -> str:
    """Refuse what a letter would print as nothing or as an unknown mark (emoji, scripts without a font)."""
    strange = "" if text.isascii() else unprintable(text)
    if strange:
        raise ValidationError(
            f"Tanda {strange[:1]} tidak bisa dicetak di surat. Hapus tanda itu, atau tulis dengan huruf biasa"
        )
    return text


def _passed(verdict: Verdict) -> str:
    if verdict.errors:
        raise ValidationError(list(verdict.errors))
    return verdict.value


def email(text: str) -> str:
    address = tidy_line(_bounded(text, 254)).replace(" ", "")
    try:
        EmailValidator()(address)
    except ValidationError:
        raise ValidationError("Tulis alamat email seperti nama@contoh.id") from None
    return address


def address_in(text: str) -> str:
    """The e-mail address that was typed, or nothing where it is none (yet)."""
    try:
        return email(text)
    except ValidationError:
        return ""


def _date_judge(spec: FieldSpec, today: date) -> Judge:
    def judge(text: str) -> str:
        day = read_date(text)
        if day is None:
            raise ValidationError(f"Tulis {small(spec.label)} dengan tanggal, bulan, tahun, seperti 4 5 1988")
        if spec.key == "tanggal_lahir" and (errors := check_birth_date(day, today=today)):
            raise ValidationError(list(errors))
        return _in_reach(day, spec, today).isoformat()

    return judge


def _in_reach(day: date, spec: FieldSpec, today: date) -> date:
    if day > today and not spec.future:
        raise ValidationError(f"{spec.label} tidak boleh setelah hari ini")
    if day.year > today.year + YEARS_AHEAD or day.year < today.year - 130:
        raise ValidationError(f"{spec.label} {plain_date(day)} terlalu jauh. Periksa lagi tahunnya")
    return day


def read_date(text: str) -> date | None:
    """4 5 1988, 04/05/1988, 4 Mei 1988, 04051988 or 1988-05-04; day before month, as people write here."""
    text = tidy_line(text[:64])
    if found := _ISO.fullmatch(text):
        return _real(found[1], found[2], found[3])
    found = _DATE.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)
    return _real(found[3], found[2], found[1]) if found else None


def _real(year: str, month: str, day: str) -> date | None:
    number = int(month) if is_digits(month) else _month_number(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    """0, which is no month, for a name that is none."""
    names = [[month.lower() for month in names] for names in (MONTHS, SHORT_MONTHS)]
    return next((found.index(name.lower()) + 1 for found in names if name.lower() in found), 0)


def clock_time(text: str) -> str:
    found = _TIME.fullmatch(tidy_line(text[:32]).removeprefix("pukul ").removesuffix(" WIB"))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValidationError("Tulis jam seperti 09.05, antara 00.00 dan 23.59")
    return f"{int(found[1]):02}:{found[2]}"


def amount(text: str, spec: FieldSpec) -> int:
    """Rp 1.500.000,00 and 1500000 alike."""
    bare = re.sub(r"(?i)^rp\.?", "", tidy_line(text[:64])).replace(" ", "")
    bare = re.sub(r"(?:,00|,-|,--)$", "", bare).replace(".", "")
    return _number(bare, spec, "Tulis jumlah rupiah dengan angka, seperti 1500000", rupiah)


def whole(text: str, spec: FieldSpec) -> int:
    bare = (
        tidy_line(text[:64]).replace(" ", "").removesuffix(spec.suffix.replace(" ", ""))
        if spec.suffix
        else tidy_line(text[:64])
    )
    return _number(
        bare.replace(".", ""),
        spec,
        f"Tulis {small(spec.label)} dengan angka saja",
        lambda number: str(number) if spec.plain else thousands(number),
    )


def _number(digits: str, spec: FieldSpec, advice: str, written: Callable[[int], str]) -> int:
    if not is_digits(digits) or len(digits) > 15:
        raise ValidationError(advice)
    number = int(digits)
    if number < (spec.minimum or 0):
        raise ValidationError(f"{spec.label} paling sedikit {written(spec.minimum or 0)}")
    if spec.maximum is not None and number > spec.maximum:
        raise ValidationError(f"{spec.label} paling banyak {written(spec.maximum)}")
    return number


def fraction(text: str, spec: FieldSpec) -> float:
    """49,5 or 1.240,75: a decimal comma, dots between thousands."""
    bare = tidy_line(text[:64]).replace(" ", "")
    bare = bare.replace(".", "").replace(",", ".") if "," in bare or re.fullmatch(r"\d{1,3}(\.\d{3})+", bare) else bare
    try:
        number = Decimal(bare) if re.fullmatch(r"\d{1,12}(\.\d{1,4})?", bare) else None
    except InvalidOperation:
        number = None
    if number is None:
        raise ValidationError(f"Tulis {small(spec.label)} dengan angka, seperti 49,5")
    most = 10**12 if spec.maximum is None else spec.maximum
    if not (spec.minimum or 0) <= number <= most:
        raise ValidationError(f"{spec.label} harus antara {thousands(spec.minimum or 0)} dan {thousands(most)}")
    return float(number)
