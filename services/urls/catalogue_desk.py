"""Addresses: the catalogue's editor."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import catalogue_desk, catalogue_edit, catalogue_examples, catalogue_states

_DESK = "petugas/<slug:office>/layanan/"
_ONE = f"{_DESK}<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(_DESK, catalogue_desk.services, name="catalogue_desk"),
    path("petugas/<slug:office>/layanan-baru/", catalogue_desk.new, name="service_new"),
    path("petugas/<slug:office>/layanan-bersama/<str:code>/", catalogue_desk.take, name="service_take"),
    path(_ONE, catalogue_desk.service, name="service_desk"),
    path(f"{_ONE}versi/<int:number>/", catalogue_desk.version, name="service_version"),
    path(f"{_ONE}surat/", catalogue_desk.letter, name="service_letter"),
    path(f"{_ONE}ubah/<slug:key>/", catalogue_edit.section, name="catalogue_section"),
    path(f"{_ONE}contoh/<slug:key>/", catalogue_examples.example, name="catalogue_example"),
    path(f"{_ONE}contoh/<slug:key>/berkas", catalogue_examples.example_file, name="catalogue_example_file"),
    path(f"{_ONE}terbitkan/", catalogue_states.publish, name="service_publish"),
    path(f"{_ONE}buang/", catalogue_states.discard, name="service_discard"),
    path(f"{_ONE}hentikan/", catalogue_states.pause, name="service_pause"),
    path(f"{_ONE}lanjutkan/", catalogue_states.resume, name="service_resume"),
    path(f"{_ONE}tampilkan/", catalogue_states.offer, name="service_offer"),
    path(f"{_ONE}periksa/", catalogue_states.review, name="service_review"),
]
