"""The reward-and-punishment recap of LAYAR RAMAH on paper: the page's tables under the office's letterhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from office.wording import plain_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.queries.promise_report import REMARKS
from services.queries.promise_tables import Table
from services.queries.promises import DEFINITIONS
from services.sheet_content import OfficeHead

LANDSCAPE = "@page { size: A4 landscape; margin: 14mm 16mm 16mm 16mm; @bottom-right { content: counter(page) ' dari ' counter(pages) } }"


def render_recap(
    head: OfficeHead, tables: Mapping[str, Table], *, period: str, service: str, facts: Sequence[tuple[str, int]], made_on: date,
) -> bytes:  # fmt: skip
    """A4 across; as many pages as there are officers and services."""
    recap, *others = tables.values()
    values = {
        "recap": recap, "others": [table for table in others if table.rows], "period": period, "service": service, "facts": facts,
        "definitions": DEFINITIONS, "remarks": REMARKS, "made_on": plain_date(made_on),
    }  # fmt: skip
    page = page_of("promise_recap.html", values | head_values(head))
    return to_pdf(page, styles=("base.css", "sheet.css", "promise_recap.css"), rules=LANDSCAPE, images=head.images)
