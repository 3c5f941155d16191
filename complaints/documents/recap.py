"""The recap of complaints on paper, under the office's letterhead: the evidence sheet of innovation assessments."""

from __future__ import annotations

from datetime import date

from complaints.queries.figure_tables import formula, tables_of
from complaints.queries.figures import DEFINITIONS, Figures
from office.wording import plain_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.documents.promise_recap import LANDSCAPE
from services.sheet_content import OfficeHead


def render_recap(head: OfficeHead, found: Figures, *, period: str, made_on: date) -> bytes:
    """A4 across; the same tables as the page."""
    values = {
        "tables": [table for table in tables_of(found) if table.rows], "period": period, "formula": formula(found), "indicator": found.indicator,
        "definitions": DEFINITIONS, "made_on": plain_date(made_on), "late_now": found.total.late_now,
    }  # fmt: skip
    page = page_of("complaint_recap.html", values | head_values(head))
    return to_pdf(page, styles=("base.css", "sheet.css", "promise_recap.css"), rules=LANDSCAPE, images=head.images)
