"""Addresses: an office's settings, its calendar, its people and its audit."""

from django.urls import path
from django.urls.resolvers import URLPattern

from office.views import audit, calendar, people, settings

_SETTINGS = "petugas/<slug:office>/pengaturan/"
_PEOPLE = "petugas/<slug:office>/orang/"

urlpatterns: list[URLPattern] = [
    path(_SETTINGS, settings.settings, name="settings"),
    path(f"{_SETTINGS}lambang/", settings.emblem, name="settings_emblem"),
    path(f"{_SETTINGS}jam/", calendar.hours, name="hours"),
    path(f"{_SETTINGS}hari-khusus/", calendar.special_days, name="special_days"),
    path(f"{_SETTINGS}hari-khusus/hapus/", calendar.special_day_removed, name="special_day_removed"),
    path(f"{_SETTINGS}hari-khusus/ramadan/", calendar.ramadan, name="ramadan"),
    path(f"{_SETTINGS}<slug:key>/", settings.section, name="settings_section"),
    path(_PEOPLE, people.people, name="people"),
    path(f"{_PEOPLE}baru/", people.new, name="person_new"),
    path(f"{_PEOPLE}<uuid:pk>/", people.person, name="person"),
    path(f"{_PEOPLE}<uuid:pk>/jabatan/", people.post_new, name="post_new"),
    path(f"{_PEOPLE}<uuid:pk>/tautan/", people.link, name="person_link"),
    path(f"{_PEOPLE}<uuid:pk>/keluar/", people.leave, name="person_leave"),
    path(f"{_PEOPLE}jabatan/<uuid:pk>/akhiri/", people.post_end, name="post_end"),
    path("petugas/<slug:office>/jejak/", audit.entries, name="audit"),
    path("petugas/<slug:office>/jejak/periksa/", audit.check, name="audit_check"),
]
