"""Encodings told apart, short texts too; what is not text is refused by name."""

import codecs
from pathlib import Path

import pytest

from recommendations.extraction import UnreadableDocument
from recommendations.extraction.readers.encoding import decode

SIMPLIFIED = "一、加强组织领导。各级政府应建立协调机制，明确责任分工。\n二、强化资金保障。"
TRADITIONAL = "一、加強組織領導。各級政府應建立協調機制，明確責任分工。\n二、強化資金保障。"
ENGLISH = "The “Commission” should report – without delay – to São Tomé’s parliament on the café’s façade."
REAL = sorted((Path(__file__).parents[3] / "fixtures" / "documents").glob("*.txt"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-16", "utf-32"]
)
def test_simplified_chinese(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "utf-16-le", "utf-16-be", "gb18030"])
def test_traditional_chinese(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


@pytest.mark.parametrize("short", ["建议加强管理", "应当尽快落实。", "推进改革"])
def test_short_texts(short: str) -> None:
    assert decode(short.encode("gb18030"))[0] == short


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be"])
def test_english_with_signs_beyond_ascii(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding))[0] == ENGLISH


def test_byte_order_marks_are_not_text() -> None:
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode())[0] == SIMPLIFIED
    assert decode(codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"))[0] == SIMPLIFIED


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_real_documents_in_other_encodings(path: Path, encoding: str) -> None:
    text = path.read_text()
    assert decode(text.encode(encoding))[0] == text


def test_the_encoding_stands_in_the_warnings() -> None:
    assert decode(SIMPLIFIED.encode("gb18030"))[1] == ["The text was decoded as gb18030."]
    assert decode(SIMPLIFIED.encode())[1] == []


def test_a_few_control_characters_are_reported_and_many_refused() -> None:
    assert decode("建议\0加强\x07管理".encode())[1] == ["Control characters left out: 2."]
    with pytest.raises(UnreadableDocument) as refusal:
        decode(bytes(range(32)) * 40)
    assert refusal.value.code == "undecodable"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("建议加强".encode()[:-1], "truncated"),
        (codecs.BOM_UTF16_LE + "建议加强".encode("utf-16-le")[:-1], "truncated"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\x00" * 40, "undecodable"),
        (b"\x81\xff\x00\x02\x9d\xfe" * 200, "undecodable"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        decode(data)
    assert refusal.value.code == code
