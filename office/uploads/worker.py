"""The process that opens strangers' files: `python -m office.uploads.worker TYPE`, file on stdin, answer on stdout."""

import sys
from collections.abc import Callable

from office.uploads.answer import Cleaned, Refusal, pack
from office.uploads.kinds import FileType
from office.uploads.limits import tighten


def main(file_type: FileType) -> None:
    clean = _cleaner(file_type)  # imports come first: they need files and memory of their own
    tighten()
    result = _attempt(clean, sys.stdin.buffer.read(), file_type)
    sys.stdout.buffer.write(pack(result))


def _cleaner(file_type: FileType) -> Callable[[bytes], Cleaned]:
    if file_type is FileType.PDF:
        from office.uploads.papers import clean_pdf  # noqa: PLC0415 — pikepdf only where a PDF came

        return clean_pdf
    from office.uploads.pictures import cleaner_of  # noqa: PLC0415 — Pillow only where a picture came

    return cleaner_of(file_type)


def _attempt(clean: Callable[[bytes], Cleaned], raw: bytes, file_type: FileType) -> Cleaned | Refusal:
    try:
        return clean(raw)
    except Refusal as refusal:
        return refusal
    except MemoryError:
        return Refusal("too_heavy")
    except Exception:  # decoders raise what they like on damaged bytes; all of it means the same to the sender
        return Refusal("broken_pdf" if file_type is FileType.PDF else "broken_picture")


if __name__ == "__main__":
    main(FileType(sys.argv[1]))
