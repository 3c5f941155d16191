"""Which months the figures of complaints are asked for."""

from __future__ import annotations

from typing import Any

from services.forms.promises import PromiseForm


class FiguresForm(PromiseForm):
    """From month to month; without a choice this month and the two before it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["layanan"], self.fields["petugas"]
