"""Two papers for the hall: the result as one A4 for the wall, and the card at the counter that leads to the survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.urls import reverse

from office.models import Office
from office.wording import decimal_id, plain_date, thousands
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.documents.qr import qr_svg
from services.queries.posters import base_address
from services.queries.standards import head_of
from surveys.queries.profile import Trait
from surveys.queries.results import Figures

Paper = Literal["A5", "A6"]
STYLES = ("base.css", "survey_sheet.css")
SCALES = {"A5": 148 / 105, "A6": 1.0}
"""The card is drawn in millimetres of an A6."""
THANKS = "Terima kasih atas penilaian Anda. Masukan Anda sangat berarti bagi kemajuan pelayanan kami."


def wall_pdf(figures: Figures, profile: Sequence[Trait]) -> bytes:
    """IKM, class, service, n, sex and education, period, thanks, QR to the index page. Raises ValueError without an index."""
    period, result = figures.period, figures.result
    if result.index is None or result.band is None:
        raise ValueError("belum ada nilai")
    address = f"{base_address(period.office)}{reverse('surveys:index', args=[period.office.slug])}?periode={period.pk}"
    head = head_of(period.office)
    values = {
        "title": figures.instrument.title, "period": period.title, "dates": f"{plain_date(period.starts_on)}–{plain_date(period.ends_on)}",
        "index": decimal_id(result.index), "letter": result.band.letter, "label": result.band.label, "service": _services(figures),
        "respondents": thousands(figures.respondents), "traits": [_trait(trait) for trait in profile if trait.key in ("sex", "education")],
        "qr": qr_svg(address, level="M"), "printed_address": address.split("://")[-1].split("?")[0], "thanks": THANKS,
        "running": period.is_open, "method": f"{figures.instrument.regulation}, {figures.policy.label}, {result.pooling.label}",
    }  # fmt: skip
    rules = "@page { size: A4; margin: 0 } html { font-size: 1mm }"
    return to_pdf(
        page_of("survey_wall.html", values | head_values(head)), styles=STYLES, rules=rules, images=head.images
    )


def _services(figures: Figures) -> str:
    """The one service that was judged, or how many."""
    named = [share.label for share in figures.services() if share.respondents]
    return named[0] if len(named) == 1 else f"Semua layanan ({len(named)})"


def _trait(trait: Trait) -> dict[str, object]:
    return {
        "label": trait.label,
        "rows": [{"label": row.label, "count": thousands(row.count)} for row in trait.rows],
    }


def card_pdf(office: Office, paper: Paper = "A5") -> bytes:
    """A card to stand at the counter, with the QR to the survey."""
    address = base_address(office) + reverse("surveys:walk_in", args=[office.slug])
    head = head_of(office)
    values = {"qr": qr_svg(address, level="Q"), "printed_address": address.split("://")[-1]}
    rules = f"@page {{ size: {paper}; margin: 0 }} html {{ font-size: {SCALES[paper]:.4f}mm }}"
    return to_pdf(
        page_of("survey_card.html", values | head_values(head)), styles=STYLES, rules=rules, images=head.images
    )
