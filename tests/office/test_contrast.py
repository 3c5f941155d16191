"""Contrast of every pair of roles in every theme, computed from the CSS files (WCAG 2.2; design §4)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from office.templatetags.portal import DEFAULT_THEME, THEME_COLORS

CSS = Path(settings.BASE_DIR) / "static" / "css"
TEXT, LARGE, RING = 4.5, 3.0, 9.0
PAIRS = [
    # text on grounds
    ("text", "ground", TEXT), ("text-2", "ground", TEXT), ("text-3", "ground", TEXT), ("text-2", "ground-2", TEXT),
    ("text-3", "ground-2", TEXT), ("text-3", "ground-warm", TEXT), ("text-3", "primary-50", TEXT), ("text-3", "primary-100", TEXT),
    ("text-3", "accent-100", TEXT), ("primary-900", "ground", TEXT), ("primary-900", "primary-100", TEXT),
    # actions
    ("link", "ground", TEXT), ("link", "ground-2", TEXT), ("link", "ground-warm", TEXT), ("link", "primary-50", TEXT),
    ("link", "accent-100", TEXT), ("link", "success-100", TEXT), ("link", "warning-100", TEXT), ("link", "danger-100", TEXT),
    ("link-visited", "ground", TEXT), ("white", "action", TEXT), ("white", "action-hover", TEXT), ("primary-800", "white", TEXT),
    ("primary-950", "warning-400", TEXT), ("white", "danger-600", TEXT), ("white", "danger-900", TEXT), ("danger-700", "white", TEXT),
    ("text-3", "ink-100", TEXT),
    # the shells
    ("primary-100", "primary-900", TEXT), ("white", "primary-900", TEXT), ("primary-200", "primary-900", TEXT),
    ("white", "primary-800", TEXT), ("primary-100", "primary-800", TEXT), ("primary-100", "primary-700", TEXT),
    ("primary-950", "accent-300", TEXT), ("accent-700", "ground", TEXT), ("accent-700", "ground-warm", TEXT),
    # status words on their own ground
    ("success-700", "success-100", TEXT), ("success-900", "success-100", TEXT), ("success-900", "white", TEXT),
    ("warning-700", "warning-100", TEXT), ("warning-900", "warning-100", TEXT), ("warning-700", "white", TEXT),
    ("danger-700", "danger-100", TEXT), ("danger-900", "danger-100", TEXT), ("white", "danger-700", TEXT),
    ("white", "success-700", TEXT), ("white", "ink-800", TEXT), ("accent-700", "accent-100", TEXT), ("accent-800", "accent-100", TEXT),
    ("primary-800", "primary-100", TEXT), ("ink-800", "ink-100", TEXT), ("ink-800", "primary-50", TEXT), ("white", "accent-700", TEXT),
    # what is no text: borders of inputs, marks, rings
    ("line-strong", "ground", LARGE), ("primary-700", "ground", LARGE), ("accent-600", "ground", LARGE), ("danger-600", "ground", LARGE),
    ("focus-inner", "ground", LARGE), ("focus-outer", "primary-900", LARGE), ("focus-outer", "focus-inner", RING),
]  # fmt: skip


def properties(theme: str) -> dict[str, str]:
    files = [CSS / "tokens.css"] + ([] if theme == DEFAULT_THEME else [CSS / "themes" / f"{theme}.css"])
    found: dict[str, str] = {}
    for file in files:
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S).split("@media")[0]
        found |= {name: value.strip() for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text)}
    return found


def color(name: str, values: dict[str, str]) -> tuple[int, int, int]:
    value = values[name]
    while reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = values[reference[1]]
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def luminance(rgb: tuple[int, int, int]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_published_values():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", sorted(THEME_COLORS))
@pytest.mark.parametrize("front, back, least", PAIRS)
def test_each_pair_of_roles_can_be_read(theme, front, back, least):
    values = properties(theme)

    assert contrast(color(front, values), color(back, values)) >= least


@pytest.mark.parametrize("theme", sorted(THEME_COLORS))
def test_the_browser_bar_has_the_colour_of_the_theme(theme):
    assert properties(theme)["primary-900"] == THEME_COLORS[theme]


def test_every_theme_file_is_known_and_changes_the_identity_only():
    files = {file.stem for file in (CSS / "themes").glob("*.css")}
    identity = re.compile(r"(primary|accent|cloth|motif|veil|hairline|outline-light)(-\w+)?")
    changed = {
        name for file in files for name in re.findall(r"--([\w-]+):", (CSS / "themes" / f"{file}.css").read_text())
    }

    assert files == set(THEME_COLORS) - {DEFAULT_THEME}
    assert {name for name in changed if not identity.fullmatch(name)} == set()


def test_components_use_only_properties_that_exist():
    used = {name for file in CSS.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", file.read_text())}

    assert used - set(properties(DEFAULT_THEME)) == set()
