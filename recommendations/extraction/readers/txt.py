"""Plain text: hard wraps, columns, page breaks, footnotes and furniture put right by rule."""

from collections.abc import Sequence

from .columns import restore_order
from .encoding import decode
from .flow import Piece, is_open, mend_breaks
from .footnotes import take_footnotes
from .furniture import mark_captions, take_foreign_article, take_furniture
from .layout import Block, Draft
from .wraps import Line, blocks_of, rhythm_of, split_lines, split_title, unwrap, wrap_width


def read(data: bytes) -> Draft:
    """A text file's blocks in reading order. Raises ``UnreadableDocument``."""
    text, warnings = decode(data)
    draft = Draft("txt", warnings=warnings)
    lines = split_lines(text)
    width = wrap_width(lines)
    title, blocks = ([], _paragraphs(lines)) if width is None else _unwrapped(lines, width)
    ordered, moved = restore_order(blocks)
    if moved:
        draft.warnings.append("Columns stood in the wrong order and were put back by their numbering.")
    if moved or width is not None:
        for block in ordered[1:]:
            block[0].after_break = True
    finish(draft, [*title, *(piece for block in ordered for piece in block)])
    return draft


def finish(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Take notes, furniture and foreign text out of the flow, mend cut sentences, and fill the draft."""
    flow, notes, marks = take_footnotes(pieces)
    draft.notes += notes
    if notes or marks:
        draft.warnings.append(f"Footnotes moved to the notes: {len(notes)}; footnote marks dropped: {marks}.")
    flow, furniture = take_furniture(flow)
    draft.notes += furniture
    if furniture:
        draft.warnings.append(f"Furniture was moved to the notes: {'; '.join(sorted(set(furniture)))[:200]}.")
    flow, foreign = take_foreign_article(mark_captions(flow))
    if foreign:
        draft.warnings.append(
            f"Part of another article cut a sentence and was moved to the end: “{foreign[0].text[:20]}…”.")
    mended = mend_breaks(flow)
    if len(mended) < len(flow):
        draft.warnings.append(f"Sentences cut by a page or column and joined: {len(flow) - len(mended)}.")
    draft.blocks += [Block(piece.text, piece.kind, piece.page) for piece in mended]
    draft.blocks += [Block(piece.text, "foreign", piece.page) for piece in mend_breaks(foreign)]


def _unwrapped(lines: Sequence[Line], width: int) -> tuple[list[Piece], list[list[Piece]]]:
    title, rest = split_title(lines, width)
    rhythm = rhythm_of(rest)
    return title, [unwrap(block, width, rhythm) for block in blocks_of(rest, width, rhythm)]


def _paragraphs(lines: Sequence[Line]) -> list[list[Piece]]:
    """Lines that are paragraphs each; a block ends where a page ends or a sentence is cut."""
    blocks: list[list[Piece]] = []
    for line in lines:
        if not blocks or line.page_start or is_open(blocks[-1][-1].text):
            blocks.append([])
        blocks[-1].append(Piece(line.text.strip(), page=line.page, after_break=line.page_start))
    return blocks
