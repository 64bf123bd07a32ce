"""PDF: furniture, footnotes, columns, tables, hyphens, pages; what is refused."""

import io
import math

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from recommendations.extraction import Reading, UnreadableDocument, read
from recommendations.extraction.limits import MAX_PAGES
from recommendations.extraction.readers.pdf.glyphs import Page, Run
from recommendations.extraction.readers.pdf.reader import _check_text_layer

from .making import CHINESE_FONT, as_pdf

PARAGRAPHS = [
    f"（{number}）各级政府应当建立健全工作机制，明确责任分工，落实各项任务。" * 5 for number in range(40)
]


class Sheet:
    """A PDF drawn line by line."""

    def __init__(self, font: str = CHINESE_FONT, size: float = 11, **options: str) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, **options)
        self._font, self._size = font, size
        self.canvas.setFont(font, size)

    def line(self, x: float, y: float, text: str, size: float | None = None) -> "Sheet":
        self.canvas.setFont(self._font, size or self._size)
        self.canvas.drawString(x, y, text)
        return self

    def page(self) -> "Sheet":
        self.canvas.showPage()
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()

    def read(self) -> Reading:
        return read(self.bytes(), "sheet.pdf")


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "paper.pdf")
    return refusal.value.code


def test_running_heads_and_page_numbers_leave_the_flow() -> None:
    reading = read(as_pdf(PARAGRAPHS, head="中国工程科学 2017年 第4期"), "journal.pdf")
    assert reading.text.split("\n") == PARAGRAPHS
    assert reading.notes == ("中国工程科学#年第#期",)
    assert any("Running heads" in warning for warning in reading.warnings)


def test_text_repeated_in_the_body_stays() -> None:
    sheet = Sheet()
    for _ in range(4):
        for row in range(40):
            sheet.line(60, 780 - row * 16, "各级政府应当建立健全工作机制。")
        sheet.page()
    assert sheet.read().text.count("各级政府应当建立健全工作机制。") == 160


def test_a_sentence_goes_on_over_a_footnote_and_a_page() -> None:
    sheet = Sheet()
    for row in range(38):
        sheet.line(
            60,
            780 - row * 18,
            "保证交通和供应链安全成为中国与中亚国家的共同任务，各国政府应当协调政策推进合作",
        )
    sheet.line(60, 96, "中国提出完善六国合作的战略任务①，并与各国共同落实有关倡议提出的各项措施，构")
    sheet.line(60, 60, "① 指中国连接世界的全球物流体系，参见国务院有关文件。", 8)
    sheet.page().line(60, 780, "建中国—中亚交通走廊，进一步完善互联互通网络。")
    reading = sheet.read()
    assert "战略任务，并与各国共同落实有关倡议提出的各项措施，构建中国—中亚交通走廊，" in reading.text
    assert reading.notes == ("①指中国连接世界的全球物流体系，参见国务院有关文件。",)


def test_raised_marks_are_dropped_and_powers_kept() -> None:
    sheet = Sheet("Times-Roman")
    text = sheet.canvas.beginText(60, 700)
    for part, size, rise in (
        ("The council should act", 11, 0),
        ("3", 7, 4),
        (" on 40 km", 11, 0),
        ("2", 7, 4),
        (" of wetland and cut CO", 11, 0),
        ("2", 7, -2),
        (".", 11, 0),
    ):
        text.setFont("Times-Roman", size)
        text.setRise(rise)
        text.textOut(part)
    sheet.canvas.drawText(text)
    assert sheet.read().text == "The council should act on 40 km² of wetland and cut CO₂."


def test_hyphenated_words_are_joined() -> None:
    sheet = Sheet("Times-Roman")
    sheet.line(60, 700, "The Department should publish an annual report on its imple-")
    sheet.line(60, 684, "mentation of the long-term plan before the end of the year.")
    assert sheet.read().text == (
        "The Department should publish an annual report on its implementation of the long-term plan before the end "
        "of the year."
    )


def test_a_table_is_read_row_by_row() -> None:
    sheet = Sheet()
    rows = [
        ("任务", "牵头部门", "时限"),
        ("建立协调机制", "发展改革委", "2025年"),
        ("落实资金", "财政厅", "2026年"),
    ]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.line(60 + column * 150, 700 - row * 24, cell)
    reading = sheet.read()
    assert reading.text.split("\n") == ["\t".join(cells) for cells in rows]
    assert {span.kind for span in reading.spans} == {"table"}


