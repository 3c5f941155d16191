"""The catalogue of what a form may ask and a letter may print: one frozen FieldSpec per name, read from data/fields.json."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal[
    "text", "long_text", "nik", "kk", "date", "time", "money", "integer", "decimal",
    "choice", "phone", "email", "area", "rt", "rw", "people", "computed",
]  # fmt: skip
# surat: known only when a letter is composed. computed: derived by the portal. petugas: filled in by staff.
Group = Literal["pemohon", "keperluan", "isi", "petugas", "computed", "surat"]
ASKED: frozenset[str] = frozenset({"pemohon", "keperluan", "isi"})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    key: str
    label: str
    hint: str = ""
    kind: Kind = "text"
    group: Group = "isi"
    required: bool = True
    max_length: int = 120
    choices: tuple[str, ...] = ()  # what is stored is what is shown and printed
    prefix: str = ""  # printed before the value: Rp
    suffix: str = ""  # printed after the value: gram
    minimum: int | None = None  # smallest number, or fewest people
    maximum: int | None = None
    future: bool = False  # a date that may lie ahead
    plain: bool = False  # a number without thousands points: a year
    sensitive: bool = False
    autocomplete: str = ""
    subfields: tuple["FieldSpec", ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether a resident's form shows it."""
        return self.group in ASKED


def field_key(name: str) -> str:
    """The plain key of a raw catalogue name: "saksi[2] {nama,nik}" → "saksi"."""
    return re.split(r"[\[{(\s]", name.strip(), maxsplit=1)[0]


def field_specs(names: Sequence[str], *, service: str = "") -> list[FieldSpec]:
    """The specs for raw names, in their order, each once, in the words the service uses for them."""
    keys = dict.fromkeys(field_key(name) for name in names)
    return [_in_the_words_of(service, FIELDS[key], _raw(names, key)) for key in keys]


def _raw(names: Sequence[str], key: str) -> str:
    return next((name for name in names if field_key(name) == key), key)


def _in_the_words_of(service: str, spec: FieldSpec, raw: str) -> FieldSpec:
    changed = replace(spec, **_PER_SERVICE.get(service, {}).get(spec.key, {}))
    count = re.search(r"\[(\d+)\]", raw)
    if count and changed.required:
        return replace(changed, minimum=int(count[1]), maximum=int(count[1]))
    return changed


def _spec(values: Mapping[str, Any]) -> FieldSpec:
    return FieldSpec(**_frozen(values))


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lists become tuples, sub-fields become specs."""
    made = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if "subfields" in made:
        made["subfields"] = tuple(_spec(sub) for sub in made["subfields"])
    if made.get("kind") == "long_text":
        made.setdefault("max_length", 500)
    return made


_DATA = json.loads((Path(__file__).parent / "data" / "fields.json").read_text(encoding="utf-8"))
FIELDS: Mapping[str, FieldSpec] = MappingProxyType({values["key"]: _spec(values) for values in _DATA["fields"]})
_PER_SERVICE: dict[str, dict[str, dict[str, Any]]] = {
    code: {key: _frozen(values) for key, values in changes.items()} for code, changes in _DATA["per_service"].items()
}
