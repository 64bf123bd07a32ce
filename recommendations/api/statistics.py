"""Counts: facets for narrowing a list, and the dashboard's numbers."""

from dataclasses import fields
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DictField,
    FloatField,
    IntegerField,
    Serializer,
    URLField,
)

from ..filters import Listing, RecommendationFilter
from ..statistics import BASES, Count, Rate, facets, statistics
from .recommendations import check_fields
from .schema import query_of_recommendations
from .view import ApiView


class FacetsBody(Serializer[Any]):
    """``{code: number}`` for each facet, under every filter but its own."""

    total = IntegerField()
    status = DictField(child=IntegerField())
    verification = DictField(child=IntegerField())
    response = DictField(child=IntegerField())
    priority = DictField(child=IntegerField())
    document = DictField(child=IntegerField())
    actor = DictField(child=IntegerField())
    theme = DictField(child=IntegerField())
    light = DictField(child=IntegerField())


class CountRow(Serializer[Any]):
    code = CharField()
    label = CharField()
    number = IntegerField()
    url = URLField(help_text="lists exactly these rows")


class RateRow(Serializer[Any]):
    code = CharField()
    label = CharField()
    part = IntegerField()
    whole = IntegerField()
    share = FloatField(allow_null=True, help_text="0 to 1; null of nothing")


class StatisticsBody(Serializer[Any]):
    basis = ChoiceField(choices=BASES)
    total = CountRow()
    response_rate = RateRow()
    implementation_rate = RateRow()
    status = CountRow(many=True)
    verification = CountRow(many=True)
    response = CountRow(many=True)
    priority = CountRow(many=True)
    light = CountRow(many=True)
    level = CountRow(many=True)
    document = CountRow(many=True)
    theme = CountRow(many=True)
    lead = CountRow(many=True)
    attention = CountRow(many=True)


class FilteredView(ApiView):
    def asked(self, *beside: str) -> RecommendationFilter:
        """The filter of a request that takes a list's whole query, and ``beside``."""
        listing = Listing(self.request.query_params, self.request.user, timezone.now(), beside)
        check_fields(listing.fields)
        return listing.filter


class Facets(FilteredView):
    @extend_schema(
        operation_id="count_facets", parameters=query_of_recommendations("as_of"), responses=FacetsBody
    )
    def get(self, request: Request) -> Response:
        """How many rows each value would list."""
        return Response(facets(self.asked()))


class StatisticsView(FilteredView):
    @extend_schema(
        operation_id="read_statistics",
        parameters=[
            *query_of_recommendations(),
            OpenApiParameter("basis", {"type": "string", "enum": list(BASES), "default": "verified"}),
        ],
        responses=StatisticsBody,
    )
    def get(self, request: Request) -> Response:
        """The dashboard's numbers, each with the address that lists its rows."""
        asked = self.asked("basis")
        found = statistics(asked, request.query_params.get("basis", "verified"))
        return Response({each.name: self.plain(getattr(found, each.name)) for each in fields(found)})

    def plain(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return [self.plain(each) for each in value]
        if isinstance(value, Rate):
            shown = {name: getattr(value, name) for name in ("code", "label", "part", "whole")}
            return shown | {"share": value.share}
        if isinstance(value, Count):
            url = f"{reverse('api-recommendations')}?{value.query}".rstrip("?")
            shown = {name: getattr(value, name) for name in ("code", "label", "number")}
            return shown | {"url": self.request.build_absolute_uri(url)}
        return value
