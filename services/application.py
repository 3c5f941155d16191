"""What a resident asks for, as clean values: what every way in (web, counter, API) hands to `actions.intake.submit`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Application:
    """Validated input. `fields` holds the letter's data by catalogue key: text, ISO dates, numbers, lists of people.

    `fields` describes whom the letter is about; when somebody applies for them, `applicant_*` is that somebody and
    `relation` says what they are to each other. `home` holds what `fields` does not say about the house a letter is brought
    to (address, rt, rw, landmark). Phones are 62…; NIK and KK are 16 digits or empty.
    """

    applicant_name: str
    nik: str = ""
    kk: str = ""
    phone: str = ""
    email: str = ""
    village_code: str = ""
    purpose: str = ""
    is_on_behalf: bool = False
    relation: str = ""
    delivery: str = "pdf"
    vulnerability: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
