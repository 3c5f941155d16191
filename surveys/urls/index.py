"""Addresses: the public index page and its sheet."""

from django.urls import path
from django.urls.resolvers import URLPattern

from surveys.views import index

urlpatterns: list[URLPattern] = [
    path("<slug:office>/nilai-kepuasan/", index.index, name="index"),
    path("<slug:office>/nilai-kepuasan.csv", index.index_csv, name="index_csv"),
]
