"""Addresses: RSS of what everybody may read."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.api import feeds

_ROOT = "<slug:office>/laporan-warga/rss"
urlpatterns: list[URLPattern] = [
    path(f"{_ROOT}.xml", feeds.all_of_them, name="feed"),
    path(f"{_ROOT}/kategori/<slug:key>.xml", feeds.of_category, name="feed_category"),
    path(f"{_ROOT}/wilayah/<str:village>/rw-<str:rw>.xml", feeds.of_rw, name="feed_rw"),
]
