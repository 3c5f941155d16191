"""Addresses: applying, and taking a request in at the counter."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import apply, counter, receipt

_DRAFT = "<slug:office>/permohonan/<str:token>/"
urlpatterns: list[URLPattern] = [
    path("petugas/<slug:office>/loket/", counter.counter, name="counter"),
    path("petugas/<slug:office>/loket/<str:token>/", counter.counter_done, name="counter_done"),
    path("<slug:office>/ajukan/<slug:slug>/", apply.start, name="apply"),
    path(_DRAFT, apply.resume, name="draft"),
    path(f"{_DRAFT}nanti/", apply.later, name="draft_later"),
    path(f"{_DRAFT}unggah/", apply.upload, name="draft_upload"),
    path(f"{_DRAFT}lihat/<uuid:document>/", apply.paper, name="draft_paper"),
    path(f"{_DRAFT}terkirim/", receipt.receipt, name="receipt"),
    path(f"{_DRAFT}bukti.pdf", receipt.slip, name="slip"),
    path(f"{_DRAFT}bukti.png", receipt.slip_picture, name="slip_picture"),
    path(f"{_DRAFT}<slug:step>/", apply.step, name="draft_step"),
]
