"""A verified status that loses its evidence, by the record page and by the review page; searches that found nothing."""

import pytest

from recommendations import ledger, workflow
from recommendations.evidence import link
from recommendations.models import EvidenceLink, Recommendation
from recommendations.workflow import MoveRequest
from tests.factories import AccountFactory, EvidenceFactory, RecommendationFactory, stamp

from .conftest import Reader, words


@pytest.fixture
def verified(db: None) -> Recommendation:
    record = RecommendationFactory(title="设立产业发展基金")
    link(stamp(AccountFactory()), EvidenceFactory(), [record], "supports")
    record.refresh_from_db()
    workflow.transition(stamp(AccountFactory()), record, MoveRequest("implemented"))
    workflow.decide(stamp(AccountFactory(role="reviewer")), record, "verify")
    assert (record.status, record.verification) == ("implemented", "verified")
    return record


def test_withdrawing_the_evidence_under_a_verified_status_disputes_it(
    reviewer: Reader, verified: Recommendation
) -> None:
    row = verified.evidence_links.get()
    page = reviewer.see(f"/recommendations/{verified.ref}/")
    answer = reviewer.send(page, f"/evidence-links/{row.pk}/", reason="文件是另一个基金的")
    assert answer.status_code == 302
    verified.refresh_from_db()
    assert (verified.status, verified.verification) == ("implemented", "disputed")
    page = reviewer.see(f"/recommendations/{verified.ref}/")
    assert "has changed since this was verified" in words(page)
    card = reviewer.see("/review/?tab=reports").get_element_by_id(f"report-{verified.ref}")
    told = words(card)
    assert "no longer carries the status" in told and "文件是另一个基金的" in told
    assert reviewer.account is not None and reviewer.account.username in told


def test_confirming_a_contradiction_on_the_review_page_disputes_it(
    reviewer: Reader, verified: Recommendation
) -> None:
    row = EvidenceLink(
        evidence=EvidenceFactory(text="基金已停办。"), recommendation=verified, stance="related", state="suggested",
        score=0.7, reasons=[],
    )  # fmt: skip
    ledger.create(stamp(), [row])
    page = reviewer.see("/review/?tab=evidence")
    answer = reviewer.send(
        page, f"/evidence-links/{row.pk}/", "action=confirm", stance="contradicts", reason="停办了"
    )
    assert answer.status_code == 302
    verified.refresh_from_db()
    assert verified.verification == "disputed"
    assert "停办了" in words(reviewer.see("/review/?tab=reports").get_element_by_id(f"report-{verified.ref}"))


def test_a_dispute_by_a_reviewer_says_who_and_why(reviewer: Reader, verified: Recommendation) -> None:
    page = reviewer.see(f"/recommendations/{verified.ref}/")
    path = f"/recommendations/{verified.ref}/verification/"
    assert reviewer.send(page, path, "decision=dispute", reason="数字对不上").status_code == 302
    told = words(reviewer.see("/review/?tab=reports").get_element_by_id(f"report-{verified.ref}"))
    assert "Disputed by a reviewer" in told and "数字对不上" in told


def test_a_search_is_logged_and_carries_unable_to_verify(reviewer: Reader, anonymous: Reader) -> None:
    record = RecommendationFactory()
    path = f"/recommendations/{record.ref}/"
    page = reviewer.see(path)
    search = {"what": "产业基金", "where": "省政府网站", "searched_on": "2026-05", "result": "未见"}
    assert reviewer.send(page, f"{path}search/", **search | {"searched_on": "昨天"}).status_code == 400
    assert reviewer.send(page, f"{path}search/", **search).status_code == 302
    page = reviewer.see(path)
    assert all(each in words(page) for each in search.values())
    assert "省政府网站" not in words(anonymous.see(path))
    form = next(
        f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "unable_to_verify"
    )
    answer = reviewer.post(form.action, dict(form.form_values()) | {"look_again_on": "2027"})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert (record.status, record.verification) == ("unable_to_verify", "verified")


def test_both_times_of_evidence_are_shown(anonymous: Reader) -> None:
    record = RecommendationFactory()
    (row,) = link(stamp(), EvidenceFactory(effective_on="2019-05"), [record], "supports")
    told = words(anonymous.see(f"/recommendations/{record.ref}/").get_element_by_id(f"evidence-{row.pk}"))
    assert "True since 2019-05" in told
    assert f"Recorded {row.evidence.recorded_at:%Y-%m-%d}"[:13] in told
