"""Reading what a person wants changed: shapes and codes, slugs to records, errors by field."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..choices import ActorRole, Horizon, Priority, Response, Satisfaction
from ..dates import PartialDate
from ..exceptions import Invalid
from ..models import Actor, Document, Recommendation, Theme

CHOICES: dict[str, Any] = {
    "priority": Priority,
    "horizon": Horizon,
    "response": Response,
    "satisfaction": Satisfaction,
}
TEXTS = {"title": 500, "summary": 5000, "done_test": 2000, "priority_reason": 500, "external_id": 100}
TERMS = ("instruments", "places")
EDITABLE = (*TEXTS, *CHOICES, *TERMS, "themes", "actors", "parent", "due_on", "response_document",
            "response_on", "response_due_on", "published")  # fmt: skip
MAX_LIST = 50


class Checked:
    """What was asked, turned into model values: ``fields`` for columns, ``links`` for many-to-many."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.links: dict[str, Any] = {}
        self.errors: list[tuple[str, Any]] = []

    def refuse(self, field: str, message: Any) -> None:
        self.errors.append((field, message))


def check_changes(changes: Mapping[str, Any], recommendation: Recommendation | None = None) -> Checked:
    """Validate ``changes`` (field → JSON value); raises ``Invalid`` naming every wrong field.

    ``due_on`` stays text in ``fields``; ``links["actors"]`` is a list of ``(actor, role)``,
    ``links["themes"]`` a list of ids.
    """
    checked = Checked()
    for name, value in changes.items():
        if name not in EDITABLE:
            checked.refuse(name, _("This field cannot be set."))
        elif name in TEXTS:
            _text(checked, name, value)
        elif name in CHOICES:
            if isinstance(value, str) and value in CHOICES[name].values:
                checked.fields[name] = value
            else:
                checked.refuse(name, _("There is no such choice."))
        elif name in TERMS:
            _strings(checked, name, value)
        elif name == "published":
            if isinstance(value, bool):
                checked.fields[name] = value
            else:
                checked.refuse(name, _("Choose true or false."))
        elif name in ("due_on", "response_on", "response_due_on"):
            _date(checked, name, value)
        else:
            {"themes": _themes, "actors": _actors, "parent": _parent, "response_document": _document}[name](
                checked, value, recommendation
            )
    if checked.errors:
        raise Invalid(_("Some fields are wrong."), errors=checked.errors)
    return checked


def storable(text: str) -> bool:
    """Whether every database can hold the text: no NUL, no lone surrogates."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _text(checked: Checked, name: str, value: Any) -> None:
    if not isinstance(value, str) or not storable(value):
        checked.refuse(name, _("Write plain text."))
    elif len(value) > TEXTS[name]:
        checked.refuse(name, _("At most %(limit)s characters.") % {"limit": TEXTS[name]})
    elif name == "title" and not value.strip():
        checked.refuse(name, _("The title cannot be empty."))
    else:
        checked.fields[name] = value.strip() if name == "title" else value


def _strings(checked: Checked, name: str, value: Any) -> None:
    good = isinstance(value, list) and all(
        isinstance(v, str) and v.strip() and len(v) <= 200 and storable(v) for v in value
    )
    if not good or len(value) > MAX_LIST:
        checked.refuse(name, _("Give a list of short texts."))
    else:
        checked.links[name] = list(dict.fromkeys(v.strip() for v in value))


def _date(checked: Checked, name: str, value: Any) -> None:
    try:
        checked.fields[name] = str(PartialDate.parse(value)) if value else ""
    except (ValueError, TypeError):
        checked.refuse(name, _("This is not a date: write 2024, 2024-05 or 2024-05-31."))


def _slugs(value: Any) -> list[str] | None:
    good = isinstance(value, list) and len(value) <= MAX_LIST and all(isinstance(v, str) for v in value)
    return list(dict.fromkeys(value)) if good else None


def _themes(checked: Checked, value: Any, recommendation: Recommendation | None) -> None:
    slugs = _slugs(value)
    found = dict(Theme.objects.filter(slug__in=slugs or ()).values_list("slug", "pk"))
    if slugs is None or len(found) != len(slugs):
        checked.refuse("themes", _("Give a list of known themes."))
    else:
        checked.links["themes"] = [found[slug] for slug in slugs]


def _actors(checked: Checked, value: Any, recommendation: Recommendation | None) -> None:
    rows = value if isinstance(value, list) and len(value) <= MAX_LIST else [None]
    pairs = [{"actor": row} if isinstance(row, str) else row for row in rows]
    wanted: dict[str, str] = {}
    for place, row in enumerate(pairs):
        slug = row.get("actor", row.get("slug")) if isinstance(row, dict) else None
        default = ActorRole.LEAD if place == 0 else ActorRole.SUPPORT
        role = (row.get("role") or default) if isinstance(row, dict) else None
        if not isinstance(slug, str) or role not in ActorRole.values or slug in wanted:
            checked.refuse("actors", _("Give each actor once, as a slug and a role."))
            return
        wanted[slug] = role
    found = {actor.slug: actor for actor in Actor.objects.filter(slug__in=wanted)}
    if len(found) != len(wanted):
        checked.refuse("actors", _("Give a list of known actors."))
    else:
        checked.links["actors"] = [(found[slug], role) for slug, role in wanted.items()]


def _parent(checked: Checked, value: Any, recommendation: Recommendation | None) -> None:
    if value in (None, ""):
        checked.fields["parent"] = None
        return
    parent = Recommendation.objects.filter(ref=value).first() if isinstance(value, str) else None
    if parent is None:
        checked.refuse("parent", _("There is no recommendation with this ref."))
    elif parent.parent_id or (recommendation and (parent.pk == recommendation.pk)):
        checked.refuse("parent", _("A parent cannot have a parent itself."))
    elif recommendation and recommendation.children_count:
        checked.refuse("parent", _("A recommendation with children cannot have a parent."))
    else:
        checked.fields["parent"] = parent


def _document(checked: Checked, value: Any, recommendation: Recommendation | None) -> None:
    if value in (None, ""):
        checked.fields["response_document"] = None
        return
    document = Document.objects.filter(slug=value).first() if isinstance(value, str) else None
    if document is None:
        checked.refuse("response_document", _("There is no such document."))
    else:
        checked.fields["response_document"] = document
