"""What the pages' and the admin's templates share: labels, visible control characters, bars, links."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import QuerySet
from django.forms import BaseForm, FileField, ModelChoiceField
from django.http import QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .. import choices
from ..models import headline
from ..text import hidden, spelt

register = template.Library()

AXES: dict[str, Any] = {
    "status": choices.Status,
    "reported_status": choices.Status,
    "verification": choices.Verification,
    "response": choices.Response,
    "satisfaction": choices.Satisfaction,
    "disclosure": choices.Disclosure,
    "priority": choices.Priority,
    "horizon": choices.Horizon,
    "light": choices.Light,
    "level": choices.RecommendationLevel,
    "origin": choices.Origin,
    "role": choices.ActorRole,
    "kind": choices.EvidenceKind,
    "document_kind": choices.DocumentKind,
    "evidence_level": choices.EvidenceLevel,
    "stance": choices.Stance,
    "link_state": choices.LinkState,
    "candidate_state": choices.CandidateState,
    "refusal": choices.RefusalReason,
    "pace": choices.Pace,
    "door": choices.Door,
    "account_role": choices.Role,
}


@register.filter
def visible(text: object) -> SafeString:
    """Escape the text and show each hidden character as its code point."""
    whole = str(text)
    unseen = {character for character in set(whole) if hidden(character)}
    if not unseen:
        return escape(whole)
    parts = []
    for character in whole:
        if character in unseen:
            code = f"U+{ord(character):04X}"
            name = unicodedata.name(character, code)
            parts.append(format_html('<span class="hidden-char" title="{}">{}</span>', name, code))
        else:
            parts.append(escape(character))
    return mark_safe("".join(parts))  # noqa: S308  (every part is escaped)


register.filter("spelt", spelt)


@register.filter
def label(code: str | None, axis: str) -> str:
    """The label of a code of the named axis; nothing for nothing."""
    return str(AXES[axis](code).label) if code else ""


@register.filter
def role_name(row: Mapping[str, Any], role: str) -> str:
    """What a role of the row's actors is called."""
    return row["role_names"].get(role) or str(choices.ActorRole(role).label)


@register.simple_tag
def pill(code: str | None, axis: str) -> str:
    """A code as a coloured label."""
    if not code:
        return ""
    choice = AXES[axis](code)
    return format_html(
        '<span class="pill tone-{}">{}</span>', getattr(choice, "tone", "neutral"), choice.label
    )


@register.simple_tag
def headline_pill(row: Mapping[str, Any]) -> str:
    """The row's headline label."""
    text, tone = headline(row)
    return format_html('<span class="pill headline tone-{}">{}</span>', tone, text)


@register.simple_tag
def number(count: Any, address: str) -> str:
    """A count that opens its list at ``address``; nothing to open where it is none."""
    if not count.number:
        return format_html('<span class="quiet">{}</span>', 0)
    query = f"?{count.query}" if count.query else ""
    return format_html('<a href="{}{}">{}</a>', address, query, count.number)


@register.simple_tag
def light(code: str) -> str:
    """The light as a shape and a colour, with its meaning for those who see neither."""
    choice = choices.Light(code)
    if choice is choices.Light.NONE:
        return format_html('<span class="visually-hidden">{}</span>', choice.label)
    return format_html(
        '<span class="light light-{}" title="{}"><span class="visually-hidden">{}</span></span>',
        choice.value, choice.label, choice.label,
    )  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A part of a bar: offset and width in percent."""

    x: float
    width: float
    tone: str
    label: str
    number: int


@register.filter
def segments(counts: Mapping[str, int] | None, axis: str = "status") -> list[Segment]:
    """``{code: number}`` as the parts of a stacked bar in the declared order of the codes."""
    numbers = {code: n for code, n in (counts or {}).items() if n}
    total = sum(numbers.values())
    found, x = [], 0.0
    for choice in AXES[axis]:
        if number := numbers.get(choice.value, 0):
            width = round(100 * number / total, 3)
            found.append(Segment(round(x, 3), width, f"{axis}-{choice.value}", str(choice.label), number))
            x += width
    return found


@register.filter
def percent(number: int, total: int) -> str:
    """A share as a length for an SVG attribute, never localised."""
    return f"{100 * number / total:.2f}" if total else "0"


@register.filter
def share(number: int, total: int) -> str:
    """A share in whole percent; what is there but rounds to nothing says so."""
    whole = round(100 * number / total) if total else 0
    return "< 1%" if number and not whole else f"{whole}%"


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: object) -> str:
    """The page's query string with parameters set; an empty value drops one; the cursor always goes."""
    query: QueryDict = context["request"].GET.copy()
    query.pop("cursor", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + query.urlencode()


@register.filter
def typed(form: BaseForm) -> list[tuple[str, str]]:
    """What a person typed or chose in a refused form, each with its label, where the form has no place any more."""
    found = []
    for field in form.visible_fields():
        value = getattr(form, "cleaned_data", {}).get(field.name) or field.value()
        if field.name in form.changed_data and value and not isinstance(field.field, FileField):
            labels = (
                {} if isinstance(field.field, ModelChoiceField) else dict(getattr(field.field, "choices", ()))
            )
            values = value if isinstance(value, (list, tuple, QuerySet)) else [value]
            found.append((str(field.label), "、".join(str(labels.get(each, each)) for each in values)))
    return found


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key, "")


@register.filter
def named(slugs: Iterable[str], names: Mapping[str, str]) -> str:
    """Slugs as names, in one line."""
    return "、".join(names.get(slug, slug) for slug in slugs)
