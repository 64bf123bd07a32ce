"""Export and import: nothing is lost, nothing is run, nothing changes that was not asked for."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from recommendations import ledger, workflow
from recommendations.choices import Door, Satisfaction
from recommendations.evidence import NewEvidence, link, record_evidence
from recommendations.exceptions import Forbidden, Invalid
from recommendations.exchange import COLUMNS, Result, import_table, stream
from recommendations.exchange.cells import guard, join, split, unguard
from recommendations.exchange.columns import headings
from recommendations.exchange.xlsx import escape, unescape, workbook
from recommendations.filters import RecommendationFilter
from recommendations.models import Change, Recommendation, for_list, rows

from ..factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
    founder,
    stamp,
)

LANGUAGES = (None, "zh-hans", "en")
HOSTILE = "=+-@＝＋－＠﹦'\"\t\r\n\v\x01 ;；,，:：[]{}_x000D_<>&%\u200b\ufeff\u3000𠮷😀教é\\1a"
hostile = st.text(alphabet=HOSTILE, max_size=12) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
visible = hostile.map(str.strip).filter(bool)
dates = st.sampled_from(["", "2023", "2024-05", "2031-12-31"])


def export(format: str, language: str | None = None, query: str = "", user: Any = None) -> bytes:
    asked = RecommendationFilter(QueryDict(query), user or founder(), timezone.now())
    return b"".join(stream(asked, format, ordering="created_at", language=language))


def run(data: bytes, dry_run: bool = False, by: Any = None) -> Result:
    return import_table(stamp(by, Door.IMPORT), data, dry_run=dry_run)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(cells: list[dict[str, Any]], format: str = "csv") -> bytes:
    """A file of these rows, as a person would save it."""
    heading = list(dict.fromkeys(name for row in cells for name in row))
    body = [[row.get(name, "") for name in heading] for row in cells]
    if format == "xlsx":
        return b"".join(workbook(iter([[heading, *body]])))
    file = io.StringIO(newline="")
    csv.writer(file).writerows([heading, *body])
    return file.getvalue().encode("utf-8-sig")


def changed(data: bytes, **cells: str) -> bytes:
    """The file with cells of its first row changed."""
    lines = table(data)
    assert set(cells) <= set(lines[0])
    return written([lines[0] | cells, *lines[1:]])


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@given(hostile)
def test_guarding_a_text_is_undone(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unescape(escape(text)) == text


@given(st.lists(hostile, max_size=5))
def test_joining_a_list_is_undone(items: list[str]) -> None:
    assert split(join(items)) == items


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "\t=1", "\r=1", "\n1", " =1", "\u200b=1", "''=1"]
)  # fmt: skip
def test_formulas_are_guarded(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["", "教育", "'tis", "1-2", "（=）", "a=1"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guard(text) == text


def test_headings_are_unambiguous_in_every_language() -> None:
    for language in LANGUAGES[1:]:
        with override(language):
            labels = [column.label.casefold() for column in COLUMNS]
        assert len(set(labels)) == len(labels)
        assert all(headings()[label] is column for label, column in zip(labels, COLUMNS, strict=True))


def store(values: dict[str, Any], links: dict[str, Any]) -> Recommendation:
    record = Recommendation(ref="R000001", **values)
    ledger.create(stamp(), [record], links=[links])
    return record


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries(
        dict.fromkeys(("quote", "summary", "done_test", "priority_reason", "external_id", "done", "remaining", "deadline", "target", "proposed_by"), hostile)
        | dict.fromkeys(("due_on", "response_on", "response_due_on", "look_again_on", "status_on"), dates)
        | {"title": visible, "section": st.lists(hostile, max_size=3), "published": st.booleans(),
           "restates": st.lists(hostile, max_size=2), "satisfaction": st.sampled_from(Satisfaction.values)}
    ),
    st.lists(visible, max_size=3, unique=True), st.lists(visible, max_size=3, unique=True),
)  # fmt: skip
def test_export_and_import_are_the_identity(
    values: dict[str, Any], instruments: list[str], places: list[str]
) -> None:
    with undone():
        lead, support, theme = (
            ActorFactory(name="海关"),
            ActorFactory(name="商务：部"),
            ThemeFactory(name="开放；贸易"),
        )
        links = {
            "actors": [(support.pk, "lead", True, False), (lead.pk, "lead", False, False)],
            "themes": [theme.pk], "instruments": instruments, "places": places,
        }  # fmt: skip
        store(values, links)
        (record,) = for_list(Recommendation.objects.all())
        (row,) = rows([record], timezone.localdate())
        before = Change.objects.count()
        for format in ("csv", "xlsx"):
            for language in LANGUAGES:
                data = export(format, language)
                assert run(data) == Result(False, 0, 0, 1, (), ())
                held = cells_of(data, format)
                for column, cell in zip(COLUMNS, held[1], strict=True):
                    if language is None and column.name not in ("reason", "evidence"):
                        assert column.read(cell) == column.value(row), column.name
        assert Change.objects.count() == before


def cells_of(data: bytes, format: str) -> list[list[Any]]:
    if format == "csv":
        lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    else:
        book = load_workbook(io.BytesIO(data))
        assert not any(cell.data_type == "f" for line in book.active.iter_rows() for cell in line)
        lines = ([cell.value for cell in line] for line in book.active.iter_rows())
    unescaped = unescape if format == "xlsx" else str
    return [[unguard(unescaped(c)) if isinstance(c, str) else c for c in line] for line in lines]


@pytest.fixture
def record(db: None) -> Recommendation:
    document = DocumentFactory(slug="paper", content="一、总则\n建议设立产业发展基金。建议完善教育体系。")
    RecommendationFactory(title="另一条", priority="low")
    ActorFactory(slug="customs", name="海关")
    ThemeFactory(slug="trade", name="贸易")
    return RecommendationFactory(
        title="设立基金", quote="建议设立产业发展基金。", document=document, due_on="2030", priority="high",
        actors=[ActorFactory(slug="finance", name="财政部门")], themes=[ThemeFactory(slug="funds", name="资金")],
    )  # fmt: skip


CHANGES = {
    "title": "设立产业基金", "summary": "=摘要", "priority": "medium", "horizon": "phased", "response": "accepted",
    "response_on": "2024-05", "response_document": "paper", "actors": "customs:lead；finance:lead",
    "themes": "trade；funds", "instruments": "基金；税收", "places": "新疆", "published": "false", "done_test": "建成",
    "external_id": "甲-1", "priority_reason": "急", "parent": "R000001",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dry_run_of_one_cell_shows_that_cell_and_no_other(
    record: Recommendation, column: str, language: str | None
) -> None:
    lines = table(export("csv", language))
    with override(language):
        name = next(c.label if language else c.name for c in COLUMNS if c.name == column)
    lines[1][name] = CHANGES[column]
    result = run(written(lines), dry_run=True)
    assert [(c.row, c.ref, c.column, c.after) for c in result.changes] == [
        (3, record.ref, column, CHANGES[column])
    ]
    assert (result.created, result.changed, result.unchanged, result.errors) == (0, 1, 1, ())
    record.refresh_from_db()
    assert record.version == 1


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_cell_is_stored_and_a_second_run_changes_nothing(
    record: Recommendation, column: str
) -> None:
    lines = table(export("csv"))
    lines[1][column] = CHANGES[column]
    assert run(written(lines)).changed == 1
    assert unguard(table(export("csv"))[1][column]) == CHANGES[column]
    count = Change.objects.count()
    assert run(written(lines)) == Result(False, 0, 0, 2, (), ())
    assert Change.objects.count() == count
    assert Change.objects.filter(door="import").exists() and ledger.verify().ok


def test_labels_and_names_are_read(record: Recommendation) -> None:
    cells = {
        "编号": record.ref,
        "版本": "1",
        "优先级": "低",
        "actors": "海关；财政部门：配合",
        "主题": "贸易",
    }
    assert run(written([cells])).changed == 1
    row = table(export("csv"))[1]
    assert (row["priority"], row["actors"], row["themes"]) == (
        "low",
        "customs:lead；finance:support",
        "trade",
    )


def test_dates_as_spreadsheets_write_them(record: Recommendation) -> None:
    lines = table(export("csv"))
    lines[1] |= {"response_on": "2024/5/1", "due_on": "2031年6月", "reason": "推迟"}
    assert run(written(lines)).errors == ()
    record.refresh_from_db()
    assert (record.response_on, record.due_on, record.first_due_on) == ("2024-05-01", "2031-06", "2030")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"priority": "urgent"}, "priority"), ({"due_on": "soon"}, "due_on"), ({"published": "maybe"}, "published"),
        ({"actors": "nobody"}, "actors"), ({"themes": "nothing"}, "themes"), ({"parent": "R999999"}, "parent"),
        ({"title": " "}, "title"), ({"summary": "长" * 5001}, "summary"), ({"due_on": "2035"}, "reason"),
        ({"quote": "别的"}, "quote"), ({"document": ""}, "document"), ({"verification": "verified"}, "verification"),
        ({"created_at": "2020-01-01"}, "created_at"), ({"evidence_count": "9"}, "evidence_count"),
        ({"level": "parent"}, "level"), ({"done": "都做了"}, "done"), ({"version": ""}, "version"),
        ({"version": "7"}, "version"), ({"ref": "R777777"}, "ref"), ({"status": "implemented"}, "evidence"),
        ({"status": "not_started"}, "reason"), ({"status": "verified"}, "status"), ({"start": "-1"}, "start"),
        ({"actors": "finance:boss"}, "actors"), ({"evidence": "七"}, "evidence"), ({"title": "a\0b"}, "title"),
        ({"section": "[1"}, "section"), ({"rollup": "{"}, "rollup"),
    ],
)  # fmt: skip
def test_errors_name_row_and_column_and_nothing_is_stored(
    record: Recommendation, cells: dict[str, str], column: str
) -> None:
    lines = table(export("csv"))
    lines[0]["priority"] = "high"
    lines[1] |= cells
    result = run(written(lines))
    assert (3, column) in [(error.row, error.column) for error in result.errors]
    assert all(error.row == 3 and error.message for error in result.errors) and not result.stored
    assert Change.objects.filter(door="import").count() == 0


def test_a_status_goes_through_the_workflow(record: Recommendation) -> None:
    lines = table(export("csv"))
    lines[1] |= {"status": "in_progress", "reason": "已启动", "status_on": "2024-05"}
    assert run(written(lines)).errors == ()
    record.refresh_from_db()
    assert (record.status, record.status_on) == ("in_progress", "2024-05")
    assert Change.objects.get(door="import").reason == "已启动"
    assert run(written(lines)).unchanged == 2


def test_a_report_stays_a_report_and_a_second_run_changes_nothing(record: Recommendation) -> None:
    evidence = record_evidence(
        stamp(), NewEvidence("note", text="已建成", level="outcome", effective_on="2024")
    )
    link(stamp(), evidence, [record], "supports")
    lines = table(export("csv"))
    assert lines[1]["evidence"] == str(evidence.pk)
    lines[1]["status"] = "已落实"
    assert run(written(lines)).errors == ()
    record.refresh_from_db()
    assert (record.status, record.reported_status, record.verification) == (
        "not_assessed", "implemented", "reported",
    )  # fmt: skip
    assert run(written(lines)) == Result(False, 0, 0, 2, (), ())


def test_a_parent_has_no_moves_of_its_own(record: Recommendation) -> None:
    RecommendationFactory(parent=record)
    lines = [{"ref": record.ref, "version": "2", "status": "planned", "reason": "规划"}]
    assert [error.column for error in run(written(lines)).errors] == ["status"]


def test_rows_that_touch_one_another_in_one_file(record: Recommendation) -> None:
    child = RecommendationFactory(parent=record)
    lines = table(export("csv"))
    by_ref = {line["ref"]: line for line in lines}
    by_ref[record.ref] |= {"due_on": "2032", "reason": "推迟"}
    by_ref[child.ref] |= {"summary": "摘要"}
    assert run(written(lines)).errors == ()
    child.refresh_from_db()
    assert (child.due_on, child.due_inherited, child.summary) == ("2032", True, "摘要")
    assert run(written(lines)).changed == 0


def test_what_changed_since_the_export_is_not_overwritten(record: Recommendation) -> None:
    data = export("csv")
    other = AccountFactory(username="wang", role="reviewer")
    workflow.transition(
        stamp(other), Recommendation.objects.get(pk=record.pk),
        workflow.MoveRequest("not_started", reason="查过", on="2024"),
    )  # fmt: skip
    assert run(data) == Result(False, 0, 0, 2, (), ())
    lines = table(data)
    lines[1]["priority"] = "low"
    (error,) = run(written(lines)).errors
    assert (error.row, error.column) == (3, "version") and "wang" in error.message


def test_new_rows_become_records_once(record: Recommendation) -> None:
    data = written(
        [
            {"document": "paper", "quote": "建议完善教育体系。", "title": "", "origin": "", "external_id": "",
             "status": "", "reason": "", "status_on": "", "actors": "海关"},
            {"origin": "来信", "title": "来信建议", "external_id": "信-1", "status": "未启动", "reason": "查过",
             "status_on": "2024-05"},
        ]
    )  # fmt: skip
    dry = run(data, dry_run=True)
    assert (dry.created, dry.errors) == (2, ()) and Recommendation.objects.count() == 2
    assert run(data).created == 2
    quoted, letter = Recommendation.objects.order_by("ref")[2:]
    assert quoted.text and quoted.text.content[quoted.start : quoted.end] == "建议完善教育体系。"
    assert quoted.title == "建议完善教育体系。" and quoted.actor_links.get().actor.slug == "customs"
    assert (letter.origin, letter.external_id, letter.status) == ("letter", "信-1", "not_started")
    assert run(data) == Result(False, 0, 0, 2, (), ())


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"title": "无来源"}, "origin"), ({"document": "no-such", "quote": "x"}, "document"),
        ({"document": "paper", "title": "没有引文"}, "quote"), ({"origin": "letter", "version": "1"}, "version"),
        ({"origin": "letter", "title": "a", "rollup": "{}", "evidence_count": "2"}, "evidence_count"),
        ({"origin": "letter", "title": "a", "done": "b"}, "done"),
        ({"origin": "letter", "title": "a", "target": "b" * 301}, "target"),
    ],
)  # fmt: skip
def test_new_rows_that_cannot_be(record: Recommendation, cells: dict[str, str], column: str) -> None:
    assert column in [error.column for error in run(written([cells])).errors]
    assert Recommendation.objects.count() == 2


def test_the_same_record_twice_in_a_file(record: Recommendation) -> None:
    lines = table(export("csv"))
    assert {(e.row, e.column) for e in run(written([*lines, lines[0]])).errors} == {(4, "ref")}
    new = {"origin": "letter", "title": "同一封信"}
    assert {(e.row, e.column) for e in run(written([new, new])).errors} == {(3, "ref")}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"PK\x03\x04broken", b"ref,colour\n", b"ref,ref\n", b"\n\n",
        b"ref,title\nR1,a,b\n", b'ref,title\n"' + b"a" * 200_000, b"\x00" * 100, b"%PDF-1.7", b"{}",
    ],
)  # fmt: skip
def test_files_that_are_no_tables(db: None, data: bytes) -> None:
    with pytest.raises(Invalid):
        run(data)


def test_a_workbook_with_a_document_type_is_refused(db: None) -> None:
    file = io.BytesIO(written([{"ref": "R1"}], "xlsx"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    with pytest.raises(Invalid):
        run(file.getvalue())


def test_a_formula_in_a_workbook_is_an_error(record: Recommendation) -> None:
    file, book = io.BytesIO(), load_workbook(io.BytesIO(export("xlsx")))
    sheet: Any = book.active
    heading = [cell.value for cell in sheet[1]]
    sheet.cell(3, heading.index("summary") + 1).value = "=1+1"
    book.save(file)
    assert [(e.row, e.column) for e in run(file.getvalue()).errors] == [(3, "summary")]


@pytest.mark.parametrize(
    "save", [lambda text: text.encode("gb18030"), lambda text: text.replace(",", ";").encode()]
)
def test_other_encodings_and_separators(record: Recommendation, save: Callable[[str], bytes]) -> None:
    assert run(save(f"编号,版本,优先级\n{record.ref},1,低\n")).changed == 1


def test_only_editors_import_and_only_their_own(record: Recommendation) -> None:
    viewer = AccountFactory(role="viewer")
    with pytest.raises(Forbidden):
        run(export("csv"), by=viewer)
    bound = AccountFactory(role="editor", actors=[ActorFactory(slug="mine")])
    (error,) = run(changed(export("csv"), summary="不是我的"), by=bound).errors
    assert (error.row, error.column) == (2, "ref")


def test_an_export_holds_what_its_reader_may_see(record: Recommendation) -> None:
    hidden = RecommendationFactory(published=False, parent=record)
    assert hidden.ref not in export("csv", user=AnonymousUser()).decode()
    assert hidden.ref not in export("jsonl", user=AnonymousUser()).decode()
    assert hidden.ref in export("csv").decode()


def test_an_export_as_it_stood(record: Recommendation) -> None:
    day = timezone.localdate() - dt.timedelta(days=1)
    assert table(export("csv", query=f"as_of={day}")) == []
    now = export("csv", query=f"as_of={timezone.localdate()}")
    assert now == export("csv")
    assert run(now) == Result(False, 0, 0, 2, (), ())


def test_json_lines_are_the_rows_of_lists(record: Recommendation) -> None:
    lines = [orjson.loads(line) for line in export("jsonl", query="priority=high").splitlines()]
    (row,) = rows(list(for_list(Recommendation.objects.filter(pk=record.pk))), timezone.localdate())
    assert lines == [orjson.loads(orjson.dumps(row | {"evidence": []}))]


@pytest.mark.parametrize(("format", "ordering"), [("pdf", "created_at"), ("csv", "colour")])
def test_other_formats_and_orders_are_refused_at_once(db: None, format: str, ordering: str) -> None:
    asked = RecommendationFilter(QueryDict(), founder(), timezone.now())
    with pytest.raises(Invalid):
        stream(asked, format, ordering=ordering)


@pytest.mark.django_db(transaction=True)
def test_an_export_is_one_moment_and_stops_no_writer() -> None:
    for _ in range(3):
        RecommendationFactory(title="先")
    asked = RecommendationFilter(QueryDict(), founder(), timezone.now())
    pieces = stream(asked, "csv", ordering="created_at")
    begun = [next(pieces)]
    write_elsewhere(lambda: RecommendationFactory(title="后"))
    data = b"".join([*begun, *pieces])
    assert [row["title"] for row in table(data)].count("先") == 3
    assert Recommendation.objects.count() == 4


def write_elsewhere(act: Callable[[], Any]) -> None:
    """Act in another thread, and so over another connection."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert not failures, failures
