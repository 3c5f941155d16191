"""Addresses: the survey in the API. English, because programs read them."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.api.door import opened
from surveys.api import satisfaction

_ROOT = "api/v1/offices/<slug:office_slug>/satisfaction"
urlpatterns: list[URLPattern] = [
    path(_ROOT, opened(satisfaction.OneIndex), name="api_satisfaction"),
    path(f"{_ROOT}/periods", opened(satisfaction.Periods), name="api_survey_periods"),
    path(f"{_ROOT}/open-data.csv", opened(satisfaction.OpenData), name="api_survey_data"),
]
