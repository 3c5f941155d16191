"""Letters below the pages: rendering against a careless floor, the signature, growth of a worker, batches."""

from __future__ import annotations

import base64
import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from io import BytesIO
from multiprocessing import get_context
from statistics import median
from typing import Any

import django
import psutil
from django.utils import timezone

from bench.sample import letter
from services.documents.letter.fonts import FACES, font_path
from services.documents.letter.html import print_page
from services.documents.letter.pdf import _STYLE, render_pdf
from services.gateways.internal_ca import create_authority, issue_certificate
from services.gateways.internal_signer import InternalSigner
from services.gateways.signer import Pen
from services.letter_content import LetterContent

ROUNDS = 15
SECRET, PASSPHRASE = "rahasia bench yang panjang", "frasa sandi bench"


def measure() -> dict[str, float]:
    """Careless and real rendering in turn, an empty page by the same engine, and the signature over it."""
    from weasyprint import HTML

    content, pen = letter(), _pen()
    pdf = render_pdf(content)
    acts = {
        "careless letter": lambda: careless(content),
        "letter": lambda: render_pdf(content),
        "empty page": lambda: HTML(string="<p>a").write_pdf(),
        "signature": lambda: pen.sign(pdf, reason="Uji", location="Kemlagi", at=timezone.now() + timedelta(seconds=1)),
    }
    taken = in_turn(acts)
    figures = {f"{name}, CPU ms": milliseconds for name, milliseconds in taken.items()}
    return figures | {"letter / careless": taken["letter"] / taken["careless letter"], **growth()}


def in_turn(acts: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median CPU milliseconds of each act, A B A B; CPU, because this machine may have other work."""
    seen: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        act()
    for _ in range(rounds):
        for name, act in acts.items():
            start = time.process_time()
            act()
            seen[name].append((time.process_time() - start) * 1000)
    return {name: median(values) for name, values in seen.items()}


def careless(content: LetterContent) -> bytes:
    """The same letter as it is first written: fonts and style sheet parsed for each, tables that measure
    themselves, the QR with its mask searched and as a large picture."""
    import qrcode
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=f"{_two_faces()}\n{_STYLE.read_text(encoding='utf-8')}\n{_CARELESS}", font_config=fonts)
    png = BytesIO()
    qrcode.make(content.verification.url if content.verification else "-").save(png)
    page = print_page(content).replace("surat:qr", f"data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}")
    made: bytes = HTML(string=page).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return made


_CARELESS = "table { table-layout: auto }"


def _two_faces() -> str:
    """The faces that the letter uses; all the others would make the floor look worse than anybody's first draft."""
    rule = "@font-face {{ font-family: {0}; font-weight: {1}; font-style: {2}; src: url({3}) }}"
    return "\n".join(
        rule.format(family, weight, style, font_path(name).as_uri()) for family, weight, style, name in FACES[:2]
    )


def _pen() -> Pen:
    now = timezone.now()
    authority = create_authority("Bench", secret=SECRET, at=now)
    person = issue_certificate(
        authority, secret=SECRET, name="B", office_title="Camat", organisation="K", passphrase=PASSPHRASE, at=now
    )
    return InternalSigner(roots=(authority.certificate_pem,)).unlock(person, passphrase=PASSPHRASE)


def growth(count: int = 1_000) -> dict[str, float]:
    """Megabytes by which a process of its own grows over a thousand letters, after the first ten."""
    program = f"import django; django.setup(); from bench.letters import _grow; print(_grow({count}))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    return {f"growth over {count} letters, MB": float(answer.stdout)}


def _grow(count: int) -> float:
    for _ in range(10):
        render_pdf(letter())
    gc.collect()
    before = psutil.Process().memory_info().rss
    for _ in range(count):
        render_pdf(letter())
    return (psutil.Process().memory_info().rss - before) / 1e6


def batch(count: int = 100, processes: int = 2) -> dict[str, float]:
    """Letters a second, rendered and signed by two processes that are awake already."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(_render_and_sign, [2] * processes * 2))
        start = time.perf_counter()
        cpu = sum(pool.map(_render_and_sign, [5] * (count // 5)))
        wall = time.perf_counter() - start
    return {
        "letters per second": count / wall,
        "CPU ms per letter": cpu / count * 1000,
        "letters per second of two free cores": count * 2 / cpu,
    }


_pens: list[Pen] = []


def _render_and_sign(count: int) -> float:
    if not _pens:
        _pens.append(_pen())
    start = time.process_time()
    for _ in range(count):
        _pens[0].sign(render_pdf(letter()), reason="Uji", location="Kemlagi", at=timezone.now() + timedelta(seconds=1))
    return time.process_time() - start
