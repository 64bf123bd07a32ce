"""One report, many recommendations: a passage of a document linked to all it bears on, in one go or not at all."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import evidence, ledger
from recommendations.models import Document, Evidence, EvidenceLink, Recommendation
from tests.factories import ActorFactory, DocumentFactory, EvidenceFactory, RecommendationFactory, stamp

from .conftest import Reader, tree, words

PASSAGE = "产业发展基金已于2023年设立，规模十亿元。"
TEXT = f"年度报告\n开头一段。{PASSAGE}\n职业教育中心已经建成。\n收到来信。收到来信。"


@pytest.fixture
def report(db: None) -> Document:
    return DocumentFactory(slug="report", title="年度报告", content=TEXT, published_on="2024")


def suggest(document: Document, record: Recommendation, start: int, end: int, **kwargs: Any) -> EvidenceLink:
    piece = EvidenceFactory(
        kind="passage", document=document, start=start, end=end, text=document.text.content[start:end],
        document_date=document.published_on, level="", effective_on="",
    )  # fmt: skip
    row = EvidenceLink(
        evidence=piece, recommendation=record, stance="supports", state="suggested",
        **{"score": 0.8, "reasons": ["reports what was done"]} | kwargs,
    )  # fmt: skip
    ledger.create(stamp(), [row])
    return row


def offered(page: Any) -> list[str]:
    return page.xpath("//*[@id='weigh-rows']//input[@name='recommendation']/@value")


ACTION = "/documents/report/passage/"
WEIGHT = {"stance": "supports", "level": "action", "effective_on": "2023", "reason": "已设立"}


def test_a_passage_is_linked_to_all_that_are_ticked_with_an_override_for_one(
    editor: Reader, report: Document
) -> None:
    first, second = (RecommendationFactory(title=title) for title in ("设立产业发展基金", "扩大融资渠道"))
    page = editor.see("/documents/report/?weigh=1")
    own = {
        f"{second.ref}-stance": "partial",
        f"{second.ref}-level": "outcome",
        f"{second.ref}-reason": "只是一部分",
    }
    answer = editor.send(
        page, ACTION, "action=link", passage=PASSAGE, recommendation=[first.ref, second.ref], **WEIGHT, **own
    )
    start = TEXT.index(PASSAGE)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/documents/report/?at={start}&weigh=1#passage-{start}",
    )
    piece = Evidence.objects.get()
    assert (piece.kind, piece.text, piece.start, piece.end) == (
        "passage",
        PASSAGE,
        start,
        start + len(PASSAGE),
    )
    columns = ("stance", "level", "effective_on", "reason", "state", "decided_by")
    links = {
        link.recommendation_id: tuple(getattr(link, name) for name in columns) for link in piece.links.all()
    }
    assert links == {
        first.pk: ("supports", "action", "2023", "已设立", "confirmed", editor.account),
        second.pk: ("partial", "outcome", "2023", "只是一部分", "confirmed", editor.account),
    }
    page = editor.see(answer["Location"])
    (mark,) = page.xpath("//article//a[contains(@class, 'mark-passage')]")
    assert words(mark) == PASSAGE and first.ref in mark.get("title") and second.ref in mark.get("title")


def test_what_one_row_refuses_nothing_stores_and_all_that_was_typed_stays(
    editor: Reader, report: Document
) -> None:
    early = RecommendationFactory()
    late = RecommendationFactory(document=DocumentFactory(published_on="2023-06"), quote="年度报告")
    page = editor.see("/documents/report/?weigh=1")
    typed = {"recommendation": [early.ref, late.ref], f"{late.ref}-effective_on": "2022"}
    again = tree(editor.send(page, ACTION, "action=link", passage=PASSAGE, **WEIGHT, **typed), 400)
    assert not Evidence.objects.exists() and not EvidenceLink.objects.exists()
    (row,) = again.xpath("//li[contains(@class, 'wrong')]")
    assert row.get("data-ref") == late.ref
    assert "can only be a baseline" in words(row)
    assert offered(again)[:2] == [late.ref, early.ref] or offered(again)[:2] == [early.ref, late.ref]
    assert set(again.xpath("//input[@name='recommendation'][@checked]/@value")) == {early.ref, late.ref}
    assert again.xpath(f"//input[@name='{late.ref}-effective_on']/@value") == ["2022"]
    assert again.xpath("//textarea[@name='passage']")[0].text.strip() == PASSAGE
    assert again.xpath("//form[@data-weigh]//input[@name='effective_on']/@value") == ["2023"]
    answer = editor.send(again, ACTION, "action=link", **{f"{late.ref}-effective_on": "2023-07"})
    assert answer.status_code == 302 and EvidenceLink.objects.count() == 2


def test_only_earlier_recommendations_are_offered_those_suggested_for_the_passage_first(
    editor: Reader, report: Document
) -> None:
    newest = RecommendationFactory(title="不限日期")
    same_year = RecommendationFactory(document=DocumentFactory(published_on="2024-11"), quote="年度报告")
    RecommendationFactory(document=DocumentFactory(published_on="2025"), quote="年度报告")
    RecommendationFactory(document=report, quote="年度报告")
    start = TEXT.index("职业教育")
    weak, strong, here = (RecommendationFactory(title=f"第{number}项") for number in range(3))
    suggest(report, weak, 0, 4, score=0.4)
    suggest(report, strong, 0, 4, score=0.9, trap="a plan, not yet a fact")
    suggest(report, here, start, start + 11, score=0.3)
    page = editor.see("/documents/report/?weigh=1")
    assert offered(page) == [strong.ref, weak.ref, here.ref, same_year.ref, newest.ref]
    assert "a plan, not yet a fact" in words(page.xpath(f"//li[@data-ref='{strong.ref}']")[0])
    mark = page.xpath("//article//a[contains(@class, 'mark-suggestion')]")[1]
    page = editor.see(mark.get("href"))
    assert offered(page)[:3] == [here.ref, strong.ref, weak.ref]
    assert page.xpath("//textarea[@name='passage']")[0].text.strip() == "职业教育中心已经建成。"
    answer = editor.send(page, ACTION, "action=link", recommendation=[here.ref], **WEIGHT)
    assert answer.status_code == 302
    (link,) = here.evidence_links.all()
    assert (link.state, link.level, Evidence.objects.filter(start=start).count()) == (
        "confirmed",
        "action",
        1,
    )


def test_the_list_is_searched_and_what_is_ticked_stays(editor: Reader, report: Document) -> None:
    fund, school = (RecommendationFactory(title=title) for title in ("设立产业基金", "办好职业学校"))
    page = editor.see("/documents/report/?weigh=1")
    found = tree(
        editor.send(page, ACTION, "action=search", q="学校", recommendation=[fund.ref], reason="留住我")
    )
    assert offered(found) == [fund.ref, school.ref]
    assert found.xpath("//input[@name='recommendation'][@checked]/@value") == [fund.ref]
    assert found.xpath("//form[@data-weigh]//textarea[@name='reason']")[0].text.strip() == "留住我"
    rows = editor.get(f"{ACTION}?q=学校", headers={"X-Requested-With": "fetch"})
    assert b"<html" not in rows.content and school.ref in rows.content.decode()
    assert fund.ref not in rows.content.decode()
    hopeless = editor.get(f"{ACTION}?q={'a ' * 400}", headers={"X-Requested-With": "fetch"})
    assert hopeless.status_code == 200
    assert editor.get(ACTION)["Location"] == "/documents/report/?weigh=1"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"passage": "文中没有的话"}, "do not stand in the text"),
        ({"passage": "收到来信。"}, "more than once"),
        ({"passage": ""}, "Select a passage"),
        ({"start": "5", "end": "3"}, "Select a passage"),
        ({"start": "0", "end": "99999"}, "Select a passage"),
        ({"start": "x"}, "whole number"),
        ({"passage": PASSAGE, "recommendation": []}, "Tick what the passage bears on"),
        ({"passage": PASSAGE, "recommendation": ["R999999"]}, "There is no such choice"),
        ({"passage": PASSAGE, "effective_on": "soon"}, "not a date"),
    ],
)
def test_what_is_not_a_passage_is_refused_in_words(
    editor: Reader, report: Document, typed: dict[str, Any], said: str
) -> None:
    record = RecommendationFactory()
    page = editor.see("/documents/report/?weigh=1")
    answer = editor.send(page, ACTION, "action=link", **WEIGHT | {"recommendation": [record.ref]} | typed)
    assert said in words(tree(answer, 400).get_element_by_id("weigh"))
    assert not Evidence.objects.exists()


def test_words_are_found_whatever_their_blanks_and_the_place_tells_repetitions_apart(
    editor: Reader, report: Document
) -> None:
    assert evidence.occurrences("甲 乙\n丙\u200b丁", "乙 丙 丁") == [(2, 7)]
    assert evidence.occurrences("", "甲") == [] and evidence.occurrences("甲", " ") == []
    record = RecommendationFactory()
    second = TEXT.rindex("收到来信。")
    page = editor.see("/documents/report/?weigh=1")
    answer = editor.send(page, ACTION, "action=link", passage="收到 来信。", start=str(second), end=str(second + 5),
                         recommendation=[record.ref], **WEIGHT)  # fmt: skip
    assert answer.status_code == 302
    assert Evidence.objects.get().start == second


def test_the_form_is_for_editors_and_offers_what_they_may_write(
    make_reader: Any, viewer: Reader, anonymous: Reader, report: Document
) -> None:
    actor = ActorFactory()
    mine, other = RecommendationFactory(actors=[actor]), RecommendationFactory()
    RecommendationFactory(document=report, quote="年度报告")
    bound = make_reader(actors=[actor])
    page = bound.see("/documents/report/?weigh=1")
    assert offered(page) == [mine.ref]
    answer = bound.send(
        page, ACTION, "action=link", passage=PASSAGE, recommendation=[mine.ref, other.ref], **WEIGHT
    )
    assert "does not belong to the actors" in words(tree(answer, 403))
    assert not EvidenceLink.objects.exists()
    assert viewer.see("/documents/report/?weigh=1").xpath("//*[@id='weigh']") == []
    assert viewer.post(ACTION, {"csrfmiddlewaretoken": "x"}).status_code == 403
    assert anonymous.get(ACTION).status_code == 302
    suggest(report, mine, 0, 4)
    assert anonymous.see("/documents/report/").xpath("//a[contains(@class, 'mark-suggestion')]") == []


def test_the_form_costs_the_same_with_one_recommendation_and_with_ten(
    editor: Reader, report: Document
) -> None:
    costs = []
    for count in (1, 9):
        for number in range(count):
            record = RecommendationFactory(document=DocumentFactory(), quote="年度报告")
            suggest(report, record, 0, 4, score=number / 10)
        with CaptureQueriesContext(connection) as queries:
            page = editor.see("/documents/report/?weigh=1&start=0&end=4")
        costs.append(len(queries))
    assert len(offered(page)) == 10
    assert costs[0] == costs[1]
