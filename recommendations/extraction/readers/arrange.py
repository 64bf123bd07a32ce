"""Lines or paragraphs of any format become the flow of a text; what does not belong to it is set apart."""

from collections.abc import Sequence

from ..warning import warning
from .columns import restore_order
from .flow import is_open, mend_breaks
from .footnotes import take_footnotes
from .furniture import mark_captions, take_foreign_article, take_furniture
from .layout import Block, Draft
from .wraps import blocks_of, rhythm_of, split_title, unwrap, wrap_width


def arrange(draft: Draft) -> None:
    """Put a draft's blocks, as they stand in the file, into reading order and join what layout cut."""
    leave_furniture(draft)
    lines = draft.blocks
    width = wrap_width(lines) if all(line.kind == "body" for line in lines) else None
    title, blocks = ([], _paragraphs(lines)) if width is None else _unwrapped(lines, width)
    ordered, moved = restore_order(blocks)
    if moved:
        draft.warnings.append(warning("order"))
    if moved or width is not None:
        for block in ordered[1:]:
            block[0].after_break = True
    draft.blocks = [*title, *(piece for block in ordered for piece in block)]
    set_apart(draft)


def leave_furniture(draft: Draft) -> None:
    """Move what belongs to the site or the page, and not to the text, to a draft's notes."""
    draft.blocks, furniture = take_furniture(draft.blocks)
    draft.notes += furniture
    if furniture:
        draft.warnings.append(warning("furniture", "; ".join(sorted(set(furniture)))[:200]))


def set_apart(draft: Draft) -> None:
    """Take notes and foreign text out of a draft's flow, and mend the sentences they cut."""
    flow, notes, marks = take_footnotes(draft.blocks)
    draft.notes += notes
    if notes or marks:
        draft.warnings.append(warning("footnotes", len(notes), marks))
    flow, foreign = take_foreign_article(mark_captions(flow))
    if foreign:
        draft.warnings.append(warning("foreign", foreign[0].text[:20]))
    mended = mend_breaks(flow)
    if len(mended) < len(flow):
        draft.warnings.append(warning("mended", len(flow) - len(mended)))
    draft.blocks = [*mended, *(Block(piece.text, "foreign", piece.page) for piece in mend_breaks(foreign))]


def _unwrapped(lines: Sequence[Block], width: int) -> tuple[list[Block], list[list[Block]]]:
    title, rest = split_title(lines, width)
    rhythm = rhythm_of(rest)
    return title, [unwrap(block, width, rhythm) for block in blocks_of(rest, width, rhythm)]


def _paragraphs(lines: Sequence[Block]) -> list[list[Block]]:
    """Lines that are paragraphs each; a block ends where a page ends or a sentence is cut."""
    blocks: list[list[Block]] = []
    for line in lines:
        if not blocks or line.after_break or is_open(blocks[-1][-1].text):
            blocks.append([])
        blocks[-1].append(line)
    return blocks
