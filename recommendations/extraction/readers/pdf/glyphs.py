"""The characters of a PDF page, with their boxes, as runs: stretches of one line in one size without wide gaps."""

import ctypes
import math
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ..layout import is_cjk, lowered, raised

_HYPHENS = frozenset((2, 0xFFFE))
_NO_GLYPH = frozenset((0, 10, 13))
_BLANK = frozenset((9, 32, 0xA0, 0x3000))
_PRIVATE_USE = range(0xE000, 0xF900)
_REPLACEMENT = 0xFFFD
_WORD_GAP, _RUN_GAP, _BASELINE_SHIFT, _SMALL = 0.2, 1.0, 0.2, 0.85
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "hei", "黑")


@dataclass
class Run:
    """Text between two gaps. Points from the page's left and top edge; ``base`` is the baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Page:
    """A page's runs in the order of its content stream."""

    number: int
    width: float
    height: float
    runs: list[Run]
    characters: int
    unreadable: int
    turned: int  # characters left out because they run in another direction than the page


class _Glyph(NamedTuple):
    sign: str
    left: float
    right: float
    base: float
    size: float
    place: int  # in the text page


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """The runs of a page, number from 1."""
    text_page = page.get_textpage()
    try:
        glyphs, direction, turned, unreadable = _glyphs(text_page.raw)
        runs = _Runs(text_page.raw).of(glyphs)
    finally:
        text_page.close()
    width, height = page.get_size()
    if direction % 2 and page.get_rotation() in (0, 180):
        width, height = height, width
    top = max((glyph.base for glyph in glyphs), default=0.0)
    shown = sum(not glyph.sign.isspace() for glyph in glyphs)
    offset = max(height, top)
    flipped = [Run(run.text, run.left, run.right, offset - run.base, run.size, run.bold) for run in runs]
    return Page(number, width, height, flipped, shown, unreadable, turned)


def _glyphs(raw: ctypes.c_void_p) -> tuple[list[_Glyph], int, int, int]:
    """Glyphs in the page's main direction (quarter turns), that direction, how many others, how many unreadable.

    Size, direction and the baseline's place in the box are asked for where a line or another font starts, which
    the height of the box tells; they hold for the characters that follow.
    """
    box = pdfium_c.FS_RECTF()
    at_box = ctypes.byref(box)
    get_code, get_box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    found: list[tuple[int, _Glyph]] = []
    turns = [0, 0, 0, 0]
    unreadable, height = 0, -1.0
    setting = _Setting(0, 1.0, 0.0)
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = get_code(raw, index)
        if code in (0, _REPLACEMENT) or code in _PRIVATE_USE:
            unreadable += 1
        if code in _NO_GLYPH or 0xD800 <= code < 0xE000 or not get_box(raw, index, at_box):
            height = -1.0
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        across = top - bottom if setting.turn % 2 == 0 else right - left
        blank = code in _BLANK
        if not blank and abs(across - height) > 0.02 * height:
            setting = _setting_of(raw, index, left, bottom, right, top)
            height = top - bottom if setting.turn % 2 == 0 else right - left
        turns[setting.turn] += not blank
        sign = "-" if code in _HYPHENS else chr(code)
        left, right, low = _turned(setting.turn, left, bottom, right, top)
        found.append((setting.turn, _Glyph(sign, left, right, low + setting.rise, setting.size, index)))
    main = turns.index(max(turns))
    glyphs = [glyph for turn, glyph in found if turn == main]
    return glyphs, main, sum(turns) - turns[main], unreadable


class _Setting(NamedTuple):
    turn: int  # quarter turns to the left
    size: float
    rise: float  # from the bottom of the box to the baseline


def _setting_of(
    raw: ctypes.c_void_p, index: int, left: float, bottom: float, right: float, top: float
) -> _Setting:
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
    pdfium_c.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
    size = pdfium_c.FPDFText_GetFontSize(raw, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    base = _turned(turn, x.value, y.value, x.value, y.value)[2]
    return _Setting(turn, max(size, 1.0), base - _turned(turn, left, bottom, right, top)[2])


def _turned(turn: int, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float]:
    """Left, right and lower edge of a box after turning its page so that the text runs to the right."""
    if turn == 1:
        return bottom, top, -right
    if turn == 2:
        return -right, -left, -top
    if turn == 3:
        return -top, -bottom, left
    return left, right, bottom


class _Runs:
    def __init__(self, raw: ctypes.c_void_p) -> None:
        self._raw = raw
        self._runs: list[Run] = []
        self._shift = ""
        self._shifted: list[str] = []

    def of(self, glyphs: list[_Glyph]) -> list[Run]:
        """Glyphs in content order, put together; raised and lowered digits stay in their run."""
        space = False
        for glyph in glyphs:
            if glyph.sign.isspace():
                space = True
                continue
            run = self._runs[-1] if self._runs else None
            gap = glyph.left - run.right if run else 0.0
            near = run is not None and -0.5 * run.size < gap < _RUN_GAP * run.size
            if run is None or not near or not self._goes_on(run, glyph):
                self._end_shift()
                if run is not None and space and near:
                    run.text += " "
                self._runs.append(
                    Run(glyph.sign, glyph.left, glyph.right, glyph.base, glyph.size, self._is_bold(glyph))
                )
            else:
                self._append(run, glyph, space or gap > _WORD_GAP * run.size)
            space = False
        self._end_shift()
        return self._runs

    def _goes_on(self, run: Run, glyph: _Glyph) -> bool:
        if glyph.size < run.size * _SMALL:
            return abs(glyph.base - run.base) < 0.7 * run.size and glyph.left - run.right < 0.5 * run.size
        return abs(glyph.base - run.base) < _BASELINE_SHIFT * run.size and glyph.size < run.size / _SMALL

    def _append(self, run: Run, glyph: _Glyph, spaced: bool) -> None:
        shift = ""
        if glyph.size < run.size * _SMALL:
            rise = glyph.base - run.base
            shift = "up" if rise > 0.1 * run.size else "down" if rise < -0.05 * run.size else ""
        if shift != self._shift:
            self._end_shift()
            self._shift = shift
        if shift:
            self._shifted.append(glyph.sign)
        else:
            between = " " if spaced and not (is_cjk(glyph.sign) and is_cjk(run.text[-1])) else ""
            run.text += between + glyph.sign
        run.right = max(run.right, glyph.right)

    def _end_shift(self) -> None:
        if self._shifted:
            text = "".join(self._shifted)
            self._runs[-1].text += raised(text) if self._shift == "up" else lowered(text)
        self._shift, self._shifted = "", []

    def _is_bold(self, glyph: _Glyph) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._raw, glyph.place) >= _BOLD_WEIGHT:
            return True
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._raw, glyph.place, name, 128, ctypes.byref(flags))
        font = name.value.decode("utf-8", "replace").lower()
        return any(mark in font for mark in _BOLD_NAMES)
