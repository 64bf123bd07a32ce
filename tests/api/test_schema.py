"""The schema is valid OpenAPI 3.1 and says what the API does."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import schemathesis
from django.contrib.staticfiles import finders
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from knox.models import AuthToken
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from recommendations import ledger
from recommendations.api.schema import document
from recommendations.models import Recommendation
from tests.factories import (
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    EvidenceFactory,
    ThemeFactory,
)

from .conftest import ROOT, ApiClient, from_document, problem

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


def described() -> dict[str, Any]:
    answer = Client().get(f"{ROOT}schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    return answer.json()


@pytest.mark.django_db
def test_it_is_valid_openapi(recwarn: pytest.WarningsRecorder, capsys: pytest.CaptureFixture[str]) -> None:
    document.cache_clear()
    schema = described()
    assert schema["openapi"] == "3.1.0"
    validate_schema(schema)
    assert "Warning" not in capsys.readouterr().err


@pytest.mark.django_db
def test_it_describes_every_address() -> None:
    (api,) = [p for p in get_resolver().url_patterns if str(p.pattern) == "api/v1/"]
    routes = {str(pattern.pattern) for pattern in api.url_patterns} - {"schema/", "docs/", ""}
    paths = {path.removeprefix("/api/v1/") for path in described()["paths"]}
    assert {route.replace("<", "{").replace(">", "}").split("{")[0] for route in routes} == {
        path.split("{")[0] for path in paths
    }
    assert len(routes) == len(paths)


@pytest.mark.django_db
def test_parameters_of_the_schema_are_not_added_to() -> None:
    problem(ApiClient().read("schema/?lang=xx"), 400, "invalid")


@pytest.mark.django_db
def test_the_reference_comes_from_shipped_files_under_the_strict_policy() -> None:
    answer = Client().get(f"{ROOT}docs/")
    page = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "<style" not in page and page.count("<script") == page.count("<script src=")
    for address in (part.split('"')[0] for part in page.split('="/static/')[1:]):
        assert finders.find(address), address


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    """One record of each kind, and headers of a reviewer who has read version 1."""
    record = from_document(actors=[ActorFactory()], themes=[ThemeFactory()])
    reviewer = AccountFactory(role="reviewer")
    evidence = EvidenceFactory()
    client = ApiClient(reviewer)
    link = {"evidence": evidence.pk, "recommendation": record.ref, "stance": "supports", "reason": "x"}
    link_id = client.send("evidence-links/", link).json()["id"]
    return {
        "ref": record.ref,
        "slug": record.document.slug,
        "candidates": CandidateFactory().pk,
        "evidence": evidence.pk,
        "evidence-links": link_id,
        "headers": {"Authorization": f"Token {AuthToken.objects.create(reviewer)[1]}"},
    }


@pytest.fixture
def one_connection(world: dict[str, Any]) -> Iterator[None]:
    """Requests leave the test's connection open; Django's own client, used before, would undo this."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
def test_answers_are_as_described(world: dict[str, Any]) -> None:
    schema = schemathesis.openapi.from_dict(orjson.loads(document()))
    schema.app = get_wsgi_application()
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:
        exercise(operation, world)
    assert ledger.verify().ok


def exercise(operation: Any, world: dict[str, Any]) -> None:
    """Send a few well-formed requests about records that exist; refusals must be described as well."""
    known = {"ref": world["ref"], "slug": world["slug"], "id": world.get(operation.path.split("/")[3], 1)}
    known |= {"sha256": "0" * 64, "extension": "csv"}

    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    @settings(
        max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def run(case: schemathesis.Case) -> None:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = known[name]
        version = Recommendation.objects.get(ref=world["ref"]).version
        response = case.call(headers=world["headers"] | {"If-Match": f'"{version}"'})
        case.validate_response(response, checks=CHECKS)

    run()
