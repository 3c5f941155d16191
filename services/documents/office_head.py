"""What the head of a sheet needs beside its words: the theme's colours and the emblem or our mark."""

from services.documents.printing import palette
from services.sheet_content import EMBLEM, OfficeHead


def head_values(head: OfficeHead) -> dict[str, object]:
    return {
        "head": head,
        "ink": palette(head.theme),
        "emblem": EMBLEM if head.emblem else "",
        "turns": range(0, 360, 45),
    }
