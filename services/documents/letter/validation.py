"""What is wrong with a letter template, told to the office editor who wrote it; nothing invalid is ever stored or printed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from services.catalogue_fields import FIELDS, field_key

from .conditions import condition_problems, fields_of
from .formats import FORMATS
from .text import TextProblem, slots

LAYOUTS = ("keterangan", "pengantar", "rekomendasi", "dinas", "register")
LONGEST_TEXT = 2_000
LONGEST_TITLE = 160
MOST_PARTS = 40
WIDTHS = ("narrow", "middle", "digits", "wide")
LIST_STYLES = ("number", "letter", "dash")
_TOP = {
    "code", "version", "layout", "title", "subject", "recipient", "opening", "blocks", "closing", "tembusan", "staff_fields",
}  # fmt: skip
_ALWAYS = frozenset(key for key, spec in FIELDS.items() if spec.group in {"surat", "petugas"})


def validate_template(data: object, fields: Collection[str]) -> list[str]:
    """The problems in Indonesian, each with its place; an empty list means the template can be used.

    `fields` are the letter fields of the service, raw names allowed; what a letter always knows is added here.
    """
    if not isinstance(data, dict):
        return ["Isi surat harus berupa susunan bagian"]
    known = {field_key(name) for name in fields} | _ALWAYS
    return list(_top_problems(data)) + list(_text_problems(data, known)) + list(_blocks_problems(data, known))


def _top_problems(data: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(set(data) - _TOP):
        yield f'Bagian "{name}" tidak dikenal'
    if data.get("layout") not in LAYOUTS:
        yield f"Bentuk surat harus salah satu dari: {', '.join(LAYOUTS)}"
    title = data.get("title")
    if not isinstance(title, str) or not title.strip():
        yield "Isi judul surat"
    elif len(title) > LONGEST_TITLE or any(sign in title for sign in "{}*\n"):
        yield f"Judul surat paling panjang {LONGEST_TITLE} huruf, tanpa isian dan tanpa tanda *"
    if data.get("layout") == "dinas" and not data.get("subject"):
        yield "Surat dinas memerlukan hal surat"


def _text_problems(data: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    for name, place in (("subject", "Hal"), ("opening", "Pembuka"), ("closing", "Penutup")):
        if name in data:
            yield from _line_problems(data[name], known, place)
    for name, place in (("recipient", "Tujuan surat"), ("tembusan", "Tembusan")):
        yield from _lines_problems(data.get(name, []), known, place)
    staff = data.get("staff_fields", [])
    if not isinstance(staff, list) or not all(isinstance(key, str) and key in FIELDS for key in staff):
        yield "Isian petugas harus berupa daftar isian yang dikenal"


def _blocks_problems(data: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    blocks = data.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        yield "Surat belum berisi bagian apa pun"
    elif len(blocks) > MOST_PARTS:
        yield f"Bagian surat paling banyak {MOST_PARTS}"
    else:
        for number, block in enumerate(blocks, 1):
            yield from _block_problems(block, known, f"Bagian {number}")


def _block_problems(block: object, known: Collection[str], place: str) -> Iterator[str]:
    if not isinstance(block, dict) or block.get("type") not in tuple(_CHECKS):
        yield f"{place}: jenis bagian harus salah satu dari {', '.join(_CHECKS)}"
        return
    if not isinstance(block.get("label", ""), str) or len(block.get("label", "")) > LONGEST_TITLE:
        yield f"{place}: label paling panjang {LONGEST_TITLE} huruf"
    yield from _when_problems(block, known, place)
    yield from _CHECKS[block["type"]](block, known, place)


def _when_problems(part: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    if "when" not in part:
        return
    problems = list(condition_problems(part["when"]))
    yield from (f"{place}: {problem}" for problem in problems)
    if not problems:
        yield from (
            f'{place}: isian "{key}" tidak ada di layanan ini' for key in fields_of(part["when"]) if key not in known
        )


def _paragraph_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    yield from _line_problems(block.get("text"), known, place)


def _table_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not _fits(rows):
        yield f"{place}: tabel berisi 1 sampai {MOST_PARTS} baris"
        return
    for number, row in enumerate(rows, 1):
        yield from _row_problems(row, known, f"{place}, baris {number}")


def _row_problems(row: object, known: Collection[str], place: str) -> Iterator[str]:
    if not isinstance(row, dict) or not _is_label(row.get("label")):
        yield f"{place}: isi label baris, paling panjang 60 huruf"
        return
    yield from _when_problems(row, known, place)
    yield from _cell_problems(row, known, place)


def _cell_problems(cell: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    """A cell holds one field (with a format), or a text with fields."""
    if ("field" in cell) == ("text" in cell):
        yield f'{place}: isi salah satu, "field" atau "text"'
    elif "text" in cell:
        yield from _line_problems(cell["text"], known, place)
    else:
        names = "|".join(str(cell[name]) for name in ("field", "format") if cell.get(name))
        yield from _line_problems(f"{{{names}}}", known, place)


def _list_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    items = block.get("items")
    if not isinstance(items, list) or not _fits(items) or block.get("style", "number") not in LIST_STYLES:
        yield f"{place}: daftar berisi 1 sampai {MOST_PARTS} butir, bentuknya {', '.join(LIST_STYLES)}"
        return
    for number, item in enumerate(items, 1):
        part = item if isinstance(item, dict) else {"text": item}
        yield from _when_problems(part, known, f"{place}, butir {number}")
        yield from _line_problems(part.get("text"), known, f"{place}, butir {number}")


def _people_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    inner = _subfields(block, known)
    if not inner:
        yield f'{place}: isian "{block.get("field")}" bukan daftar orang di layanan ini'
        return
    columns = block.get("columns")
    if not isinstance(columns, list) or not 1 <= len(columns) <= 6:
        yield f"{place}: daftar orang berisi 1 sampai 6 kolom"
        return
    for number, column in enumerate(columns, 1):
        yield from _column_problems(column, inner, f"{place}, kolom {number}")


def _person_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    inner = _subfields(block, known)
    if not inner:
        yield f'{place}: isian "{block.get("field")}" bukan daftar orang di layanan ini'
        return
    yield from _table_problems(block, inner, place)


def _subfields(block: Mapping[str, Any], known: Collection[str]) -> set[str]:
    """What is asked about each person of the block's field; empty when it names no people of this service."""
    key = block.get("field")
    return {spec.key for spec in FIELDS[key].subfields} if isinstance(key, str) and key in known else set()


