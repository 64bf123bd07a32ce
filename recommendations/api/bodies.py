"""What may stand in the body of a write, checked strictly and shown in the schema."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..choices import (
    Disclosure,
    DocumentKind,
    EvidenceKind,
    EvidenceLevel,
    Horizon,
    Origin,
    Pace,
    Priority,
    RecommendationLevel,
    Response,
    Satisfaction,
    Stance,
    Status,
)
from ..workflow import DECISIONS
from .shapes import Actors, Body, Code, Flag, Id, Number, Text, Texts

MAX_ITEMS = 500


class Edited(Body):
    """The fields an editor may set; absent ones stay as they are."""

    title = Text(max_length=500, allow_blank=False)
    summary = Text(max_length=5000)
    themes = Texts()
    instruments = Texts()
    places = Texts()
    actors = Actors()
    parent = Text(allow_null=True, help_text="ref")
    priority = Code(choices=Priority.choices, required=False)
    priority_reason = Text(max_length=500)
    horizon = Code(choices=Horizon.choices, required=False)
    done_test = Text(max_length=2000)
    response = Code(choices=Response.choices, required=False)
    response_document = Text(allow_null=True, help_text="slug")
    response_on = Text(allow_null=True, help_text="2024 | 2024-05 | 2024-05-31")
    response_due_on = Text(allow_null=True, help_text="2024 | 2024-05 | 2024-05-31")
    satisfaction = Code(choices=Satisfaction.choices, required=False)
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
    actors = Actors()
    due_on = Text(allow_null=True)
    themes = Texts()
    response = Code(choices=Response.choices, required=False)
    response_due_on = Text(allow_null=True)
    satisfaction = Code(choices=Satisfaction.choices, required=False)
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
    disclosure = Code(choices=Disclosure.choices, required=False)


class NewEvidenceBody(Body):
    """A passage needs ``document``, ``start`` and ``end``; a link ``url``; a file ``file``; a note ``text``.

    The ``file`` of a link is the archived copy of its page. ``replaces`` is the id of a file's earlier version.
    """

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
    disclosure = Code(choices=Disclosure.choices, required=False)
    file = serializers.FileField(required=False)
    replaces = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


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
