"""New recommendations, from a candidate, a letter, a meeting, an import or by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Origin, RecommendationLevel, Role
from ..exceptions import Forbidden, Invalid
from ..ledger import Stamp, create, lock
from ..models import Actor, Counter, Document, Recommendation
from .fields import check_changes
from .recommendations import inherited_actors, inherited_due, settle

MAX_QUOTE = 20_000
CONTEXT = 30
"""Characters of text kept before and after a quote, to find it again in another text version."""


@dataclass(frozen=True)
class NewRecommendation:
    """What a new record is made of.

    ``changes`` takes the same fields as an edit; ``start`` and ``end`` are offsets in the document's current
    text, found from the quote where they are not given; ``explicit`` holds the slugs of actors the text
    names; ``extra`` further columns (section, deadline, target, proposed_by, restates).
    """

    changes: Mapping[str, Any]
    quote: str = ""
    document: Document | None = None
    start: int | None = None
    end: int | None = None
    level: str = RecommendationLevel.CHILD.value
    origin: str = Origin.DOCUMENT.value
    explicit: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)


def create_recommendations(
    stamp: Stamp, items: Sequence[NewRecommendation], *, action: str = "create", reason: str = ""
) -> list[Recommendation]:
    """Make new records, all or none; parents in ``changes`` must exist already.

    Raises ``Forbidden`` for accounts that may not create or publish, ``Invalid`` for wrong fields.
    """
    account = require(stamp.by, Role.EDITOR)
    if any(item.changes.get("published") for item in items) and not account.has_role(Role.REVIEWER):
        raise Forbidden(_("Only a reviewer may publish a record or take it back."))
    records, links, bound = [], [], list(account.actors.values_list("slug", flat=True))
    with transaction.atomic():
        lock()
        numbers = take_numbers(len(items))
        for item, number in zip(items, numbers, strict=True):
            record, record_links = _build(item, f"R{number:06d}")
            if bound:
                _check_scope(bound, record_links["actors"])
            records.append(record)
            links.append(record_links)
        create(stamp, records, action=action, reason=reason, links=links)
        settle(stamp, [record.parent for record in records if record.parent])
    return records


def take_numbers(count: int) -> range:
    """Reserve ``count`` numbers for refs; given out once, never again."""
    counter, _made = Counter.objects.get_or_create(name="ref")
    Counter.objects.filter(pk=counter.pk).update(value=F("value") + count)
    counter.refresh_from_db()
    return range(counter.value - count + 1, counter.value + 1)


def place_quote(content: str, quote: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Where the quote stands in the text, or none; given offsets must hold exactly the quote."""
    if start is not None and end is not None:
        return (start, end) if content[start:end] == quote else None
    found = content.find(quote) if quote else -1
    return (found, found + len(quote)) if found >= 0 else None


def _build(item: NewRecommendation, ref: str) -> tuple[Recommendation, dict[str, Any]]:
    checked = check_changes(item.changes)
    errors: list[tuple[str, Any]] = []
    if "title" not in checked.fields:
        errors.append(("title", _("The title cannot be empty.")))
    if item.origin == Origin.DOCUMENT and (item.document is None or not item.quote.strip()):
        errors.append(("quote", _("A record from a document needs the document and its quote.")))
    if len(item.quote) > MAX_QUOTE:
        errors.append(("quote", _("At most %(limit)s characters.") % {"limit": MAX_QUOTE}))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    fields, links = dict(checked.fields), dict(checked.links)
    due_on = fields.pop("due_on", "")
    record = Recommendation(
        ref=ref, level=item.level, origin=item.origin, quote=item.quote, document=item.document,
        **fields, **item.extra,
    )  # fmt: skip
    text = item.document.text if item.document else None
    place = place_quote(text.content, item.quote, item.start, item.end) if text else None
    if text and place:
        record.text, (record.start, record.end) = text, place
        record.prefix = text.content[max(0, place[0] - CONTEXT) : place[0]]
        record.suffix = text.content[place[1] : place[1] + CONTEXT]
    due = record.due_fields(due_on) if due_on else inherited_due(record, record.parent)
    for name, value in due.items():
        setattr(record, name, value)
    actors = [(a.pk, role, a.slug in item.explicit, False) for a, role in links.get("actors", ())]
    links["actors"] = actors or inherited_actors(record.parent)
    return record, links


def _check_scope(bound: list[str], actors: list[tuple[int, str, bool, bool]]) -> None:
    ids = [actor_id for actor_id, *_rest in actors]
    if not Actor.objects.within(bound).filter(pk__in=ids).exists():
        raise Forbidden(_("This record does not belong to the actors of your account."))