def _column_problems(column: object, known: Collection[str], place: str) -> Iterator[str]:
    if (
        not isinstance(column, dict)
        or not _is_label(column.get("label"))
        or column.get("width", "middle") not in WIDTHS
    ):
        yield f"{place}: isi label kolom, lebarnya {', '.join(WIDTHS)}"
        return
    yield from _cell_problems(column, known, place)


def _no_problems(block: Mapping[str, Any], known: Collection[str], place: str) -> Iterator[str]:
    return iter(())


_CHECKS: dict[str, Callable[[Mapping[str, Any], Collection[str], str], Iterator[str]]] = {
    "paragraph": _paragraph_problems,
    "heading": _paragraph_problems,
    "table": _table_problems,
    "official": _no_problems,
    "list": _list_problems,
    "people": _people_problems,
    "person": _person_problems,
}


def _lines_problems(lines: object, known: Collection[str], place: str) -> Iterator[str]:
    if not isinstance(lines, list) or len(lines) > 10:
        yield f"{place}: paling banyak 10 baris"
        return
    for number, line in enumerate(lines, 1):
        yield from _line_problems(line, known, f"{place} {number}")


def _line_problems(text: object, known: Collection[str], place: str) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield f"{place}: tulis isinya"
    elif len(text) > LONGEST_TEXT:
        yield f"{place}: paling panjang {LONGEST_TEXT} huruf. Tulisan ini {len(text)} huruf"
    else:
        yield from (f"{place}: {problem}" for problem in _slot_problems(text, known))


def _slot_problems(text: str, known: Collection[str]) -> Iterator[str]:
    try:
        found = list(slots(text))
    except TextProblem as problem:
        yield str(problem)
        return
    for slot in found:
        if slot.field not in known:
            yield f'Isian "{slot.field}" tidak ada di layanan ini'
        elif slot.format and slot.format not in FORMATS:
            yield f'Bentuk "{slot.format}" tidak dikenal. Pilih: {", ".join(FORMATS)}'


def _fits(parts: list[Any]) -> bool:
    return 1 <= len(parts) <= MOST_PARTS


def _is_label(label: object) -> bool:
    return isinstance(label, str) and 1 <= len(label.strip()) <= 60
