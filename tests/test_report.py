"""The report: every number equals a count by hand and lists its rows; the Word document holds them."""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from recommendations import editing
from recommendations.dates import PartialDate
from recommendations.exceptions import Invalid
from recommendations.filters import RecommendationFilter
from recommendations.management.generating import generate
from recommendations.models import ProgressReport, Recommendation, StatusClass, for_list, rows
from recommendations.statistics import Count, Line, Rate, Report, report, report_word, sentences

from .factories import ActorFactory, DocumentFactory, RecommendationFactory, founder, stamp

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)
MONTH = PartialDate.parse("2025-11")
QUERIES = (
    "", "status=implemented&status=planned", "response=accepted", "light=yellow", "overdue=true", "actor=body-0",
    "lead=body-1-2&lead=body-1-3", "document=generated-5-00001&level=child", "q=教育", "claimed_status=implemented",
    "verification=disputed", "as_of=2025-12", "as_of=2025-12&theme=rural", "satisfaction=satisfied",
)  # fmt: skip


@pytest.fixture
def data(db: None) -> None:
    generate(documents=6, recommendations=500, actors=60, seed=5)
    editing.new_register(stamp(), StatusClass(document_kind="", status="implemented", label="A"))
    editing.new_register(stamp(), StatusClass(document_kind="", status="partially_implemented", label="B"))
    editing.new_register(stamp(), StatusClass(document_kind="", status="in_progress", label="B"))
    for place, record in enumerate(Recommendation.objects.filter(children_count=0)[:60]):
        changes = {"satisfaction": "satisfied", "response_due_on": "2026-01"} if place % 2 else {}
        editing.edit(stamp(), record, changes)
        editing.report_progress(stamp(), record, "2025-11" if place % 3 else "2025-10", "已开工")


def asked(query: str) -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query), founder(), NOW)


def counts_of(line: Line) -> Iterator[Count]:
    for field in dataclasses.fields(line):
        value = getattr(line, field.name)
        yield from (
            each for each in (value if isinstance(value, tuple) else [value]) if isinstance(each, Count)
        )


def by_hand(held: list[dict[str, Any]]) -> dict[str, int]:
    def count(test: Any) -> int:
        return sum(bool(test(row)) for row in held)

    reported = set(
        ProgressReport.objects.filter(period__startswith="2025-11").values_list(
            "recommendation__ref", flat=True
        )
    )
    closed = ("implemented", "not_implemented", "no_longer_relevant", "unable_to_verify")
    return {
        "total": len(held),
        "answered": count(lambda row: row["response"] != "none"),
        "unanswered": count(lambda row: row["response_due_on"] and row["response"] == "none"),
        "accepted": count(lambda row: row["response"] in ("accepted", "partly_accepted")),
        "implemented": count(lambda row: row["status"] == "implemented"),
        "claimed": count(lambda row: (row["reported_status"] or row["status"]) == "implemented"),
        "overdue": count(lambda row: row["overdue"]),
        "soon": count(lambda row: row["light"] == "yellow"),
        "disputed": count(lambda row: row["verification"] == "disputed"),
        "owing": count(
            lambda row: (
                row["status"] not in closed and not row["children_count"] and row["ref"] not in reported
            )
        ),
    }


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("query", QUERIES)
def test_every_number_lists_its_rows(query: str) -> None:
    found = report(asked(query), MONTH)
    for line in (found.whole, *found.documents, *found.leads[:4]):
        for count in counts_of(line):
            assert not count.number or asked(count.query).queryset.count() == count.number, (
                line.label,
                count,
            )
    assert asked(found.progressed.query).queryset.count() == found.progressed.number
    assert sum(line.total.number for line in found.documents) == found.whole.total.number


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("query", ["", "actor=body-0", "as_of=2090"])
def test_numbers_equal_a_count_by_hand(query: str) -> None:
    filters = asked(query)
    held = rows(list(for_list(filters.queryset)), filters.today)
    found = report(filters, MONTH)
    lines = [(found.whole, held)]
    lines += [(line, [r for r in held if r["document"]["slug"] == line.code]) for line in found.documents]
    for line in found.leads:
        led = [r for r in held if any(a["slug"] == line.code and a["role"] == "lead" for a in r["actors"])]
        lines.append((line, led))
    for line, own in lines:
        expected = by_hand(own)
        assert {name: getattr(line, name).number for name in expected} == expected, line.label
        assert {c.code: c.number for c in line.status if c.number} == {
            status: sum(r["status"] == status for r in own) for status in {r["status"] for r in own}
        }
    assert found.leaderless == sum(all(a["role"] != "lead" for a in r["actors"]) for r in held)
    assert {row["ref"] for row in found.overdue} == {row["ref"] for row in held if row["overdue"]}
    assert {row["ref"] for row in found.disputed} == {
        row["ref"] for row in held if row["verification"] == "disputed"
    }
    assert {entry.report.period for entry in found.progress} <= {"2025-11"}


