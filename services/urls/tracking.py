"""Addresses: following a request."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import tracking

_OWN = "<slug:office>/lacak/<str:number>/"
urlpatterns: list[URLPattern] = [
    path("l/<str:token>", tracking.short_link, name="short_link"),
    path("<slug:office>/lacak/", tracking.track, name="track"),
    path("<slug:office>/lacak/keluar/", tracking.leave, name="track_leave"),
    path(_OWN, tracking.tracked, name="tracked"),
    path(f"{_OWN}unggah/", tracking.upload, name="track_upload"),
    path(f"{_OWN}perbaiki/", tracking.fix, name="track_fix"),
    path(f"{_OWN}tarik/", tracking.withdraw, name="track_withdraw"),
    path(f"{_OWN}surat/", tracking.letter_download, name="letter_download"),
]
