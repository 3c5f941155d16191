"""How a place is written: Desa Kemlagi, RW 03; pure."""

from __future__ import annotations


def rw_words(rw: str) -> str:
    """RW 03, from 3, 03 or 003; empty without one."""
    if not rw:
        return ""
    return f"RW {int(rw):02}" if rw.isdecimal() else f"RW {rw}"


def rw_spellings(rw: str) -> list[str]:
    """As which an RW may have been kept: 3, 03, 003."""
    return sorted({rw, str(int(rw)), f"{int(rw):02}", f"{int(rw):03}"}) if rw.isdecimal() else [rw]