@pytest.mark.usefixtures("data")
def test_classes_are_counted_by_document_and_list_their_rows() -> None:
    for line in report(asked(""), MONTH).documents:
        numbers = {count.code: count.number for count in line.classes}
        states = {count.code: count.number for count in line.status}
        assert numbers == {
            "A": states["implemented"], "B": states["partially_implemented"] + states["in_progress"]
        }  # fmt: skip


def test_the_number_of_queries_is_fixed() -> None:
    def more(count: int) -> None:
        for _number in range(count):
            document, actor = DocumentFactory(), ActorFactory()
            record = RecommendationFactory(
                document=document, quote="建议完善教育体系。", actors=[actor], due_on="2020"
            )
            editing.report_progress(stamp(), record, "2025-11", "已开工")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            report(asked(""), MONTH)
        return len(captured)

    more(1)
    few = queries()
    more(8)
    assert queries() == few <= 20


def test_what_has_no_document_has_a_line_of_its_own() -> None:
    RecommendationFactory(document=DocumentFactory(), quote="建议完善教育体系。")
    RecommendationFactory()
    lines = report(asked(""), MONTH).documents
    assert [line.total.number for line in lines] == [1, 1] and lines[-1].code == ""
    assert asked(lines[-1].total.query).queryset.count() == 1


@pytest.mark.parametrize("query", ["owes_progress=2025-10", "progress_in=2025"])
def test_the_month_is_the_reports_own(query: str) -> None:
    with pytest.raises(Invalid):
        report(asked(query), MONTH)


def test_a_month_is_reported_as_it_stood_then() -> None:
    record = RecommendationFactory(due_on="2020")
    editing.report_progress(stamp(), record, "2025-11", "已开工")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    found = report(asked(f"as_of={yesterday}"), MONTH)
    assert found.whole.total.number == 0 and found.progress == () and found.progressed.number == 0


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "–"), (0, 5, "0%"), (5, 5, "100%"), (9999, 10000, "99.9%"), (1, 3, "33.3%")],
)
def test_only_all_is_a_hundred_percent(part: int, whole: int, text: str) -> None:
    assert Rate("x", "x", part, whole).percent == text


@pytest.fixture
def answered(db: None) -> Report:
    """All answered, one of four implemented as verified, another as reported."""
    actor, document = ActorFactory(name="自治区发展改革委"), DocumentFactory(title="提案汇编")
    made = [
        RecommendationFactory(
            title=f"建议\x01{number}", document=document, quote="建议完善教育体系。", actors=[actor],
            response="accepted", due_on="2020", satisfaction="satisfied",
        )
        for number in range(4)
    ]  # fmt: skip
    Recommendation.objects.filter(pk=made[0].pk).update(status="implemented", verification="verified")
    Recommendation.objects.filter(pk=made[1].pk).update(
        reported_status="implemented", verification="reported"
    )
    Recommendation.objects.filter(pk=made[2].pk).update(verification="disputed")
    editing.report_progress(stamp(), made[3], "2025-11", "第一行\n第二行\uffff", "缺资金", "招标", "behind")
    return report(asked(""), MONTH)


def texts_of(data: bytes) -> tuple[Any, str]:
    word = WordDocument(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return word, "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_the_word_document_says_both_rates_side_by_side(answered: Report) -> None:
    with translation.override("zh-hans"):
        word, text = texts_of(report_word(answered, "自治区人民政府督查室"))
    assert "建议办理情况报告（2025年11月）" in text and "自治区人民政府督查室" in text
    assert "办复率100%" in text and "落实率25.0%" in text and "落实率50.0%" in text
    (row,) = word.tables[0].rows[1:]
    assert [cell.text for cell in row.cells] == ["4", "4", "100%", "4", "1", "25.0%", "2", "50.0%"]
    assert "超期较多的单位：自治区发展改革委（3条）" in text
    assert "第一行\n第二行" in text and "建议[U+0001]3" in text and "滞后" in text


def test_every_table_repeats_its_head_and_annexes_lie_across(answered: Report) -> None:
    with translation.override("zh-hans"):
        word, text = texts_of(report_word(answered, ""))
    assert len(word.tables) == 8 and "附件6" in text
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    first, *annexes = word.sections
    assert first.orientation == WD_ORIENT.PORTRAIT and len(annexes) == 6
    assert {section.orientation for section in annexes} == {WD_ORIENT.LANDSCAPE}
    assert "PAGE" in first.footer._element.xml


def test_an_empty_report_is_a_report(db: None) -> None:
    word, _text = texts_of(report_word(report(asked(""), MONTH), ""))
    assert len(word.tables) == 2 and len(word.sections) == 1


@pytest.mark.parametrize(
    ("period", "text"), [("2025", "2025年"), ("2025-11", "2025年11月"), ("2025-11-03", "2025年11月3日")]
)
def test_periods_are_written_as_people_do(period: str, text: str) -> None:
    with translation.override("zh-hans"):
        assert sentences.period_words(PartialDate.parse(period)) == text
