"""Addresses: api. English, because programs read them; anything unknown under /api/ is refused in the API's own shape."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.urls.resolvers import URLPattern

from services.api import catalogue, intake, tracking, verifying
from services.api.door import NoSuchAddress, opened
from services.api.schema import Schema


class Anything(StringConverter):
    """Whatever follows, slashes, line breaks and nothing at all included."""

    regex = r"[\s\S]*"


register_converter(Anything, "anything")
_ROOT = "api/v1/"
_OFFICE = f"{_ROOT}offices/<slug:office_slug>"
_SERVICE = f"{_OFFICE}/services/<slug:service_slug>"
_DRAFT = f"{_OFFICE}/drafts/<str:token>"
urlpatterns: list[URLPattern] = [
    path(f"{_ROOT}schema", opened(Schema), name="api_schema"),
    path(f"{_ROOT}offices", opened(catalogue.Offices), name="api_offices"),
    path(_OFFICE, opened(catalogue.OneOffice), name="api_office"),
    path(f"{_OFFICE}/services", opened(catalogue.Services), name="api_services"),
    path(_SERVICE, opened(catalogue.OneService), name="api_service"),
    path(f"{_SERVICE}/drafts", opened(intake.Drafts), name="api_drafts"),
    path(f"{_DRAFT}/documents/<slug:requirement_key>", opened(intake.DraftPapers), name="api_draft_papers"),
    path(f"{_DRAFT}/submit", opened(intake.DraftSending), name="api_draft_submit"),
    path(f"{_OFFICE}/track", opened(tracking.Track), name="api_track"),
    path(f"{_OFFICE}/track/letter", opened(tracking.TrackedLetter), name="api_track_letter"),
    path(f"{_ROOT}verify", opened(verifying.VerifyFile), name="api_verify_file"),
    path(f"{_ROOT}verify/<str:code>", opened(verifying.VerifyCode), name="api_verify_code"),
    path("api", opened(NoSuchAddress), name="api_nowhere"),
    path("api/<anything:rest>", opened(NoSuchAddress), name="api_nowhere_below"),
]
