"""The five real documents against the two readers' annotation of them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from recommendations.extraction import Reading, read

ROOT = Path(__file__).parents[3] / "fixtures"
REFERENCE = ROOT / "labelled" / "reference"
SLUGS = [entry["slug"] for entry in json.loads((ROOT / "documents" / "manifest.json").read_text())]
OUT_OF_THE_FLOW = {"footnote", "layout-noise"}


def without_white(text: str) -> str:
    return re.sub(r"\s", "", text)


def as_read(text: str) -> str:
    """Annotated text without white space and the footnote marks that readers drop."""
    return re.sub(r"\^[①-⑳]|[¹²³⁰-⁹]|(?<=李建民)\*", "", without_white(text))


@pytest.fixture(scope="module", params=SLUGS)
def document(request: pytest.FixtureRequest) -> tuple[str, bytes, Reading]:
    data = (ROOT / "documents" / f"{request.param}.txt").read_bytes()
    return request.param, data, read(data, f"{request.param}.txt")


def test_every_annotated_sentence_stands_in_its_place(document: tuple[str, bytes, Reading]) -> None:
    slug, _, reading = document
    text, notes = without_white(reading.text), without_white("".join(reading.notes))
    rows = [json.loads(line) for line in (REFERENCE / f"{slug}.sentences.jsonl").read_text().splitlines()]
    position = 0
    for row in rows:
        sentence = as_read(row["text"])
        if row["kind"] in OUT_OF_THE_FLOW:
            assert sentence in text or sentence.lstrip("*①②③④⑤⑥") in notes
            continue
        found = text.find(sentence, position)
        assert found >= 0, row
        position = found + len(sentence)


def test_every_quote_is_found(document: tuple[str, bytes, Reading]) -> None:
    slug, _, reading = document
    text = without_white(reading.text)
    records = json.loads((REFERENCE / "recommendations.json").read_text())
    quotes = [
        as_read("".join(record.get("quote_parts") or [record["quote"]]))
        for record in records
        if record["document"] == slug
    ]
    assert quotes
    assert [quote for quote in quotes if quote not in text] == []


def test_nothing_but_footnote_marks_is_lost(document: tuple[str, bytes, Reading]) -> None:
    slug, data, reading = document
    before = Counter(without_white(data.decode()))
    after = Counter(without_white(reading.text + "".join(reading.notes)))
    assert after - before == Counter()
    lost = before - after
    if lost:
        dropped = re.search(r"footnote marks dropped: (\d+)", " ".join(reading.warnings))
        assert dropped is not None
        carets = lost.pop("^", 0)
        assert sum(lost.values()) == int(dropped[1])
        assert carets == data.decode().count("^")
    assert set(lost) <= set("¹²³⁴⁵①②③④⑤⑥*"), slug


def test_spans_cover_every_line(document: tuple[str, bytes, Reading]) -> None:
    reading = document[2]
    assert "\n".join(reading.text[span.start : span.end] for span in reading.spans) == reading.text
    assert len(reading.spans) == reading.text.count("\n") + 1
    assert reading.language == "zh"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("carec-xinjiang-2013", "进口能源和紧缺矿产资源的国际大通道"),
        ("carec-xinjiang-2013", "1.倒逼形成的正能量。当前中国对外发展战略面临新的挑战。"),
        ("china-central-asia-2022", "的战略任务，构建中国-中亚交通走廊，进一步完善互联互通网络"),
        ("china-central-asia-2022", "利用“中国+中亚五国”新合作机制，以“高标准、惠民生、可持续”的原则"),
        ("xinjiang-finance-2025", "自治区财政厅深入贯彻落实党的二十大"),
        ("xinjiang-finance-2025", "并为经济社会管理和体制机制创新提供了有益的借鉴"),
        ("tianshan-ecology-2017", "减少粮食输出,增加粮食进口，高耗水产业跨区域配置"),
    ],
)
def test_sentences_cut_by_the_page_are_whole(slug: str, sentence: str) -> None:
    reading = read((ROOT / "documents" / f"{slug}.txt").read_bytes(), f"{slug}.txt")
    assert sentence in reading.text


def test_another_articles_tail_stands_at_the_end_with_a_warning() -> None:
    reading = read((ROOT / "documents" / "xinjiang-finance-2025.txt").read_bytes(), "finance.txt")
    foreign = [reading.text[span.start : span.end] for span in reading.spans if span.kind == "foreign"]
    assert foreign[0].startswith("（四）现代农业产业体系高效发展。")
    assert "全疆农林牧渔业总产值5350.01亿元" in foreign[0]
    assert foreign[-1] == "责任编辑梁冬妮"
    assert reading.text.endswith("\n".join(foreign))
    assert any("another article" in warning for warning in reading.warnings)
