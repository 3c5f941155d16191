"""What the decoding process answers with: a line of facts, then the bytes; shared by both sides, so it imports nothing heavy."""

import json
from typing import NamedTuple


class Refusal(Exception):
    """Raised while decoding; only its code and figure cross the border, the words are made outside."""

    def __init__(self, code: str, amount: int = 0) -> None:
        self.code, self.amount = code, amount
        super().__init__(code)


class Cleaned(NamedTuple):
    """A file made anew from what could be decoded."""

    content: bytes
    width: int = 0
    height: int = 0
    pages: int = 1
    thumbnail: bytes = b""


def pack(result: Cleaned | Refusal) -> bytes:
    if isinstance(result, Refusal):
        return json.dumps({"code": result.code, "amount": result.amount}).encode() + b"\n"
    facts = {
        "width": result.width,
        "height": result.height,
        "pages": result.pages,
        "size": len(result.content),
        "thumbnail": len(result.thumbnail),
    }
    return json.dumps(facts).encode() + b"\n" + result.content + result.thumbnail


def unpack(answer: bytes) -> Cleaned | Refusal:
    """Read an answer back; raises ValueError or KeyError when the process died before it had finished."""
    line, _, body = answer.partition(b"\n")
    facts = json.loads(line)
    if "code" in facts:
        return Refusal(str(facts["code"]), int(facts["amount"]))
    size, thumbnail = int(facts["size"]), int(facts["thumbnail"])
    if len(body) != size + thumbnail:
        raise ValueError("answer cut short")
    return Cleaned(body[:size], int(facts["width"]), int(facts["height"]), int(facts["pages"]), body[size:])
