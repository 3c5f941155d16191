"""The desk of exchange: keys for other programs, and the traffic with SP4N-LAPOR."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints import sp4n as columns
from complaints.access import NotAllowed, is_handler
from complaints.actions import api_keys, sp4n
from complaints.forms.exchange import ImportForm, KeyForm, SpanForm, ThereForm
from complaints.models import ApiKey
from complaints.queries.sp4n import exported
from complaints.queries.visible import visible_to
from office.actions.audit import record
from office.guards import office_admin, open_to
from office.sheets import as_xlsx, csv_response
from office.staff import Staff
from office.tables import BadTable, rows_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = "complaints/exchange/desk.html"


@open_to(office_admin, is_handler)
@require_safe
def desk(request: HttpRequest, office: str) -> HttpResponse:
    """What goes out and comes in."""
    return render(request, PAGE, _context(_staff(request)))


def _context(staff: Staff, **forms: Any) -> dict[str, Any]:
    found = {"key_form": KeyForm(), "span_form": SpanForm(), "import_form": ImportForm(office=staff.office), **forms}
    return {
        **found, "keys": ApiKey.objects.filter(office=staff.office).select_related("created_by"),
        "may_make_keys": office_admin(staff), "may_exchange": is_handler(staff),
        "form": next((form for form in forms.values() if form.errors), None),
        "discovery": reverse("complaints:open311_discovery", kwargs={"ending": "json"}), "page_title": "Pertukaran data",
    }  # fmt: skip


@open_to(office_admin)
@require_POST
def make_key(request: HttpRequest, office: str) -> HttpResponse:
    """A new key; its text stands on this one answer and nowhere else."""
    staff, form = _staff(request), KeyForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _context(staff, key_form=form))
    key, text = api_keys.make_key(**form.cleaned_data, staff=staff, at=timezone.now())
    answer = render(request, "complaints/exchange/key.html", {"key": key, "text": text, "page_title": "Kunci baru"})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to(office_admin)
@require_POST
def revoke_key(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    staff = _staff(request)
    key = get_object_or_404(ApiKey, pk=pk, office=staff.office)
    if api_keys.revoke_key(key, staff=staff, at=timezone.now()):
        messages.success(request, f"Kunci {key.name} dicabut. Aplikasi itu tidak bisa mengirim laporan lagi.")
    else:
        messages.error(request, "Kunci ini sudah dicabut sebelumnya.")
    return redirect("complaints:exchange", office)


@open_to(is_handler)
@require_safe
def export(request: HttpRequest, office: str, ending: str) -> HttpResponse:
    """The complaints of some days with the columns of SP4N-LAPOR; names masked. Each export is noted."""
    staff, form = _staff(request), SpanForm(request.GET)
    if not form.is_valid():
        return render(request, PAGE, _context(staff, span_form=form))
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    record(
        "sp4n.exported", f"office:{staff.office.code}", office=staff.office, actor=staff.user, at=timezone.now(),
        first=str(first), last=str(last),
    )  # fmt: skip
    name, header = f"sp4n-{staff.office.slug}-{first}-{last}", (*columns.COLUMNS, columns.OURS)
    rows = exported(staff, first=first, last=last)
    if ending == "csv":
        return csv_response(name, header, rows)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(as_xlsx("SP4N-LAPOR", header, rows), content_type=XLSX, headers=disposition)


@open_to(is_handler)
@require_POST
def take_in(request: HttpRequest, office: str) -> HttpResponse:
    """Read an export of SP4N-LAPOR; the answer says row by row what became of it."""
    staff = _staff(request)
    form = ImportForm(request.POST, request.FILES, office=staff.office)
    if form.is_valid():
        try:
            lines = columns.read(rows_of(form.cleaned_data["file"], _rating), ZoneInfo(staff.office.time_zone))
            outcome = sp4n.take_in(lines, otherwise=form.cleaned_data["category"], staff=staff, at=timezone.now())
        except (BadTable, columns.NoTable) as error:
            form.add_error("file", str(error))
        else:
            context = {"outcome": outcome, "page_title": "Hasil impor SP4N-LAPOR"}
            return render(request, "complaints/exchange/outcome.html", context)
    return render(request, PAGE, _context(staff, import_form=form))


def _rating(rows: list[list[str]]) -> int:
    return sum(cell.strip() in columns.COLUMNS for row in rows for cell in row)


@open_to(is_handler)
@require_POST
def name_there(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Note the number a complaint has in SP4N-LAPOR."""
    staff = _staff(request)
    complaint = get_object_or_404(visible_to(staff), number=number)
    form = ThereForm(request.POST)
    try:
        if form.is_valid():
            sp4n.name_there(complaint, form.cleaned_data["sp4n_id"], staff=staff, at=timezone.now())
            messages.success(request, "Nomor SP4N-LAPOR disimpan.")
        else:
            messages.error(request, " ".join(str(error) for error in form.errors["sp4n_id"]))
    except NotAllowed as error:
        messages.error(request, str(error))
    return redirect("complaints:case", office, number)


def _staff(request: HttpRequest) -> Staff:
    staff: Staff = request.staff  # type: ignore[attr-defined]
    return staff
