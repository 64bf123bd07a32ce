"""What kind of file this is: by its first bytes, and by the extension only among kinds of text."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from ..limits import UnreadableDocument

_EXTENSIONS = {
    "txt": "txt",
    "text": "txt",
    "docx": "docx",
    "docm": "docx",
    "pdf": "pdf",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "md": "markdown",
    "markdown": "markdown",
}
_NAMES = {
    "txt": "plain text",
    "docx": "a Word document",
    "pdf": "a PDF",
    "html": "a web page",
    "markdown": "Markdown",
}
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format", "a database"),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200})?"
    rb"<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_PDF_MARK, _PDF_WITHIN = b"%PDF-", 1_024


def kind_of(data: bytes, filename: str) -> str:
    """``txt``, ``docx``, ``pdf``, ``html`` or ``markdown``.

    Raises ``UnreadableDocument`` (empty, encrypted, wrong_type, truncated): also where the name of the file says
    one kind and its content is another.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocument("empty", "The file is empty.")
    extension = PureWindowsPath(PurePosixPath(filename).name).suffix.lower().lstrip(".")
    named = _EXTENSIONS.get(extension)
    found = _kind_by_content(data)
    if found is None:
        if named in ("pdf", "docx"):
            raise UnreadableDocument(
                "wrong_type", f"The name ends in .{extension}, but the file is not {_NAMES[named]}."
            )
        return named or "txt"
    if named is not None and named != found and not (found == "html" and named in ("txt", "markdown")):
        raise UnreadableDocument(
            "wrong_type", f"The name ends in .{extension}, but the file is {_NAMES[found]}."
        )
    return found


def _kind_by_content(data: bytes) -> str | None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableDocument("encrypted", "The file is protected by a password.")
        raise UnreadableDocument("wrong_type", "The file is of Office's old binary kind; save it as .docx.")
    if data.startswith(b"PK"):
        return "docx"
    if _PDF_MARK in data[:_PDF_WITHIN]:
        return "pdf"
    for start, name in _FOREIGN:
        if data.startswith(start) and not data[:2_000].isascii():
            raise UnreadableDocument("wrong_type", f"The file is {name}.")
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocument("wrong_type", "The file is an RTF file.")
    return "html" if _PAGE_START.match(data) else None
