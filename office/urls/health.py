"""Addresses: health."""

from django.urls import path
from django.urls.resolvers import URLPattern

from office.views import health

urlpatterns: list[URLPattern] = [path("healthz", health.healthz, name="healthz")]
