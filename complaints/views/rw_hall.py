"""The hall on a phone: open the day, give numbers, write down what is said, tick what is done. Works without signal, too.

A page's script sends the same forms with `Accept: application/json`; what could not be sent is kept on the phone under
its token, so that it arrives once.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints.actions import day_hall as verbs
from complaints.day_access import is_planner
from complaints.day_states import DayState, ItemState
from complaints.forms.day_hall import LATER, REPLIES, EntryForm, HandForm, NumberForm, ReplyForm
from complaints.models import DayItem, DayVisitor, RwDay
from complaints.queries.day_items import items_for, last_visitors, open_first
from complaints.queries.days import is_officer
from complaints.views.rw_asking import REFUSALS, find_day, refusal_text, say_refused
from complaints.views.rw_numbers import slip_context
from office.codes import new_token
from office.guards import member, open_to
from office.staff import local_day
from services.views.asking import local, staff_of, with_page
from services.workflow import IllegalMove


@open_to(member)
@require_POST
def start(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    day = find_day(request, number)
    try:
        verbs.open_day(day, staff=staff_of(request), at=timezone.now())
    except REFUSALS as error:
        say_refused(request, error)
        return redirect("complaints:rw_day_desk", office, number)
    return redirect("complaints:rw_hall", office, number)


@open_to(member)
@require_safe
def hall(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """Everything for the person at the table; an agency's officer sees that agency's entries only."""
    day = find_day(request, number)
    if day.state not in {DayState.RUNNING, DayState.CLOSED}:
        raise Http404
    return _page(request, day)


def _page(
    request: HttpRequest, day: RwDay, *, entry: EntryForm | None = None, visitor: NumberForm | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    staff = staff_of(request)
    works = is_planner(staff) or is_officer(day, staff.user)
    running = day.state == DayState.RUNNING
    context: dict[str, Any] = {
        "day": day, "works": works and running, "may_close": is_planner(staff) and running, "items": _rows(request, day),
        "visitors": last_visitors(day) if works and running else [], "given": day.last_visitor, "at": local(day.office, timezone.now()),
    }  # fmt: skip
    if works and running:
        context["entry"] = entry or EntryForm(day=day, initial={"token": new_token()})
        context["visitor_form"] = visitor or NumberForm(initial={"token": new_token()}, prefix="n")
        context["forms"] = [form for form in (entry, visitor) if form]
    page = with_page(request, f"{day.place_name} hari ini", **context)
    return render(request, "complaints/rw_desk/hall.html", page, status=status)


def _rows(request: HttpRequest, day: RwDay) -> list[dict[str, Any]]:
    today = local_day(day.office, timezone.now())
    return [
        {"item": item, "buttons": _buttons(item), "overdue": item.is_overdue(today)}
        for item in open_first(items_for(staff_of(request), day))
    ]


def _buttons(item: DayItem) -> list[tuple[str, str]]:
    offered = {ItemState.OPEN: REPLIES, ItemState.PROMISED: LATER}.get(ItemState(item.state), [])
    words = {ItemState.PROMISED: "Janjikan", ItemState.ANSWERED: "Jawab", ItemState.KEPT: "Janji ditepati"}
    return [(state.value, words.get(state, state.label)) for state in offered]


@open_to(member)
@require_POST
def give_number(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """The next number; the slip opens so that it can be shown, photographed or printed."""
    day = find_day(request, number)
    form = NumberForm(request.POST, prefix="n")
    if not form.is_valid():
        return _refused(request, day, form, visitor=form)
    kept = form.cleaned_data
    try:
        ticket = verbs.take_number(
            day, token=kept["token"], name=kept["name"], consents=kept["consents"], staff=staff_of(request), at=timezone.now()
        )  # fmt: skip
    except REFUSALS as error:
        return _stopped(request, day, error)
    url = reverse("complaints:rw_hall_slip", args=[office, number, ticket.visitor.number])
    if _wants_json(request):
        return JsonResponse(
            {"said": f"Nomor {ticket.visitor.number} diberikan.", "number": ticket.visitor.number, "url": url}
        )
    return redirect(url)


@open_to(member)
@require_safe
def slip(request: HttpRequest, office: str, number: int, visitor: int) -> HttpResponse:
    """Number, QR, code and PIN, to photograph from the officer's phone or to print."""
    row = _visitor_or_404(request, number, visitor)
    return render(request, "complaints/rw_desk/slip.html", with_page(request, "", **slip_context(row, row.day)))


