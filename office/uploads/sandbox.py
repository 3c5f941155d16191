"""Starts the decoding process for one file and takes its answer; whatever happens in there, here it is an answer or a refusal."""

import logging
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from office.uploads.answer import Cleaned, Refusal, unpack
from office.uploads.kinds import FileType

log = logging.getLogger(__name__)

SECONDS = 10
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "LANG": "C.UTF-8"}  # nothing of ours: no key, no database address


def clean_apart(file_type: FileType, source: bytes | Path) -> Cleaned | Refusal:
    """Decode in a process of its own. Both ends are memory files: nothing to clean up, and the kernel caps the answer."""
    command = [sys.executable, "-E", "-s", "-m", "office.uploads.worker", file_type.value]
    with closing(_opened(source)) as given, closing(_memory_file()) as answered:
        try:
            done = subprocess.run(  # noqa: S603 — our own module, no shell, the type comes from an enum
                command,
                stdin=given,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=_environment(),
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            log.warning("decoding a %s took longer than %s s", file_type, SECONDS)
            return Refusal("too_heavy")
        answered.seek(0)
        return _answer(file_type, done.returncode, answered.read())


def _answer(file_type: FileType, exit_code: int, answer: bytes) -> Cleaned | Refusal:
    try:
        return unpack(answer)
    except (ValueError, KeyError):
        log.warning("the decoder of a %s ended with %s and no answer", file_type, exit_code)
        return Refusal("too_heavy")


def _environment() -> dict[str, str]:
    libraries = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return _ENVIRONMENT | libraries


def _opened(source: bytes | Path) -> BinaryIO:
    if isinstance(source, Path):
        return source.open("rb")
    given = _memory_file()
    given.write(source)
    given.seek(0)  # this also writes out what was buffered
    return given


def _memory_file() -> BinaryIO:
    return os.fdopen(os.memfd_create("pendopo-upload"), "w+b")
