"""Suggestions: later passages ranked, stored once, taught by decisions."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from recommendations import evidence, intake, ledger
from recommendations.choices import Role
from recommendations.evidence.suggesting import decisions_of
from recommendations.intake import NewDocument
from recommendations.models import Document, Evidence, EvidenceLink, Recommendation

from .factories import AccountFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db

ASKED = "对策建议\n\n可建立中国-中亚国家电子商务合作对话机制。应发展农村小额信贷。\n"
LATER = (
    "让开放更充沛\n\n在高峰论坛务实合作项目清单中，“建立中国-中亚电子商务合作对话机制”等赫然在列。\n\n"
    "全区累计发放农村小额信贷贷款12亿元，惠及农户3万户。\n\n暂停实施农村小额信贷贴息。\n"
)


@pytest.fixture
def pair() -> tuple[Recommendation, Recommendation]:
    asked, _new = intake.ingest(
        stamp(), ASKED.encode(), "a.txt", NewDocument(slug="asked", published_on="2022"), candidates=False
    )
    intake.ingest(
        stamp(), LATER.encode(), "b.txt", NewDocument(slug="later", published_on="2023-10"), candidates=False
    )
    return (
        RecommendationFactory(
            document=asked, title="建立电子商务合作对话机制", quote="可建立中国-中亚国家电子商务合作对话机制"
        ),
        RecommendationFactory(document=asked, title="发展农村小额信贷", quote="应发展农村小额信贷"),
    )


def ranked(*args: str) -> dict[str, list[dict[str, object]]]:
    out = StringIO()
    call_command("suggest_evidence", "--json", *args, stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return {line["recommendation"]: line["suggestions"] for line in lines}


def test_the_passage_that_names_it_comes_first_and_quotes_are_exact(
    pair: tuple[Recommendation, Recommendation],
) -> None:
    found = ranked("--all")
    texts = {document.slug: document.text.content for document in Document.objects.all()}
    for suggestions in found.values():
        assert [each["rank"] for each in suggestions] == list(range(1, len(suggestions) + 1))
        for each in suggestions:
            assert texts[each["document"]][each["start"] : each["end"]] == each["quote"]
            assert each["document"] == "later" and len(each["quote"]) <= 300
    assert "电子商务合作对话机制" in found[pair[0].ref][0]["quote"]


def test_nothing_is_proposed_from_before_the_recommendation(
    pair: tuple[Recommendation, Recommendation],
) -> None:
    later = Document.objects.get(slug="later")
    record = RecommendationFactory(document=later, quote="暂停实施农村小额信贷贴息")
    assert ranked("--recommendation", record.ref) == {record.ref: []}


def test_suggestions_are_stored_once_and_move_nothing(pair: tuple[Recommendation, Recommendation]) -> None:
    ranked("--all")
    count = EvidenceLink.objects.count()
    assert count and set(EvidenceLink.objects.values_list("state", flat=True)) == {"suggested"}
    assert set(Recommendation.objects.values_list("status", "version")) == {("not_assessed", 1)}
    ranked("--all")
    assert EvidenceLink.objects.count() == count
    assert Evidence.objects.count() <= count
    assert ledger.verify().ok


def test_a_rejected_passage_is_not_proposed_again_for_the_same_record(
    pair: tuple[Recommendation, Recommendation],
) -> None:
    ranked("--all")
    link = EvidenceLink.objects.filter(recommendation=pair[0]).order_by("-score")[0]
    evidence.reject(stamp(AccountFactory(role=Role.REVIEWER)), link, "另一机制")
    assert link.evidence.text not in [
        each["quote"] for each in ranked("--recommendation", pair[0].ref)[pair[0].ref]
    ]


def test_what_is_already_confirmed_ranks_first_and_teaches_whoever_confirmed_it(
    pair: tuple[Recommendation, Recommendation],
) -> None:
    last = ranked("--recommendation", pair[1].ref)[pair[1].ref][-1]
    link = EvidenceLink.objects.get(recommendation=pair[1], evidence__text=last["quote"])
    evidence.confirm(stamp(AccountFactory(role=Role.REVIEWER, password=None)), link, "partial", "rule")
    assert [decision.confirmed for decision in decisions_of([])] == [True]
    first = ranked("--recommendation", pair[1].ref)[pair[1].ref][0]
    assert first["quote"] == last["quote"] and first["score"] > last["score"]
    assert f"resembles what a reviewer confirmed for “{pair[1].title}”" in first["reasons"]
