"""The fonts of a letter: bundled files, one font configuration per process, and the check that a machine can print at all."""

import os
from pathlib import Path

from .script import FONT_FOLDER

# family, weight, style, file. Families of their own, so that an installed Arial or Noto can never take their place.
FACES = (
    ("Surat", 400, "normal", "arimo-latin-400-normal"),
    ("Surat", 700, "normal", "arimo-latin-700-normal"),
    ("Surat", 400, "italic", "arimo-latin-400-italic"),
    ("Surat Lain", 400, "normal", "arimo-latin-ext-400-normal"),
    ("Surat Lain", 700, "normal", "arimo-latin-ext-700-normal"),
    ("Surat Lain", 400, "italic", "arimo-latin-ext-400-italic"),
    ("Surat Vietnam", 400, "normal", "arimo-vietnamese-400-normal"),
    ("Surat Vietnam", 700, "normal", "arimo-vietnamese-700-normal"),
    ("Surat Vietnam", 400, "italic", "arimo-vietnamese-400-italic"),
    ("Surat Jawa", 400, "normal", "noto-sans-javanese-400-normal"),
    ("Surat Jawa", 700, "normal", "noto-sans-javanese-700-normal"),
    ("Surat Arab", 400, "normal", "noto-naskh-arabic-400-normal"),
    ("Surat Arab", 700, "normal", "noto-naskh-arabic-700-normal"),
)
OWN_CONFIGURATION = FONT_FOLDER / "fonts.conf"
_SYSTEM_CONFIGURATION = Path("/etc/fonts/fonts.conf")


def check_fonts() -> list[str]:
    """What keeps letters from being printed here; WeasyPrint ends the process without any fontconfig file, so ask first."""
    missing = [name for *_, name in FACES if not font_path(name).is_file()]
    problems = [f"Huruf surat tidak ditemukan: {name}.woff2" for name in missing]
    if not prepare_fontconfig():
        problems.append("Tidak ada fonts.conf di komputer ini maupun di folder portal")
    return problems


def prepare_fontconfig() -> bool:
    """Names our own fonts.conf where the machine has none; must run before WeasyPrint is imported."""
    named = os.environ.get("FONTCONFIG_FILE")
    if named and Path(named).is_file():
        return True
    if not named and _SYSTEM_CONFIGURATION.is_file():
        return True
    if OWN_CONFIGURATION.is_file():
        os.environ["FONTCONFIG_FILE"] = str(OWN_CONFIGURATION)
        return True
    return False


def font_path(name: str) -> Path:
    return FONT_FOLDER / f"{name}.woff2"


def font_face_rules() -> str:
    """The @font-face rules, with addresses that only our own fetcher understands."""
    rule = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("surat:{}") }}'
    return "\n".join(rule.format(*face) for face in FACES)
