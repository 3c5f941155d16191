"""What a visitor asks of the public list and its map, read from the address."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.queries.public import LATE, STATES, Wish, categories, villages
from office.models import Area, Office

STATE_CHOICES = [*((key, words) for key, (words, _states) in STATES.items()), (LATE, "Lewat batas waktu")]


class WishForm(forms.Form):
    """Filters of the list; what nobody offers counts as not asked."""

    kategori = forms.SlugField(required=False, max_length=40)
    desa = forms.RegexField(r"^[\d.]{1,32}$", required=False)
    rw = forms.RegexField(r"^\d{1,3}$", required=False)
    keadaan = forms.ChoiceField(required=False, choices=STATE_CHOICES)

    def __init__(self, data: Any, *, office: Office) -> None:
        super().__init__(data)
        self.office = office
        self.is_valid()

    def wish(self) -> Wish:
        kept = self.cleaned_data
        return Wish(*(kept.get(name, "") for name in ("kategori", "desa", "rw", "keadaan")))

    def asked(self) -> dict[str, str]:
        """The filters in force, as an address carries them."""
        wish = self.wish()
        pairs = {"kategori": wish.category, "desa": wish.village, "rw": wish.rw, "keadaan": wish.state}
        return {name: value for name, value in pairs.items() if value}

    def topics(self) -> list[dict[str, Any]]:
        """The groups of categories with what is below each."""
        rows = categories(self.office)
        groups = [row for row in rows if row.parent_id is None]
        return [{"group": group, "children": [row for row in rows if row.parent_id == group.pk]} for group in groups]

    def places(self) -> list[Area]:
        return villages(self.office)

    def states(self) -> list[tuple[str, str]]:
        return STATE_CHOICES
