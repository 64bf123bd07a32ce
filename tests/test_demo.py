"""The demo load: the evidence on the five documents, and what follows from it by the table of moves."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from django.conf import settings

from recommendations import evidence, ledger, workflow
from recommendations.choices import (
    EvidenceLevel,
    LinkState,
    RecommendationLevel,
    Role,
    Stance,
    Status,
    Verification,
)
from recommendations.management.demo import IMPORTER, load_demo
from recommendations.models import Account, Change, EvidenceLink, Job, Recommendation
from tests.factories import AccountFactory, stamp
from tests.test_records import BY_KEY, EVIDENCE, children, rows, stored_text

MOVES = rows("moves")
COUNTED = {Stance.SUPPORTS, Stance.PARTIAL}
PROVING = {EvidenceLevel.ACTION, EvidenceLevel.OUTCOME}


def counted_links() -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in EVIDENCE:
        if row["stance"] in COUNTED:
            found[row["recommendation"]].append(row)
    return found


def test_a_passage_is_linked_to_a_recommendation_once() -> None:
    pairs = Counter((row["recommendation"], row["document"], row["quote"]) for row in EVIDENCE)
    assert set(pairs.values()) == {1}


def test_only_later_documents_that_report_are_evidence() -> None:
    assert {row["document"] for row in EVIDENCE} == {
        "china-central-asia-2022",
        "belt-road-forum-2023",
        "xinjiang-finance-2025",
    }


def test_what_counts_leads_to_one_move_and_nothing_else_does() -> None:
    assert len({row["recommendation"] for row in MOVES}) == len(MOVES)
    assert {row["recommendation"] for row in MOVES} == {key for key in counted_links() if not children(key)}


def test_a_report_rests_on_action_or_outcome_and_says_what_is_done_and_what_remains() -> None:
    links = counted_links()
    for row in MOVES:
        assert row["reason"] and row["on"]
        if row["to"] == Status.IN_PROGRESS:
            assert BY_KEY[row["recommendation"]]["actors"][0]["role"] == "lead"
            continue
        proving = [link for link in links[row["recommendation"]] if link["level"] in PROVING]
        assert proving and row["done"], row
        if row["to"] == Status.IMPLEMENTED:
            assert any(link["stance"] == Stance.SUPPORTS for link in proving), row
        else:
            assert row["to"] == Status.PARTIALLY_IMPLEMENTED
            assert row["remaining"].startswith("文件未载明"), row


@pytest.mark.django_db
def test_loading_shows_what_the_documents_show_and_verifies_nothing() -> None:
    added = load_demo(settings.FIXTURES_DIR)
    assert added["recommendations"] == Recommendation.objects.count() == 448
    assert Recommendation.objects.filter(level=RecommendationLevel.PARENT).count() == 54
    assert added["evidence"] == len(EVIDENCE) and added["moves"] == len(MOVES)
    assert not Account.objects.get(username=IMPORTER).has_usable_password()

    links = EvidenceLink.objects.select_related("evidence__document", "recommendation", "decided_by")
    assert len(links) == len(EVIDENCE)
    for link in links:
        passage = link.evidence
        assert stored_text(passage.document.slug)[passage.start : passage.end] == passage.text
        assert link.state == LinkState.CONFIRMED and link.decided_by.username == IMPORTER
    shipped = {(row["recommendation"], row["quote"], row["stance"], row["effective_on"]) for row in EVIDENCE}
    stored = {(li.recommendation.external_id, li.evidence.text, li.stance, li.effective_on) for li in links}
    assert stored == shipped

    moves = {row["recommendation"]: row for row in MOVES}
    for record in Recommendation.objects.filter(children_count=0):
        move = moves.get(record.external_id, {"to": Status.NOT_ASSESSED})
        if move["to"] in (Status.NOT_ASSESSED, Status.IN_PROGRESS):
            assert (record.status, record.reported_status) == (move["to"], None)
            assert record.verification == Verification.NONE
        else:
            assert (record.status, record.reported_status) == (Status.NOT_ASSESSED, move["to"])
            assert record.verification == Verification.REPORTED
            assert (record.done, record.remaining) == (move["done"], move.get("remaining", ""))
    in_use = set(Recommendation.objects.values_list("status", flat=True))
    assert in_use == {Status.NOT_ASSESSED, Status.IN_PROGRESS}

    assert ledger.verify().ok


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_undoes_nobodys_work() -> None:
    load_demo(settings.FIXTURES_DIR)
    by_person = stamp(AccountFactory(role=Role.REVIEWER))
    station = Recommendation.objects.get(external_id="003-P09-C06")
    verified = workflow.decide(by_person, station, "verify", "核对无误。")
    row = EvidenceLink.objects.get(recommendation__external_id="000-P04-C01")
    evidence.withdraw(by_person, row, "链接有误。")

    assert Job.objects.filter(kind="suggest", state="waiting").count() == 5
    changes = Change.objects.count()
    assert set(load_demo(settings.FIXTURES_DIR).values()) == {0}
    assert Job.objects.count() == 5
    assert Change.objects.count() == changes
    verified.refresh_from_db()
    assert verified.status == Status.PARTIALLY_IMPLEMENTED
    row.refresh_from_db()
    assert row.state == LinkState.WITHDRAWN
    assert ledger.verify().ok
