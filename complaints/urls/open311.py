"""Addresses: Open311 GeoReport v2, and where other programs find it."""

from django.urls import re_path
from django.urls.resolvers import URLPattern

from complaints.api.open311 import views

_ENDING = r"\.(?P<ending>json|xml)$"
_V2 = r"^open311/v2"
urlpatterns: list[URLPattern] = [
    re_path(rf"^open311/discovery{_ENDING}", views.discovery, name="open311_discovery"),
    re_path(rf"{_V2}/services{_ENDING}", views.services, name="open311_services"),
    re_path(rf"{_V2}/services/(?P<code>[-\w]{{1,40}}){_ENDING}", views.definition, name="open311_definition"),
    re_path(rf"{_V2}/requests{_ENDING}", views.requests, name="open311_requests"),
    re_path(rf"{_V2}/requests/(?P<number>[-\w]{{1,24}}){_ENDING}", views.one, name="open311_request"),
    re_path(rf"{_V2}/tokens/(?P<token>[-\w]{{1,24}}){_ENDING}", views.token, name="open311_token"),
]
