"""Addresses: the promise in figures, for the heads of the office and for everybody."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import promises, public_promises

_PROMISES = "petugas/<slug:office>/janji-layanan"

urlpatterns: list[URLPattern] = [
    path(f"{_PROMISES}/", promises.figures, name="promises"),
    path(f"{_PROMISES}/terlambat/", promises.late_files, name="promises_late"),
    path(f"{_PROMISES}/rekap.pdf", promises.recap_pdf, name="promises_pdf"),
    path(f"{_PROMISES}/<slug:table>.xlsx", promises.sheet, name="promises_xlsx"),
    path("<slug:office>/janji/", public_promises.promise, name="promise"),
]
