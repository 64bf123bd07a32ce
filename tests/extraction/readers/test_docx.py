"""Word: list numbers, tables, footnotes, what hides text; what is refused."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from recommendations.extraction import Reading, UnreadableDocument, read
from recommendations.extraction.readers.lists import format_number

from .making import as_docx, saved

W = nsdecls("w")


def numbered(document: docx.document.Document, levels: list[tuple[str, str]]) -> str:
    """Add a list with these (format, text) levels to a document; its id."""
    numbering = document.part.numbering_part.element
    identifier = str(900 + len(numbering))
    body = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{identifier}">{body}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {W} w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>')
    )
    return identifier


def put_in_list(paragraph: Paragraph, identifier: str, depth: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{identifier}"/></w:numPr>')
    )


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The same archive with its parts changed (None drops one) and parts added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name, part)
    return buffer.getvalue()


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "paper.docx")
    return refusal.value.code


def lines(reading: Reading) -> list[str]:
    return reading.text.split("\n")


def test_list_numbers_are_rendered() -> None:
    document = docx.Document()
    identifier = numbered(
        document,
        [
            ("chineseCountingThousand", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
            ("lowerLetter", "(%4)"),
        ],
    )
    for depth, text in [
        (0, "总体要求"),
        (0, "重点任务"),
        (1, "加强领导"),
        (2, "建立机制"),
        (2, "明确责任"),
        (1, "强化保障"),
        (2, "落实资金"),
        (3, "report annually"),
        (0, "组织实施"),
    ]:
        put_in_list(document.add_paragraph(text), identifier, depth)
    reading = read(saved(document), "list.docx")
    assert lines(reading) == [
        "一、总体要求",
        "二、重点任务",
        "（一）加强领导",
        "1.建立机制",
        "2.明确责任",
        "（二）强化保障",
        "1.落实资金",
        "(a) report annually",
        "三、组织实施",
    ]
    assert [span.number for span in reading.spans][:3] == ["一、", "二、", "（一）"]


def test_legal_numbers_and_restarts() -> None:
    document = docx.Document()
    identifier = numbered(document, [("decimal", "%1"), ("decimal", "%1.%2")])
    for depth in (0, 1, 1, 0, 1):
        put_in_list(document.add_paragraph("Measure"), identifier, depth)
    assert [line.split()[0] for line in lines(read(saved(document), "legal.docx"))] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
    ]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("chineseCounting", 23, "二十三"),
        ("lowerRoman", 14, "xiv"),
        ("upperLetter", 28, "BB"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("ideographTraditional", 2, "乙"),
        ("ordinalText", 4, "4"),
    ],
)
def test_number_formats(form: str, number: int, shown: str) -> None:
    assert format_number(number, form) == shown


def test_headings_bullets_and_tables_keep_their_order() -> None:
    document = docx.Document()
    document.add_heading("关于加强管理的意见", 0)
    document.add_heading("重点任务", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["任务", "部门", "建立平台", "财政厅"], strict=True):
        cell.text = text
    document.add_paragraph("尽快落实。", "List Bullet")
    reading = read(saved(document), "order.docx")
    assert lines(reading) == [
        "关于加强管理的意见",
        "重点任务",
        "任务\t部门",
        "建立平台\t财政厅",
        "•尽快落实。",
    ]
    assert [(span.kind, span.level) for span in reading.spans] == [
        ("heading", 1),
        ("heading", 2),
        ("table", None),
        ("table", None),
        ("list", None),
    ]


def test_a_table_that_only_frames_text_is_text() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "第一段。\n第二段。"
    assert [span.kind for span in read(saved(document), "frame.docx").spans] == ["body", "body"]


def test_text_in_controls_links_and_insertions_is_kept_and_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("各级政府")
    for tag, text in (("w:ins", "应当"), ("w:smartTag", "建立"), ("w:hyperlink", "机制")):
        wrapper = OxmlElement(tag)
        wrapper.append(parse_xml(f"<w:r {W}><w:t>{text}</w:t></w:r>"))
        paragraph._p.append(wrapper)
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>不</w:delText></w:r></w:del>"))
    hidden = paragraph.add_run("隐藏")
    hidden.font.hidden = True
    control = parse_xml(
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件中的段落。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    reading = read(saved(document), "tracked.docx")
    assert lines(reading) == ["各级政府应当建立机制", "控件中的段落。"]
    assert "Deleted or hidden passages left out: 2." in reading.warnings


def test_text_boxes_and_line_breaks() -> None:
    document = docx.Document()
    document.add_paragraph("第一行\n第二行")
    box = "<w:p><w:r><w:t>框内文字。</w:t></w:r></w:p>"
    document.add_paragraph("正文。")._p.append(
        parse_xml(f"<w:r {W}><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r>")
    )
    assert lines(read(saved(document), "box.docx")) == ["第一行", "第二行", "正文。", "框内文字。"]


def test_footnotes_go_to_the_notes_and_leave_the_sentence_whole() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("中国提出战略任务")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("，构建交通走廊。")
    data = saved(document)
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>—</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>参见《年鉴》。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name: str, part: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return part.replace(
                b"</Relationships>",
                (f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>').encode(),
            )
        if name == "[Content_Types].xml":
            return part.replace(
                b"</Types>",
                (
                    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
                    b'.wordprocessingml.footnotes+xml"/></Types>'
                ),
            )
        return part

    reading = read(rewritten(data, change, **{"word/footnotes.xml": notes.encode()}), "notes.docx")
    assert reading.text == "中国提出战略任务，构建交通走廊。"
    assert reading.notes == ("2参见《年鉴》。",)


def test_superscripts() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("应保护湿地")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("共30 km")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("，减少CO")
    paragraph.add_run("2").font.subscript = True
    assert read(saved(document), "sup.docx").text == "应保护湿地共30 km²，减少CO₂"


def test_headers_are_reported() -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    assert any("内部资料" in warning for warning in read(saved(document), "head.docx").warnings)


PLAIN = as_docx(["正文。"])


def test_macros_are_refused() -> None:
    assert refusal_of(rewritten(PLAIN, lambda name, part: part, **{"word/vbaProject.bin": b"\0"})) == "macros"
    assert (
        refusal_of(
            rewritten(
                PLAIN,
                lambda name, part: part.replace(
                    b"wordprocessingml.document.main", b"x.document.macroEnabled.main"
                ),
            )
        )
        == "macros"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part_name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/other.bin"]
)
def test_a_document_type_in_any_part_is_refused(part_name: str, encoding: str) -> None:
    evil = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(
        encoding
    )
    parts = rewritten(PLAIN, lambda name, part: None if name == part_name else part, **{part_name: evil})
    assert refusal_of(parts) == "doctype"


def test_bombs_are_refused_before_they_are_parsed() -> None:
    assert (
        refusal_of(rewritten(PLAIN, lambda n, p: p, **{"word/media/a.png": b"\0" * 101 * 1024 * 1024}))
        == "too_large"
    )
    assert (
        refusal_of(rewritten(PLAIN, lambda n, p: p, **{"word/media/a.png": b"\0" * 30_000_000}))
        == "too_large"
    )
    many = {f"word/media/{number}.png": b"x" for number in range(2_001)}
    assert refusal_of(rewritten(PLAIN, lambda n, p: p, **many)) == "too_many_members"


def test_too_many_paragraphs_are_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"<w:sectPr", b"<w:p/>" * 50_000 + b"<w:sectPr")
            if name == "word/document.xml"
            else part
        )

    padding = bytes(range(256)) * 40 + io.BytesIO(PLAIN).read()
    assert refusal_of(rewritten(PLAIN, change, **{"word/media/pad.png": padding})) == "too_many_paragraphs"


@pytest.mark.parametrize("cut", [100, 1_000, len(PLAIN) // 2, len(PLAIN) - 30])
def test_truncated_files_are_refused(cut: int) -> None:
    assert refusal_of(PLAIN[:cut]) == "truncated"


def test_damaged_parts_are_refused() -> None:
    assert (
        refusal_of(rewritten(PLAIN, lambda n, p: p[:-40] if n == "word/document.xml" else p)) == "truncated"
    )
    assert refusal_of(rewritten(PLAIN, lambda n, p: None if n == "word/document.xml" else p)) in (
        "truncated",
        "wrong_type",
    )
    assert refusal_of(rewritten(PLAIN, lambda n, p: b"<a/>" if n == "word/document.xml" else p)) in (
        "truncated",
        "empty",
    )


def test_other_archives_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert refusal_of(buffer.getvalue()) == "wrong_type"


def test_deep_nesting_is_no_crash() -> None:
    depth = 60
    nested = (
        "<w:tbl><w:tr><w:tc>" * depth
        + "<w:p><w:r><w:t>深处</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * depth
    )

    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"<w:sectPr", nested.encode() + b"<w:sectPr")
            if name == "word/document.xml"
            else part
        )

    assert "深处" in read(rewritten(PLAIN, change), "deep.docx").text
