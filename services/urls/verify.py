"""Addresses: checking a letter. Short, printed on paper, permanent."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import verify

urlpatterns: list[URLPattern] = [
    path("cek/", verify.verify, name="verify"),
    path("cek/berkas/", verify.verify_file, name="verify_file"),
    path("cek/<str:code>", verify.verify_code, name="verify_code"),
]
