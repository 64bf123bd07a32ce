"""The letters' built-in form: a Word file with placeholders, made here, used until the desk keeps its own."""

import io
from functools import cache

from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

COLUMNS = (("序号", 1.3), ("编号", 2.4), ("建议", 6.2), ("期限", 3.2), ("落实情况", 2.5))
"""Placeholder of each column and its width in centimetres; 15.6 fit on A4 with these margins."""
HEADINGS = {"期限": "办理期限"}


@cache
def built_in() -> bytes:
    """The form as bytes; it is the same for every kind of letter, whose name and text are placeholders."""
    word = WordDocument()
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    normal = word.styles["Normal"]
    normal.font.size = Pt(16)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(28)
    _font(normal, "仿宋")
    _line(word.add_paragraph(), "{{文种}}", align=WD_ALIGN_PARAGRAPH.CENTER, size=22, font="黑体")
    _line(word.add_paragraph(), "{{文号}}", align=WD_ALIGN_PARAGRAPH.CENTER)
    word.add_paragraph()
    _line(word.add_paragraph(), "{{单位}}：")
    _line(word.add_paragraph(), "{{正文}}", indent=True)
    _line(word.add_paragraph(), "附：建议清单（共{{件数}}件）", indent=True)
    word.add_paragraph()
    _line(word.add_paragraph(), "{{日期}}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(word.add_paragraph(), "建议清单", align=WD_ALIGN_PARAGRAPH.CENTER, font="黑体", new_page=True)
    table = word.add_table(rows=2, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (name, width) in enumerate(COLUMNS):
        table.columns[column].width = Cm(width)
        texts = (HEADINGS.get(name, name), f"{{{{{name}}}}}")
        for cell, text in zip(table.columns[column].cells, texts, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(20)
            heading = text == texts[0]
            centred = WD_ALIGN_PARAGRAPH.CENTER if heading or name != "建议" else None
            _line(paragraph, text, align=centred, size=12, font="黑体" if heading else "仿宋")
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _line(
    paragraph: Paragraph,
    text: str,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    size: float = 16,
    font: str = "仿宋",
    indent: bool = False,
    new_page: bool = False,
) -> None:
    if align is not None:
        paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.page_break_before = new_page or None
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _font(run, font)


def _font(owner: Run | object, name: str) -> None:
    owner.font.name = "Times New Roman"  # type: ignore[union-attr]
    owner.element.rPr.rFonts.set(qn("w:eastAsia"), name)  # type: ignore[union-attr]
