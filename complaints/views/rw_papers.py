"""Papers of a day for its planners: letters, poster, minutes, the follow-up list, agencies' calendar addresses."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints.actions.agency_feeds import feed_token
from complaints.day_access import reads_all_days
from complaints.models import Agency, AgencyFeed, DayLetter, DayVisitor
from complaints.queries.day_items import follow_up, items_for, names_in
from complaints.views.rw_asking import find_day
from complaints.views.rw_public import pdf_response
from office.guards import day_planner, member, open_to
from office.sheets import as_xlsx
from office.staff import local_day
from office.wording import plain_date
from services.queries.posters import base_address
from services.views.asking import office_of, staff_of, with_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("Dinas", "Nomor", "Jenis", "Yang disampaikan", "Patokan", "Keadaan", "Jawaban atau janji", "Dijanjikan selesai", "Lewat", "Laporan")  # fmt: skip


@open_to(member)
@require_safe
def rw_letter(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """The invitation to the head of the RW."""
    from complaints.documents.rw_sheets import Invited, invitation_sheet  # noqa: PLC0415 - WeasyPrint is slow to load

    day = find_day(request, number)
    _readers_only(request)
    row = get_object_or_404(DayLetter.objects.select_related("entry"), day=day)
    invited = Invited(to=f"Ketua {day.rw.full_name}, {day.village_name}", entry=row.entry)
    return pdf_response(invitation_sheet(day, invited), f"undangan-rw-{number}.pdf")


@open_to(member)
@require_safe
def agency_letter(request: HttpRequest, office: str, number: int, agency: str) -> HttpResponseBase:
    """The invitation to one agency."""
    from complaints.documents.rw_sheets import Invited, agency_title, invitation_sheet  # noqa: PLC0415 - the same

    day = find_day(request, number)
    _readers_only(request)
    row = get_object_or_404(day.agencies.select_related("agency", "letter"), agency__key=agency, letter__isnull=False)
    assert row.letter  # noqa: S101 - the filter above says there is one
    invited = Invited(to=agency_title(row.agency), entry=row.letter, services=row.services or "Konsultasi")
    return pdf_response(invitation_sheet(day, invited), f"undangan-{agency}-{number}.pdf")


def _readers_only(request: HttpRequest) -> None:
    if not reads_all_days(staff_of(request)):
        raise Http404


@open_to(member)
@require_safe
def poster(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """A4, or A3 with `?kertas=A3`; for walls, and as a picture for groups."""
    from complaints.documents.rw_sheets import poster_sheet  # noqa: PLC0415 - WeasyPrint is slow to load

    day = find_day(request, number)
    paper = "A3" if request.GET.get("kertas") == "A3" else "A4"
    return pdf_response(poster_sheet(day, paper=paper), f"poster-rw-{number}.pdf")


@open_to(member)
@require_safe
def minutes(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """The berita acara; before the day is closed a draft that says so."""
    from complaints.documents.rw_sheets import minutes_sheet  # noqa: PLC0415 - WeasyPrint is slow to load

    day, staff = find_day(request, number), staff_of(request)
    _readers_only(request)
    items = list(items_for(staff, day).order_by("number"))
    content = minutes_sheet(day, items, names=names_in(day), numbers=DayVisitor.objects.filter(day=day).count())
    return pdf_response(content, f"berita-acara-rw-{number}.pdf")


@open_to(member)
@require_safe
def left_to_do(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """Unanswered and promised, by agency."""
    day, staff = find_day(request, number), staff_of(request)
    today = local_day(day.office, timezone.now())
    rows = [(item, item.is_overdue(today)) for item in follow_up(staff, day)]
    return render(request, "complaints/rw_desk/follow_up.html", with_page(request, "Tindak lanjut", day=day, rows=rows))


@open_to(member)
@require_safe
def left_to_do_sheet(request: HttpRequest, office: str, number: int) -> HttpResponse:
    day, staff = find_day(request, number), staff_of(request)
    today = local_day(day.office, timezone.now())
    rows = [
        (
            item.agency.name if item.agency else "Belum ada", item.number, item.get_kind_display(), item.text, item.place, item.get_state_display(),
            item.answer, plain_date(item.due_on) if item.due_on else "", "ya" if item.is_overdue(today) else "",
            item.complaint.number if item.complaint else "",
        )
        for item in follow_up(staff, day)
    ]  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="tindak-lanjut-rw-{number}.xlsx"'}
    return HttpResponse(as_xlsx(f"RW {day.rw.name} {day.date}", HEAD, rows), content_type=XLSX, headers=headers)


@open_to(day_planner)
@require_safe
def feeds(request: HttpRequest, office: str) -> HttpResponse:
    """The calendar addresses to hand out."""
    place = office_of(request)
    made = {feed.agency_id: feed for feed in AgencyFeed.objects.filter(agency__office=place)}
    rows = [
        (agency, _address(request, made[agency.pk].token) if agency.pk in made else "")
        for agency in Agency.objects.filter(office=place, is_active=True)
    ]
    public = base_address(place) + reverse("complaints:rw_office_ics", args=[place.slug])
    context = with_page(request, "Alamat kalender", rows=rows, public=public)
    return render(request, "complaints/rw_desk/feeds.html", context)


def _address(request: HttpRequest, token: str) -> str:
    place = office_of(request)
    return base_address(place) + reverse("complaints:rw_agency_ics", args=[place.slug, token])


@open_to(day_planner)
@require_POST
def make_feed(request: HttpRequest, office: str, agency: str) -> HttpResponseBase:
    """Make the agency's address, or a new one in place of one that got into wrong hands."""
    row = get_object_or_404(Agency, office=office_of(request), key=agency, is_active=True)
    renew = AgencyFeed.objects.filter(agency=row).exists()
    feed_token(row, staff=staff_of(request), at=timezone.now(), renew=renew)
    messages.success(request, "Alamat baru siap. Yang lama tidak berlaku lagi." if renew else "Alamat kalender siap.")
    return redirect("complaints:rw_feeds", office)
