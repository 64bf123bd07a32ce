"""督办函 and 催办函: filled from selected recommendations into the template in use, numbered and logged."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import ActorRole, LetterKind, Role, Status
from ..exceptions import Invalid
from ..ledger import Stamp, create
from ..models import Actor, Letter, Recommendation, RecommendationActor, StoredFile
from ..models.wording import Wording
from .filling import fill
from .templates import WORD, template_for

NAMES = {LetterKind.SUPERVISION: "督办函", LetterKind.REMINDER: "催办函"}
OPENINGS = {
    LetterKind.SUPERVISION: "现将由你单位牵头办理的下列建议交办督办，请按期办理，并报送进展情况和佐证材料。",
    LetterKind.REMINDER: "由你单位牵头办理的下列建议已临近或超过办理期限，请抓紧办理，并于收函后尽快报送进展情况和佐证材料。",
}
LONGEST_BODY = 5000


def draft_letter(
    kind: str,
    number: str,
    actor: Actor,
    recommendations: Sequence[Recommendation],
    day: dt.date,
    body: str = "",
) -> bytes:
    """The letter as a Word document; its ``body`` is the kind's usual opening unless another is given."""
    values = {
        "文种": NAMES[LetterKind(kind)], "文号": number, "单位": actor.name,
        "日期": _written(day.isoformat()),
        "正文": body.strip() or OPENINGS[LetterKind(kind)], "件数": str(len(recommendations)),
    }  # fmt: skip
    return fill(template_for(kind), values, _rows(recommendations))


def _written(date: str) -> str:
    """A partial date as letters write it: 2026年5月."""
    return "".join(
        f"{int(number)}{unit}" for number, unit in zip(date.split("-"), "年月日", strict=False) if number
    )


def _rows(recommendations: Sequence[Recommendation]) -> list[dict[str, str]]:
    pks = [each.pk for each in recommendations]
    supports: dict[int, list[str]] = {}
    links = RecommendationActor.objects.filter(recommendation__in=pks, role=ActorRole.SUPPORT)
    for pk, name in links.order_by("order").values_list("recommendation_id", "actor__name"):
        supports.setdefault(pk, []).append(name)
    found = Recommendation.objects.filter(pk__in=pks).values_list("pk", "document__title", "document__kind")
    documents = {pk: (title, kind) for pk, title, kind in found}
    wording = Wording.read()
    with translation.override("zh-hans"):
        return [
            {
                "序号": str(place), "编号": each.ref, "建议": each.title, "原文": each.quote,
                "来源文件": documents[each.pk][0] or "—", "配合单位": "、".join(supports.get(each.pk, ())) or "—",
                "期限": _written(each.due_on) or "—", "落实情况": str(Status(each.status).label),
                "类别": wording.status_class(documents[each.pk][1] or "", each.status) or "—",
            }
            for place, each in enumerate(recommendations, start=1)
        ]  # fmt: skip


def write_letter(
    stamp: Stamp,
    kind: str,
    number: str,
    actor: Actor,
    recommendations: Sequence[Recommendation],
    day: dt.date,
    body: str = "",
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
    if len(body) > LONGEST_BODY:
        errors.append(("body", _("At most %(limit)s characters.") % {"limit": LONGEST_BODY}))
    if not recommendations:
        errors.append(("recommendations", _("Select at least one recommendation.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    data = draft_letter(kind, number.strip(), actor, recommendations, day, body)
    with transaction.atomic():
        file = StoredFile.objects.keep(f"{number.strip()}.docx", WORD, data)
        letter = Letter(kind=kind, number=number.strip(), actor=actor, file=file)
        create(stamp, [letter], action="write", links=[{"recommendations": list(recommendations)}])
    return letter
