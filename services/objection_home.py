"""Where a resident who objects wants the letter brought: kept in the request's sealed data until a delivery reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.home_address import HomeAddress

if TYPE_CHECKING:
    from services.models import Submission


@dataclass(frozen=True, kw_only=True)
class Destination:
    """`wanted` is False for somebody who would rather fetch the letter; the village is one of the office's own."""

    wanted: bool = True
    village_code: str = ""
    home: HomeAddress = HomeAddress()  # noqa: RUF009 - frozen

    def kept(self) -> dict[str, Any]:
        """What goes into `Submission.data`."""
        if not self.wanted:
            return {"home_wanted": False}
        return {"home_wanted": True, "home_village": self.village_code, "home": self.home.as_plain()}


def destination_of(submission: Submission) -> Destination:
    """What the resident said, else the address on the request as far as it was given; nothing is guessed."""
    data: Mapping[str, Any] = submission.data or {}
    own = submission.village.code if submission.village else ""
    return Destination(
        wanted=bool(data.get("home_wanted", True)),
        village_code=str(data.get("home_village") or own),
        home=HomeAddress.of(data, submission.phone),
    )
