"""The report of a survey as PDF: every figure from the counters, every word from the office, printed as it will be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from office.wording import decimal_id, plain_date, roman, thousands
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.queries.standards import head_of
from surveys.models import FollowUpItem, Publication, Remark
from surveys.queries.index_page import bands_of, class_words
from surveys.queries.report import SECTIONS, Report
from surveys.queries.trend import Point
from surveys.scoring import Change, Policy, UnsurScore, change

A4 = (
    "@page { size: A4; margin: 18mm 18mm 20mm 22mm; "
    '@bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font: 8pt "Isi"; color: #3b4354 } }'
)
STYLES = ("base.css", "sheet.css", "survey_report.css")
NONE = "–"


@dataclass(frozen=True)
class Stripe:
    """A class on a bar: where it begins and how wide it is, in percent of the scale."""

    letter: str
    left: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A bar as drawn; `width` is percent of the scale from the lowest index to 100."""

    label: str
    text: str
    width: str


def report_pdf(report: Report, *, made_on: date) -> bytes:
    """A4 pages with cover, chapters and annexes; `made_on` is the office's day."""
    head = head_of(report.period.office)
    page = page_of("survey_report.html", {**values_of(report), "made_on": plain_date(made_on), **head_values(head)})
    return to_pdf(page, styles=STYLES, rules=A4, images=head.images)


def values_of(report: Report) -> dict[str, object]:
    """What the template prints: plain words and numbers."""
    figures, period = report.figures, report.period
    result, instrument = figures.result, figures.instrument
    return {
        "title": period.title, "dates": f"{plain_date(period.starts_on)}–{plain_date(period.ends_on)}", "instrument": instrument.title,
        "regulation": instrument.regulation, "is_draft": period.is_open, "is_enough": figures.is_enough,
        "index": _said(result.index), "class_words": class_words(result.band), "respondents": thousands(figures.respondents),
        "sample": _sample(report), "method": _method(report), "table": [_row(report, row) for row in _ordered(report)],
        "bars": _bars(report), "stripes": _stripes(report), "classes": _classes(report), "profile": _profile(report), "services": _services(report),
        "lowest": [_named(report, row) for row in report.lowest], "highest": [_named(report, row) for row in report.highest],
        "remarks": _remarks(report.remarks), "more_remarks": report.more_remarks, "plan": [_item(report, item) for item in report.plan],
        "last": report.last.title if report.last else "", "last_plan": [_item(report, item) for item in report.last_plan],
        "points": [_point(point) for point in report.points], "point_bars": _point_bars(report), "moved": _moved(report),
        "publications": [_publication(row) for row in report.publications], "texts": report.texts, "headings": {key: title for key, title, _text in SECTIONS},
        "questions": [_question(report, key) for key in figures.order], "excluded": thousands(figures.excluded) if figures.excluded else "",
        "kinds": [{"label": share.label, "count": thousands(share.respondents)} for share in figures.kinds()],
        "sums": [_sums(report, row) for row in _ordered(report)],
    }  # fmt: skip


def _said(number: Decimal | None, places: int = 2) -> str:
    return NONE if number is None else decimal_id(number, places)


def _ordered(report: Report) -> list[UnsurScore]:
    return [report.figures.result.of(key) for key in report.figures.order]


def _sample(report: Report) -> dict[str, str]:
    """How many answered and how many were needed, in words that hold for either outcome."""
    period, figures = report.period, report.figures
    return {
        "users": thousands(period.users) if period.users is not None else "",
        "target": thousands(period.target) if period.target is not None else "",
        "reached": "ya" if period.target is not None and figures.respondents >= period.target else "",
        "margin": _said(figures.margin, 1) if figures.margin is not None else "",
    }


