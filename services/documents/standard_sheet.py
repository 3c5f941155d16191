"""The standar pelayanan with its 14 components (PermenPANRB 15/2014) and the maklumat pelayanan, as A4 sheets."""

from dataclasses import dataclass

from office.wording import plain_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.documents.qr import qr_svg
from services.sheet_content import PledgeContent, SheetRequirement, StandardContent

A4 = "@page { size: A4; margin: 15mm 18mm 18mm 18mm }"
EMPTY = "Belum diisi"  # a component that is not filled in must be seen to be missing, not be left out


@dataclass(frozen=True, kw_only=True)
class Component:
    number: int
    name: str
    text: str = ""
    points: tuple[str, ...] = ()
    numbered: bool = False
    requirements: tuple[SheetRequirement, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.points or self.requirements)


def render_standard(standard: StandardContent) -> bytes:
    """A sheet (or two, where much is said) per service."""
    values = {
        "standard": standard,
        "delivery": delivery(standard),
        "manufacturing": manufacturing(standard),
        "empty": EMPTY,
        "published": plain_date(standard.published_on),
        "qr": qr_svg(standard.address, level="M") if standard.address else "",
        "printed_address": standard.address.split("://")[-1],
    }
    page = page_of("standard.html", values | head_values(standard.head))
    foot = f'@page {{ @bottom-left {{ content: "{_in_css(_foot(standard))}" }} }}'
    return to_pdf(page, styles=("base.css", "sheet.css", "standard.css"), rules=A4 + foot, images=standard.head.images)


def _foot(standard: StandardContent) -> str:
    return f"Standar pelayanan {standard.service} · versi {standard.version}, {plain_date(standard.published_on)}"


def _in_css(text: str) -> str:
    """Anything but letters, digits and blanks as an escape: a service's name must not end the style sheet's string."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} " for sign in text)


def render_pledge(pledge: PledgeContent) -> bytes:
    """The maklumat to hang up, one A4 page."""
    values = {
        "pledge": pledge,
        "paragraphs": [part.strip() for part in pledge.pledge.splitlines() if part.strip()],
        "signed_on": plain_date(pledge.signed_on),
        "qr": qr_svg(pledge.address, level="M") if pledge.address else "",
        "printed_address": pledge.address.split("://")[-1],
    }
    page = page_of("pledge.html", values | head_values(pledge.head))
    return to_pdf(page, styles=("base.css", "sheet.css", "pledge.css"), rules=A4, images=pledge.head.images)


def delivery(standard: StandardContent) -> list[Component]:
    """Components 1–6, which the law wants published."""
    return [
        Component(number=1, name="Persyaratan", requirements=standard.requirements),
        Component(number=2, name="Sistem, mekanisme, dan prosedur", points=standard.procedure, numbered=True),
        Component(number=3, name="Jangka waktu", text=standard.limit),
        Component(number=4, name="Biaya atau tarif", text=standard.fee),
        Component(number=5, name="Produk pelayanan", text=standard.product),
        Component(number=6, name="Penanganan pengaduan, saran, dan masukan", text=standard.complaint_handling),
    ]


def manufacturing(standard: StandardContent) -> list[Component]:
    """Components 7–14."""
    checked = standard.legal_basis_checked_on
    basis = f"{standard.legal_basis}\n(diperiksa {plain_date(checked)})" if checked else standard.legal_basis
    return [
        Component(number=7, name="Dasar hukum", text=basis),
        Component(number=8, name="Sarana, prasarana, dan fasilitas", text=standard.facilities),
        Component(number=9, name="Kompetensi pelaksana", text=standard.staff_competence),
        Component(number=10, name="Pengawasan internal", text=standard.supervision),
        Component(number=11, name="Jumlah pelaksana", text=standard.staff_count),
        Component(number=12, name="Jaminan pelayanan", text=standard.guarantee),
        Component(number=13, name="Jaminan keamanan dan keselamatan", text=standard.safety),
        Component(number=14, name="Evaluasi kinerja pelaksana", text=standard.evaluation),
    ]
