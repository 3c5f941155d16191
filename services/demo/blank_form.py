"""The blank statement that residents download, fill in and sign on a stamp."""

from __future__ import annotations

LABELS = ("Nama", "NIK", "Tempat, tanggal lahir", "Pekerjaan", "Alamat")
POVERTY = "keluarga saya kurang mampu, dengan penghasilan sekitar Rp.................... setiap bulan dan tanggungan ........ orang."
_RULES = """
@page { size: A4; margin: 25mm 25mm 20mm 30mm }
body { font-size: 11.5pt; line-height: 1.6 }
p { margin: 0 0 3mm }
h1 { font-size: 13pt; text-align: center; margin: 0 0 10mm }
table { border-collapse: collapse; margin: 4mm 0 }
th { text-align: left; font-weight: normal; width: 48mm; vertical-align: top }
.sign { margin: 12mm 0 0 85mm; text-align: center }
.stamp { border: .5pt dashed #666; width: 30mm; margin: 8mm auto; padding: 5mm 0; font-size: 9pt }
.note { margin-top: 14mm; font-size: 9pt }
"""


def statement_pdf(title: str, statement: str) -> bytes:
    from services.documents.printing import page_of, to_pdf  # noqa: PLC0415 - WeasyPrint is slow to load

    page = page_of("statement.html", {"title": title, "labels": LABELS, "statement": statement})
    return to_pdf(page, styles=("base.css",), rules=_RULES, variant="pdf/ua-1")
