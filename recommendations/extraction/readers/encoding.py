"""Bytes of a text file become characters: BOM, UTF-8, UTF-16, GB18030 against Big5, then charset-normalizer."""

import codecs
import re

from charset_normalizer import from_bytes

from ..limits import UnreadableDocument
from ..warning import warning

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff]")
_PLAIN = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u024f\u0400-\u045f\u2010-\u203f\u2190-\u24ff\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
)
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上国我以要时地出就分对成会可主发年动同工也能下过说产种面方后多定行学法所民得"
    "經這個為對會發動過說產種後學來時們國與應建議强強加推进進实實施完善制度政府"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_PLAUSIBLE, _LIKELY, _MOST_CONTROL = 0.97, 0.75, 0.05


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """The text and warnings on how it was decoded; ``declared`` is an encoding the file names itself.

    Raises ``UnreadableDocument`` (undecodable, truncated).
    """
    text, encoding = _decoded(data, declared)
    control = len(_CONTROL.findall(text))
    if control > max(8, len(text) * _MOST_CONTROL):
        raise UnreadableDocument(
            "undecodable", "The file holds control characters throughout; it is not text."
        )
    warnings = [] if encoding == "utf-8" else [warning("decoded", encoding)]
    if control:
        warnings.append(warning("control", control))
    return text, warnings


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    if b"\0" in data and (wide := _utf16(data)):
        return _strictly(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 0 and not data[: error.start].isascii():
            raise UnreadableDocument("truncated", "The text ends in the middle of a character.") from None
    if wide := _utf16(data):
        return _strictly(data, wide), wide
    candidates = {encoding: text for encoding in ("gb18030", "big5hkscs") if (text := _tried(data, encoding))}
    scores = {encoding: _likelihood(text, encoding) for encoding, text in candidates.items()}
    best = max(scores, key=lambda encoding: scores[encoding], default="")
    if best and scores[best] >= _LIKELY:
        return candidates[best], best
    if declared and (text := _tried(data, declared)):
        return text, declared.lower()
    match = from_bytes(data[:_SAMPLE]).best()
    if match is None or not (text := _tried(data, match.encoding)):
        raise UnreadableDocument("undecodable", "The text is in no encoding that could be recognised.")
    return text, match.encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:
            raise UnreadableDocument("truncated", "The text ends in the middle of a character.") from None
        raise UnreadableDocument("undecodable", f"The file says it is {encoding}, and is not.") from None


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, or None where the bytes do not read as plain text that way."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _tried(sample[: len(sample) // 4 * 4], encoding)
        if text and len(_PLAIN.findall(text)) >= len(text) * _PLAUSIBLE:
            return encoding
    return None


def _likelihood(text: str, encoding: str) -> float:
    """Share of ideographs in the encoding's first level of common ones, plus that of very frequent ones."""
    ideographs = _IDEOGRAPH.findall(text[:_SAMPLE])
    if not ideographs:
        return 0.0
    first_level, last = ("gb2312", 0xD7) if encoding == "gb18030" else ("big5", 0xC6)
    leads = [character.encode(first_level, "ignore")[:1] for character in ideographs]
    common = sum(bool(lead) and lead[0] <= last for lead in leads)
    frequent = sum(character in _FREQUENT for character in ideographs)
    return (common + frequent) / len(ideographs)
