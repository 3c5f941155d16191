"""The agencies of an office and who sits there: the list, an agency, a new officer with a one-time link, the end of a seat."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.access import NotAllowed
from complaints.actions import agencies
from complaints.actions.agencies import Seat
from complaints.forms.keeping import AgencyForm, KnownForm, NewForm
from complaints.models import Agency, AgencyOfficer, ComplaintSettings
from complaints.queries import keeping
from office.guards import complaint_keeper, open_to
from office.models import User
from services.views.asking import posted, staff_of, with_page

ABOUT_SEAT = ("is_head", "group")


@open_to(complaint_keeper)
@require_safe
def show_list(request: HttpRequest, office: str) -> HttpResponse:
    """All agencies, with how many people answer for each."""
    get_object_or_404(ComplaintSettings, office=staff_of(request).office)
    rows = keeping.agencies(staff_of(request).office)
    return render(request, "complaints/keeping/agencies.html", with_page(request, "Dinas dan petugasnya", rows=rows))


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, office: str, pk: UUID | None = None) -> HttpResponseBase:
    """An agency: what it is, and who sits there."""
    staff, at = staff_of(request), timezone.now()
    get_object_or_404(ComplaintSettings, office=staff.office)
    row = _find(request, pk) if pk else None
    form = AgencyForm(posted(request), instance=row, office=staff.office)
    if request.method == "POST" and form.is_valid():
        try:
            areas = list(form.cleaned_data["areas"])
            kept = agencies.keep_agency(form.save(commit=False), areas=areas, staff=staff, at=at)
            messages.success(request, "Dinas tersimpan.")
            return redirect("complaints:agency_kept", office, kept.pk)
        except NotAllowed as refusal:
            form.add_error("is_active" if str(refusal) == agencies.LAST_RULE else "kind", str(refusal))
    found = _find(request, pk) if pk else None
    context = {"form": form, "row": found, "officers": keeping.officers(found, at=at) if found else []}
    page = with_page(request, found.name if found else "Dinas baru", **context)
    return render(request, "complaints/keeping/agency.html", page, status=422 if form.errors else 200)


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Somebody the office knows, or a person who gets an account now."""
    request.is_personal = True  # type: ignore[attr-defined]
    row, is_new = _find(request, pk), request.POST.get("siapa") == "baru"
    data = posted(request)
    known, new = KnownForm(None if is_new else data, agency=row), NewForm(data if is_new else None)
    namesake = None
    if request.method == "POST":
        form: KnownForm | NewForm = new if is_new else known
        if form.is_valid():
            namesake = User.objects.filter(username__iexact=form.cleaned_data.get("username", "")).first()
            answer = _seated(request, row, form, namesake)
            if answer:
                return answer
    context: dict[str, Any] = {
        "row": row, "known": known, "new": new, "namesake": namesake, "forms": [form for form in (known, new) if form.is_bound],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    page = with_page(request, f"Petugas {row.short_name}", **context)
    return render(request, "complaints/keeping/seat.html", page, status=status)


def _seated(
    request: HttpRequest, row: Agency, form: KnownForm | NewForm, namesake: User | None
) -> HttpResponseBase | None:
    """Seat whom the form names; None when the form says why not."""
    staff, at, facts = staff_of(request), timezone.now(), dict(form.cleaned_data)
    as_ = Seat(**{name: facts.pop(name) for name in ABOUT_SEAT})
    user = namesake if request.POST.get("same") == "yes" else facts.get("user")
    try:
        if user is None and namesake:
            words = f"Nama pengguna ini sudah dipakai {namesake.name}. Pilih nama lain, atau centang orang yang sama"
            form.add_error("username", words)
            return None
        if user is None:
            place, token = agencies.seat_new(row, facts, as_, staff=staff, at=at)
            return _link_page(request, row, place.user, token)
        agencies.seat(row, user, as_, staff=staff, at=at)
    except NotAllowed as refusal:
        form.add_error("user" if isinstance(form, KnownForm) else None, str(refusal))
        return None
    messages.success(request, f"{user.name} bertugas di {row.short_name}. Ia masuk dengan kata sandinya sendiri.")
    return redirect("complaints:agency_kept", staff.office.slug, row.pk)


def _link_page(request: HttpRequest, row: Agency, user: User, token: str) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("office:invitation", args=[token])
    page = with_page(request, f"Tautan untuk {user.name}", row=row, address=address)
    return render(request, "complaints/keeping/link.html", page)


@open_to(complaint_keeper)
@require_POST
def end(request: HttpRequest, office: str, pk: UUID, seat: UUID) -> HttpResponseBase:
    """Somebody no longer works there, from this moment on."""
    row = _find(request, pk)
    place = get_object_or_404(AgencyOfficer.objects.select_related("agency", "user"), pk=seat, agency=row)
    try:
        agencies.end_seat(place, staff=staff_of(request), at=timezone.now())
        messages.success(request, f"Tugas {place.user.name} di {row.short_name} berakhir.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("complaints:agency_kept", office, row.pk)


def _find(request: HttpRequest, pk: UUID | None) -> Agency:
    rows = Agency.objects.filter(office=staff_of(request).office).select_related("office")
    return get_object_or_404(rows, pk=pk)
