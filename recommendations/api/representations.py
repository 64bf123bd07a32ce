"""What the answers look like, for the schema; the rows themselves come from the models as plain dictionaries."""

from functools import cache
from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    DictField,
    FloatField,
    IntegerField,
    JSONField,
    ListField,
    Serializer,
    URLField,
)

from .. import choices


def code(found: Any, **kwargs: Any) -> ChoiceField:
    return ChoiceField(choices=found.choices, **kwargs)


def partial_date(**kwargs: Any) -> CharField:
    return CharField(allow_null=True, help_text="2024 | 2024-05 | 2024-05-31", **kwargs)


def texts() -> ListField:
    return ListField(child=CharField())


class DocumentOfRow(Serializer[Any]):
    slug = CharField()
    title = CharField()
    published_on = partial_date()


class ActorOfRow(Serializer[Any]):
    slug = CharField()
    name = CharField()
    role = code(choices.ActorRole)
    explicit = BooleanField(help_text="named in the text")
    inherited = BooleanField(help_text="taken over from the parent")


class RecommendationRow(Serializer[Any]):
    """A recommendation; dates carry their precision by their length."""

    ref = CharField()
    title = CharField()
    quote = CharField()
    summary = CharField()
    level = code(choices.RecommendationLevel)
    parent = CharField(allow_null=True)
    status = code(choices.Status)
    status_class = CharField(help_text="the deployment's own class of the status, or empty")
    reported_status = code(choices.Status, allow_null=True)
    verification = code(choices.Verification)
    verification_stale = BooleanField()
    response = code(choices.Response)
    response_document = CharField(allow_null=True)
    response_on = partial_date()
    response_due_on = partial_date()
    satisfaction = code(choices.Satisfaction)
    rollup = DictField(child=IntegerField(), allow_null=True)
    priority = code(choices.Priority)
    priority_reason = CharField()
    horizon = code(choices.Horizon)
    done_test = CharField()
    origin = code(choices.Origin)
    external_id = CharField()
    published = BooleanField()
    document = DocumentOfRow(allow_null=True)
    section = texts()
    start = IntegerField(allow_null=True)
    end = IntegerField(allow_null=True)
    anchored = BooleanField(help_text="the quote stands in the document's text")
    actors = ActorOfRow(many=True)
    role_names = DictField(child=CharField(), help_text="what the deployment calls the roles, where it does")
    themes = texts()
    instruments = texts()
    places = texts()
    deadline = CharField()
    target = CharField()
    proposed_by = CharField()
    restates = ListField(child=JSONField())
    done = CharField()
    remaining = CharField()
    refusal_reason = CharField()
    superseded_by = CharField(allow_null=True)
    look_again_on = partial_date()
    status_on = partial_date()
    progressed_on = partial_date()
    due_on = partial_date()
    first_due_on = partial_date()
    due_inherited = BooleanField()
    signed_off_on = partial_date()
    overdue = BooleanField()
    light = code(choices.Light)
    evidence_count = IntegerField()
    children_count = IntegerField()
    version = IntegerField()
    created_at = DateTimeField()
    updated_at = DateTimeField()


class RecommendationPart(RecommendationRow):
    """A recommendation; with ``fields`` only what was asked for."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class FileRow(Serializer[Any]):
    name = CharField()
    content_type = CharField()
    size = IntegerField()
    sha256 = CharField()


class ProgressRow(Serializer[Any]):
    id = IntegerField()
    period = partial_date()
    text = CharField()
    problems = CharField()
    next_steps = CharField()
    pace = code(choices.Pace, allow_null=True)
    files = FileRow(many=True)
    created_at = DateTimeField()


class ChangeRow(Serializer[Any]):
    """A change; a tombstone has its sequence and perhaps the record's name, nothing else."""

    sequence = IntegerField()
    record_type = CharField(allow_null=True)
    record = CharField(allow_null=True)
    version = IntegerField(allow_null=True)
    action = CharField(allow_null=True)
    before = DictField()
    after = DictField()
    by = CharField(allow_null=True)
    at = DateTimeField(allow_null=True)
    reason = CharField(allow_null=True)
    door = code(choices.Door, allow_null=True)
    request_id = CharField(allow_null=True)
    tombstone = BooleanField()


