"""The budget of a first visit: what the shared files weigh on the wire (design §12)."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"


def weight(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


@pytest.mark.parametrize(
    "names, limit",
    [
        (("css/tokens.css", "css/components.css"), 15_000),
        (("css/tokens.css", "css/components.css", "css/staff.css"), 17_000),
        (("js/portal.js",), 3_000),
        (("js/portal.js", "js/staff.js"), 18_000),
        (("js/upload.js",), 3_000),
    ],
)
def test_shared_files_stay_within_their_budget(names, limit):
    assert weight(*names) <= limit


def test_the_font_stays_within_its_budget():
    assert (STATIC / "fonts/heading.woff2").stat().st_size <= 16_000


def test_no_shared_file_names_a_foreign_host():
    files = [file for kind in ("css/**/*.css", "js/*.js") for file in STATIC.glob(kind)]

    assert [file.name for file in files if "http://" in file.read_text() or "https://" in file.read_text()] == []
