"""Addresses: the kecamatan's desk of complaints, and entering one at the counter."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import desk
from complaints.views import entering as entering
from complaints.views import routing as routing

_DESK = "petugas/<slug:office>/pengaduan"
_RULES = "petugas/<slug:office>/aturan-pengaduan"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/", desk.show_list, name="desk"),
    path(f"{_DESK}/catat/", entering.enter, name="enter"),
    path(f"{_RULES}/", routing.show, name="rules"),
    path(f"{_RULES}/uji/", routing.test, name="rules_test"),
    path(f"{_RULES}/baru/", routing.change, name="rule_new"),
    path(f"{_RULES}/<uuid:pk>/", routing.change, name="rule"),
    path(f"{_RULES}/<uuid:pk>/geser/", routing.shift, name="rule_shift"),
    path(f"{_RULES}/<uuid:pk>/hapus/", routing.drop, name="rule_drop"),
    path(f"{_RULES}/mulai/", routing.begin, name="rules_begin"),
    path(f"{_DESK}/<str:number>/", desk.case, name="case"),
    path(f"{_DESK}/<str:number>/identitas/", desk.open_identity, name="case_identity"),
    path(f"{_DESK}/<str:number>/foto/<uuid:pk>", desk.photo, name="case_photo"),
    path(f"{_DESK}/<str:number>/<slug:verb>/", desk.act, name="case_act"),
]
