"""Every code with its labels, the written test of each status, and the table of moves as the workflow has it."""

from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BooleanField, CharField, ChoiceField, DictField, Serializer

from .. import choices, workflow
from ..workflow import Move
from .representations import texts
from .view import ApiView

FIELDS: dict[str, Any] = {
    "status": choices.Status,
    "reported_status": choices.Status,
    "verification": choices.Verification,
    "response": choices.Response,
    "satisfaction": choices.Satisfaction,
    "disclosure": choices.Disclosure,
    "priority": choices.Priority,
    "horizon": choices.Horizon,
    "level": choices.RecommendationLevel,
    "origin": choices.Origin,
    "light": choices.Light,
    "actor_role": choices.ActorRole,
    "actor_kind": choices.ActorKind,
    "document_kind": choices.DocumentKind,
    "candidate_state": choices.CandidateState,
    "evidence_kind": choices.EvidenceKind,
    "evidence_level": choices.EvidenceLevel,
    "stance": choices.Stance,
    "link_state": choices.LinkState,
    "pace": choices.Pace,
    "role": choices.Role,
    "refusal_reason": choices.RefusalReason,
    "door": choices.Door,
}


class CodeRow(Serializer[Any]):
    code = CharField()
    labels = DictField(child=CharField())
    tone = CharField(required=False)
    open = BooleanField(required=False)
    test = DictField(child=CharField(), required=False)


class RequirementRow(Serializer[Any]):
    code = CharField()
    field = CharField()
    text = DictField(child=CharField())


class MoveRow(Serializer[Any]):
    to = CharField()
    role = CharField()
    effect = ChoiceField(choices=["at_once", "report", "close"])
    reopening = BooleanField()
    test = DictField(child=CharField())
    requires = RequirementRow(many=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": texts()}


class DecisionRow(Serializer[Any]):
    decision = CharField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": texts()}


class VocabularyBody(Serializer[Any]):
    codes = DictField(child=CodeRow(many=True))
    moves = MoveRow(many=True)
    decisions = DecisionRow(many=True)


class Vocabulary(ApiView):
    @extend_schema(operation_id="read_vocabulary", responses=VocabularyBody)
    def get(self, request: Request) -> Response:
        """Every code with its labels, the test of each status, and the table of moves."""
        self.only()
        codes = {
            name: [
                {"code": code.value, "labels": in_each_language(code.label)}
                | ({"tone": code.tone} if isinstance(code, choices.TonedChoices) else {})
                for code in found
            ]
            for name, found in FIELDS.items()
        }
        tests = workflow.tests()
        for entry in codes["status"]:
            entry["open"] = entry["code"] in choices.OPEN
            entry["test"] = in_each_language(tests[entry["code"]])
        moves = [_move(move, False) for move in workflow.MOVES] + [_move(workflow.REOPENING, True)]
        return Response({"codes": codes, "moves": moves, "decisions": _decisions()})


def in_each_language(text: Any) -> dict[str, str]:
    """A lazy text in every language of the site, keyed by language code."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(text)
    return found


def _move(move: Move, reopening: bool) -> dict[str, Any]:
    return {
        "to": move.to.value,
        "from": [status.value for status in choices.Status if status in move.origins],
        "role": move.role.value,
        "effect": move.effect,
        "reopening": reopening,
        "test": in_each_language(move.test),
        "requires": [
            {"code": each.code, "field": each.field, "text": in_each_language(each.text)}
            for each in move.requires
        ],
    }


def _decisions() -> list[dict[str, Any]]:
    return [
        {"decision": name, "from": [state.value for state in choices.Verification if state in states]}
        for name, states in workflow.DECISIONS.items()
    ]
