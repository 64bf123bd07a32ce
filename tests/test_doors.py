"""Every requirement of the table of moves, at every door: refused everywhere alike, and nothing is stored."""

import csv
import html
import io
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from knox.models import AuthToken

from recommendations.choices import Role
from recommendations.exchange import import_table
from recommendations.models import Account, Change, Recommendation
from recommendations.workflow import MOVES, MoveRequest

from .factories import AccountFactory, stamp
from .test_workflow import GOOD, SPOILED, subject

pytestmark = pytest.mark.django_db

UNKNOWN = 999_999
"""The id of evidence that is not there."""
with override("en"):
    WORDS = {(move.to.value, each.code): str(each.text) for move in MOVES for each in move.requires}


def browser(account: Account) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def api(account: Account, path: str, body: dict[str, Any], **headers: str) -> Any:
    _instance, token = AuthToken.objects.create(account)
    client = Client(headers={"Authorization": f"Token {token}", "Accept-Language": "en"})
    return client.post(f"/api/v1/{path}", body, "application/json", headers=headers)


def by_api(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    path = f"recommendations/{record.ref}/"
    etag = browser(account).get(f"/api/v1/{path}")["ETag"]
    body = {name: value for name, value in asdict(move).items() if value}
    response = api(account, f"{path}status/", body, **{"If-Match": etag})
    assert response.status_code in (200, 422)
    return {error["message"] for error in response.json().get("errors", ())}


def by_api_bulk(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    body = {name: value for name, value in asdict(move).items() if value and name != "superseded_by"}
    items = [{"ref": record.ref, "version": record.version}]
    response = api(account, "recommendations/bulk-status/", body | {"items": items})
    (row,) = response.json()["results"]
    assert row["status"] in (200, 422)
    return {error["message"] for error in row["problem"]["errors"]} if row["problem"] else set()


def by_admin(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    data = asdict(move) | {"do": "move", "version": record.version}
    response = browser(account).post(f"/admin/recommendations/recommendation/{record.pk}/change/", data)
    return shown(response)


def by_admin_bulk(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    data = asdict(move) | {"action": "move", "item": f"{record.ref}:{record.version}"}
    client, path = browser(account), "/admin/recommendations/recommendation/together/"
    preview = client.post(path, data | {"step": "preview"})
    assert preview.status_code == 200
    previewed = preview.context["previewed"]
    saved = client.post(path, data | {"step": "save", "previewed": previewed})
    (row,) = saved.context["results"]
    assert bool(row.refusal) != bool(row.lines)
    return {row.refusal} - {""}


def by_page(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    data = asdict(move) | {"version": record.version}
    return shown(browser(account).post(f"/recommendations/{record.ref}/status/", data))


def by_import(account: Account, record: Recommendation, move: MoveRequest) -> set[str]:
    cells = asdict(move) | {"ref": record.ref, "version": record.version}
    cells["status"], cells["status_on"] = cells.pop("to"), cells.pop("on")
    cells["evidence"] = "；".join(map(str, move.evidence))
    file = io.StringIO(newline="")
    csv.writer(file).writerows([list(cells), list(cells.values())])
    with override("en"):
        result = import_table(stamp(account), file.getvalue().encode("utf-8-sig"))
        return {str(error.message) for error in result.errors}


def shown(response: Any) -> set[str]:
    """The texts of the requirements that stand on the page after a refusal."""
    if response.status_code == 302:
        return set()
    assert response.status_code in (400, 422)
    content = html.unescape(response.content.decode())
    return {text for text in WORDS.values() if text in content}


DOORS: dict[str, Callable[[Account, Recommendation, MoveRequest], set[str]]] = {
    "api": by_api, "api-bulk": by_api_bulk, "admin": by_admin, "admin-bulk": by_admin_bulk,
    "page": by_page, "import": by_import,
}  # fmt: skip
OFFERED_ONLY = {("admin", "confirmed-evidence"), ("page", "confirmed-evidence")}
"""These forms offer confirmed evidence alone: anything else is refused as no choice of theirs."""
NOT_ASKED = {("admin-bulk", "confirmed-evidence")}
"""A move for many names no evidence of one."""


CASES = [(door, *case) for case in SPOILED for door in DOORS if (door, case[1]) not in NOT_ASKED]


@pytest.mark.parametrize(("door", "to", "code", "changes", "spoil"), CASES)
def test_a_requirement_holds_at_every_door(
    door: str, to: str, code: str, changes: dict[str, Any], spoil: Callable[[Recommendation], None]
) -> None:
    record = subject()
    spoil(record)
    record = Recommendation.objects.get(pk=record.pk)
    reviewer, before = AccountFactory(role=Role.REVIEWER), Change.objects.count()
    move = replace(GOOD[to], **changes)
    if code == "confirmed-evidence":
        move = replace(move, evidence=(UNKNOWN,))
    messages = DOORS[door](reviewer, record, move)
    assert WORDS[to, code] in messages or (door, code) in OFFERED_ONLY
    kept = Recommendation.objects.get(pk=record.pk)
    assert (kept.version, kept.status, kept.reported_status) == (record.version, "not_assessed", None)
    assert Change.objects.count() == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("to", GOOD)
def test_what_meets_the_requirements_passes_every_door(door: str, to: str) -> None:
    """So that it was the missing part that was refused above, and nothing else."""
    record = subject()
    record = Recommendation.objects.get(pk=record.pk)
    assert not DOORS[door](AccountFactory(role=Role.REVIEWER), record, GOOD[to])
    kept = Recommendation.objects.get(pk=record.pk)
    assert to in (kept.status, kept.reported_status)
