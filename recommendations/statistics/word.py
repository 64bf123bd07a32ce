"""The report as a Word document in the form Chinese offices use: GB/T 9704 type, tables on landscape annexes."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..choices import ActorRole, Pace
from ..dates import PartialDate
from ..models import headline
from ..text import spelt
from .counting import Rate
from .reporting import MOST, Line, Report
from .sentences import concerns, footnote, overall, scope, standing_for, title

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, HEADING, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = Pt(22), Pt(16), Pt(14), Pt(10.5)
"""二号, 三号, 四号 and 五号."""
TEXT_WIDTH = 30
"""Millimetres from which a column holds text rather than numbers and dates."""
UNWRITABLE = dict.fromkeys((0xFFFE, 0xFFFF))
Cells = Sequence[Any]


def report_word(report: Report, office: str) -> bytes:
    """The document: text in portrait, annexes in landscape with the heads of their tables on every page."""
    return _Writer(report, office).write()


class _Writer:
    def __init__(self, report: Report, office: str) -> None:
        self.report, self.office = report, office
        self.word = Document()
        self.annexes = list(_annexes(report))

    def write(self) -> bytes:
        self._set_page()
        self._opening()
        self._sections()
        self._closing()
        for number, (name, heads, widths, rows) in enumerate(self.annexes, start=1):
            self._annex(number, name, heads, widths, rows)
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _set_page(self) -> None:
        style = self.word.styles["Normal"]
        _set_font(style, BODY, SIZE_3)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        style.paragraph_format.line_spacing = Pt(28)
        style.paragraph_format.space_after = Pt(0)
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        _number_pages(section.footer.paragraphs[0])
        self.word.core_properties.title = title(self.report)
        self.word.core_properties.author = _clean(self.office)[:255]

    def _opening(self) -> None:
        self._paragraph(title(self.report), TITLE, SIZE_2, WD_ALIGN_PARAGRAPH.CENTER, spacing=Pt(36))
        self._paragraph(standing_for(self.report), KAI, SIZE_3, WD_ALIGN_PARAGRAPH.CENTER)
        for said in scope(self.report):
            self._paragraph(said, KAI, SIZE_3, WD_ALIGN_PARAGRAPH.CENTER)
        self._paragraph("")

    def _sections(self) -> None:
        self._heading(_("1. How things stand"))
        self._paragraph("".join(overall(self.report)), indent=True)
        heads, _widths, rows = _table_of([self.report.whole], "")
        self._table(heads[2:10], (18, 18, 19, 18, 21, 19, 21, 22), [row[2:10] for row in rows])
        self._heading(_("2. Where they stand"))
        self._table((_("Status"), _("Number"), _("Share")), (98, 29, 29), list(self._status_rows()))
        if worries := concerns(self.report):
            self._heading(_("3. What needs attention"))
            for said in worries:
                self._paragraph(said, indent=True)

    def _status_rows(self) -> Iterable[Cells]:
        whole = self.report.whole
        for count in whole.status:
            share = Rate(count.code, count.label, count.number, whole.total.number)
            yield count.label, count.number, share.percent

    def _closing(self) -> None:
        self._paragraph("")
        lead = _("Annexes") + _(": ")
        for number, (name, *_rest) in enumerate(self.annexes, start=1):
            paragraph = self._paragraph(f"{lead if number == 1 else ''}{number}. {name}")
            paragraph.paragraph_format.left_indent = SIZE_3 * (2 if number == 1 else 5)
        self._paragraph("")
        day = date_format(self.report.today, "DATE_FORMAT")
        for said in filter(None, (self.office, day)):
            closing = self._paragraph(said, align=WD_ALIGN_PARAGRAPH.RIGHT)
            closing.paragraph_format.right_indent = Pt(64)

    def _annex(self, number: int, name: str, heads: Cells, widths: Sequence[int], rows: list[Cells]) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin = section.bottom_margin = Mm(22)
        section.left_margin = section.right_margin = Mm(18)
        self._paragraph(_("Annex %(number)s") % {"number": number}, HEADING, SIZE_3)
        self._paragraph(name, TITLE, Pt(18), WD_ALIGN_PARAGRAPH.CENTER)
        self._paragraph(standing_for(self.report), KAI, SIZE_4, WD_ALIGN_PARAGRAPH.RIGHT)
        self._table(heads, widths, rows)
        if len(rows) == MOST:
            self._note(_("Only the first %(most)s rows are shown.") % {"most": MOST})
        if name == _("By lead actor"):
            self._note(footnote(self.report))

    def _note(self, text: str) -> None:
        self._paragraph(text, BODY, SIZE_5, spacing=Pt(18))

    def _heading(self, text: str) -> None:
        paragraph = self._paragraph(text, HEADING, SIZE_3, indent=True)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)

    def _paragraph(
        self,
        text: str,
        font: str = BODY,
        size: Pt = SIZE_3,
        align: WD_ALIGN_PARAGRAPH | None = None,
        *,
        indent: bool = False,
        spacing: Pt | None = None,
    ) -> Any:
        paragraph = self.word.add_paragraph()
        _set_font(paragraph.add_run(_clean(text)), font, size)
        paragraph.alignment = align
        if indent:
            paragraph.paragraph_format.first_line_indent = size * 2
        if spacing:
            paragraph.paragraph_format.line_spacing = spacing
        return paragraph

    def _table(self, heads: Cells, widths: Sequence[int], rows: Sequence[Cells]) -> None:
        """A table with its head repeated on every page; what stands in narrow columns is centred."""
        table = self.word.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for place, (row, cells) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, text, width in zip(row.cells, cells, widths, strict=True):
                cell.width = Mm(width)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = Pt(16)
                if not place or width < TEXT_WIDTH:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _set_font(paragraph.add_run(_clean(text)), BODY if place else HEADING, SIZE_5)


Annex = tuple[str, Cells, Sequence[int], list[Cells]]


def _annexes(report: Report) -> Iterable[Annex]:
    """Name, heads, widths in millimetres and rows of each annex that has rows."""
    number = _("No.")
    for name, what, lines in (
        (_("By document"), _("Document"), report.documents),
        (_("By lead actor"), _("Lead actor"), report.leads),
    ):
        if lines:
            whole = [report.whole] if lines is report.documents and len(lines) > 1 else []
            yield name, *_table_of([*lines, *whole], what)
    if report.documents:
        statuses = [count.label for count in report.whole.status]
        rows = [(line.label, *(count.number for count in line.status)) for line in report.documents]
        yield _("Status by document"), (_("Document"), *statuses), (90, *[19] * 9), rows
    lead = _("Lead actor")
    if report.progress:
        yield (
            _("Progress of the period"),
            (number, _("ref"), _("Recommendation"), lead, _("Progress"), _("Problems"), _("Next steps"), _("Pace")),
            (12, 23, 50, 30, 60, 36, 35, 15),
            [
                (str(n), e.row["ref"], e.row["title"], _leads(e.row), e.report.content, e.report.problems,
                 e.report.next_steps, str(Pace(e.report.pace).label) if e.report.pace else "")
                for n, e in enumerate(report.progress, start=1)
            ],
        )  # fmt: skip
    for name, rows_ in (
        (_("Overdue recommendations"), report.overdue),
        (_("Disputed recommendations"), report.disputed),
    ):
        if rows_:
            yield (
                name,
                (number, _("ref"), _("Recommendation"), lead, _("Document"), _("Due date"), _("Days overdue"), _("Status")),
                (12, 23, 72, 34, 46, 26, 15, 33),
                [
                    (str(n), row["ref"], row["title"], _leads(row), (row["document"] or {}).get("title", ""),
                     row["due_on"] or "–", _days_late(row, report.today), _state(row))
                    for n, row in enumerate(rows_, start=1)
                ],
            )  # fmt: skip


def _table_of(lines: Sequence[Line], what: str) -> tuple[Cells, Sequence[int], list[Cells]]:
    """Heads, widths and rows of a table of lines; the line of all has no number."""
    heads = (_("No."), what, _("Total"), _("Answered"), _("Response rate"), _("Accepted"), _("Implemented (verified)"),
             _("Implementation rate"), _("Implemented as reported"), _("Rate as reported"), _("Overdue"),
             _("Due within 30 days"), _("Disputed"), _("No progress report"))  # fmt: skip
    widths = (12, 67, 15, 15, 17, 15, 16, 17, 16, 17, 13, 14, 13, 14)
    rows = [
        (str(n) if line.code or n < len(lines) else "", *_line(line)) for n, line in enumerate(lines, start=1)
    ]
    return heads, widths, rows


def _line(line: Line) -> Cells:
    return (
        line.label, line.total.number, line.answered.number, line.response_rate.percent, line.accepted.number,
        line.implemented.number, line.implementation_rate.percent, line.claimed.number,
        line.claimed_rate.percent, line.overdue.number, line.soon.number, line.disputed.number,
        line.owing.number,
    )  # fmt: skip


def _leads(row: dict[str, Any]) -> str:
    return "、".join(actor["name"] for actor in row["actors"] if actor["role"] == ActorRole.LEAD)


def _days_late(row: dict[str, Any], today: dt.date) -> str:
    return str((today - PartialDate.parse(row["due_on"]).end).days) if row["overdue"] else "–"


def _state(row: dict[str, Any]) -> str:
    """The headline with the deployment's class, where it has one."""
    text = headline(row)[0]
    return f"{text}（{row['status_class']}）" if row["status_class"] else text


def _clean(text: Any) -> str:
    """What XML can hold."""
    return spelt(text).translate(UNWRITABLE)


def _set_font(styled: Any, name: str, size: Pt) -> None:
    styled.font.name, styled.font.size = "Times New Roman", size
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _number_pages(paragraph: Any) -> None:
    """“— 1 —” in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_font(paragraph.add_run("— "), "宋体", SIZE_4)
    field = paragraph.add_run()
    _set_font(field, "宋体", SIZE_4)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        field._r.append(element)
    _set_font(paragraph.add_run(" —"), "宋体", SIZE_4)
