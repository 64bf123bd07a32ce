"""督办函 and 催办函: filled from selected recommendations into a Word document, numbered and logged."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from ..access import require
from ..choices import LetterKind, Role, Status
from ..exceptions import Invalid
from ..ledger import Stamp, create
from ..models import Actor, Letter, Recommendation, StoredFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPENINGS = {
    LetterKind.SUPERVISION: "现将由你单位牵头办理的下列建议交办督办，请按期办理，并报送进展情况和佐证材料。",
    LetterKind.REMINDER: "由你单位牵头办理的下列建议已临近或超过办理期限，请抓紧办理，并于收函后尽快报送进展情况和佐证材料。",
}


def draft_letter(
    kind: str, number: str, actor: Actor, recommendations: Sequence[Recommendation], day: dt.date
) -> bytes:
    """The letter as a Word document, in the form Chinese offices use."""
    word = WordDocument()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    heading = word.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run("督办函" if kind == LetterKind.SUPERVISION else "催办函")
    run.bold, run.font.size = True, Pt(22)
    word.add_paragraph(number).alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph(f"{actor.name}：")
    word.add_paragraph(f"　　{OPENINGS[LetterKind(kind)]}")
    table = word.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("编号", "建议", "办理期限", "落实情况"), strict=True):
        cell.text = text
    for recommendation in recommendations:
        texts = (
            recommendation.ref, recommendation.title, recommendation.due_on or "—",
            str(Status(recommendation.status).label),
        )  # fmt: skip
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            for part in cell.paragraphs[0].runs:
                part.font.size = Pt(12)
    closing = word.add_paragraph(f"{day.year}年{day.month}月{day.day}日")
    closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def write_letter(
    stamp: Stamp,
    kind: str,
    number: str,
    actor: Actor,
    recommendations: Sequence[Recommendation],
    day: dt.date,
) -> Letter:
    """Write, keep and log a letter. Raises ``Invalid`` for a number already used."""
    require(stamp.by, Role.EDITOR, *recommendations)
    errors: list[tuple[str, Any]] = []
    if kind not in LetterKind.values:
        errors.append(("kind", _("There is no such choice.")))
    if not number.strip() or len(number) > 100:
        errors.append(("number", _("Give the document number.")))
    elif Letter.objects.filter(number=number.strip()).exists():
        errors.append(("number", _("This document number is used already.")))
    if not recommendations:
        errors.append(("recommendations", _("Select at least one recommendation.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    data = draft_letter(kind, number.strip(), actor, recommendations, day)
    with transaction.atomic():
        file = StoredFile.objects.keep(f"{number.strip()}.docx", WORD, data)
        letter = Letter(kind=kind, number=number.strip(), actor=actor, file=file)
        create(stamp, [letter], action="write", links=[{"recommendations": list(recommendations)}])
    return letter
