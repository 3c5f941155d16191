"""Lists in the catalogue's editor: rows that are added, moved and removed by a submit, so that no script is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify

from office.templatetags.icons import ICONS
from office.typed import tidy_line
from services.catalogue_fields import FIELDS, field_key
from services.models import RequirementKind

MOST_ROWS = 40
MOST_FIELDS = 60
Typed = Mapping[str, Any]


class Row(forms.Form):
    """One line of a list. A row whose `words` are all empty is left out when the list is saved."""

    words: ClassVar[tuple[str, ...]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {name: tidy_line(value) if isinstance(value, str) else value for name, value in found.items()}


class StepRow(Row):
    words = ("title", "text")
    title = forms.CharField(
        label="Langkah",
        max_length=120,
        error_messages={
            "required": "Isi nama langkah, contoh: Petugas memeriksa berkas",
            "max_length": "Nama langkah paling panjang 120 huruf",
        },
    )
    text = forms.CharField(
        label="Penjelasan",
        max_length=300,
        required=False,
        error_messages={"max_length": "Penjelasan paling panjang 300 huruf"},
    )


class PurposeRow(Row):
    words = ("label",)
    key = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    icon = forms.ChoiceField(required=False, choices=[(name, name) for name in ICONS], widget=forms.HiddenInput)
    label = forms.CharField(
        label="Keperluan",
        max_length=80,
        error_messages={
            "required": "Isi keperluan, contoh: Untuk berobat",
            "max_length": "Keperluan paling panjang 80 huruf",
        },
    )


class RequirementRow(Row):
    words = ("name", "note")
    key = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Nama berkas",
        max_length=120,
        error_messages={
            "required": "Isi nama berkas, contoh: KTP pemohon",
            "max_length": "Nama berkas paling panjang 120 huruf",
        },
    )
    kind = forms.ChoiceField(
        label="Jenis",
        choices=RequirementKind.choices,
        error_messages={"required": "Pilih jenis berkas", "invalid_choice": "Pilih jenis berkas dari daftar"},
    )
    note = forms.CharField(
        label="Keterangan",
        max_length=240,
        required=False,
        error_messages={"max_length": "Keterangan paling panjang 240 huruf"},
    )
    only_for = forms.ChoiceField(
        label="Diminta bila", required=False, error_messages={"invalid_choice": "Pilih keperluan dari daftar"}
    )
    is_required = forms.BooleanField(label="Wajib", required=False, initial=True)

    def __init__(self, *args: Any, purposes: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["only_for"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.choices = [("", "Selalu"), *((purpose["key"], purpose["label"]) for purpose in purposes)]


class Rows:
    """A list as it stands on the page: from a stored list, or as somebody typed it."""

    def __init__(
        self, form: type[Row], *, stored: list[dict[str, Any]] | None = None, typed: Typed | None = None, **extra: Any
    ) -> None:
        self.form, self.extra, self.typed = form, extra, typed
        if typed is None:
            self.rows = [form(prefix=f"row-{n}", initial=row, **extra) for n, row in enumerate(stored or [{}])]
        else:
            self.rows = [self._typed_row(typed, f"row-{n}") for n in range(_count(typed.get("rows")))]

    def _typed_row(self, typed: Typed, prefix: str) -> Row:
        """Bound, so that it is judged; an empty one is not, for nobody wants to hear that it is empty."""
        row = self.form(typed, prefix=prefix, **self.extra)
        begun = any(str(row[name].value() or "").strip() for name in row.words)
        return row if begun else self.form(prefix=prefix, **self.extra)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def is_valid(self) -> bool:
        judged = [row.is_valid() for row in self.rows if row.is_bound]
        return all(judged)

    def cleaned(self) -> list[dict[str, Any]]:
        return [row.cleaned_data for row in self.rows if row.is_bound]

    def changed(self, wish: str) -> Rows:
        """The list after a button: `add`, `drop-2`, `up-2`; nothing is judged and nothing is lost."""
        rows = [{name: row[name].value() for name in row.fields} for row in self.rows]
        return Rows(self.form, stored=moved(rows, wish, empty={}), **self.extra)


def moved(rows: list[Any], wish: str, *, empty: Any) -> list[Any]:
    """A list after `add`, `drop-<n>` or `up-<n>`; a wish that names no row changes nothing."""
    verb, _, number = wish.partition("-")
    place = _count(number) if number.isdigit() else -1
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, empty]
    if verb == "drop" and 0 <= place < len(rows):
        return [*rows[:place], *rows[place + 1 :]]
    if verb == "up" and 0 < place < len(rows):
        return [*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]]
    return rows


def _count(text: Any) -> int:
    """How many rows a page says it has; nobody's page has more than `MOST_ROWS`."""
    return min(int(text), MOST_ROWS) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 4 else 0


def with_keys(rows: list[dict[str, Any]], *, of: str) -> list[dict[str, Any]]:
    """Every row with a key of its own: the one it had, else one made from its words."""
    taken: set[str] = set()
    made = []
    for row in rows:
        base = row.get("key") or slugify(row[of])[:36].strip("-") or "baris"
        key = next(name for n in range(1, MOST_ROWS + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken)
        taken.add(key)
        made.append({**row, "key": key})
    return made


def known_fields(names: list[str], kept: list[str]) -> list[str]:
    """The chosen fields that exist, each once, written as the version wrote them ("saksi[2]")."""
    raw = {field_key(name): name for name in kept}
    wanted = dict.fromkeys(field_key(name) for name in names[:MOST_FIELDS])
    return [raw.get(key, key) for key in wanted if key in FIELDS]
