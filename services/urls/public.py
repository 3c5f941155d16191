"""Addresses: what residents read. They begin with the office's name, so they come last."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import public

urlpatterns: list[URLPattern] = [
    path("<slug:office>/", public.home, name="home"),
    path("<slug:office>/layanan/", public.catalogue_list, name="catalogue"),
    path("<slug:office>/cari/", public.search, name="search"),
    path("<slug:office>/layanan/<slug:slug>/", public.service, name="service"),
    path("<slug:office>/layanan/<slug:slug>/standar.pdf", public.standard_pdf, name="standard_pdf"),
    path("<slug:office>/contoh/<int:pk>", public.example, name="example"),
    path("<slug:office>/maklumat/", public.pledge, name="pledge"),
    path("<slug:office>/maklumat.pdf", public.pledge_pdf, name="pledge_pdf"),
    path("<slug:office>/privasi/", public.privacy, name="privacy"),
    path("<slug:office>/aksesibilitas/", public.accessibility, name="accessibility"),
    path("<slug:office>/bantuan/", public.help_page, name="help"),
]
