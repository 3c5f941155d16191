"""Addresses: office days as residents read them, their calendars, numbers and reminders."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import rw_feeds, rw_numbers, rw_public, rw_reminders

_HOME = "<slug:office>/kantor-di-rw"
_DAY = f"{_HOME}/<int:number>"
_RW = f"{_HOME}/rw/<str:rw>"

urlpatterns: list[URLPattern] = [
    path(f"{_HOME}/", rw_public.calendar, name="rw_calendar"),
    path(f"{_HOME}/kalender.ics", rw_feeds.office_calendar, name="rw_office_ics"),
    path(f"{_HOME}/bulan/<str:month>/", rw_public.calendar, name="rw_month"),
    path(f"{_HOME}/pengingat/", rw_reminders.sign_up, name="rw_remind"),
    path(f"{_HOME}/pengingat/<str:token>/", rw_reminders.confirm, name="rw_confirm"),
    path(f"{_HOME}/berhenti/<str:token>/", rw_reminders.unsubscribe, name="rw_unsubscribe"),
    path(f"{_HOME}/dinas/<str:token>.ics", rw_feeds.agency_calendar, name="rw_agency_ics"),
    path(f"{_HOME}/slip/", rw_numbers.slip, name="rw_slip"),
    path(f"{_RW}/", rw_public.promises, name="rw_promises"),
    path(f"{_RW}/janji.pdf", rw_public.promises_pdf, name="rw_promises_pdf"),
    path(f"{_RW}/kalender.ics", rw_feeds.rw_calendar, name="rw_ics"),
    path(f"{_DAY}/", rw_public.day, name="rw_day"),
    path(f"{_DAY}/acara.ics", rw_feeds.day_calendar, name="rw_day_ics"),
    path(f"{_DAY}/nomor/", rw_numbers.number, name="rw_number"),
    path(f"{_DAY}/nomor/<str:token>/", rw_numbers.ticket, name="rw_ticket"),
]
