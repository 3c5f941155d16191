"""Addresses: periods, imports and exclusions, for staff."""

from django.urls import path
from django.urls.resolvers import URLPattern

from surveys.views import desk, importing

_DESK = "petugas/<slug:office>/survei/"
_ONE = f"{_DESK}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_DESK, desk.surveys, name="periods"),
    path(f"{_DESK}baru/", desk.period_new, name="period_new"),
    path(f"{_DESK}cetakan/", importing.printed, name="import_printed"),
    path(_ONE, desk.period, name="period"),
    path(f"{_ONE}ubah/", desk.period_edit, name="period_edit"),
    path(f"{_ONE}buka/", desk.period_open, name="period_open"),
    path(f"{_ONE}tutup/", desk.period_close, name="period_close"),
    path(f"{_ONE}perbaikan/", desk.period_promise, name="period_promise"),
    path(f"{_ONE}jawaban/<uuid:answer>/", desk.exclude, name="exclude"),
    path(f"{_ONE}usulan/<int:exclusion>/", desk.decide, name="exclusion"),
    path(f"{_ONE}impor/", importing.sheet, name="import_sheet"),
    path(f"{_ONE}impor/simpan/", importing.sheet_confirm, name="import_confirm"),
]
