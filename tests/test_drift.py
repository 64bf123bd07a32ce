"""What is written in two places must agree."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils import translation

from recommendations.choices import Status
from recommendations.extraction.reasons import TEMPLATES as EXTRACTION
from recommendations.extraction.warning import TEMPLATES as WARNINGS
from recommendations.extraction.warning import warning
from recommendations.filters import RecommendationFilterSet
from recommendations.matching.reasons import TEMPLATES as MATCHING
from recommendations.matching.reasons import TRAPS
from recommendations.models import Recommendation
from recommendations.notices import NAMED as NOTICES
from recommendations.notices import in_words as warned
from recommendations.reasons import NAMED, in_words
from recommendations.workflow import MOVES, REOPENING

ROOT = Path(settings.BASE_DIR)

FILTERED_AS = {
    "document": "document", "parent": "parent", "due_on": "due_before", "updated_at": "updated_since",
    "response_due_on": "response_due_before", "look_again_on": "look_again_due", "title": "q", "quote": "q", "summary": "q", "evidence_count": "has_evidence",
}  # fmt: skip
NOT_FILTERED = {
    "id", "version", "created_at", "ref", "text", "start", "end", "prefix", "suffix", "section",
    "external_id", "deadline", "target", "proposed_by", "restates", "priority_reason", "done_test",
    "published", "response_document", "response_on", "done", "remaining", "refusal_reason",
    "superseded_by", "reported_by", "disputed_by", "status_on", "progressed_on", "due_end",
    "verified_digest", "signed_off_on", "due_inherited", "first_due_on", "evidence", "children_count", "rollup",
}  # fmt: skip


def test_every_field_has_a_filter_or_an_exemption_by_name() -> None:
    fields = {f.name for f in Recommendation._meta.concrete_fields if not getattr(f, "generated", False)}
    filters = set(RecommendationFilterSet.base_filters)
    covered = {name for name in fields if FILTERED_AS.get(name, name) in filters}
    assert fields - covered == NOT_FILTERED


def moves_table() -> str:
    """The diagram of docs/workflow.md, from the table of moves."""
    lines = ["stateDiagram-v2"]
    for move in (*MOVES, REOPENING):
        for origin in Status:
            if origin in move.origins:
                lines.append(f"    {origin.value} --> {move.to.value}: {move.role.value}, {move.effect}")
    return "\n".join(lines)


def test_the_diagram_of_moves_is_the_table() -> None:
    page = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    diagram = re.search(r"```mermaid\n(.*?)\n```", page, re.DOTALL)
    assert diagram and diagram[1] == moves_table()


@pytest.mark.parametrize("name", ["README.md", "docs/configuration.md"])
def test_documents_exist(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_every_command_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if app == "recommendations"}
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert {name for name in ours if f"`{name}" not in page} == set()


def test_every_variable_of_the_settings_is_documented() -> None:
    source = (ROOT / "tracker" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'environ\.get\("([A-Z_]+)"', source)) | set(
        re.findall(r'(?:flag|hour)\("([A-Z_]+)"', source)
    )
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert names and {name for name in names if f"`{name}`" not in page} == set()


def test_every_reason_of_the_machine_is_named_for_the_catalogue() -> None:
    assert set(NAMED) == {*EXTRACTION.values(), *MATCHING.values(), *TRAPS.values()}


def test_every_warning_of_a_reader_is_named_for_the_catalogue() -> None:
    readers = ROOT / "recommendations" / "extraction" / "readers"
    sources = "".join(path.read_text(encoding="utf-8") for path in readers.rglob("*.py"))
    assert set(re.findall(r'\bwarning\("([a-z_]+)"', sources)) == set(WARNINGS)
    assert re.findall(r"warnings\.append\((?!warning\()", sources) == []
    assert re.findall(r'warnings (?:=|\+=) (?:\[\]\s*if.*else )?\[f?"', sources) == []
    assert set(NOTICES) == set(WARNINGS.values())


@pytest.mark.parametrize("key", WARNINGS)
def test_warnings_are_told_in_the_readers_language(key: str) -> None:
    told = warning(key, "第7处；{0}", "第8处")
    with translation.override("zh-hans"):
        assert warned(told) != told and not re.search(r"[A-Za-z]{2}", warned(told))
        assert all(value in warned(told) for value in ("第7处；{0}", "第8处") if value in told)
        assert warned("A sentence of an older reader.") == "A sentence of an older reader."
    with translation.override("en"):
        assert warned(told) == told


def test_reasons_are_told_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert in_words("says “应当”") == "含有“应当”"
        assert in_words("a plan, not yet a fact") == "是计划，尚非事实"
        assert in_words("no template of ours") == "no template of ours"
