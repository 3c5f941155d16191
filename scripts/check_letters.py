"""Says whether the libraries that WeasyPrint loads are on this machine; exits 1 and names what is not."""

import ctypes
import os
import sys
from pathlib import Path

LIBRARIES = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libharfbuzz.so.0": "libpango-1.0-0",
    "libfontconfig.so.1": "libpangoft2-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing() -> list[str]:
    """One sentence for each thing that letters need and this machine lacks."""
    found = [f"{library} (paket {package})" for library, package in LIBRARIES.items() if not _loads(library)]
    if not _has_font_configuration():
        found.append("konfigurasi fontconfig (paket fontconfig-config)")
    return found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font_configuration() -> bool:
    """WeasyPrint 70 dies with a segmentation fault where fontconfig finds no configuration at all."""
    named = os.environ.get("FONTCONFIG_FILE")
    return Path(named).is_file() if named else Path("/etc/fonts/fonts.conf").is_file()


if __name__ == "__main__":
    if lacking := missing():
        sys.exit("Tidak ada di mesin ini: " + ", ".join(lacking))
