"""The values a letter may print: what was filled in, what the office is, and what follows from both. Plain text only."""

from collections.abc import Mapping, Sequence
from typing import Any

from office.wording import number_words
from services.catalogue_fields import FIELDS, FieldSpec

from .content import LetterContent
from .formats import written
from .script import printable

LONGEST_VALUE = 4_000
LONGEST_LETTER = 60_000
MOST_PEOPLE = 60


class UnfitContent(ValueError):
    """Nobody's letter is that long; refused before it costs memory."""


class Values:
    """Reads fields as printable text. Knows nothing of objects: a field is a key of a dict, or one of the office's facts."""

    def __init__(self, content: LetterContent) -> None:
        refuse_unfit(content.data)
        self._data = {**content.data, **_facts(content)}

    def text(self, key: str, format_name: str = "") -> str:
        return printable(written(self._data.get(key), FIELDS[key], format_name))

    def filled(self, key: str) -> str:
        """What a condition asks about: the stored text, or how many people are listed."""
        value = self._data.get(key)
        if isinstance(value, list):
            return str(len(value) or "")
        return str(value if value is not None else "")

    def people(self, key: str) -> list["Person"]:
        rows = self._data.get(key) or []
        subfields = {spec.key: spec for spec in FIELDS[key].subfields}
        return [Person(row, subfields) for row in rows if isinstance(row, Mapping)]


class Person:
    """One row of a people field, read like the letter itself."""

    def __init__(self, row: Mapping[str, Any], subfields: Mapping[str, FieldSpec]) -> None:
        self._row, self._subfields = row, subfields

    def text(self, key: str, format_name: str = "") -> str:
        return printable(written(self._row.get(key), self._subfields[key], format_name))

    def filled(self, key: str) -> str:
        return str(self._row.get(key) or "")


def refuse_unfit(data: Mapping[str, Any]) -> None:
    """Bounds what a letter may hold, whoever filled it in."""
    lengths = [len(text) for text in _texts(data)]
    if lengths and (max(lengths) > LONGEST_VALUE or sum(lengths) > LONGEST_LETTER):
        raise UnfitContent(f"Isi surat terlalu panjang. Satu isian paling panjang {LONGEST_VALUE} huruf")
    if any(isinstance(value, list) and len(value) > MOST_PEOPLE for value in data.values()):
        raise UnfitContent(f"Daftar orang terlalu panjang. Paling banyak {MOST_PEOPLE} orang")


def _texts(data: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for value in data.values():
        rows: Sequence[Any] = value if isinstance(value, list) else [value]
        for row in rows:
            found += [str(part) for part in row.values()] if isinstance(row, Mapping) else [str(row)]
    return found


def _facts(content: LetterContent) -> dict[str, Any]:
    head, signatory, data = content.letterhead, content.signatory, content.data
    return {
        "kantor": head.office,
        "kantor_lengkap": ", ".join((head.office, *head.within)),
        "jabatan_kantor": " ".join((head.head, *head.within)),
        "kabupaten_kota": head.within[-1] if head.within else "",
        "nama_penandatangan": signatory.name,
        "nip_penandatangan": signatory.nip,
        "pangkat_penandatangan": signatory.rank,
        "jabatan_penandatangan": f"{signatory.prefix if signatory.prefix in ('Plt.', 'Plh.') else ''} {signatory.position}".strip(),
        "masa_berlaku": _validity(content.validity_days),
        "jumlah_ahli_waris": len(data.get("ahli_waris") or ()) or "",
        "alamat_lengkap": _address(data),
        "kepala_wilayah": _village_head(str(data.get("desa_kelurahan") or "")),
    }


def _validity(days: int | None) -> str:
    return f"{days} ({number_words(days)}) hari" if days else ""


def _address(data: Mapping[str, Any]) -> str:
    """Dusun Mojodadi RT 02 RW 01, Desa Mojodadi, Kecamatan Kemlagi, Kabupaten Mojokerto."""
    street = [str(data.get("alamat") or "")]
    for key in ("rt", "rw"):
        number = written(data.get(key), FIELDS[key])
        street += [f"{key.upper()}\u00a0{number}"] if number else []
    district = str(data.get("kecamatan") or "")
    if district and not district.startswith("Kecamatan "):
        district = f"Kecamatan {district}"
    wider = [str(data.get("desa_kelurahan") or ""), district, str(data.get("kab_kota") or "")]
    return ", ".join(filter(None, [" ".join(filter(None, street)), *wider]))


def _village_head(area: str) -> str:
    for kind, title in (("Desa ", "Kepala Desa "), ("Kelurahan ", "Lurah ")):
        if area.startswith(kind):
            return title + area.removeprefix(kind)
    return f"Kepala Desa/Lurah {area}" if area else ""
