"""What may stand in the body of a write: shapes and codes, checked strictly and shown in the schema."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from ..choices import (
    ActorRole,
    DocumentKind,
    EvidenceKind,
    EvidenceLevel,
    Horizon,
    Origin,
    Pace,
    Priority,
    RecommendationLevel,
    Response,
    Stance,
    Status,
)
from ..workflow import DECISIONS

MAX_ITEMS = 500
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
    slug = Text(required=True, allow_blank=False)
    role = Code(choices=ActorRole.choices, required=False)


class Edited(Body):
    """The fields an editor may set; absent ones stay as they are."""

    title = Text(max_length=500, allow_blank=False)
    summary = Text(max_length=5000)
    themes = Texts()
    instruments = Texts()
    places = Texts()
    actors = serializers.ListField(child=ActorEntry(), required=False, max_length=50)
    parent = Text(allow_null=True, help_text="ref")
    priority = Code(choices=Priority.choices, required=False)
    priority_reason = Text(max_length=500)
    horizon = Code(choices=Horizon.choices, required=False)
    done_test = Text(max_length=2000)
    response = Code(choices=Response.choices, required=False)
    response_document = Text(allow_null=True, help_text="slug")
    response_on = Text(allow_null=True, help_text="2024 | 2024-05 | 2024-05-31")
    due_on = Text(allow_null=True, help_text="2024 | 2024-05 | 2024-05-31")
    external_id = Text(max_length=100)
    published = Flag(required=False)


class Patch(Edited):
    reason = Text(help_text="needed to move a due date")


class NewRecommendationBody(Edited):
    title = Text(required=True, max_length=500, allow_blank=False)
    quote = Text(max_length=20_000)
    document = Text(allow_null=True, help_text="slug")
    origin = Code(choices=Origin.choices, required=False)
    level = Code(choices=RecommendationLevel.choices, required=False)
    reason = Text()


class StatusMove(Body):
    to = Code(choices=Status.choices)
    reason = Text(max_length=5000)
    evidence = serializers.ListField(
        child=Id(), required=False, max_length=100, help_text="ids of confirmed evidence"
    )
    done = Text(max_length=5000)
    remaining = Text(max_length=5000)
    due_on = Text()
    superseded_by = Text(help_text="ref")
    look_again_on = Text()
    on = Text(help_text="2024 | 2024-05 | 2024-05-31")


class Decision(Body):
    decision = Code(choices=sorted(DECISIONS))
    reason = Text(max_length=5000)


class Progress(Body):
    """``files`` only where the body is ``multipart/form-data``."""

    period = Text(required=True, allow_blank=False, help_text="2024 | 2024-05 | 2024-05-31")
    text = Text(required=True, allow_blank=False, max_length=5000)
    problems = Text(max_length=5000)
    next_steps = Text(max_length=5000)
    pace = Code(choices=Pace.choices, required=False, allow_blank=True)
    files = serializers.ListField(child=serializers.FileField(), required=False, max_length=10)


class BulkItem(Body):
    ref = Text(required=True, allow_blank=False, max_length=20)
    version = Number(min_value=1, max_value=2**31 - 1)


class Bulk(Body):
    items = serializers.ListField(child=BulkItem(), min_length=1, max_length=MAX_ITEMS)
    dry_run = Flag(required=False)

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({item["ref"] for item in items}) != len(items):
            raise serializers.ValidationError(_("Each record can be named only once."))
        return items


class BulkStatus(Bulk, StatusMove):
    pass


class BulkEdit(Bulk):
    actors = serializers.ListField(child=ActorEntry(), required=False, max_length=50)
    due_on = Text(allow_null=True)
    themes = Texts()
    response = Code(choices=Response.choices, required=False)
    priority = Code(choices=Priority.choices, required=False)
    reason = Text(max_length=5000)


class NewDocumentBody(Body):
    file = serializers.FileField(allow_empty_file=True)
    title = Text(max_length=500)
    slug = Text(max_length=120)
    authors = serializers.ListField(child=Text(max_length=200), required=False, max_length=50)
    publisher = Text(max_length=200)
    published_on = Text(help_text="2024 | 2024-05 | 2024-05-31")
    date_note = Text(max_length=500)
    number = Text(max_length=100)
    kind = Code(choices=DocumentKind.choices, required=False)


class NewEvidenceBody(Body):
    """A passage needs ``document``, ``start`` and ``end``; a link ``url``; a file ``file``; a note ``text``."""

    kind = Code(choices=EvidenceKind.choices)
    title = Text(max_length=500)
    text = Text(max_length=20_000)
    url = Text(max_length=1000)
    document = Text(help_text="slug")
    start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    level = Code(choices=EvidenceLevel.choices, required=False, allow_blank=True)
    document_date = Text()
    effective_on = Text()
    file = serializers.FileField(required=False)


class NewLink(Body):
    """Either ``recommendation`` or ``recommendations``."""

    evidence = Id()
    recommendation = Text(allow_blank=False, max_length=20, help_text="ref")
    recommendations = serializers.ListField(
        child=Text(allow_blank=False, max_length=20), required=False, min_length=1, max_length=100
    )
    stance = Code(choices=Stance.choices)
    reason = Text(required=True, allow_blank=False, max_length=5000)
    level = Code(choices=EvidenceLevel.choices, required=False, allow_blank=True)
    effective_on = Text()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("recommendation" in attrs) == ("recommendations" in attrs):
            message = _("Give either recommendation or recommendations.")
            raise serializers.ValidationError({"recommendation": message})
        return attrs


class Confirmation(Body):
    stance = Code(choices=Stance.choices)
    level = Code(choices=EvidenceLevel.choices, required=False, allow_blank=True)
    effective_on = Text()
    reason = Text(max_length=5000)


class Reason(Body):
    reason = Text(required=True, allow_blank=False, max_length=5000)


class Acceptance(Edited):
    """The candidate's values with the reviewer's amendments."""

    title = Text(max_length=500, allow_blank=False)
    level = Code(choices=RecommendationLevel.choices, required=False)
    reason = Text(max_length=5000)


class Merge(Reason):
    into = Text(required=True, allow_blank=False, max_length=20, help_text="ref of the recommendation")


class Split(Reason):
    cuts = serializers.ListField(
        child=serializers.ListField(child=Number(min_value=0, max_value=2**31 - 1), min_length=2, max_length=2),
        min_length=2, max_length=50, help_text="[[start, end], …] in the document's text",
    )  # fmt: skip
