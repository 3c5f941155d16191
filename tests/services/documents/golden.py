"""The words of every shipped letter, as a reader of the PDF gets them. Rewrite them: python -m tests.services.documents.golden"""

import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def text_of(pdf: bytes) -> str:
    """What pdftotext reads, without the spaces that fill lines up."""
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return "\n".join(line.rstrip() for line in read.replace("\f", "\n").split("\n")).strip() + "\n"


def _rewrite() -> None:
    import django

    import conftest  # noqa: F401 - sets the test settings

    django.setup()
    from services.documents.letter import render_pdf, shipped_templates
    from tests.services.documents.letter_samples import letter

    for code in shipped_templates():
        (FOLDER / f"{code}.txt").write_text(text_of(render_pdf(letter(code))), encoding="utf-8")


if __name__ == "__main__":
    _rewrite()
