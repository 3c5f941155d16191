"""Addresses of the office app."""

from importlib import import_module

from django.urls.resolvers import URLPattern

app_name = "office"
_PARTS = ("account", "health", "settings")
urlpatterns: list[URLPattern] = [
    pattern for part in _PARTS for pattern in import_module(f"office.urls.{part}").urlpatterns
]
