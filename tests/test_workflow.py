"""The table of moves, every requirement of it, who may move, four eyes, reopening and roll-up."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from recommendations import evidence, ledger, workflow
from recommendations.choices import CLOSED, OPEN, LinkState, Role, Status, Verification
from recommendations.exceptions import Forbidden, Invalid, MoveRefused, RequirementUnmet, Stale
from recommendations.ledger import Write
from recommendations.models import (
    Account,
    Change,
    Evidence,
    EvidenceLink,
    Recommendation,
    RecommendationActor,
)
from recommendations.workflow import MOVES, REOPENING, Move, MoveRequest, roll_up

from .factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    founder,
    stamp,
)

pytestmark = pytest.mark.django_db
GOOD: dict[str, MoveRequest] = {
    "not_started": MoveRequest("not_started", reason="查过台账", on="2024-05"),
    "planned": MoveRequest("planned", reason="列入十四五规划", due_on="2030"),
    "in_progress": MoveRequest("in_progress", reason="已经启动", on="2024"),
    "partially_implemented": MoveRequest("partially_implemented", done="建成一期", remaining="二期未动工"),
    "implemented": MoveRequest("implemented"),
    "not_implemented": MoveRequest("not_implemented", reason="no_funds"),
    "no_longer_relevant": MoveRequest("no_longer_relevant", reason="机构已撤销"),
    "unable_to_verify": MoveRequest("unable_to_verify", reason="查过公报和年鉴", look_again_on="2027"),
}
"""A request that meets all requirements of each move, for a record as ``subject`` makes it."""
WAYS = [
    pytest.param(move, origin, id=f"{origin}-{move.to}")
    for move in (*MOVES, REOPENING)
    for origin in sorted(move.origins)
]


def subject(status: str = "not_assessed", **fields: Any) -> Recommendation:
    """A record from a document of 2022-05 with a lead and supporting evidence, brought to a status."""
    document = DocumentFactory(published_on="2022-05")
    record = RecommendationFactory(
        document=document, quote="建议设立产业发展基金。", actors=[ActorFactory()], **fields
    )
    evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    return brought_to(record, status)


def brought_to(record: Recommendation, status: str, **fields: Any) -> Recommendation:
    """As if the record had come to its status by moves."""
    verification = Verification.VERIFIED if status in CLOSED else Verification.NONE
    ledger.save(
        stamp(), [Write(record, "move", {"status": status, "verification": verification.value} | fields)]
    )
    record.refresh_from_db()
    return record


def reason_of(move: Move) -> MoveRequest:
    return MoveRequest("in_progress", reason="事实有变") if move is REOPENING else GOOD[move.to]


@pytest.mark.parametrize(("move", "origin"), WAYS)
def test_every_move_of_the_table_is_made_when_its_requirements_are_met(move: Move, origin: Status) -> None:
    record = subject(origin)
    version = record.version
    moved = workflow.transition(stamp(), record, reason_of(move))
    if move.effect == "report":
        assert (moved.status, moved.reported_status) == (origin, move.to)
        assert (moved.verification, moved.reported_by) == (Verification.REPORTED, founder())
    else:
        closing = move.effect == "close"
        assert (moved.status, moved.reported_status, moved.reported_by) == (move.to, None, None)
        assert moved.verification == (Verification.VERIFIED if closing else Verification.NONE)
    assert moved.version == version + 1
    last = Change.objects.filter(record_key=record.ref).order_by("version").last()
    assert last is not None and last.action == ("report" if move.effect == "report" else "move")
    assert ledger.verify().ok


@pytest.mark.parametrize("to", Status.values)
@pytest.mark.parametrize("origin", Status.values)
def test_no_other_move_is_made(origin: str, to: str) -> None:
    if workflow.find_move(origin, to):
        return
    record = subject(origin)
    version = record.version
    with pytest.raises(MoveRefused) as refused:
        workflow.transition(stamp(), record, replace(GOOD.get(to, MoveRequest(to)), to=to))
    assert refused.value.extra["allowed"] == [move.to for move in workflow.allowed(origin)]
    record.refresh_from_db()
    assert (record.status, record.version) == (origin, version)


def no_evidence(record: Recommendation) -> None:
    for link in EvidenceLink.objects.filter(recommendation=record, state=LinkState.CONFIRMED):
        evidence.withdraw(stamp(), link, "撤回")


def only(**fields: str) -> Callable[[Recommendation], None]:
    """Only one piece of evidence, which falls short in something."""

    def spoil(record: Recommendation) -> None:
        no_evidence(record)
        given = dict(fields)
        stance = given.pop("stance", "supports")
        evidence.link(stamp(), EvidenceFactory(**given), [record], stance)

    return spoil


def contradicted(record: Recommendation) -> None:
    evidence.link(stamp(), EvidenceFactory(), [record], "contradicts")


def without_lead(record: Recommendation) -> None:
    links = RecommendationActor.objects.filter(recommendation=record)
    rows = [(link.actor_id, "support", False, False) for link in links]
    ledger.save(stamp(), [Write(record, "edit", links={"actors": rows})])


def continuing(record: Recommendation) -> None:
    ledger.save(stamp(), [Write(record, "edit", {"horizon": "continuing"})])


def unchanged(record: Recommendation) -> None:
    pass


SPOILED: list[tuple[str, str, dict[str, Any], Callable[[Recommendation], None]]] = [
    ("not_started", "checked", {"reason": ""}, unchanged),
    ("not_started", "checked", {"reason": " \t"}, unchanged),
    ("not_started", "checked-on", {"on": ""}, unchanged),
    ("planned", "plan", {"reason": ""}, unchanged),
    ("planned", "due-date", {"due_on": ""}, unchanged),
    ("in_progress", "lead-actor", {}, without_lead),
    ("in_progress", "progress-note", {"reason": ""}, unchanged),
    ("in_progress", "progress-note", {"on": ""}, unchanged),
    ("partially_implemented", "confirmed-evidence", {"evidence": (0,)}, unchanged),
    ("partially_implemented", "evidence", {}, no_evidence),
    ("partially_implemented", "evidence", {}, only(level="budget")),
    ("partially_implemented", "evidence", {}, only(stance="related")),
    ("partially_implemented", "not-contradicted", {}, contradicted),
    ("partially_implemented", "done", {"done": " "}, unchanged),
    ("partially_implemented", "remaining", {"remaining": ""}, unchanged),
    ("implemented", "confirmed-evidence", {"evidence": (0,)}, unchanged),
    ("implemented", "evidence", {}, no_evidence),
    ("implemented", "evidence", {}, only(level="rule")),
    ("implemented", "evidence", {}, only(level="budget")),
    ("implemented", "evidence", {}, only(stance="partial")),
    ("implemented", "evidence", {}, only(stance="baseline", effective_on="2021")),
    ("implemented", "evidence", {}, only(effective_on="", document_date="")),
    ("implemented", "not-contradicted", {}, contradicted),
    ("implemented", "not-continuing", {}, continuing),
    ("not_implemented", "refusal", {"reason": ""}, unchanged),
    ("not_implemented", "refusal", {"reason": "other: "}, unchanged),
    ("no_longer_relevant", "reason", {"reason": ""}, unchanged),
    ("unable_to_verify", "searched", {"reason": ""}, unchanged),
    ("unable_to_verify", "look-again", {"look_again_on": ""}, unchanged),
]


@pytest.mark.parametrize(("to", "code", "changes", "spoil"), SPOILED)
def test_each_requirement_is_asked_for_by_name(
    to: str, code: str, changes: dict[str, Any], spoil: Callable[[Recommendation], None]
) -> None:
    record = subject()
    spoil(record)
    record = Recommendation.objects.get(pk=record.pk)
    version = record.version
    with pytest.raises(RequirementUnmet) as refused:
        workflow.transition(stamp(), record, replace(GOOD[to], **changes))
    assert code in refused.value.extra["requirements"]
    fields = {
        requirement.code: requirement.field
        for move in MOVES
        for requirement in move.requires
        if move.to == to
    }
    assert fields[code] in [field for field, _message in refused.value.errors]
    record.refresh_from_db()
    assert (record.status, record.reported_status, record.version) == ("not_assessed", None, version)


def test_every_requirement_of_the_table_has_its_case() -> None:
    cases = {(to, code) for to, code, _changes, _spoil in SPOILED}
    assert cases == {(move.to.value, requirement.code) for move in MOVES for requirement in move.requires}


def test_reopening_needs_a_reason() -> None:
    with pytest.raises(RequirementUnmet):
        workflow.transition(stamp(), subject("implemented"), MoveRequest("in_progress", on="2024"))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize(("move", "origin"), WAYS)
def test_who_may_move(move: Move, origin: Status, role: str) -> None:
    record = subject(origin)
    account = AccountFactory(role=role)
    if account.has_role(move.role):
        workflow.transition(stamp(account), record, reason_of(move))
    else:
        with pytest.raises(Forbidden):
            workflow.transition(stamp(account), record, reason_of(move))


def test_a_bound_editor_moves_only_its_own() -> None:
    record = subject()
    lead = record.actor_links.get().actor
    stranger = AccountFactory(actors=[ActorFactory()])
    with pytest.raises(Forbidden):
        workflow.transition(stamp(stranger), record, GOOD["in_progress"])
    own = AccountFactory(actors=[lead])
    assert workflow.transition(stamp(own), record, GOOD["in_progress"]).status == "in_progress"


def test_evidence_named_in_a_move_is_what_counts() -> None:
    record = subject()
    weak: Evidence = EvidenceFactory(level="rule")
    evidence.link(stamp(), weak, [record], "supports")
    with pytest.raises(RequirementUnmet):
        workflow.transition(stamp(), record, MoveRequest("implemented", evidence=(weak.pk,)))
    strong = record.evidence_links.exclude(evidence=weak).get().evidence_id
    assert workflow.transition(
        stamp(), record, MoveRequest("implemented", evidence=(strong,))
    ).reported_status


@pytest.mark.parametrize(
    ("effective_on", "counts"), [("2022", True), ("2022-05", True), ("2023-10-01", True)]
)
def test_evidence_of_the_same_month_counts_as_later(effective_on: str, counts: bool) -> None:
    record = subject()
    no_evidence(record)
    evidence.link(stamp(), EvidenceFactory(effective_on=effective_on), [record], "supports")
    assert bool(workflow.transition(stamp(), record, GOOD["implemented"]).reported_status) is counts


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"to": "done"}, "to"), ({"on": "yesterday"}, "on"), ({"due_on": "2024-13"}, "due_on"),
     ({"look_again_on": "0"}, "look_again_on"), ({"superseded_by": "R999999"}, "superseded_by")],
)  # fmt: skip
def test_wrong_shapes_are_named(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        workflow.transition(stamp(), subject(), replace(GOOD["in_progress"], **changes))
    assert [name for name, _message in refused.value.errors] == [field]


def test_what_supersedes_is_kept() -> None:
    other = RecommendationFactory()
    request = replace(GOOD["no_longer_relevant"], superseded_by=other.ref)
    assert workflow.transition(stamp(), subject(), request).superseded_by == other


def test_a_plan_sets_the_due_date() -> None:
    record = workflow.transition(stamp(), subject(), GOOD["planned"])
    assert (record.due_on, record.first_due_on, str(record.due_end)) == ("2030", "2030", "2030-12-31")
    assert workflow.transition(stamp(), subject(horizon="continuing"), replace(GOOD["planned"], due_on=""))


def test_a_stale_move_is_refused_before_its_requirements() -> None:
    record = subject()
    mine = Recommendation.objects.get(pk=record.pk)
    workflow.transition(stamp(), record, GOOD["planned"])
    with pytest.raises(Stale) as refused:
        workflow.transition(stamp(), mine, MoveRequest("implemented", evidence=(0,)))
    assert refused.value.extra["version"] == record.version and refused.value.extra["changed_by"] == "founder"


# ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────


def reported(by: Account, to: str = "implemented") -> Recommendation:
    return workflow.transition(stamp(by), subject("in_progress"), GOOD[to])


@pytest.mark.parametrize("to", ["implemented", "partially_implemented"])
def test_another_reviewer_verifies_a_report(to: str) -> None:
    record = reported(AccountFactory(), to)
    verified = workflow.decide(stamp(AccountFactory(role="reviewer")), record, "verify")
    assert (verified.status, verified.reported_status, verified.verification) == (to, None, "verified")
    assert not verified.verification_stale and ledger.verify().ok


def test_nobody_verifies_the_own_report() -> None:
    reviewer = AccountFactory(role="reviewer")
    record = reported(reviewer)
    with pytest.raises(Forbidden) as refused:
        workflow.decide(stamp(reviewer), record, "verify")
    assert refused.value.code == "four-eyes"
    assert (
        workflow.decide(stamp(AccountFactory(role="administrator")), record, "verify").status == "implemented"
    )


@pytest.mark.parametrize("decision", ["verify", "return", "dispute"])
def test_an_editor_decides_nothing(decision: str) -> None:
    with pytest.raises(Forbidden):
        workflow.decide(stamp(AccountFactory()), reported(AccountFactory()), decision, "理由")


@pytest.mark.parametrize(("decision", "verification"), [("return", "returned"), ("dispute", "disputed")])
def test_returning_and_disputing_keep_both_statuses(decision: str, verification: str) -> None:
    reviewer = AccountFactory(role="reviewer")
    record = reported(AccountFactory())
    with pytest.raises(RequirementUnmet):
        workflow.decide(stamp(reviewer), record, decision, " ")
    decided = workflow.decide(stamp(reviewer), record, decision, "材料不足")
    assert (decided.status, decided.reported_status, decided.verification) == (
        "in_progress", "implemented", verification,
    )  # fmt: skip


def test_a_returned_report_can_be_made_again() -> None:
    editor, reviewer = AccountFactory(), AccountFactory(role="reviewer")
    record = workflow.decide(stamp(reviewer), reported(editor), "return", "材料不足")
    again = workflow.transition(stamp(editor), record, GOOD["implemented"])
    assert again.verification == "reported"
    assert workflow.decide(stamp(reviewer), again, "verify").status == "implemented"


def test_a_dispute_ends_by_another_reviewer_or_by_reopening() -> None:
    first, second = AccountFactory(role="reviewer"), AccountFactory(role="reviewer")
    record = workflow.decide(stamp(first), reported(AccountFactory()), "dispute", "存疑")
    with pytest.raises(Forbidden) as refused:
        workflow.decide(stamp(first), record, "verify")
    assert refused.value.code == "four-eyes"
    verified = workflow.decide(stamp(second), record, "verify")
    disputed = workflow.decide(stamp(second), verified, "dispute", "又有新情况")
    assert (disputed.status, disputed.verification) == ("implemented", "disputed")
    reopened = workflow.transition(stamp(first), disputed, MoveRequest("in_progress", reason="重新办理"))
    assert (reopened.status, reopened.verification, reopened.disputed_by) == ("in_progress", "none", None)


@pytest.mark.parametrize(
    ("verification", "possible"),
    [("none", set()), ("reported", {"verify", "return", "dispute"}), ("verified", {"dispute"}),
     ("returned", set()), ("disputed", {"verify"})],
)  # fmt: skip
@pytest.mark.parametrize("decision", ["verify", "return", "dispute"])
def test_which_decision_fits_which_state(verification: str, possible: set[str], decision: str) -> None:
    reviewer = AccountFactory(role="reviewer")
    record = brought_to(subject(), "implemented", verification=verification)
    if decision in possible:
        workflow.decide(stamp(reviewer), record, decision, "理由")
    else:
        with pytest.raises(MoveRefused) as refused:
            workflow.decide(stamp(reviewer), record, decision, "理由")
        assert set(refused.value.extra["allowed"]) == possible


def test_a_report_whose_evidence_went_is_not_verified() -> None:
    record = reported(AccountFactory())
    no_evidence(record)
    record = Recommendation.objects.get(pk=record.pk)
    with pytest.raises(RequirementUnmet):
        workflow.decide(stamp(AccountFactory(role="reviewer")), record, "verify")


def test_an_unknown_decision_is_invalid() -> None:
    with pytest.raises(Invalid):
        workflow.decide(stamp(), reported(AccountFactory()), "approve")


# ── Roll-up ──────────────────────────────────────────────────────────────────────────────────────────────────

ROLL_UPS = [
    (["implemented"], "implemented"),
    (["implemented", "implemented", "no_longer_relevant"], "implemented"),
    (["no_longer_relevant"], "no_longer_relevant"),
    (["implemented", "not_implemented"], "partially_implemented"),
    (["implemented", "unable_to_verify"], "partially_implemented"),
    (["not_implemented", "unable_to_verify"], "not_implemented"),
    (["not_implemented", "no_longer_relevant"], "not_implemented"),
    (["unable_to_verify"], "unable_to_verify"),
    (["unable_to_verify", "no_longer_relevant"], "unable_to_verify"),
    (["implemented", "not_assessed"], "partially_implemented"),
    (["implemented", "planned", "not_implemented"], "partially_implemented"),
    (["partially_implemented", "in_progress"], "partially_implemented"),
    (["in_progress", "planned", "not_started", "not_assessed"], "in_progress"),
    (["planned", "not_started", "not_assessed"], "planned"),
    (["not_started", "not_assessed"], "not_started"),
    (["not_assessed", "not_implemented"], "not_assessed"),
    (["not_started", "unable_to_verify"], "not_started"),
    (["in_progress", "no_longer_relevant"], "in_progress"),
]


@pytest.mark.parametrize(("children", "status"), ROLL_UPS)
def test_a_parent_follows_its_children(children: list[str], status: str) -> None:
    assert roll_up({code: children.count(code) for code in {*children}}) == status
    assert roll_up(dict.fromkeys(Status.values, 0) | dict.fromkeys(children, 7)) == status


def by_the_contract(children: set[Status]) -> Status:
    """The contract's sentence on roll-up, word for word."""
    counted = children - {Status.NO_LONGER_RELEVANT}
    if not counted:
        return Status.NO_LONGER_RELEVANT
    if counted == {Status.IMPLEMENTED}:
        return Status.IMPLEMENTED
    if counted <= CLOSED:
        if Status.IMPLEMENTED in counted:
            return Status.PARTIALLY_IMPLEMENTED
        return Status.NOT_IMPLEMENTED if Status.NOT_IMPLEMENTED in counted else Status.UNABLE_TO_VERIFY
    furthest = ["partially_implemented", "in_progress", "planned", "not_started", "not_assessed"]
    present = {"partially_implemented" if each is Status.IMPLEMENTED else each.value for each in counted}
    return Status(next(code for code in furthest if code in present))


