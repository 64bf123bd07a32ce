"""Actors and themes by name, where the name says which one is meant."""

from typing import Any

from ..models import Theme
from ..review import known_actors
from ..text import fold
from .cells import SEPARATOR
from .columns import Column


class Names:
    """What actors and themes are called, read once for a whole file."""

    def __init__(self) -> None:
        actors, themes = known_actors(), list(Theme.objects.order_by("pk"))
        self.names = {
            "actors": {actor.slug: actor.name for actor in actors.values()},
            "themes": {theme.slug: theme.name for theme in themes},
        }
        self.slugs: dict[str, dict[str, str]] = {
            "actors": {name: actor.slug for name, actor in actors.items()},
            "themes": {},
        }
        for theme in themes:
            for name in filter(None, (theme.name, theme.name_en)):
                self.slugs["themes"].setdefault(fold(name), theme.slug)

    def out(self, column: Column, value: Any) -> Any:
        """The value with names for slugs."""
        if column.name == "actors":
            return [(self._name("actors", slug), role) for slug, role in value]
        return [self._name("themes", slug) for slug in value] if column.name == "themes" else value

    def back(self, column: Column, value: Any) -> Any:
        """The value with slugs for names; what is neither stays."""
        if column.name == "actors":
            return [(self._slug("actors", name), role) for name, role in value]
        return [self._slug("themes", name) for name in value] if column.name == "themes" else value

    def _name(self, kind: str, slug: str) -> str:
        name = self.names[kind].get(slug, slug)
        readable = name == name.strip() and not {*name} & {*SEPARATOR, "\n", ":", "：", "["}
        return name if readable and name and self._slug(kind, name) == slug else slug

    def _slug(self, kind: str, name: str) -> str:
        return name if name in self.names[kind] else self.slugs[kind].get(fold(name), name)
