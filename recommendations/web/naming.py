"""Names for slugs in the reader's language, and slugs for the names people type."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..choices import ActorRole
from ..exceptions import Invalid
from ..models import Actor, Candidate, Recommendation, Theme
from ..review import known_actors
from ..text import fold, spelt


def names_of(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of all actors and of all themes that the rows mention, by slug: two queries."""
    rows = list(rows)
    actors = {actor["slug"] for row in rows for actor in row["actors"]}
    themes = {slug for row in rows for slug in row["themes"]}
    return (
        {actor.slug: str(actor) for actor in Actor.objects.filter(slug__in=actors)},
        {theme.slug: str(theme) for theme in Theme.objects.filter(slug__in=themes)},
    )


def with_repeated(candidates: Sequence[Candidate]) -> None:
    """Give each candidate ``repeats``: the records it is much like, with title and per cent. One query."""
    refs = {each["ref"] for candidate in candidates for each in candidate.alike}
    titles = dict(Recommendation.objects.filter(ref__in=refs).values_list("ref", "title")) if refs else {}
    for candidate in candidates:
        candidate.repeats = [  # type: ignore[attr-defined]
            {"ref": each["ref"], "title": titles[each["ref"]], "percent": round(each["score"] * 100)}
            for each in candidate.alike
        ]


def theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, spelt(theme)) for theme in Theme.objects.all()]


def actors_named(leads: Sequence[str], supports: Sequence[str]) -> list[dict[str, str]]:
    """Names or aliases as typed, as an edit's ``actors``. Raises ``Invalid`` naming those nobody knows."""
    known = known_actors() if leads or supports else {}
    errors, found = [], []
    for field, role, names in (("leads", ActorRole.LEAD, leads), ("supports", ActorRole.SUPPORT, supports)):
        for name in names:
            if actor := known.get(fold(name)):
                found.append({"actor": actor.slug, "role": role.value})
            else:
                message = _("No actor is called “%(name)s”. An administrator can add it.") % {
                    "name": name[:80]
                }
                errors.append((field, message))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    return found
