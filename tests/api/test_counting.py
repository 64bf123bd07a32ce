"""Facets, statistics, and what a page costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ActorFactory,
    CandidateFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
)

from .conftest import LISTS, ROOT, ApiClient, fields, from_document, hidden_and_shown, problem, refs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["recommendations/", "recommendations/?as_of=2099", *LISTS[1:]])
def test_a_page_costs_the_same_queries_however_long(editor: ApiClient, path: str) -> None:
    def more(count: int) -> None:
        for _number in range(count):
            actor, theme = ActorFactory(predecessors=[ActorFactory()]), ThemeFactory(parent=ThemeFactory())
            parent = RecommendationFactory()
            record = from_document(
                parent=parent, actors=[actor], themes=[theme], instruments=["基金"], places=["新疆"]
            )
            link = {"evidence": EvidenceFactory().pk, "recommendation": record.ref, "stance": "supports"}
            assert editor.send("evidence-links/", link | {"reason": "x"}).status_code == 201
            CandidateFactory(document=record.document)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = editor.get(ROOT + path)
        return len(captured), len(answer.json()["results"])

    more(1)
    few, short = queries()
    more(12)
    many, long = queries()
    assert long >= short + 12 and many == few


def test_facets_count_each_under_every_filter_but_its_own(anonymous: ApiClient) -> None:
    region = ActorFactory()
    part = ActorFactory(parent=region)
    subject = ThemeFactory()
    one = from_document(
        actors=[part, region], themes=[ThemeFactory(parent=subject), subject], priority="high"
    )
    RecommendationFactory(priority="low")
    hidden_and_shown()
    body = anonymous.read("recommendations/facets/?priority=high").json()
    assert body["total"] == 1
    assert body["priority"] == {"high": 1, "medium": 0, "low": 1, "none": 1}
    assert body["status"]["not_assessed"] == 1 and body["light"]["none"] == 1
    assert body["document"] == {one.document.slug: 1}
    assert body["actor"] == {region.slug: 1, part.slug: 1} and body["theme"][subject.slug] == 1
    for name in ("priority", "actor", "theme", "document", "status", "light"):
        for code, number in body[name].items():
            rows = refs(anonymous.read(f"recommendations/?priority=high&{name}={code}"))
            if name != "priority":
                assert len(rows) == number, (name, code)
    refused = problem(anonymous.read("recommendations/facets/?as_of=2024"), 400, "invalid")
    assert fields(refused) == {"as_of", "facets"}
    assert fields(problem(anonymous.read("recommendations/facets/?x=1"), 400, "invalid")) == {"x"}


def test_each_number_of_the_statistics_lists_its_rows(anonymous: ApiClient, editor: ApiClient) -> None:
    lead = ActorFactory()
    for due in ("2019", "2099", ""):
        from_document(actors=[lead], themes=[ThemeFactory()], due_on=due, priority="high")
    RecommendationFactory()
    for query in ("", "?priority=high", "?basis=reported&ordering=status&page_size=5"):
        body = anonymous.read(f"statistics/{query}").json()
        counts = [row for value in body.values() if isinstance(value, list) for row in value]
        for row in [body["total"], *counts]:
            assert len(refs(anonymous.get(row["url"]))) == row["number"], row
    assert body["basis"] == "reported" and body["response_rate"]["share"] == 0
    assert fields(problem(anonymous.read("statistics/?basis=x"), 400, "invalid")) == {"basis"}
    assert fields(problem(anonymous.read("statistics/?basis=verified&basis=verified"), 400, "invalid")) == {
        "basis"
    }
    assert anonymous.read("statistics/?priority=low").json()["implementation_rate"]["share"] is None
