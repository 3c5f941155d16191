"""Addresses: the QR of a hall (short, printed, permanent), the posters' desk and its figures."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import poster_use, posters

urlpatterns: list[URLPattern] = [
    path("d/<int:code>", posters.scan, name="poster"),
    path("d/<int:code>/", posters.scan),
    path("petugas/<slug:office>/poster/", posters.desk, name="posters_desk"),
    path("petugas/<slug:office>/poster/tempat/", posters.halls, name="poster_halls"),
    path("petugas/<slug:office>/poster/<int:code>.pdf", posters.preview, name="poster_preview"),
    path("petugas/<slug:office>/pemakaian-poster/", poster_use.figures, name="poster_use"),
    path("petugas/<slug:office>/pemakaian-poster/<slug:table>.csv", poster_use.download, name="poster_use_csv"),
]