def _method(report: Report) -> dict[str, str]:
    figures = report.figures
    top = figures.instrument.top
    exact = figures.policy is Policy.EXACT
    return {
        "policy": figures.policy.label,
        "pooling": figures.result.pooling.label,
        "unsur": str(len(figures.order)),
        "top": str(top),
        "factor": str(100 // top),
        "low": str(int(figures.instrument.lowest_index)),
        "weight": f"1/{len(figures.order)}" if exact else _said(Decimal(1) / len(figures.order), 3),
    }


def _row(report: Report, row: UnsurScore) -> dict[str, str]:
    return {
        "code": report.code_of(row.key), "name": report.of(row.key).name, "nrr": _said(row.nrr, 3), "weighted": _said(row.weighted, 3),
        "index": _said(row.index), "letter": row.band.letter if row.band else NONE, "n": thousands(row.n),
    }  # fmt: skip


def _sums(report: Report, row: UnsurScore) -> dict[str, str]:
    return {
        "code": report.code_of(row.key),
        "total": thousands(row.total),
        "n": thousands(row.n),
        "nrr": _said(row.nrr, 3),
        "weighted": _said(row.weighted, 3),
    }


def _named(report: Report, row: UnsurScore) -> dict[str, str]:
    letter = row.band.label if row.band else ""
    return {
        "code": report.code_of(row.key),
        "name": report.of(row.key).name,
        "index": _said(row.index),
        "class": letter.lower(),
    }


def _width(report: Report, index: Decimal | None) -> str:
    low = report.figures.instrument.lowest_index
    return f"{max(Decimal(0), ((index or low) - low) / (100 - low) * 100):.2f}"


def _bars(report: Report) -> list[Bar]:
    return [
        Bar(
            f"{report.code_of(row.key)} {report.of(row.key).short}",
            f"{_said(row.index)}{f' · {row.band.letter}' if row.band else ''}",
            _width(report, row.index),
        )
        for row in _ordered(report)
    ]


def _stripes(report: Report) -> list[Stripe]:
    low = float(report.figures.instrument.lowest_index)
    span = 100 - low
    return [
        Stripe(
            band.letter.upper(), f"{(band.low - low) / span * 100:.2f}", f"{(band.high - band.low) / span * 100:.2f}"
        )
        for band in bands_of(report.figures.instrument)
    ]


def _classes(report: Report) -> list[dict[str, str]]:
    bands = report.figures.instrument.bands
    highs = [band.at_least - Decimal("0.01") for band in bands[1:]] + [Decimal(100)]
    lows = [report.figures.instrument.lowest_index, *(band.at_least for band in bands[1:])]
    return [
        {"letter": band.letter, "label": band.label, "range": f"{_said(low)}–{_said(high)}"}
        for band, low, high in zip(bands, lows, highs, strict=True)
    ]


def _profile(report: Report) -> list[dict[str, object]]:
    return [
        {
            "label": trait.label,
            "rows": [
                {"label": row.label, "count": thousands(row.count), "percent": _said(row.percent, 1)}
                for row in trait.rows
            ],
        }
        for trait in report.profile
    ]


def _services(report: Report) -> list[dict[str, str]]:
    return [
        {
            "label": share.label, "count": thousands(share.respondents),
            "index": _said(share.result.index) if share.result and share.is_enough else "belum cukup",
            "letter": share.result.band.letter if share.result and share.result.band and share.is_enough else NONE,
        }
        for share in report.figures.services() if share.respondents
    ]  # fmt: skip


def _remarks(rows: Sequence[Remark]) -> list[dict[str, object]]:
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.subject.label, []).append(row.text)
    return [{"subject": subject, "texts": texts} for subject, texts in groups.items()]


def _item(report: Report, item: FollowUpItem) -> dict[str, str]:
    return {
        "unsur": report.of(item.unsur).short if item.unsur in report.figures.order else item.unsur,
        "programme": item.programme or "Belum ditulis",
        "time": f"TW {roman(item.quarter)} {item.year}",
        "due": plain_date(item.due_on),
        "person": item.in_charge or (item.person.name if item.person else NONE),
        "done": f"Selesai {plain_date(item.done_on)}" if item.done_on else "Belum selesai",
        "note": item.done_note,
        "proof": "ada bukti" if item.proof_id else "",
    }


def _point(point: Point) -> dict[str, str]:
    band = point.result.band if point.result else None
    return {
        "title": point.title,
        "source": "hasil cetakan" if point.is_printed else "dihitung di sini",
        "respondents": NONE if point.respondents is None else thousands(point.respondents),
        "index": _said(point.index),
        "letter": band.letter if band else NONE,
    }


def _point_bars(report: Report) -> list[Bar]:
    return [
        Bar(point.title, _said(point.index), _width(report, point.index))
        for point in report.points
        if point.index is not None
    ]


def _moved(report: Report) -> str:
    """Naik 0,79 poin (0,92%) dari Triwulan III 2026; from exact indexes, rounded once."""
    known = [point for point in report.points if point.exact is not None and point.starts_on < report.period.starts_on]
    step = change(known[-1].exact if known else None, report.figures.result.exact)
    return f"{_direction(step)} dari {known[-1].title}" if step and report.figures.is_enough else ""


def _direction(step: Change) -> str:
    if not step.points:
        return "Tetap"
    word = "Naik" if step.points > 0 else "Turun"
    return f"{word} {decimal_id(abs(step.points))} poin ({decimal_id(abs(step.percent))}%)"


def _publication(row: Publication) -> dict[str, str]:
    return {
        "channel": row.get_channel_display(), "place": row.place, "date": plain_date(row.published_on),
        "proof": row.link or (row.proof.original_name if row.proof else ""),
    }  # fmt: skip


def _question(report: Report, key: str) -> dict[str, object]:
    unsur = report.of(key)
    return {"code": report.code_of(key), "name": unsur.name, "question": unsur.question, "options": unsur.options}
