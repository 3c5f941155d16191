"""Addresses: the figures of complaints."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import figures

_FIGURES = "petugas/<slug:office>/rekap-pengaduan"

urlpatterns: list[URLPattern] = [
    path(f"{_FIGURES}/", figures.show, name="figures"),
    path(f"{_FIGURES}/unduh.xlsx", figures.sheet, name="figures_xlsx"),
    path(f"{_FIGURES}/unduh.pdf", figures.paper, name="figures_pdf"),
]
