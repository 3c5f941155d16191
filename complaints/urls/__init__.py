"""Addresses of the complaints app, a module per feature; fixed paths come before those that begin with an office."""

from importlib import import_module

from django.urls.resolvers import URLPattern, URLResolver

app_name = "complaints"
_PARTS: tuple[str, ...] = (
    "exchange",
    "desk",
    "keeping",
    "open311",
    "feeds",
    "agency",
    "figures",
    "reading",
    "report",
    "days",
    "days_public",
)
urlpatterns: list[URLPattern | URLResolver] = [
    pattern for part in _PARTS for pattern in import_module(f"complaints.urls.{part}").urlpatterns
]
