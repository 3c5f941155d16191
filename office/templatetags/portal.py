"""Template tags and filters of every page: icons, time left, and the wording of dates and numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from office import identity, phone, wording
from office.templatetags.icons import ICONS

register = template.Library()

# The colour of the browser's bar is primary-900 of the theme; the first theme is tokens.css itself.
DEFAULT_THEME = "nila"
THEME_COLORS = {"nila": "#101f3f", "wilis": "#0a302c"}
_STATE_ICONS = {"ok": "clock", "soon": "clock", "overdue": "alert", "paused": "pause"}
_NOTICE_ICONS = {"success": "check", "warning": "alert", "danger": "alert"}
_MESSAGE_KINDS = {"success": "success", "warning": "warning", "error": "danger"}


@register.simple_tag(name="icon")
def icon(name: str, label: str = "", **attrs: str) -> SafeString:
    """One icon as inline SVG: decoration for screen readers unless it carries a label."""
    shape = mark_safe(ICONS[name])
    classes = f"icon {attrs['class']}" if attrs.get("class") else "icon"
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 24 24" {} focusable="false">{}</svg>', classes, spoken, shape)


@register.inclusion_tag("parts/remaining.html", name="remaining")
def remaining(
    due_at: datetime | None, at: datetime, name: str = "", paused: bool = False, left: Any = None
) -> dict[str, object]:
    """The badge of the time left until `due_at`, as it stands at `at`.

    By the wall clock, unless `left` says it in service time (services.promise_words.TimeLeft).
    """
    if paused or due_at is None:
        return {"state": "paused", "text": "Waktu dijeda" if paused else "Belum berjalan", "icon": "pause"}
    if left is not None:
        return {
            "state": left.state, "text": left.text, "icon": _STATE_ICONS[left.state], "seconds": left.seconds,
            "runs": left.runs, "name": name,
        }  # fmt: skip
    seconds = int((due_at - at).total_seconds())
    state = wording.remaining_state(seconds)
    return {
        "state": state, "text": wording.remaining_text(seconds), "icon": _STATE_ICONS[state],
        "seconds": seconds, "name": name,
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def form_problems(context: Context) -> list[tuple[str, str]]:
    """Every error of `forms` or `form` in page order, as (id of the control, words); no id for the form as a whole."""
    forms = context.get("forms") or [context.get("form")]
    return [problem for form in forms if form is not None for problem in _problems(form)]


def _problems(form: BaseForm) -> Iterator[tuple[str, str]]:
    yield from (("", str(error)) for error in form.non_field_errors())
    for field in form:
        yield from ((_control_id(field), str(error)) for error in field.errors)


def _control_id(field: BoundField) -> str:
    """Where a link to the error must lead: a group of radios has no control of its own, so to its first one."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def theme_color(theme: str) -> str:
    return THEME_COLORS.get(theme, THEME_COLORS[DEFAULT_THEME])


@register.filter
def theme_file(theme: str) -> str:
    """The stylesheet of a theme that differs from tokens.css; an unknown theme has none."""
    return f"css/themes/{theme}.css" if theme in THEME_COLORS and theme != DEFAULT_THEME else ""


@register.filter
def notice_icon(kind: str) -> str:
    return _NOTICE_ICONS.get(kind, "info")


@register.filter
def message_kind(tags: str) -> str:
    """The notice that shows a Django message."""
    return next((kind for tag, kind in _MESSAGE_KINDS.items() if tag in tags.split()), "")


@register.filter
def step_states(total: int, current: int) -> list[str]:
    """done, done, current, "", "": one word per step of a form."""
    return ["done" if step < current else "current" if step == current else "" for step in range(1, int(total) + 1)]


@register.filter
def initials(name: object) -> str:
    return wording.initials(str(name or ""))


@register.filter
def clock(at: datetime | None) -> str:
    return wording.clock(at) if at else ""


@register.filter
def plain_date(day: date | None) -> str:
    return wording.plain_date(day) if day else ""


@register.filter
def long_date(day: date | None) -> str:
    return wording.long_date(day) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    return wording.short_date(day) if day else ""


@register.filter
def date_time(at: datetime | None) -> str:
    return wording.date_time(at) if at else ""


@register.filter
def month_year(day: date | None) -> str:
    return wording.month_year(day) if day else ""


@register.filter
def validity(days: int | None) -> str:
    return wording.validity(days)


@register.filter
def thousands(number: int | None) -> str:
    return wording.thousands(number or 0)


@register.filter
def rupiah(amount: int | None) -> str:
    return wording.rupiah(amount or 0)


@register.filter
def decimal_id(number: Any, places: int = 2) -> str:
    return "" if number in (None, "") else wording.decimal_id(number, places)


@register.filter
def file_size(size: int | None) -> str:
    return wording.file_size(size or 0)


@register.filter
def mask_nik(nik: str | None) -> str:
    return identity.mask(nik or "")


@register.filter
def mask_phone(number: str | None) -> str:
    return phone.mask(number or "")


@register.filter
def phone_local(number: str | None) -> str:
    return phone.display(number or "")


@register.filter
def wa_number(number: str | None) -> str:
    """62812…, as wa.me wants it; empty when this is no mobile number."""
    return phone.normalise(number or "")


@register.filter
def tel_number(number: str | None) -> str:
    """+62321000000 from (0321) 000-000, for tel: links."""
    digits = "".join(c for c in number or "" if c.isdigit())
    return f"+62{digits[1:]}" if digits.startswith("0") else f"+{digits}" if digits.startswith("62") else digits
