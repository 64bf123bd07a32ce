"""The OpenAPI description: parameters taken from the FilterSets, problems added to every operation."""

from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import OpenApiParameter

from ..filters import (
    DateFilter,
    FlagFilter,
    KnownFilterSet,
    ManyFilter,
    NumberFilter,
    RecommendationFilterSet,
)
from ..models import MAX_SIZE, ORDERINGS
from .problems import TITLES
from .rendering import dump

Parameters = list[OpenApiParameter]

DATE = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
PAGING: Parameters = [
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": 50}),
    OpenApiParameter("cursor", {"type": "string"}, description="from next or previous"),
]
FIELDS = OpenApiParameter("fields", {"type": "string"}, description="names of fields, separated by commas")
ORDERING = OpenApiParameter("ordering", {"type": "string", "enum": list(ORDERINGS)})
AS_OF = OpenApiParameter("as_of", DATE, description="as it stood at the end of that day, month or year")
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description="the ETag as read; the version alone is compared. Without it: 428.",
)
IF_NONE_MATCH = OpenApiParameter("If-None-Match", {"type": "string"}, OpenApiParameter.HEADER)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
    OpenApiParameter.HEADER,
    description="the same key with the same request has one effect, within a day",
)
PATH_PARAMETERS = {
    "ref": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,20}$"},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "id": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
}
SETTINGS = {
    "POSTPROCESSING_HOOKS": ["recommendations.api.schema.complete"],
    "PATH_CONVERTER_OVERRIDES": PATH_PARAMETERS,
    "COMPONENT_SPLIT_PATCH": False,
}
READ_PROBLEMS = (400, 401, 404, 503)
WRITE_PROBLEMS = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503)


def query_of(filterset: type[KnownFilterSet]) -> Parameters:
    """The query parameters of a list with this FilterSet."""
    return [_parameter(name, each) for name, each in filterset.base_filters.items()] + PAGING


def query_of_recommendations(*left_out: str) -> Parameters:
    """The query parameters of lists of recommendations, and of what takes the same query."""
    return [p for p in (*query_of(RecommendationFilterSet), ORDERING, FIELDS) if p.name not in left_out]


def _parameter(name: str, found: Any) -> OpenApiParameter:
    kind: dict[str, Any] = {"type": "string"}
    if isinstance(found, ManyFilter):
        choices = found.extra.get("choices")
        items = {"type": "string", "enum": [code for code, _label in choices]} if choices else kind
        kind = {"type": "array", "items": items}
    elif isinstance(found, FlagFilter):
        kind = {"type": "string", "enum": ["true", "false"]}
    elif isinstance(found, NumberFilter):
        kind = {"type": "integer", "minimum": 0, "maximum": 36500}
    elif isinstance(found, DateFilter):
        kind = DATE
    return OpenApiParameter(name, kind, explode=True if kind["type"] == "array" else None)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "recommendations.api.view.TokenOnly"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token, a space, and the token",
        }


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add every operation's refusals and say that reading needs no account (a hook of drf-spectacular)."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    result["components"]["responses"] = {
        f"Problem{status}": {"description": str(TITLES[status]), "content": problem}
        for status in WRITE_PROBLEMS
    }
    for methods in result["paths"].values():
        for method, operation in methods.items():
            for status in READ_PROBLEMS if method == "get" else WRITE_PROBLEMS:
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
            operation["summary"], _, operation["description"] = operation["description"].partition("\n")
            if method == "get":
                operation["security"].append({})
            for content in operation.get("requestBody", {}).get("content", {}).values():
                name = content["schema"]["$ref"].rpartition("/")[2]
                result["components"]["schemas"][name]["additionalProperties"] = False
    return result


@cache
def document() -> bytes:
    """The OpenAPI document as JSON."""
    with patched_settings(SETTINGS), translation.override("en"):
        return dump(SchemaGenerator().get_schema(public=True))
