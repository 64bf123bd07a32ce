"""One text in every format, made by other people's libraries: what the readers' tests read."""

import html
import io
from collections.abc import Callable, Sequence

import docx
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

CHINESE_FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(CHINESE_FONT))


def as_txt(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def as_docx(paragraphs: Sequence[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(paragraphs: Sequence[str]) -> bytes:
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body>\n{body}\n</body></html>".encode()
    )


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def as_pdf(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    head: str = "",
    indent: float = 0,
    space: float = 6,
    size: float = 11,
    justified: bool = True,
    on_page: Callable[[Canvas, BaseDocTemplate], None] | None = None,
) -> bytes:
    """A PDF by reportlab: A4, ``columns`` of text, ``head`` above and page numbers below every page."""
    chinese = any("\u4e00" <= character <= "\u9fff" for paragraph in paragraphs for character in paragraph)
    style = ParagraphStyle(
        "body",
        fontName=CHINESE_FONT if chinese else "Times-Roman",
        fontSize=size,
        leading=size * 1.5,
        firstLineIndent=indent,
        spaceAfter=space,
        wordWrap="CJK" if chinese else None,
        alignment=TA_JUSTIFY if justified else 0,
    )

    def furnish(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont(CHINESE_FONT, 9)
        if head:
            canvas.drawString(60, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 30, f"- {template.page} -")
        if on_page:
            on_page(canvas, template)

    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=A4)
    width = (A4[0] - 120 - 24 * (columns - 1)) / columns
    frames = [
        Frame(60 + index * (width + 24), 60, width, A4[1] - 130, 0, 0, 0, 0) for index in range(columns)
    ]
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furnish)])
    template.build([Paragraph(html.escape(paragraph), style) for paragraph in paragraphs])
    return buffer.getvalue()


MAKERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "txt": as_txt,
    "docx": as_docx,
    "html": as_html,
    "md": as_markdown,
    "pdf": as_pdf,
}
