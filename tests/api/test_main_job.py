"""The main job by API: from not assessed to verified, with every refusal the contract names on the way."""

import pytest

from recommendations import ledger
from recommendations.models import Recommendation
from tests.factories import ActorFactory, EvidenceFactory, RecommendationFactory

from .conftest import ApiClient, fields, from_document, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent() -> Recommendation:
    return RecommendationFactory(title="建立风险补偿机制", level="parent")


@pytest.fixture
def record(parent: Recommendation) -> Recommendation:
    return from_document(title="设立风险补偿基金", parent=parent)


def test_from_not_assessed_to_verified_and_disputed(
    editor: ApiClient, reviewer: ApiClient, parent: Recommendation, record: Recommendation
) -> None:
    path = f"recommendations/{record.ref}/"
    status, verification = f"{path}status/", f"{path}verification/"

    # In progress: a lead actor and a dated note are needed.
    body = problem(editor.change(status, {"to": "in_progress"}), 422, "requirement-unmet")
    assert body["requirements"] == ["lead-actor", "progress-note"] and fields(body) == {"actors", "reason"}
    actor = ActorFactory(name="自治区")
    row = editor.change(path, {"actors": [{"slug": actor.slug, "role": "lead"}]}, method="patch").json()
    assert row["actors"] == [
        {"slug": actor.slug, "name": "自治区", "role": "lead", "explicit": False, "inherited": False}
    ]
    move = {"to": "in_progress", "reason": "资金已到位", "on": "2023-02"}
    row = editor.change(status, move).json()
    assert (row["status"], row["verification"], row["status_on"]) == ("in_progress", "none", "2023-02")
    assert editor.read(f"recommendations/{parent.ref}/").json()["status"] == "in_progress"

    # Implemented: confirmed evidence is needed, and a table that has the move.
    body = problem(editor.change(status, {"to": "implemented"}), 422, "requirement-unmet")
    assert body["requirements"] == ["evidence"]
    body = problem(
        editor.change(status, {"to": "not_started", "reason": "x", "on": "2023"}), 409, "move-refused"
    )
    assert "implemented" in body["allowed"] and "not_started" not in body["allowed"]
    evidence = EvidenceFactory()
    link = editor.send(
        "evidence-links/",
        {"evidence": evidence.pk, "recommendation": record.ref, "stance": "supports", "reason": "基金年报"},
    )
    assert link.status_code == 201 and link.json()["state"] == "confirmed"
    row = editor.change(status, {"to": "implemented", "evidence": [evidence.pk]}).json()
    assert (row["status"], row["reported_status"], row["verification"]) == (
        "in_progress", "implemented", "reported"
    )  # fmt: skip
    assert row["evidence_count"] == 1

    # Verification: a reviewer, and another person than the one who reported.
    problem(editor.change(verification, {"decision": "verify"}), 403, "forbidden")
    row = reviewer.change(verification, {"decision": "verify"}).json()
    assert (row["status"], row["reported_status"], row["verification"]) == ("implemented", None, "verified")
    rolled = reviewer.read(f"recommendations/{parent.ref}/").json()
    assert (rolled["status"], rolled["rollup"], rolled["children_count"]) == (
        "implemented", {"implemented": 1}, 1
    )  # fmt: skip
    body = problem(reviewer.change(f"recommendations/{parent.ref}/status/", move), 409, "rolled-up")
    assert body["allowed"] == []

    # Withdrawing what it rests on makes it disputed.
    withdrawal = f"evidence-links/{link.json()['id']}/withdraw/"
    problem(reviewer.send(withdrawal, {}), 400, "invalid")
    assert reviewer.send(withdrawal, {"reason": "年报有误"}).json()["state"] == "withdrawn"
    problem(reviewer.send(withdrawal, {"reason": "年报有误"}), 409, "conflict")
    row = editor.read(path).json()
    assert (row["status"], row["verification"], row["evidence_count"]) == ("implemented", "disputed", 0)

    finding = ledger.verify()
    assert finding.ok, finding.problem
    history = editor.read(f"{path}history/").json()["results"]
    assert [change["version"] for change in history] == list(range(row["version"], 0, -1))
    assert history[0]["after"]["verification"] == "disputed" and history[0]["reason"] == "年报有误"


