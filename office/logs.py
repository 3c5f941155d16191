"""Log records as one line of JSON each, without what identifies a resident and without what a terminal would obey."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Control characters, line and paragraph separators, and the marks that turn reading direction around.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")

_LONGEST_TRACEBACK = 60  # the cause stands at the end
_HIDDEN_AFTER = "lacak|l|cek|permohonan|laporan|isi|unggah|undangan|berkas|verify|track|submissions|drafts"
_HIDDEN = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[surel]"),
    (
        re.compile(r"(?<!\d)\d{16}(?!\d)|(?<![\w.-])(?:\d{4}[ .-]\d{4}[ .-]\d{4}|\d{6}[ .-]\d{6})[ .-]\d{4}(?!\d)"),
        "[nik]",
    ),
    (re.compile(r"(?<![\d.])(?:\+?62|0)[ .-]?8\d{1,3}(?:[ .-]?\d{2,5}){2,3}(?!\d)"), "[telepon]"),
    (re.compile(rf"(/(?:{_HIDDEN_AFTER})/)[^\s/?#\"'<>]+"), r"\1[kode]"),
    (re.compile(r"([?&][\w.-]+=)[^&\s\"'<>#]+"), r"\1[isi]"),
    (
        re.compile(
            r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?:[0-9A-HJKMNP-TV-Z]|-[0-9A-HJKMNP-TV-Z]{4})\b"
        ),
        "[kode]",
    ),
)


def plain(text: str) -> str:
    """The text on one line, without colours, cursor moves or invisible characters."""
    return _UNPRINTABLE.sub(" ", _ANSI.sub("", text)).strip()


def redacted(text: str) -> str:
    """The text without NIK, phone numbers, addresses of e-mail, codes and tokens in paths and queries."""
    for pattern, mark in _HIDDEN:
        text = pattern.sub(mark, text)
    return text


class Redact(logging.Filter):
    """Replaces the message by its redacted form before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(plain(_message_of(record))), None
        return True


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # a wrong placeholder must not lose the record, nor print its arguments
        return str(record.msg)


class JsonLine(logging.Formatter):
    """One record, one line, one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(plain(_message_of(record))),
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["traceback"] = _lines_of(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def _lines_of(
    error: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> list[str]:
    lines = [redacted(plain(line)) for line in "".join(traceback.format_exception(*error)).splitlines()]
    return [line for line in lines if line.strip("^~ ")][-_LONGEST_TRACEBACK:]
