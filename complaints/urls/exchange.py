"""Addresses: keys of other programs, and the traffic with SP4N-LAPOR."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import exchange

_DESK = "petugas/<slug:office>/pertukaran/"
urlpatterns: list[URLPattern] = [
    path(_DESK, exchange.desk, name="exchange"),
    path(f"{_DESK}kunci/", exchange.make_key, name="key_make"),
    path(f"{_DESK}kunci/<uuid:pk>/cabut/", exchange.revoke_key, name="key_revoke"),
    path(f"{_DESK}sp4n.csv", exchange.export, {"ending": "csv"}, name="sp4n_export_csv"),
    path(f"{_DESK}sp4n.xlsx", exchange.export, {"ending": "xlsx"}, name="sp4n_export_xlsx"),
    path(f"{_DESK}sp4n/impor/", exchange.take_in, name="sp4n_import"),
    path("petugas/<slug:office>/pengaduan/<str:number>/sp4n/", exchange.name_there, name="sp4n_name"),
]
