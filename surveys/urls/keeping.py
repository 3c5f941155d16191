"""Addresses: the words of the questions, and how an office invites."""

from django.urls import path
from django.urls.resolvers import URLPattern

from surveys.views import keeping

_DESK = "petugas/<slug:office>/survei/"
urlpatterns: list[URLPattern] = [
    path(f"{_DESK}pengaturan/", keeping.settings, name="settings"),
    path(f"{_DESK}<int:pk>/pertanyaan/", keeping.wording, name="wording"),
    path(f"{_DESK}<int:pk>/pertanyaan/<slug:key>/", keeping.wording_edit, name="wording_edit"),
]
