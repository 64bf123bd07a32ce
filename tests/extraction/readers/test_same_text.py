"""One text as txt, docx, html, md and pdf, in one column and two: the same paragraphs come out."""

import json
from pathlib import Path

import pytest

from recommendations.extraction import read

from .making import MAKERS, as_pdf

DOCUMENTS = Path(__file__).parents[3] / "fixtures" / "documents"
SLUGS = [entry["slug"] for entry in json.loads((DOCUMENTS / "manifest.json").read_text())]
ENGLISH = [
    "Report of the Committee on Rural Broadband",
    (
        "1. The Committee considered the report of the Department at its 14th meeting, held on 3 May. Members heard that the "
        "programme had reached 681,000 premises and that a further 200,000 were under contract."
    ),
    "Recommendation 1",
    (
        "The Government should publish a detailed timetable for the roll-out of gigabit broadband to the hardest-to-reach "
        "premises, and report annually to Parliament on progress against it."
    ),
    (
        "2. The Department must work with the regulator to improve the accuracy of coverage data (see Annex B) by "
        "December 2025."
    ),
    "(a) The voucher scheme should be extended to small businesses in market towns;",
    "(b) Local authorities should be consulted before any change is made.",
]


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_real_documents_in_other_formats(slug: str, kind: str) -> None:
    original = read((DOCUMENTS / f"{slug}.txt").read_bytes(), "original.txt")
    paragraphs = original.text.split("\n")
    again = read(MAKERS[kind](paragraphs), f"copy.{kind}").text.split("\n")
    assert [p.replace(" ", "") for p in again] == [p.replace(" ", "") for p in paragraphs]


@pytest.mark.parametrize(
    "layout",
    [
        {"columns": 2, "indent": 20, "space": 0, "size": 10, "head": "天山研究　第 3 期"},
        {"indent": 22, "space": 0, "head": "天山研究　第 3 期"},
        {"justified": False},
    ],
)
@pytest.mark.parametrize("slug", ["carec-xinjiang-2013", "tianshan-ecology-2017"])
def test_the_layout_of_a_pdf_does_not_matter(slug: str, layout: dict) -> None:
    paragraphs = read((DOCUMENTS / f"{slug}.txt").read_bytes(), "original.txt").text.split("\n")
    again = read(as_pdf(paragraphs, **layout), "copy.pdf")
    assert [p.replace(" ", "") for p in again.text.split("\n")] == [p.replace(" ", "") for p in paragraphs]


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_english_in_every_format(kind: str) -> None:
    reading = read(MAKERS[kind](ENGLISH), f"report.{kind}")
    assert reading.text.split("\n") == ENGLISH
    assert reading.language == "en"


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_lines_of_the_raw_file_as_paragraphs(kind: str) -> None:
    data = (DOCUMENTS / "carec-xinjiang-2013.txt").read_bytes()
    assert read(MAKERS[kind](data.decode().split("\n")), f"lines.{kind}").text == read(data, "carec.txt").text


def test_every_span_of_a_pdf_has_its_page() -> None:
    paragraphs = [
        f"第{number}段：各级政府应当建立健全工作机制，明确责任分工。" * 6 for number in range(1, 40)
    ]
    reading = read(as_pdf(paragraphs), "long.pdf")
    pages = [span.page for span in reading.spans]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 3
