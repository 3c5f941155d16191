"""Printing letters beside the play: WeasyPrint takes half of the time, and most machines have a second core."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from services.letter_content import LetterContent

Pdf = Callable[[], bytes]


class Here:
    """Prints in this process, when the bytes are asked for."""

    def start(self, content: LetterContent) -> Pdf:
        return lambda: printed(content)

    def close(self) -> None:
        """Nothing to put away."""


class Beside:
    """Prints in a second process, started fresh: a copy of this one would share its database connection."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_wake_django)

    def start(self, content: LetterContent) -> Pdf:
        return self._pool.submit(printed, content).result

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


Printer = Here | Beside


def best() -> Printer:
    return Beside() if len(os.sched_getaffinity(0)) > 1 else Here()


def printed(content: LetterContent) -> bytes:
    from services.documents.letter.pdf import render_pdf  # noqa: PLC0415 - WeasyPrint is slow to load

    return render_pdf(content)


def _wake_django() -> None:
    import django  # noqa: PLC0415 - in the second process only

    django.setup()
