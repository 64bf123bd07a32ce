"""Lists: the shared filters, search from one character, chosen columns, and what a page costs."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations.admin import base
from tests.admin.conftest import Desk, Page
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def titles(page: Page) -> list[str]:
    return [
        a.text_content().split(" ", 1)[1] for a in page.tree.xpath("//td[contains(@class, 'field-title')]/a")
    ]


def queries(desk: Desk, path: str) -> int:
    desk.page(path)
    with CaptureQueriesContext(connection) as found:
        assert desk.page(path).status == 200
    return len(found)


def test_the_filters_are_those_of_the_api(editor: Desk) -> None:
    actor = ActorFactory(slug="jyt", name="教育厅")
    RecommendationFactory(title="发展教育", actors=[actor], due_on="2020-01")
    RecommendationFactory(title="发展产业", due_on="2099")
    assert titles(editor.page("recommendation/?overdue=true")) == ["发展教育"]
    assert titles(editor.page("recommendation/?actor=jyt&status=not_assessed&status=planned")) == ["发展教育"]
    assert titles(editor.page("recommendation/?ordering=due_on")) == ["发展教育", "发展产业"]
    assert titles(editor.page("recommendation/?q=教")) == ["发展教育"]
    page = editor.page("recommendation/?actor=jyt&overdue=true")
    chips = [chip.text_content() for chip in page.tree.xpath("//a[@class='chip']")]
    assert chips == ["Actor, with its parts and predecessors: 教育厅 ✕", "Overdue: Yes ✕"]


@pytest.mark.parametrize("query", ["unknown=1", "status=done", "overdue=maybe", "actor=nobody", "ordering=x",
                                   "due_before=0000", "q=%00", "as_of=2020", "level=%ff&q=%ED%A0%80"])  # fmt: skip
def test_what_the_list_does_not_know_is_said(editor: Desk, query: str) -> None:
    RecommendationFactory(title="不该出现")
    page = editor.page(f"recommendation/?{query}")
    assert page.status == 400 and "不该出现" not in page.response.content.decode()


@pytest.mark.parametrize(
    "query", ["p=0", "p=x", "p=99999999999999999999", "p=-5", "e=1", "columns=none", "q=", "o=9.z"]
)
def test_odd_addresses_are_harmless(editor: Desk, query: str) -> None:
    RecommendationFactory()
    assert editor.page(f"recommendation/?{query}").status in (200, 400)


def test_columns_staff_choose_are_kept(editor: Desk) -> None:
    RecommendationFactory(priority="high")
    page = editor.page("recommendation/?columns=priority&columns=version")
    assert [th.text_content().strip() for th in page.tree.xpath("//th[starts-with(@class, 'column-')]")] == [
        "Recommendation", "Version", "Priority"
    ]  # fmt: skip
    assert "High" in editor.page("recommendation/").tree.xpath("//tbody")[0].text_content()


def test_a_large_list_is_not_counted(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "COUNT_CAP", 54)
    for number in range(56):
        RecommendationFactory(title=f"建议{number:02}")
    page = editor.page("recommendation/")
    assert "1–50 of 54+" in page.text
    page = editor.page("recommendation/" + page.tree.xpath("//a[@rel='next']")[0].get("href"))
    assert "51–56 of 56" in page.text and titles(page)[-1] == "建议00"


@pytest.mark.parametrize(
    "path", ["recommendation/", "recommendation/?q=建议&columns=themes&columns=leads&columns=document"]
)
def test_a_page_costs_the_same_with_1_row_and_with_50(editor: Desk, path: str) -> None:
    def add() -> None:
        document = DocumentFactory()
        RecommendationFactory(
            document=document, quote="建议完善教育体系", actors=[ActorFactory()], themes=[ThemeFactory()]
        )

    add()
    once = queries(editor, path)
    for _number in range(49):
        add()
    assert queries(editor, path) == once


@pytest.mark.parametrize(
    ("path", "factory"),
    [("candidate/", CandidateFactory), ("document/", DocumentFactory), ("actor/", ActorFactory)],
)
def test_other_lists_cost_the_same(reviewer: Desk, path: str, factory: Callable[[], object]) -> None:
    factory()
    once = queries(reviewer, path)
    for _number in range(9):
        factory()
    assert queries(reviewer, path) == once


def test_autocomplete_finds_refs_aliases_and_one_character(editor: Desk) -> None:
    actor = ActorFactory(slug="fgw", name="发展和改革委员会", aliases=["发改委"])
    record = RecommendationFactory(title="振兴教育")
    path = "/admin/autocomplete/?app_label=recommendations&model_name={}&field_name={}&term={}"

    def found(model: str, field: str, term: str) -> list[str]:
        answer = editor.get(path.format(model, field, term)).json()
        return [each["id"] for each in answer["results"]]

    assert found("recommendationactor", "actor", "發改") == [str(actor.pk)]
    assert found("recommendationactor", "actor", "发改&by=key") == ["fgw"]
    assert found("recommendation", "parent", record.ref.lower()) == [str(record.pk)]
    assert found("recommendation", "superseded_by", "教") == [str(record.pk)]
    assert found("recommendation", "superseded_by", "不存在") == []


def test_the_worklist_counts_open_their_lists(make_desk: Callable[..., Desk]) -> None:
    mine, other = ActorFactory(), ActorFactory()
    late = RecommendationFactory(title="逾期的", actors=[mine], due_on="2020-01")
    RecommendationFactory(actors=[other], due_on="2020-01")
    CandidateFactory()
    page = make_desk("reviewer").page("/admin/")
    counts = {
        a.find("span").text: (a.find("strong").text, a.get("href"))
        for a in page.tree.xpath("//ul[@class='counts']//a")
    }
    assert counts["Overdue"][0] == "2" and counts["Candidates awaiting a decision"][0] == "1"
    assert len(titles(page.desk.page(counts["Overdue"][1]))) == 2
    bound = make_desk("editor", actors=[mine])
    page = bound.page("/admin/")
    link = page.tree.xpath("//ul[@class='counts']//a[span='Overdue']")[0]
    assert link.find("strong").text == "1" and titles(bound.page(link.get("href"))) == [late.title]
    assert late.ref in page.text
