"""Who may write: accounts, tokens, sessions, roles and actors."""

from typing import Any

import pytest
from django.test import Client
from knox.models import AuthToken

from recommendations import editing
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    RecommendationFactory,
    stamp,
)

from .conftest import NESTED, ROOT, ApiClient, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("recommendations/", "post"),
        ("recommendations/{ref}/", "patch"),
        ("recommendations/{ref}/", "delete"),
        ("recommendations/nothing/", "patch"),
        ("recommendations/{ref}/status/", "post"),
        ("recommendations/{ref}/verification/", "post"),
        ("recommendations/{ref}/progress/", "post"),
        ("recommendations/bulk-status/", "post"),
        ("recommendations/bulk-edit/", "post"),
        ("documents/", "post"),
        ("evidence/", "post"),
        ("evidence-links/", "post"),
        ("evidence-links/1/confirm/", "post"),
        ("candidates/1/accept/", "post"),
        ("nowhere/", "post"),
    ],
)
def test_every_write_needs_an_account(anonymous: ApiClient, path: str, method: str) -> None:
    ref = RecommendationFactory().ref
    answer = anonymous.send(path.format(ref=ref), b"{", method=method)
    problem(answer, 401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Token"


def test_tokens_and_sessions_end_with_the_account(make_client: Any) -> None:
    client = make_client("editor")
    session = Client(enforce_csrf_checks=True)
    session.force_login(client.account, "django.contrib.auth.backends.ModelBackend")
    new = {"data": {"title": "x"}, "content_type": "application/json"}
    problem(session.post(f"{ROOT}recommendations/", **new), 403, "forbidden")  # no CSRF token
    session.get("/accounts/login/")
    assert client.send("recommendations/", {"title": "x"}).status_code == 201
    editing.edit_register(stamp(), client.account, {"is_active": False})
    problem(client.read("recommendations/"), 401, "not-authenticated")
    problem(session.post(f"{ROOT}recommendations/", **new), 401, "not-authenticated")


def test_a_session_writes_with_its_csrf_token() -> None:
    account = AccountFactory(role="editor")
    session = Client(enforce_csrf_checks=True)
    session.force_login(account, "django.contrib.auth.backends.ModelBackend")
    session.cookies["csrftoken"] = "a" * 32
    answer = session.post(
        f"{ROOT}recommendations/", {"title": "x"}, content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )  # fmt: skip
    assert answer.status_code == 201


@pytest.mark.parametrize("token", ["nonsense", "\xff\xfe", "a b", "", "é" * 64])
def test_a_wrong_token_is_refused(token: str) -> None:
    answer = Client().get(f"{ROOT}recommendations/", headers={"Authorization": f"Token {token}"})
    problem(answer, 401, "not-authenticated")


def test_a_role_takes_effect_at_the_next_request(make_client: Any) -> None:
    client = make_client("editor")
    editing.edit_register(stamp(), client.account, {"role": "viewer"})
    problem(client.send("recommendations/", {"title": "x"}), 403, "forbidden")


@pytest.mark.parametrize("body", [{}, b"{", b"[]", NESTED, {"unknown": 1}])
@pytest.mark.parametrize(
    "path",
    ["recommendations/{ref}/", "recommendations/{ref}/status/", "recommendations/{ref}/verification/",
     "recommendations/{ref}/progress/", "recommendations/", "recommendations/bulk-edit/", "evidence-links/",
     "candidates/{candidate}/accept/", "evidence/", "documents/"],
)  # fmt: skip
def test_the_role_is_refused_before_the_body_is_looked_at(
    viewer: ApiClient, editor: ApiClient, path: str, body: Any
) -> None:
    ref, candidate = RecommendationFactory().ref, CandidateFactory().pk
    method = "patch" if path.endswith("{ref}/") else "post"
    path = path.format(ref=ref, candidate=candidate)
    if path.startswith("candidates/"):
        problem(viewer.send(path, body, method=method), 404, "not-found")
        problem(editor.send(path, body, method=method), 403, "forbidden")
    else:
        problem(viewer.send(path, body, method=method), 403, "forbidden")


def test_a_bound_account_writes_within_its_actors_only(make_client: Any) -> None:
    region = ActorFactory()
    department = ActorFactory(parent=region)
    client = make_client("editor", actors=[region])
    mine = RecommendationFactory(actors=[department])
    other = RecommendationFactory(actors=[ActorFactory()])
    assert client.change(f"recommendations/{mine.ref}/", {"title": "y"}, method="patch").status_code == 200
    path = f"recommendations/{other.ref}/"
    for answer in (
        client.send(path, b"{", method="patch"),
        client.send(f"{path}status/", b"{"),
        client.send("evidence-links/", {"evidence": 1, "recommendation": other.ref, "stance": 3}),
    ):
        problem(answer, 403, "forbidden")
    items = [{"ref": r.ref, "version": r.version} for r in (mine, other)]
    rows = client.send("recommendations/bulk-edit/", {"items": items, "priority": "low"}).json()["results"]
    assert [row["status"] for row in rows] == [412, 403]


def test_the_password_is_no_token(db: None) -> None:
    account = AccountFactory()
    answer = Client().get(f"{ROOT}recommendations/", headers={"Authorization": f"Token {PASSWORD[:8]}"})
    problem(answer, 401, "not-authenticated")
    assert not AuthToken.objects.filter(user=account).exists()