def _visitor_or_404(request: HttpRequest, number: int, visitor: int) -> DayVisitor:
    day, staff = find_day(request, number), staff_of(request)
    if not (is_planner(staff) or is_officer(day, staff.user)):
        raise Http404
    rows = DayVisitor.objects.select_related("day__office", "day__rw__parent")
    return get_object_or_404(rows, day=day, number=visitor)


@open_to(member)
@require_safe
def slip_pdf(request: HttpRequest, office: str, number: int, visitor: int) -> HttpResponse:
    """For the printer at the hall: A6, or a roll of 80 mm with `?kertas=80`."""
    from complaints.documents.rw_slip import visitor_slip  # noqa: PLC0415 - WeasyPrint is slow to load

    row = _visitor_or_404(request, number, visitor)
    content = visitor_slip(row, "80mm" if request.GET.get("kertas") == "80" else "A6")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": "inline"})


@open_to(member)
@require_POST
def record(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Write down what somebody says."""
    day = find_day(request, number)
    form = EntryForm(request.POST, day=day)
    if not form.is_valid():
        return _refused(request, day, form, entry=form)
    try:
        item, is_new = verbs.record_item(
            day, form.entry(), token=form.cleaned_data["token"], staff=staff_of(request), at=timezone.now()
        )  # fmt: skip
    except REFUSALS as error:
        return _stopped(request, day, error)
    said = f"Catatan {item.number} tersimpan." if is_new else f"Catatan {item.number} sudah tersimpan sebelumnya."
    if _wants_json(request):
        return JsonResponse({"said": said, "number": item.number})
    messages.success(request, said)
    return redirect("complaints:rw_hall", office, number)


@open_to(member)
@require_POST
def answer(request: HttpRequest, office: str, number: int, item: int) -> HttpResponseBase:
    """Done on the spot, answered, or promised."""
    day = find_day(request, number)
    row = get_object_or_404(items_for(staff_of(request), day), number=item)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors) + ".")
        return redirect(f"{reverse('complaints:rw_hall', args=[office, number])}#item-{item}")
    try:
        verbs.answer_item(row, form.reply(), staff=staff_of(request), at=timezone.now())
    except REFUSALS as error:
        say_refused(request, error)
    else:
        messages.success(request, f"Catatan {item}: {ItemState(form.cleaned_data['state']).label.lower()}.")
    return redirect("complaints:rw_hall", office, number)


@open_to(member)
@require_POST
def hand_over(request: HttpRequest, office: str, number: int, item: int) -> HttpResponseBase:
    """To the agency whose duty it is."""
    day = find_day(request, number)
    row = get_object_or_404(items_for(staff_of(request), day), number=item)
    form = HandForm(request.POST, day=day)
    if form.is_valid():
        try:
            verbs.hand_item(row, form.cleaned_data["agency"], staff=staff_of(request), at=timezone.now())
            messages.success(request, f"Catatan {item} dialihkan ke {form.cleaned_data['agency'].short_name}.")
        except REFUSALS as error:
            say_refused(request, error)
    else:
        messages.error(request, "Pilih dinas tujuan.")
    return redirect("complaints:rw_hall", office, number)


@open_to(member)
@require_POST
def served(request: HttpRequest, office: str, number: int, visitor: int) -> HttpResponseBase:
    """Tick a queue number off."""
    row = _visitor_or_404(request, number, visitor)
    verbs.note_served(row, staff=staff_of(request), at=timezone.now())
    return redirect("complaints:rw_hall", office, number)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _refused(request: HttpRequest, day: RwDay, form: Any, **shown: Any) -> HttpResponseBase:
    if _wants_json(request):
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    return _page(request, day, status=422, **shown)


def _stopped(request: HttpRequest, day: RwDay, error: Exception) -> HttpResponseBase:
    """The rule that stops it; the phone keeps what it wanted to send and shows these words."""
    words = (
        "Hari ini sudah ditutup. Catat sebagai laporan biasa."
        if isinstance(error, IllegalMove)
        else refusal_text(error)
    )
    if _wants_json(request):
        return JsonResponse({"error": words}, status=409)
    messages.error(request, words)
    return redirect("complaints:rw_day_desk", day.office.slug, day.number)
