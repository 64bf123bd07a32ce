"""Kinds told by content; a name that says otherwise is refused."""

import pytest

from recommendations.extraction import UnreadableDocument, read
from recommendations.extraction.limits import MAX_FILE_BYTES

from .making import as_docx, as_html, as_pdf

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (as_docx(["机制。"]), "upload", "docx"),
        (as_pdf(["机制。"]), "UPLOAD.PDF", "pdf"),
        (as_html(["机制。"]), "page", "html"),
        (as_html(["机制。"]), "saved.txt", "html"),
        ("机制。".encode(), "", "txt"),
        ("机制。".encode(), "C:\\文件\\a.MD", "markdown"),
        (b"BMW should publish its plan.", "a.txt", "txt"),
    ],
)
def test_kinds(data: bytes, name: str, reader: str) -> None:
    reading = read(data, name)
    assert (reading.reader, reading.text) == (reader, reading.text)
    assert reading.text in ("机制。", "BMW should publish its plan.")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\0", "a.docx", "empty"),
        ("机制。".encode(), "a.pdf", "wrong_type"),
        ("机制。".encode(), "a.docx", "wrong_type"),
        (as_pdf(["机制。"]), "a.docx", "wrong_type"),
        (as_docx(["机制。"]), "a.txt", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", "wrong_type"),
        (b"{\\rtf1 x}", "a.doc", "wrong_type"),
        (OLE + b"\0" * 600, "a.doc", "wrong_type"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"a" * (MAX_FILE_BYTES + 1), "a.txt", "too_large"),
        ("a。\n".encode() * 50_001, "a.txt", "too_many_paragraphs"),
    ],
)
def test_refusals(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, name)
    assert refusal.value.code == code
    assert refusal.value.detail.endswith(".")
