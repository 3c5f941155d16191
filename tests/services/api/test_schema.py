"""The API against its own description: schemathesis sends what the schema allows and what it forbids, in this process."""

from __future__ import annotations

import os
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.checks import run_checks
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import positive_data_acceptance
from schemathesis.config import SchemathesisConfig

from config.wsgi import application
from services.actions import intake
from services.api.schema import openapi
from services.models import Source
from tests.services.api.asking import a_service

EXAMPLES = int(os.environ.get("API_EXAMPLES", "12"))
TOKEN = "draf-yang-sudah-dibuka-untuk-uji"
REAL = {"office_slug": "kemlagi", "service_slug": "surat-tidak-mampu", "requirement_key": "ktp", "token": TOKEN}
JUDGED = {"sendDocument", "submitDraft", "track", "downloadLetter", "verifyFile"}
_visitors = count(1)

bounded = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def from_everywhere(environ: dict[str, Any], start_response: Any) -> Any:
    """Every request is another visitor's, so that the real limits run and never end the test."""
    number = next(_visitors)
    environ["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return application(environ, start_response)


def described(places: dict[str, str]) -> Any:
    schema = schemathesis.openapi.from_dict(openapi(), config=SchemathesisConfig.from_dict({"parameters": places}))
    schema.app = from_everywhere
    return schema


@pytest.fixture(autouse=True)
def an_open_draft(one_transaction: None) -> None:
    service = a_service()
    intake.start_draft(service.current, at=timezone.now(), source=Source.API, token=TOKEN)


def check(case: Any) -> None:
    """All of schemathesis' checks; what the schema cannot say (a picture, a proof, a whole application) may be refused."""
    beyond = [positive_data_acceptance] if case.operation.definition.raw["operationId"] in JUDGED else []
    case.call_and_validate(excluded_checks=beyond)


@described({}).parametrize()
@bounded
def test_every_answer_to_invented_addresses_is_as_described(case: Any) -> None:
    check(case)


@described(REAL).parametrize()
@bounded
def test_every_answer_at_real_addresses_is_as_described(case: Any) -> None:
    check(case)


def test_the_description_names_every_operation_and_its_refusals() -> None:
    operations = [operation for path in openapi()["paths"].values() for operation in path.values()]

    assert len(operations) == 14
    assert all({"400", "429", "503"} < set(operation["responses"]) for operation in operations)
    assert all(
        "413" in operation["responses"] and "415" in operation["responses"]
        for operation in operations
        if "requestBody" in operation
    )


def test_the_description_is_made_without_a_warning() -> None:
    assert [issue for issue in run_checks(include_deployment_checks=True) if "spectacular" in (issue.id or "")] == []
