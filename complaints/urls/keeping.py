"""Addresses: keeping agencies and their people, topics, limits and the office's choices."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import keeping_agencies, keeping_lists

_HOME = "petugas/<slug:office>/aturan-pengaduan"
_AGENCIES = f"{_HOME}/dinas"
_TOPICS = f"{_HOME}/kategori"
_LIMITS = f"{_HOME}/batas-waktu"

urlpatterns: list[URLPattern] = [
    path(f"{_AGENCIES}/", keeping_agencies.show_list, name="agencies_kept"),
    path(f"{_AGENCIES}/baru/", keeping_agencies.change, name="agency_new"),
    path(f"{_AGENCIES}/<uuid:pk>/", keeping_agencies.change, name="agency_kept"),
    path(f"{_AGENCIES}/<uuid:pk>/petugas/", keeping_agencies.seat, name="agency_seat"),
    path(f"{_AGENCIES}/<uuid:pk>/petugas/<uuid:seat>/akhiri/", keeping_agencies.end, name="agency_seat_end"),
    path(f"{_TOPICS}/", keeping_lists.categories, name="categories_kept"),
    path(f"{_TOPICS}/baru/", keeping_lists.category, name="category_new"),
    path(f"{_TOPICS}/<uuid:pk>/", keeping_lists.category, name="category_kept"),
    path(f"{_LIMITS}/", keeping_lists.limit_list, name="limits_kept"),
    path(f"{_LIMITS}/baru/", keeping_lists.limit, name="limit_new"),
    path(f"{_LIMITS}/<uuid:pk>/", keeping_lists.limit, name="limit_kept"),
    path(f"{_LIMITS}/<uuid:pk>/hapus/", keeping_lists.drop_limit, name="limit_drop"),
    path(f"{_HOME}/umum/", keeping_lists.choices, name="choices_kept"),
]
