"""The registers recommendations refer to: actors and themes."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ..filters import ActorFilterSet, ThemeFilterSet
from ..models import Actor, Theme
from .representations import ActorRow, ThemeRow, listed
from .schema import query_of
from .view import ApiView


class ActorList(ApiView):
    @extend_schema(
        operation_id="list_actors", parameters=query_of(ActorFilterSet), responses=listed(ActorRow)
    )
    def get(self, request: Request) -> Response:
        """Responsible bodies, a tree."""
        return self.listed(ActorFilterSet, ("slug",), actor_rows, actors_for_list)


class ThemeList(ApiView):
    @extend_schema(
        operation_id="list_themes", parameters=query_of(ThemeFilterSet), responses=listed(ThemeRow)
    )
    def get(self, request: Request) -> Response:
        """Themes, a tree."""
        return self.listed(ThemeFilterSet, ("slug",), theme_rows, lambda rows: rows.select_related("parent"))


def actors_for_list(queryset: Any) -> Any:
    before = Prefetch("predecessors", Actor.objects.order_by("slug"))
    return queryset.select_related("parent").prefetch_related(before)


def actor_rows(actors: list[Actor]) -> list[dict[str, Any]]:
    return [
        {
            "slug": actor.slug,
            "name": actor.name,
            "name_en": actor.name_en,
            "kind": actor.kind,
            "parent": actor.parent.slug if actor.parent else None,
            "aliases": actor.aliases,
            "names": actor.names,
            "predecessors": [each.slug for each in actor.predecessors.all()],
            "version": actor.version,
        }
        for actor in actors
    ]


def theme_rows(themes: list[Theme]) -> list[dict[str, Any]]:
    return [
        {
            "slug": theme.slug,
            "name": theme.name,
            "name_en": theme.name_en,
            "parent": theme.parent.slug if theme.parent else None,
            "version": theme.version,
        }
        for theme in themes
    ]
