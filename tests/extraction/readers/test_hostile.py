"""Text made to hurt: read or refused by name, in every format; what is in it comes out."""

import contextlib

import pytest

from recommendations.extraction import UnreadableDocument, read
from recommendations.extraction.limits import REFUSALS

DEEP = 50_000
HOSTILE = {
    "brackets": "（" * DEEP,
    "square brackets": "[" * DEEP,
    "quotes": "“" * DEEP,
    "stars": "*a " * DEEP,
    "dots": ". " * DEEP,
    "spaces": " " * DEEP + "x",
    "hyphens": "a-\n" * DEEP,
    "numbers": "1." * DEEP,
    "circled": "①" * DEEP,
    "marks": "a^①" * DEEP,
    "raised": "建议¹" * DEEP,
    "labels": "关键词：建议\n" * 5_000,
    "cut": "建议加强。推进落实并且\n（四）其他\n" * 5_000,
    "notes": "①参见《年鉴》。\n" * 5_000,
    "form feeds": "\f" * DEEP + "x",
    "quoted": ">" * DEEP + "x",
    "tags": "<div>" * DEEP + "x",
    "open tags": "<a " * DEEP,
    "comments": "<!--" * DEEP + "x",
    "entities": "&" * DEEP,
    "invisible": "\u202e\u200b" * DEEP + "x",
}


@pytest.mark.parametrize("kind", ["txt", "html", "md"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_or_refused(text: str, kind: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        reading = read(text.encode(), f"hostile.{kind}")
        assert "\n".join(reading.text[span.start : span.end] for span in reading.spans) == reading.text


def test_nothing_is_lost_at_depth() -> None:
    markup = "<html>" + "<div>" * DEEP + "<p>深处的建议</p>" + "</div>" * DEEP + "<p>尾部的建议</p></html>"
    assert read(markup.encode(), "deep.html").text == "深处的建议\n尾部的建议"
    assert read((">" * DEEP + "深处的建议").encode(), "deep.md").text == "深处的建议"
    nested = "\n".join(" " * depth + f"- 第{depth}层" for depth in range(200))
    assert all(f"第{depth}层" in read(nested.encode(), "nested.md").text for depth in range(0, 200, 20))


def test_nulls_and_lone_surrogates() -> None:
    assert read("建议\0加强\0管理".encode(), "a.txt").text == "建议加强管理"
    assert (
        read("<html>建议\0加强&#xD800;管理&#0;</html>".encode(), "a.html").text.replace("\ufffd", "")
        == "建议加强管理"
    )
    with pytest.raises(UnreadableDocument):
        read("建议加强管理".encode() + b"\xed\xa0\x80" + b"\xff" * 9, "a.txt")


def test_every_kind_survives_noise() -> None:
    noise = bytes(range(256)) * 20
    for name in ("a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a"):
        for start in (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<!doctype html>"):
            with pytest.raises(UnreadableDocument) as refusal:
                read(start + noise, name)
            assert refusal.value.code in REFUSALS
