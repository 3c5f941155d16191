"""Addresses: answering the survey."""

from django.urls import path
from django.urls.resolvers import URLPattern

from surveys.views import answering

urlpatterns: list[URLPattern] = [
    path("s/<str:token>/", answering.by_ticket, name="ticket"),
    path("s/<str:token>/tidak/", answering.decline, name="decline"),
    path("<slug:office>/survei/", answering.walk_in, name="walk_in"),
    path("<slug:office>/survei/terima-kasih/", answering.thanks, name="thanks"),
    path("<slug:office>/survei/kios/", answering.kiosk, name="kiosk"),
    path("<slug:office>/survei/kios/terima-kasih/", answering.kiosk_thanks, name="kiosk_thanks"),
]
