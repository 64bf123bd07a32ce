"""One wording of history: complete for staff, and for the public only what the public may know."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from recommendations import editing, evidence, ledger
from recommendations.history import ACTIONS, entries, history_of
from recommendations.models import Recommendation
from tests.factories import (
    AccountFactory,
    ActorFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
SOURCES = Path(settings.BASE_DIR) / "recommendations"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def record() -> Recommendation:
    record = RecommendationFactory(actors=[ActorFactory(name="财政厅")])
    hidden = RecommendationFactory(published=False)
    editing.edit(
        stamp(), record, {"parent": hidden.ref, "themes": [ThemeFactory(name="教育").slug]}, "内部原因"
    )
    evidence.link(stamp(), EvidenceFactory(title="公告"), [record], "supports")
    return Recommendation.objects.get(pk=record.pk)


def said(found: list) -> list[tuple[str, str, str]]:  # type: ignore[type-arg]
    return [(line.name, line.before, line.after) for entry in found for line in entry.lines]


def test_the_admin_reads_everything(record: Recommendation) -> None:
    parent = record.parent.ref if record.parent else ""
    found = entries(ledger.changes_of(record))
    assert [entry.what for entry in found] == ["Created", "Edited", "Evidence added"]
    assert said(found) == [
        ("parent", "", parent),
        ("themes", "", "教育"),
        ("evidence", "", "公告（Supports）"),
    ]
    assert (found[1].by, found[1].why, found[1].door) == (stamp().by, "内部原因", "Command")


def test_a_page_says_it_to_editors_without_what_stands_beside_it(record: Recommendation) -> None:
    found = history_of(record, AccountFactory())
    assert [entry.version for entry in found] == [3, 2, 1]
    assert said(found)[0] == ("evidence_count", "", "1 piece")
    assert found[1].why == "内部原因" and ("themes", "", "教育") in said(found)


def test_the_public_reads_neither_who_nor_why_nor_of_hidden_records(record: Recommendation) -> None:
    found = history_of(record, AnonymousUser())
    assert said(found) == [("evidence_count", "", "1 piece"), ("themes", "", "教育")]
    assert {(entry.by, entry.why, entry.door) for entry in found} == {(None, "", "")}


def test_what_is_not_public_has_no_history_for_viewers(record: Recommendation) -> None:
    viewer = AccountFactory(role="viewer")
    other = RecommendationFactory(published=False)
    editing.edit(stamp(), record, {"actors": []})
    editing.edit(stamp(), other, {"title": "未公布"})
    assert "财政厅（Lead）" in str(said(history_of(record, viewer)))
    assert history_of(other, viewer) == []


def test_every_action_of_the_ledger_has_a_name() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    written = re.findall(r"""\bWrite\(\s*[\w.]+,\s*"([a-z-]+)\"""", source)
    written += re.findall(r"""\bcreate\([^)]*\baction="([a-z-]+)\"""", source)
    assert len(set(written)) > 20
    assert set(written) - set(ACTIONS) == set()
