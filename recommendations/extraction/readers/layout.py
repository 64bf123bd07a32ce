"""What every reader hands over: blocks in reading order, notes, warnings; and how white space is kept."""

import re
import unicodedata
from dataclasses import dataclass, field

_IDEOGRAPHIC = (
    "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
    "\uffe0-\uffe6\U00020000-\U0003ffff"
)
CJK = re.compile(f"[{_IDEOGRAPHIC}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_GAP_IN_CJK = re.compile(f"(?<=[{_IDEOGRAPHIC}“‘—…]) +(?=[{_IDEOGRAPHIC}])|(?<=[{_IDEOGRAPHIC}]) +(?=[”’—…])")
_GAP_BESIDE_CJK = re.compile(
    f"(?<=[{_IDEOGRAPHIC}①-⓿]) +| +(?=[{_IDEOGRAPHIC}])|(?<=[{_IDEOGRAPHIC}][,;:!?)]) +"
)
_WHITE = re.compile(r"[\s\u00a0\u200a\u3000\x1c-\x1f\x85]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff]"
)
_PRESENTATION = re.compile("[\ufb00-\ufb06\u2e9f\u2ef3\u2f00-\u2fd5]")
_SAMPLE = 5_000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FIGURES = re.compile(r"\d[\d,，]*")
_HYPHENATED = re.compile(r"[^\W\d_]-$")


@dataclass
class Block:
    """One paragraph, heading, caption, list item or table row, or a line of one; ``kind`` etc. as in ``Span``.

    ``after_break``: a page or column starts here. ``gap``: how many empty lines stand before it.
    """

    text: str
    kind: str = "body"
    page: int | None = None
    level: int | None = None
    number: str | None = None
    after_break: bool = False
    gap: int = 0


@dataclass
class Draft:
    """A document as its reader found it: blocks in reading order, what was taken out, and why."""

    reader: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def is_cjk(character: str) -> bool:
    """Whether a character is written without spaces around it (ideographs, kana, full-width signs)."""
    return CJK.match(character) is not None


def tidy(text: str) -> str:
    """One line of text: NFC, no control or invisible characters, ligatures and radicals as letters.

    White space beside Chinese characters is layout and goes; between words of other scripts one space stays.
    In a paragraph that is mostly not Chinese, the space between a Chinese and a Latin word stays too.
    """
    text = _PRESENTATION.sub(
        lambda match: unicodedata.normalize("NFKC", match[0]), unicodedata.normalize("NFC", text)
    )
    text = _WHITE.sub(" ", _INVISIBLE.sub("", text)).strip()
    sample = text[:_SAMPLE]
    mostly_chinese = 2 * len(CJK.findall(sample)) >= len(_LATIN.findall(sample))
    return (_GAP_BESIDE_CJK if mostly_chinese else _GAP_IN_CJK).sub("", text)


def join_lines(*lines: str) -> str:
    """Pieces of one sentence or paragraph put together across line, column and page breaks; linear in time."""
    parts: list[str] = []
    for line in map(str.strip, lines):
        if parts and line:
            last = parts[-1]
            if _HYPHENATED.search(last[-2:]) and line[0].islower():
                parts[-1] = last[:-1]
            elif not is_cjk(last[-1]) and not is_cjk(line[0]):
                parts.append(" ")
        if line:
            parts.append(line)
    return "".join(parts)


def raised(text: str) -> str:
    """Text set in superscript: digits as superscript signs, a circled number as ^①; other text as it is."""
    stripped = text.strip()
    if len(stripped) == 1 and "①" <= stripped <= "㊿":
        return f"^{stripped}"
    return text.translate(_RAISED) if _FIGURES.fullmatch(stripped) else text


def lowered(text: str) -> str:
    """Text set in subscript: its digits as subscript signs."""
    return text.translate(_LOWERED)
