"""Addresses: objecting from the tracking page, at the counter, and the desk of those who decide."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import objection_desk, objections

_OFFICE = "petugas/<slug:office>"
_OWN = "<slug:office>/lacak/<str:number>/keberatan/"

urlpatterns: list[URLPattern] = [
    path(f"{_OFFICE}/keberatan/", objection_desk.objection_list, name="objections"),
    path(f"{_OFFICE}/keberatan/<uuid:pk>/", objection_desk.objection, name="objection"),
    path(f"{_OFFICE}/permohonan/<str:number>/keberatan/", objection_desk.enter, name="case_objection"),
    path(f"{_OFFICE}/permohonan/<str:number>/banding/", objection_desk.enter_appeal, name="case_appeal"),
    path(_OWN, objections.raise_it, name="track_objection"),
    path(f"{_OWN}banding/", objections.appeal, name="track_appeal"),
]
