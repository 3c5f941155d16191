"""Addresses of the services app, a module per feature; fixed paths come before those that begin with an office."""

from importlib import import_module

from django.urls.resolvers import URLPattern, URLResolver

app_name = "services"
_PARTS = (
    "verify",
    "posters",
    "api",
    "deliveries",
    "desk",
    "phones",
    "signing",
    "objections",
    "catalogue_desk",
    "tracking",
    "apply",
    "promises",
    "public",
)
urlpatterns: list[URLPattern | URLResolver] = [
    pattern for part in _PARTS for pattern in import_module(f"services.urls.{part}").urlpatterns
]