class ChangeFeed(Serializer[Any]):
    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ChangeRow(many=True)
    next_after = IntegerField()
    epoch = serializers.UUIDField(help_text="another one after a restore: read again from the beginning")


class DocumentRow(Serializer[Any]):
    slug = CharField()
    title = CharField()
    authors = texts()
    publisher = CharField()
    published_on = partial_date()
    date_note = CharField()
    number = CharField()
    kind = code(choices.DocumentKind)
    language = CharField()
    disclosure = code(
        choices.Disclosure, help_text="text and file are for editors alone where it is not open"
    )
    sha256 = CharField()
    file = FileRow()
    warnings = ListField(child=JSONField())
    version = IntegerField()
    created_at = DateTimeField()
    updated_at = DateTimeField()


class DocumentText(Serializer[Any]):
    """Offsets count Unicode code points in ``text``, end exclusive."""

    text = CharField()
    outline = ListField(child=JSONField())
    spans = ListField(child=JSONField())
    notes = ListField(child=JSONField())
    warnings = ListField(child=JSONField())
    reader = CharField(allow_null=True)
    reader_version = CharField(allow_null=True)


class ActorRow(Serializer[Any]):
    slug = CharField()
    name = CharField()
    name_en = CharField()
    kind = code(choices.ActorKind)
    parent = CharField(allow_null=True)
    aliases = texts()
    names = ListField(child=JSONField(), help_text='[{"name", "from", "to"}]')
    predecessors = texts()
    version = IntegerField()


class ThemeRow(Serializer[Any]):
    slug = CharField()
    name = CharField()
    name_en = CharField()
    parent = CharField(allow_null=True)
    version = IntegerField()


class CandidateRow(Serializer[Any]):
    id = IntegerField()
    document = CharField()
    start = IntegerField()
    end = IntegerField()
    quote = CharField()
    title = CharField()
    level = code(choices.RecommendationLevel)
    parent = IntegerField(allow_null=True, help_text="id of a candidate")
    section = texts()
    actors = ListField(child=JSONField(), help_text='[{"name", "explicit"}]')
    themes = texts()
    instruments = texts()
    places = texts()
    deadline = CharField(allow_null=True)
    proposed_due_on = partial_date()
    target = CharField(allow_null=True)
    score = FloatField()
    reasons = ListField(child=JSONField())
    alike = ListField(child=JSONField(), help_text='records it may repeat: [{"ref", "score"}]')
    restates = ListField(child=IntegerField(), help_text="[start, end] of the earlier candidate it repeats")
    state = code(choices.CandidateState)
    recommendation = CharField(allow_null=True)
    version = IntegerField()


class EvidenceRow(Serializer[Any]):
    id = IntegerField()
    kind = code(choices.EvidenceKind)
    title = CharField()
    text = CharField()
    url = CharField()
    file = FileRow(allow_null=True)
    document = DocumentOfRow(allow_null=True)
    start = IntegerField(allow_null=True)
    end = IntegerField(allow_null=True)
    level = code(choices.EvidenceLevel, allow_null=True)
    document_date = partial_date()
    effective_on = partial_date()
    recorded_at = DateTimeField()
    archive_sha256 = CharField(allow_null=True)
    replaces = IntegerField(allow_null=True)
    replaced_by = IntegerField(allow_null=True)
    disclosure = code(choices.Disclosure)
    version = IntegerField()


class EvidenceLinkRow(Serializer[Any]):
    """``score``, ``reasons`` and ``trap`` are the machine's, where the link began as a suggestion."""

    id = IntegerField()
    recommendation = CharField()
    evidence = EvidenceRow()
    stance = code(choices.Stance)
    state = code(choices.LinkState)
    level = code(choices.EvidenceLevel, allow_null=True)
    effective_on = partial_date()
    reason = CharField()
    score = FloatField(allow_null=True)
    reasons = ListField(child=JSONField())
    trap = CharField(allow_null=True)
    decided_by = CharField(allow_null=True)
    decided_at = DateTimeField(allow_null=True)
    version = IntegerField()


@cache
def listed(row: type[Serializer[Any]]) -> Serializer[Any]:
    """One page of ``row``."""
    return inline_serializer(
        f"{row.__name__}List",
        {
            "next": URLField(allow_null=True),
            "previous": URLField(allow_null=True),
            "results": row(many=True),
        },
    )
