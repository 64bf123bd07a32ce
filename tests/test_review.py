"""Candidates: accept, amend, reject, merge, split, many at once."""

import pytest

from recommendations import ledger, review
from recommendations.choices import Role
from recommendations.exceptions import Forbidden, Invalid, StateConflict
from recommendations.models import Candidate, Recommendation

from .factories import (
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db


def test_accepting_makes_a_published_anchored_record_with_known_actors_and_themes() -> None:
    lead = ActorFactory(name="新疆维吾尔自治区", aliases=["自治区"])
    theme = ThemeFactory(name="产业")
    candidate = CandidateFactory(
        actors=[{"name": "自治區", "explicit": True}, {"name": "某公司", "explicit": True}], themes=["产业"]
    )
    made = review.accept(stamp(), candidate, {"title": "改过的标题"})
    assert (made.title, made.published, made.quote) == ("改过的标题", True, candidate.quote)
    assert made.text.content[made.start : made.end] == made.quote
    assert [(link.actor, link.explicit) for link in made.actor_links.all()] == [(lead, True)]
    assert [link.theme for link in made.theme_links.all()] == [theme]
    assert Candidate.objects.get().recommendation == made
    assert ledger.verify().ok


def test_what_repeats_an_accepted_candidate_restates_its_record() -> None:
    document = DocumentFactory()
    first = CandidateFactory(document=document)
    again = CandidateFactory(document=document, restates=[first.start, first.end])
    assert review.accept(stamp(), CandidateFactory(document=document, restates=[900, 910])).restates == []
    made = review.accept(stamp(), first)
    assert review.accept(stamp(), again).restates == [made.ref]


def test_an_editor_cannot_decide_and_nobody_decides_twice() -> None:
    candidate = CandidateFactory()
    with pytest.raises(Forbidden):
        review.accept(stamp(AccountFactory(role=Role.EDITOR)), candidate)
    review.reject(stamp(), candidate, "是背景")
    for act in (review.accept, review.reject):
        with pytest.raises(StateConflict):
            act(stamp(), candidate)
    assert not Recommendation.objects.exists()


def test_a_wrong_amendment_leaves_the_candidate_pending() -> None:
    candidate = CandidateFactory()
    with pytest.raises(Invalid):
        review.accept(stamp(), candidate, {"title": ""})
    assert Candidate.objects.get().state == "pending" and not Recommendation.objects.exists()


def test_many_are_accepted_parents_first() -> None:
    document = DocumentFactory()
    parent = CandidateFactory(document=document, level="parent")
    child = CandidateFactory(document=document, parent=parent)
    gone = CandidateFactory(document=document)
    review.reject(stamp(), gone)
    of_child, of_gone, of_parent = review.accept_many(stamp(), [child, gone, parent])
    assert isinstance(of_gone, StateConflict)
    assert of_child.parent == of_parent
    of_parent.refresh_from_db()
    assert of_parent.children_count == 1
    assert ledger.verify().ok


def test_merging_points_at_the_existing_record() -> None:
    candidate, record = CandidateFactory(), RecommendationFactory()
    review.merge(stamp(), candidate, record, "同一件事")
    candidate.refresh_from_db()
    assert (candidate.state, candidate.recommendation) == ("merged", record)


def test_splitting_makes_exact_parts() -> None:
    candidate = CandidateFactory()
    middle = (candidate.start + candidate.end) // 2
    parts = review.split(stamp(), candidate, [(candidate.start, middle), (middle, candidate.end)])
    assert "".join(part.quote for part in parts) == candidate.quote
    candidate.refresh_from_db()
    assert candidate.state == "split"


@pytest.mark.parametrize("cuts", [[], [(0, 3)], [(0, 3), (2, 5)], [(3, 5), (0, 2)], [(0, 2), (2, 999)]])
def test_wrong_cuts_are_refused(cuts: list[tuple[int, int]]) -> None:
    candidate = CandidateFactory()
    with pytest.raises(Invalid):
        review.split(stamp(), candidate, cuts)
    assert Candidate.objects.get().state == "pending"