def test_cells_of_several_lines_stay_together() -> None:
    sheet = Sheet()
    sheet.line(60, 700, "任务").line(300, 700, "部门")
    sheet.line(60, 670, "建立健全跨部门").line(300, 670, "发展改革委、")
    sheet.line(60, 655, "协调机制").line(300, 655, "财政厅")
    sheet.line(60, 625, "落实资金").line(300, 625, "财政厅")
    assert sheet.read().text.split("\n") == [
        "任务\t部门",
        "建立健全跨部门协调机制\t发展改革委、财政厅",
        "落实资金\t财政厅",
    ]


def test_a_title_over_two_columns_comes_first() -> None:
    sheet = Sheet(size=10)
    sheet.line(150, 790, "用好中亚区域经济合作机制全面提升开放水平", 16)
    for row in range(30):
        sheet.line(60, 740 - row * 15, f"左栏第{row:02d}行各级政府应当建立健全工作机制并且")
        sheet.line(310, 740 - row * 15, f"右栏第{row:02d}行各级政府应当建立健全工作机制并且")
    text = sheet.read().text
    assert text.startswith("用好中亚区域经济合作机制全面提升开放水平\n左栏第00行")
    assert text.index("左栏第29行") < text.index("右栏第00行")


def test_a_heading_in_large_print_is_a_heading() -> None:
    sheet = Sheet()
    sheet.line(60, 740, "保障措施", 16)
    for row in range(6):
        sheet.line(
            60, 700 - row * 18, "各级政府应当建立健全工作机制，明确责任分工，落实各项任务，加强监督检查评估"
        )
    assert [span.kind for span in sheet.read().spans] == ["heading", "body"]


def test_text_of_a_turned_page_reads_on() -> None:
    sheet = Sheet()
    sheet.canvas.rotate(90)
    sheet.line(60, -100, "第一行各级政府应当建立工作机制，").line(60, -118, "明确责任分工。")
    assert sheet.read().text == "第一行各级政府应当建立工作机制，明确责任分工。"


def test_a_stamp_across_the_page_is_left_out_with_a_warning() -> None:
    sheet = Sheet()
    sheet.line(60, 700, "各级政府应当建立健全工作机制，明确责任分工。")
    sheet.canvas.rotate(math.degrees(math.pi / 2))
    sheet.line(300, -500, "样本")
    reading = sheet.read()
    assert reading.text == "各级政府应当建立健全工作机制，明确责任分工。"
    assert "Characters set in another direction were left out: 2." in reading.warnings


def test_pages_without_text_are_named() -> None:
    sheet = Sheet()
    sheet.line(60, 700, "各级政府应当建立健全工作机制。").page().page().line(60, 700, "完善制度。").page()
    reading = sheet.read()
    assert "Pages without text: 2." in reading.warnings
    assert [span.page for span in reading.spans] == [1, 3]


def test_locked_pictured_and_cut_files_are_refused() -> None:
    locked = Sheet(encrypt="secret")
    assert refusal_of(locked.line(60, 700, "机制").bytes()) == "encrypted"
    from PIL import Image

    picture = Sheet()
    picture.canvas.drawImage(ImageReader(Image.new("RGB", (20, 20))), 0, 0, *A4)
    assert refusal_of(picture.page().bytes()) == "no_text_layer"
    whole = as_pdf(PARAGRAPHS)
    assert refusal_of(whole[: len(whole) // 2]) == "truncated"
    assert refusal_of(b"%PDF-1.7\n" + b"\0junk" * 500 + b"\n%%EOF") == "truncated"


def test_pages_that_take_too_long_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(
        "recommendations.extraction.readers.pdf.reader.time.process_time", lambda: next(clock)
    )
    sheet = Sheet()
    for _ in range(5):
        sheet.line(60, 700, "各级政府应当建立健全工作机制。").page()
    with pytest.raises(UnreadableDocument, match="there was time for 1") as refusal:
        read(sheet.bytes(), "long.pdf")
    assert refusal.value.code == "too_many_pages"


def test_too_many_pages_are_refused() -> None:
    sheet = Sheet()
    for _ in range(MAX_PAGES + 1):
        sheet.page()
    assert refusal_of(sheet.bytes()) == "too_many_pages"


def test_fonts_that_do_not_say_their_characters_are_refused() -> None:
    page = Page(1, 595, 842, [Run("\ufffd" * 50, 60, 400, 100, 11, False)], 50, 40, 0)
    with pytest.raises(UnreadableDocument) as refusal:
        _check_text_layer([page], None)  # type: ignore[arg-type]
    assert refusal.value.code == "no_text_layer"
