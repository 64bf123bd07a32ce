"""The fields bodies are made of: JSON values as they stand, nothing turned into something else."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from ..choices import ActorRole

MAX_ID = 2**63 - 1


class Text(serializers.CharField):
    """A JSON string as it stands; numbers are not turned into texts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"allow_blank": True, "trim_whitespace": False, "required": False} | kwargs))

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Id(Number):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=MAX_ID, **kwargs)


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Code(serializers.ChoiceField):
    """One of the codes; what was sent instead is not repeated in the refusal."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or not (data in self.choices or (data == "" and self.allow_blank)):
            raise serializers.ValidationError(_("There is no such choice."))
        return data


class Texts(serializers.ListField):
    """Short texts, at most 50."""

    def __init__(self, **kwargs: Any) -> None:
        child = Text(allow_blank=False, max_length=200)
        super().__init__(child=child, max_length=50, **({"required": False} | kwargs))


class Body(serializers.Serializer[Any]):
    """An object whose fields are all declared; any other is refused by name."""

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The validated body; raises DRF's ``ValidationError`` naming each wrong field."""
        body = cls(data=request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def to_internal_value(self, data: Any) -> Any:
        errors: dict[str, Any] = {}
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            errors = {name: [_("This field cannot be set.")] for name in unknown}
        if isinstance(data, QueryDict):
            doubled = [
                name for name, values in data.lists() if len(values) > 1 and not self._takes_many(name)
            ]
            errors |= {name: [_("This field can be given only once.")] for name in doubled}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not errors:
                raise
            raise serializers.ValidationError({**error.detail, **errors}) from None  # type: ignore[dict-item]
        if errors:
            raise serializers.ValidationError(errors)
        return value

    def _takes_many(self, name: str) -> bool:
        return isinstance(self.fields.get(name), serializers.ListField)


class ActorEntry(Body):
    """A slug alone, or with a role; without roles the first leads and the others support."""

    slug = Text(required=True, allow_blank=False)
    role = Code(choices=ActorRole.choices, required=False)

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value({"slug": data} if isinstance(data, str) else data)


@extend_schema_field(
    {
        "type": "array",
        "maxItems": 50,
        "items": {
            "oneOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {
                        "slug": {"type": "string", "minLength": 1},
                        "role": {"type": "string", "enum": ActorRole.values},
                    },
                    "required": ["slug"],
                    "additionalProperties": False,
                },
            ]
        },
    }
)
class Actors(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=ActorEntry(), max_length=50, required=False, **kwargs)
