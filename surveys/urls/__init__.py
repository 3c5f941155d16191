"""Addresses of the surveys app, a module per feature; fixed paths come before those that begin with an office."""

from importlib import import_module

from django.urls.resolvers import URLPattern, URLResolver

app_name = "surveys"
_PARTS: tuple[str, ...] = ("api", "keeping", "desk", "reporting", "answering", "index")
urlpatterns: list[URLPattern | URLResolver] = [
    pattern for part in _PARTS for pattern in import_module(f"surveys.urls.{part}").urlpatterns
]
