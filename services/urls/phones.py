"""Address: where staff put a resident's phone number right."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import case_phone

urlpatterns: list[URLPattern] = [
    path("petugas/<slug:office>/permohonan/<str:number>/nomor-hp/", case_phone.change, name="case_phone"),
]
