"""What one letter is made of: plain frozen values that a snapshot can hold, with the hash that ties a preview to its signature."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

# In a hashed letter, so that a later engine that reads the same data differently cannot pass for the old one.
FORMAT = 1
Prefix = Literal["", "Plt.", "Plh.", "a.n.", "u.b."]
Signing = Literal["internal", "bsre", "wet"]
Paper = Literal["A4", "F4"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the paper, and how the office names itself in a sentence."""

    government: str  # PEMERINTAH KABUPATEN MOJOKERTO
    lines: tuple[str, ...]  # ("KECAMATAN KARTOHARJO", "KELURAHAN ORO-ORO OMBO"): the last one is printed large
    address: tuple[str, ...]
    office: str  # Kelurahan Oro-Oro Ombo
    head: str  # Lurah Oro-Oro Ombo
    within: tuple[str, ...]  # ("Kecamatan Kartoharjo", "Kota Madiun")
    place: str  # of the date line
    emblem: bytes | None = None  # a PNG, JPEG or SVG made safe before it comes here; None draws our mark
    emblem_mime: str = "image/png"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and in whose name."""

    position: str  # the signer's own: Camat Kemlagi, Sekretaris Kecamatan
    name: str
    rank: str = ""
    nip: str = ""
    prefix: Prefix = ""
    principal: str = ""  # of a.n. and u.b.: Camat Kemlagi
    via: str = ""  # of u.b.: Sekretaris Kecamatan

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The lines above the signature, as Tata Naskah Dinas writes them."""
        if self.prefix == "a.n.":
            return (f"a.n. {self.principal.upper()}", f"{self.position},")
        if self.prefix == "u.b.":
            return (f"a.n. {self.principal.upper()}", self.via, "u.b.", f"{self.position},")
        return (f"{self.prefix} {self.position.upper()},".strip(),)


@dataclass(frozen=True, slots=True)
class Verification:
    """Where anyone can check the letter: the full address in the QR, and the code to type."""

    url: str
    code: str

    @property
    def page(self) -> str:
        """The address without scheme and code, for people who type."""
        return self.url.split("://", 1)[-1].rsplit("/", 1)[0]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything the engine needs. `number`, `date` and `verification` arrive at signing and stand outside the hash."""

    letterhead: Letterhead
    template: Mapping[str, Any]
    data: Mapping[str, Any]  # text, ISO date or date, number, or a list of dicts (people)
    signatory: Signatory
    paper: Paper = "A4"
    signing: Signing = "internal"
    validity_days: int | None = None
    number: str | None = None
    date: dt.date | None = None
    verification: Verification | None = None

    def as_plain(self) -> dict[str, Any]:
        """What is hashed and can be stored as JSON; the emblem stands in it by its SHA-256."""
        head = asdict(self.letterhead)
        head["emblem"] = hashlib.sha256(self.letterhead.emblem or b"").hexdigest()
        return {
            "format": FORMAT,
            "letterhead": head,
            "template": dict(self.template),
            "data": dict(self.data),
            "signatory": asdict(self.signatory),
            "paper": self.paper,
            "signing": self.signing,
            "validity_days": self.validity_days,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], *, emblem: bytes | None, **at_signing: Any) -> Self:
        """The letter of a stored snapshot; refuses an emblem that is not the one it was made with."""
        head = dict(plain["letterhead"])
        if plain["format"] != FORMAT or head["emblem"] != hashlib.sha256(emblem or b"").hexdigest():
            raise ValueError("The snapshot was made with another engine or another emblem")
        head |= {name: tuple(head[name]) for name in ("lines", "address", "within")} | {"emblem": emblem}
        return cls(
            letterhead=Letterhead(**head),
            template=plain["template"],
            data=plain["data"],
            signatory=Signatory(**plain["signatory"]),
            **{name: plain[name] for name in ("paper", "signing", "validity_days")},
            **at_signing,
        )

    def canonical_bytes(self) -> bytes:
        """The same bytes for the same letter, whatever the order of its keys."""
        text = json.dumps(self.as_plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
        return text.encode()

    def content_hash(self) -> str:
        return hashlib.sha256(self.canonical_bytes()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"A letter holds no {type(value).__name__}")
