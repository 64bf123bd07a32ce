"""The feed of changes: everything for editors, the published part for anybody else."""

import uuid

import pytest

from recommendations import editing
from recommendations.models import Change, LedgerHead
from tests.factories import ActorFactory, CandidateFactory, RecommendationFactory, stamp

from .conftest import ApiClient, problem

pytestmark = pytest.mark.django_db


def everything(client: ApiClient, size: int = 3) -> list[dict]:
    url, found = f"/api/v1/changes/?after=0&page_size={size}", []
    while url:
        body = client.get(url).json()
        assert body["previous"] is None and uuid.UUID(body["epoch"])
        found += body["results"]
        assert body["next_after"] == found[-1]["sequence"]
        url = body["next"]
    return found


def test_editors_read_every_change_in_commit_order(editor: ApiClient) -> None:
    record = RecommendationFactory(actors=[ActorFactory()])
    editing.edit(stamp(), record, {"title": "新", "due_on": "2025"}, reason="会议决定")
    rows = everything(editor)
    assert [row["sequence"] for row in rows] == list(range(1, Change.objects.count() + 1))
    last = rows[-1]
    assert (last["record_type"], last["record"], last["version"]) == ("recommendation", record.ref, 2)
    assert last["after"]["title"] == "新" and last["before"]["title"] != "新"
    assert (last["by"], last["reason"], last["door"]) == ("founder", "会议决定", "command")
    assert last["request_id"] == "test"


def test_accounts_are_an_administrators(editor: ApiClient, make_client) -> None:
    accounts = [row for row in everything(make_client("administrator")) if row["record_type"] == "account"]
    assert {"founder", editor.account.username} <= {row["record"] for row in accounts}
    assert not [row for row in everything(editor) if row["record_type"] == "account"]


def test_the_public_reads_what_happened_while_it_was_published(
    anonymous: ApiClient, viewer: ApiClient
) -> None:
    draft = RecommendationFactory(published=False, title="机密")
    shown = RecommendationFactory(title="公开", actors=[ActorFactory(name="机构")])
    CandidateFactory(title="机密")
    editing.edit(stamp(), shown, {"title": "改"}, reason="机密")
    late = RecommendationFactory(published=False, title="机密")
    editing.edit(stamp(), late, {"title": "后来公开", "published": True}, reason="机密")
    taken_back = RecommendationFactory(title="机密")
    editing.edit(stamp(), taken_back, {"published": False}, reason="机密")
    for client in (anonymous, viewer):
        answer = client.read("changes/?page_size=200")
        assert "机密" not in answer.content.decode() and draft.ref not in answer.content.decode()
        rows = answer.json()["results"]
        assert len(rows) == Change.objects.count()
        visible = [(row["record"], row["version"]) for row in rows if not row["tombstone"]]
        assert visible == [(shown.ref, 1), (shown.ref, 2), (late.ref, 2)]
        assert {row["by"] for row in rows} == {row["reason"] for row in rows} == {None}
        tombstones = {row["record"] for row in rows if row["tombstone"]}
        assert tombstones == {None, taken_back.ref, late.ref}
        first = next(row for row in rows if row["record"] == shown.ref)
        assert first["after"]["title"] == "公开" and first["after"]["actors"]


def test_history_of_a_record_follows_the_same_rule(anonymous: ApiClient, editor: ApiClient) -> None:
    record = RecommendationFactory(published=False, title="机密")
    editing.edit(stamp(), record, {"title": "公开", "published": True}, reason="机密")
    path = f"recommendations/{record.ref}/history/"
    assert [row["version"] for row in editor.read(path).json()["results"]] == [2, 1]
    answer = anonymous.read(path)
    assert "机密" not in answer.content.decode()
    assert [row["tombstone"] for row in answer.json()["results"]] == [False, True]


def test_the_epoch_tells_of_a_restore(anonymous: ApiClient) -> None:
    before = anonymous.read("changes/").json()["epoch"]
    LedgerHead.objects.update(epoch=uuid.uuid4())
    assert anonymous.read("changes/").json()["epoch"] != before


@pytest.mark.parametrize("after", ["-1", "x", "", "9223372036854775808", "1.5", "9" * 5000, "%00", "٣"])
def test_after_is_a_sequence(anonymous: ApiClient, after: str) -> None:
    problem(anonymous.read(f"changes/?after={after}"), 400, "invalid")


def test_nothing_comes_after_the_end(editor: ApiClient) -> None:
    body = editor.read("changes/?after=9223372036854775807").json()
    assert (body["results"], body["next"], body["next_after"]) == ([], None, 2**63 - 1)
