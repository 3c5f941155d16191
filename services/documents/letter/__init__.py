"""The letter engine: a template, its values and a signatory become a sheet on the screen and PDF/A on paper."""

from .compose import missing_fields
from .content import LetterContent, Letterhead, Signatory, Verification
from .fonts import check_fonts
from .html import render_html
from .pdf import CannotPrint, render_pdf
from .script import printable, unprintable
from .templates import shipped_template, shipped_templates
from .validation import validate_template
from .values import UnfitContent

__all__ = [
    "CannotPrint",
    "LetterContent",
    "Letterhead",
    "Signatory",
    "UnfitContent",
    "Verification",
    "check_fonts",
    "missing_fields",
    "printable",
    "render_html",
    "render_pdf",
    "shipped_template",
    "shipped_templates",
    "unprintable",
    "validate_template",
]
