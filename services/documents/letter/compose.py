"""A template and its values become a sheet: plain parts in reading order, the same for the screen and for paper."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from office.wording import plain_date

from .conditions import holds
from .content import LetterContent
from .script import printable
from .text import Literal, Slot, parse
from .values import Values

DOTS = "……………"  # where an answer is missing


class Run(NamedTuple):
    text: str
    bold: bool

    @property
    def tall(self) -> bool:
        """Javanese and Arabic reach further up and down than a line of Latin leaves room for."""
        return any("\u0600" <= c <= "\u08ff" or "\ua980" <= c <= "\ua9df" for c in self.text)


class Reader(Protocol):
    def text(self, key: str, format_name: str = "") -> str: ...


Part = dict[str, Any]
Runs = list[Run]


def compose(content: LetterContent) -> Part:
    """Everything the page shows. Raises UnfitContent for a letter of absurd length."""
    template, values = content.template, Values(content)
    return {
        "layout": template["layout"],
        "head": content.letterhead,
        "title": template["title"],
        "subject": _line(template.get("subject", ""), values),
        "recipient": [_runs(line, values) for line in template.get("recipient", ())],
        "number": content.number or DOTS,
        "opening": _line(template.get("opening", ""), values),
        "blocks": [_block(block, values) for block in _shown(template["blocks"], values)],
        "closing": _line(template.get("closing", ""), values),
        "place": content.letterhead.place,
        "date": plain_date(content.date) if content.date else DOTS,
        "signatory": content.signatory,
        "copies": [_runs(line, values) for line in template.get("tembusan", ())],
        "signing": content.signing,
        "draft": content.number is None,
        "foot": _foot(content),
    }


def missing_fields(content: LetterContent) -> list[str]:
    """The fields that this letter needs and that are still empty, in reading order: a signer must not see dots."""
    values = _Noting(Values(content))
    template = content.template
    for text in (template.get("subject", ""), *template.get("recipient", ()), template.get("opening", "")):
        _line(text, values)
    for block in _shown(template["blocks"], values):
        _block(block, values)
    for text in (template.get("closing", ""), *template.get("tembusan", ())):
        _line(text, values)
    return list(dict.fromkeys(values.missing))


class _Noting:
    """Values that remember which asked-for field was empty."""

    def __init__(self, values: Values) -> None:
        self._values, self.missing = values, list[str]()
        self.people, self.filled = values.people, values.filled

    def text(self, key: str, format_name: str = "") -> str:
        return self._values.text(key, format_name)

    def note(self, key: str) -> None:
        self.missing.append(key)


def _shown(parts: Any, values: Any) -> Iterator[Mapping[str, Any]]:
    return (part for part in parts if holds(part.get("when"), values.filled))


def _line(text: str, values: Reader) -> Runs:
    return _runs(text, values) if text else []


def _runs(text: str, values: Reader) -> Runs:
    return [_run(piece, values) for piece in parse(text)]


def _run(piece: Literal | Slot, values: Reader) -> Run:
    if isinstance(piece, Literal):
        return Run(printable(piece.text), piece.bold)
    text = values.text(piece.field, piece.format)
    if not text and isinstance(values, _Noting):
        values.note(piece.field)
    return Run(text or DOTS, piece.bold)


def _block(block: Mapping[str, Any], values: Any) -> Part:
    return _MAKERS[block["type"]](block, values)


def _paragraph(block: Mapping[str, Any], values: Any) -> Part:
    return {"type": "paragraph", "runs": _runs(block["text"], values)}


def _heading(block: Mapping[str, Any], values: Any) -> Part:
    return {"type": "heading", "runs": _runs(block["text"], values)}


def _table(block: Mapping[str, Any], values: Any) -> Part:
    rows = (_row(row, values) for row in _shown(block["rows"], values))
    return {"type": "table", "rows": [row for row in rows if row]}


def _row(row: Mapping[str, Any], values: Any) -> Part | None:
    """A row without any answer is left out, unless the letter cannot do without it."""
    text = row.get("text") or _slot(row)
    found = [values.text(piece.field, piece.format) for piece in parse(text) if isinstance(piece, Slot)]
    if found and not any(found) and not row.get("keep"):
        return None
    return {"label": row["label"], "runs": _runs(text, values)}


def _slot(row: Mapping[str, Any]) -> str:
    name = f"{row['field']}|{row['format']}" if row.get("format") else row["field"]
    return f"**{{{name}}}**" if row.get("bold") else f"{{{name}}}"


def _official(block: Mapping[str, Any], values: Any) -> Part:
    """The one who declares: name, NIP, position."""
    rows = ("Nama", "nama_penandatangan"), ("NIP", "nip_penandatangan"), ("Jabatan", "jabatan_penandatangan")
    shown = [{"label": label, "runs": [Run(values.text(key), False)]} for label, key in rows if values.text(key)]
    return {"type": "table", "rows": shown}


def _list(block: Mapping[str, Any], values: Any) -> Part:
    items = [item if isinstance(item, Mapping) else {"text": item} for item in block["items"]]
    return {
        "type": "list",
        "style": block.get("style", "number"),
        "label": block.get("label", ""),
        "items_runs": [_runs(item["text"], values) for item in _shown(items, values)],
    }


def _people(block: Mapping[str, Any], values: Any) -> Part:
    """A numbered table, one row per person."""
    columns = block["columns"]
    return {
        "type": "people",
        "label": block.get("label", ""),
        "columns": [{"label": column["label"], "width": column.get("width", "middle")} for column in columns],
        "rows": [
            [_runs(c.get("text") or _slot(c), person) for c in columns] for person in values.people(block["field"])
        ],
    }


def _person(block: Mapping[str, Any], values: Any) -> Part:
    """The first person of a people field, as a table of their own."""
    people = values.people(block["field"])
    rows = [_row(row, people[0]) for row in block["rows"]] if people else []
    return {"type": "table", "label": block.get("label", ""), "rows": [row for row in rows if row]}


_MAKERS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "table": _table,
    "official": _official,
    "list": _list,
    "people": _people,
    "person": _person,
}

_SIGNED_WITH = {
    "internal": "Surat ini ditandatangani secara elektronik dengan sertifikat internal {office}, bukan sertifikat BSrE. ",
    "bsre": "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh "
    "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara. ",
    "wet": "",
}


def _foot(content: LetterContent) -> Runs:
    check = content.verification
    if content.number is None or check is None:
        return [Run("Konsep. Surat ini belum bernomor dan belum ditandatangani.", False)]
    signed = _SIGNED_WITH[content.signing].replace("{office}", content.letterhead.office)
    return [
        Run(f"{signed}Cek keaslian: pindai kode QR, atau buka ", False),
        Run(check.page, True),
        Run(" dan ketik kode ", False),
        Run(check.code, True),
        Run(".", False),
    ]
