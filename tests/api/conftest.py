"""Clients of the API, one for each role and one without an account; what its tests share."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from knox.models import AuthToken

from recommendations.models import Account, Recommendation
from tests.factories import AccountFactory, DocumentFactory, RecommendationFactory

ROOT = "/api/v1/"
LISTS = ("recommendations/", "documents/", "actors/", "themes/", "candidates/", "evidence/",
         "evidence-links/", "changes/")  # fmt: skip
NESTED = b'{"title":' * 50_000 + b"1" + b"}" * 50_000


class ApiClient(Client):
    """Sends JSON with the account's token; paths are relative to the API."""

    def __init__(self, account: Account | None = None, **defaults: Any) -> None:
        self.account = account
        if account:
            _instance, token = AuthToken.objects.create(account)
            defaults["HTTP_AUTHORIZATION"] = f"Token {token}"
        super().__init__(HTTP_ACCEPT_LANGUAGE="en", **defaults)

    def read(self, path: str, **headers: str) -> Any:
        return self.get(ROOT + path, headers=headers)

    def send(self, path: str, body: Any = None, *, method: str = "post", **headers: str) -> Any:
        """Send ``body`` as JSON (bytes as they are); ``If_Match="…"`` becomes the header If-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json")
        return self.generic(method.upper(), ROOT + path, encoded(body), content_type=kind, headers=named)

    def change(self, path: str, body: Any, *, method: str = "post") -> Any:
        """``send`` with the ETag the record has now."""
        ref = path.split("/")[1]
        etag = self.read(f"recommendations/{ref}/")["ETag"]
        return self.send(path, body, method=method, If_Match=etag)


def encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


@pytest.fixture
def make_client(db: None) -> Callable[..., ApiClient]:
    def make(role: str = "editor", **kwargs: Any) -> ApiClient:
        return ApiClient(AccountFactory(role=role, **kwargs))

    return make


@pytest.fixture
def anonymous(db: None) -> ApiClient:
    return ApiClient()


@pytest.fixture
def viewer(make_client: Callable[..., ApiClient]) -> ApiClient:
    return make_client("viewer")


@pytest.fixture
def editor(make_client: Callable[..., ApiClient]) -> ApiClient:
    return make_client("editor")


@pytest.fixture
def reviewer(make_client: Callable[..., ApiClient]) -> ApiClient:
    return make_client("reviewer")


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status and body["code"] == code and body["detail"]
    assert body["request_id"] == response["X-Request-ID"]
    return body


def fields(body: dict[str, Any]) -> set[str]:
    return {error["field"] for error in body["errors"]}


def from_document(**kwargs: Any) -> Recommendation:
    """A record whose document dates from 2022-05, before the evidence."""
    return RecommendationFactory(document=DocumentFactory(), quote="建议设立产业发展基金。", **kwargs)


def refs(response: Any) -> list[str]:
    assert response.status_code == 200, response.content.decode()
    return [row["ref"] for row in response.json()["results"]]


def hidden_and_shown() -> tuple[Recommendation, Recommendation]:
    hidden = RecommendationFactory(published=False, document=DocumentFactory(), quote="建议完善教育体系。")
    return hidden, from_document()
