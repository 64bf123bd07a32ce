"""What a zipped Office file may hold, checked before anything in it is parsed."""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from ..limits import (
    MAX_MEMBERS,
    MAX_PARAGRAPHS,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKED_RATIO,
    UnreadableDocument,
)

_MAIN_PART = "word/document.xml"
_OTHER_FORMATS = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
}
_ENCRYPTED_FLAG = 0x1
_XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,200}<")
_W_PARAGRAPH = re.compile(r"http://\S+/wordprocessingml/(?:2006/)?main p")


def check_docx(data: bytes) -> None:
    """Refuse a docx that is encrypted, damaged, too large unpacked, or holds macros or a document type.

    Raises ``UnreadableDocument``. The sizes are those the archive declares; unpacking stops there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, len(data))
            _check_names([member.filename for member in members])
            for member in members:
                if member.flag_bits & _ENCRYPTED_FLAG:
                    raise UnreadableDocument("encrypted", "The file is protected by a password.")
            for member in members:
                _check_part(member.filename, archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableDocument("truncated", f"The file is damaged or incomplete ({error}).") from None


def _check_sizes(members: list[zipfile.ZipInfo], packed: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableDocument(
            "too_many_members", f"The archive has {len(members):,} members, not {MAX_MEMBERS:,}."
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > packed * MAX_UNPACKED_RATIO:
        raise UnreadableDocument("too_large", f"Unpacked, the file would have {unpacked:,} bytes.")


def _check_names(names: list[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableDocument("macros", "The file holds macros.")
    if _MAIN_PART not in names and not any(name.startswith("word/") for name in names):
        found = next(
            (kind for start, kind in _OTHER_FORMATS.items() if any(n.startswith(start) for n in names)), None
        )
        raise UnreadableDocument("wrong_type", f"The file is {found or 'an archive'}, not a Word document.")


def _check_part(name: str, part: bytes) -> None:
    if name == "[Content_Types].xml" and b"macroenabled" in part.lower().replace(b"\0", b""):
        raise UnreadableDocument("macros", "The file is of a type that runs macros.")
    if not _XML_START.match(part):
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    paragraphs = 0

    def refuse_doctype(*_: object) -> None:
        raise UnreadableDocument(
            "doctype", f"{name} declares a document type, where entities could hide text."
        )

    def count(tag: str, _: dict[str, str]) -> None:
        nonlocal paragraphs
        if _W_PARAGRAPH.fullmatch(tag):
            paragraphs += 1
            if paragraphs > MAX_PARAGRAPHS:
                raise UnreadableDocument(
                    "too_many_paragraphs", f"The document has more than {MAX_PARAGRAPHS:,}."
                )

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = count
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise UnreadableDocument("truncated", f"{name} is damaged or incomplete ({error}).") from None