def test_nobody_verifies_their_own_report(reviewer: ApiClient) -> None:
    record = from_document(actors=[ActorFactory()])
    evidence = EvidenceFactory()
    link = {
        "evidence": evidence.pk,
        "recommendations": [record.ref],
        "stance": "supports",
        "reason": "已建成",
    }
    assert reviewer.send("evidence-links/", link).status_code == 201
    path = f"recommendations/{record.ref}/"
    assert reviewer.change(f"{path}status/", {"to": "implemented"}).json()["verification"] == "reported"
    problem(reviewer.change(f"{path}verification/", {"decision": "verify"}), 403, "four-eyes")


@pytest.mark.parametrize("to", ["not_implemented", "no_longer_relevant", "unable_to_verify"])
def test_only_a_reviewer_closes_by_decision(editor: ApiClient, reviewer: ApiClient, to: str) -> None:
    record = RecommendationFactory()
    path = f"recommendations/{record.ref}/status/"
    problem(editor.change(path, {"to": to, "reason": "x"}), 403, "forbidden")
    problem(reviewer.change(path, {"to": to}), 422, "requirement-unmet")
    move = {"to": to, "reason": "not_feasible: 无法律依据", "look_again_on": "2030"}
    row = reviewer.change(path, move).json()
    assert (row["status"], row["verification"]) == (to, "verified")


@pytest.mark.parametrize(
    ("to", "missing", "complete"),
    [
        ("not_started", {"checked", "checked-on"}, {"reason": "查阅年报", "on": "2023-05-04"}),
        ("planned", {"plan", "due-date"}, {"reason": "“十四五”规划", "due_on": "2025"}),
    ],
)
def test_moves_that_take_effect_at_once(
    editor: ApiClient, to: str, missing: set[str], complete: dict[str, str]
) -> None:
    path = f"recommendations/{RecommendationFactory().ref}/status/"
    body = problem(editor.change(path, {"to": to}), 422, "requirement-unmet")
    assert set(body["requirements"]) == missing
    row = editor.change(path, {"to": to, **complete}).json()
    assert (row["status"], row["verification"]) == (to, "none")


def test_a_reported_part_can_be_returned_and_reported_again(editor: ApiClient, reviewer: ApiClient) -> None:
    record = from_document()
    path = f"recommendations/{record.ref}/"
    evidence = EvidenceFactory(level="action")
    link = {"evidence": evidence.pk, "recommendation": record.ref, "stance": "partial", "reason": "一期"}
    editor.send("evidence-links/", link)
    body = problem(editor.change(f"{path}status/", {"to": "partially_implemented"}), 422, "requirement-unmet")
    assert body["requirements"] == ["done", "remaining"]
    report = {"to": "partially_implemented", "done": "一期已建", "remaining": "二期"}
    assert editor.change(f"{path}status/", report).json()["reported_status"] == "partially_implemented"
    problem(reviewer.change(f"{path}verification/", {"decision": "return"}), 422, "requirement-unmet")
    row = reviewer.change(f"{path}verification/", {"decision": "return", "reason": "缺照片"}).json()
    assert (row["verification"], row["reported_status"]) == ("returned", "partially_implemented")
    problem(reviewer.change(f"{path}verification/", {"decision": "verify"}), 409, "move-refused")
    assert editor.change(f"{path}status/", report).json()["verification"] == "reported"
    row = reviewer.change(f"{path}verification/", {"decision": "verify"}).json()
    assert (row["status"], row["verification"]) == ("partially_implemented", "verified")


def test_a_reviewer_reopens_with_a_reason(editor: ApiClient, reviewer: ApiClient) -> None:
    path = f"recommendations/{RecommendationFactory().ref}/status/"
    reviewer.change(path, {"to": "no_longer_relevant", "reason": "政策已废止"})
    problem(editor.change(path, {"to": "in_progress", "reason": "重新启动"}), 403, "forbidden")
    problem(reviewer.change(path, {"to": "in_progress"}), 422, "requirement-unmet")
    row = reviewer.change(path, {"to": "in_progress", "reason": "重新启动"}).json()
    assert (row["status"], row["verification"]) == ("in_progress", "none")