def test_every_set_of_statuses_rolls_up_as_the_contract_says() -> None:
    every = list(Status)
    for mask in range(1, 2 ** len(every)):
        children = {status for place, status in enumerate(every) if mask >> place & 1}
        assert roll_up(dict.fromkeys(children, 2)) == by_the_contract(children), children


def test_a_move_of_a_child_moves_its_parent() -> None:
    parent = subject()
    first, second = (RecommendationFactory(parent=parent) for _ in range(2))
    parent.refresh_from_db()
    assert (parent.status, parent.rollup, parent.children_count) == ("not_assessed", {"not_assessed": 2}, 2)
    workflow.transition(stamp(), first, GOOD["in_progress"])
    parent.refresh_from_db()
    assert (parent.status, parent.rollup) == ("in_progress", {"in_progress": 1, "not_assessed": 1})
    workflow.transition(stamp(), first, GOOD["no_longer_relevant"])
    workflow.transition(stamp(), second, GOOD["no_longer_relevant"])
    parent.refresh_from_db()
    assert parent.status == "no_longer_relevant" and ledger.verify().ok


def test_a_report_moves_no_parent_and_its_verification_does() -> None:
    parent = RecommendationFactory()
    child = subject(parent=parent)
    reported = workflow.transition(stamp(AccountFactory()), child, GOOD["implemented"])
    parent.refresh_from_db()
    assert parent.status == "not_assessed"
    workflow.decide(stamp(), reported, "verify")
    parent.refresh_from_db()
    assert parent.status == "implemented"


@pytest.mark.parametrize("to", [status for status in Status.values if status != "not_assessed"])
def test_a_parent_has_no_moves_of_its_own(to: str) -> None:
    parent = subject()
    RecommendationFactory(parent=parent)
    parent.refresh_from_db()
    with pytest.raises(MoveRefused) as refused:
        workflow.transition(stamp(), parent, GOOD[to])
    assert refused.value.code == "rolled-up"


def test_many_move_each_under_the_same_rules() -> None:
    good, bad = subject(), subject(status="implemented")
    moved, refused = workflow.transition_many(
        stamp(), [(good, GOOD["in_progress"]), (bad, GOOD["not_started"])]
    )
    assert isinstance(moved, Recommendation) and moved.status == "in_progress"
    assert isinstance(refused, MoveRefused)


def test_the_statuses_are_open_or_closed_and_all_have_a_test() -> None:
    assert {*OPEN, *CLOSED} == {*Status} and not OPEN & CLOSED
    assert set(workflow.tests()) == set(Status.values) and all(workflow.tests().values())
