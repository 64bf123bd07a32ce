"""Editing: fields, inheritance, due dates, parents, bulk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import editing, ledger
from recommendations.choices import Role
from recommendations.editing.fields import storable
from recommendations.exceptions import Forbidden, Invalid, RequirementUnmet, Stale, TrackerError
from recommendations.models import Change, Recommendation

from .factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db


def fresh(record: Recommendation) -> Recommendation:
    return Recommendation.objects.get(pk=record.pk)


def test_an_edit_is_one_change_and_nothing_changed_leaves_no_trace() -> None:
    record = RecommendationFactory(title="旧")
    before = Change.objects.count()
    editing.edit(stamp(), record, {"title": "新", "priority": "high"})
    assert (record.title, record.version, Change.objects.count()) == ("新", 2, before + 1)
    editing.edit(stamp(), record, {"title": "新"})
    assert (fresh(record).version, Change.objects.count()) == (2, before + 1)


def test_a_stale_edit_says_who_changed_what() -> None:
    record = RecommendationFactory()
    old = fresh(record)
    editing.edit(stamp(), record, {"summary": "别人写的"})
    with pytest.raises(Stale) as refused:
        editing.edit(stamp(), old, {"title": "我写的"})
    assert refused.value.extra["changed_by"] == "founder"
    assert refused.value.extra["changed_fields"] == ["summary"]
    assert fresh(record).summary == "别人写的"


def test_children_inherit_until_they_have_their_own() -> None:
    lead, other = ActorFactory(), ActorFactory()
    parent = RecommendationFactory(level="parent", actors=[lead], due_on="2030")
    child = RecommendationFactory(parent=parent)
    own = RecommendationFactory(parent=parent, actors=[other], due_on="2028-06")
    assert [(link.actor, link.inherited) for link in child.actor_links.all()] == [(lead, True)]
    assert (child.due_on, child.due_inherited) == ("2030", True)
    parent = fresh(parent)
    editing.edit(stamp(), parent, {"actors": [other.slug], "due_on": "2031"}, reason="调整")
    child, own = fresh(child), fresh(own)
    assert [(link.actor, link.inherited) for link in child.actor_links.all()] == [(other, True)]
    assert (child.due_on, own.due_on, own.due_inherited) == ("2031", "2028-06", False)
    editing.edit(stamp(), own, {"actors": [], "due_on": ""}, reason="随总项")
    assert (own.due_on, own.due_inherited, own.actor_links.get().inherited) == ("2031", True, True)
    assert ledger.verify().ok


def test_moving_a_due_date_needs_a_reason_and_the_first_one_stays() -> None:
    record = RecommendationFactory()
    editing.edit(stamp(), record, {"due_on": "2027"})
    with pytest.raises(RequirementUnmet):
        editing.edit(stamp(), record, {"due_on": "2028"})
    editing.edit(stamp(), record, {"due_on": "2028"}, reason="资金未到位")
    assert (record.due_on, record.first_due_on) == ("2028", "2027")


def test_moving_a_child_settles_both_parents() -> None:
    first, second = RecommendationFactory(level="parent"), RecommendationFactory(level="parent")
    child = RecommendationFactory(parent=first)
    editing.edit(stamp(), child, {"parent": second.ref})
    assert (fresh(first).children_count, fresh(first).rollup) == (0, None)
    assert (fresh(second).children_count, fresh(second).rollup) == (1, {"not_assessed": 1})
    assert ledger.verify().ok


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"title": 5}, "title"),
        ({"priority": "urgent"}, "priority"),
        ({"priority": ["high"]}, "priority"),
        ({"due_on": "0000"}, "due_on"),
        ({"due_on": "99999"}, "due_on"),
        ({"due_on": "2024-13"}, "due_on"),
        ({"due_on": 2024}, "due_on"),
        ({"themes": ["nothing"]}, "themes"),
        ({"themes": "x"}, "themes"),
        ({"actors": ["nobody"]}, "actors"),
        ({"actors": [{"actor": "x", "role": "boss"}]}, "actors"),
        ({"actors": 5}, "actors"),
        ({"places": ["", "x"]}, "places"),
        ({"parent": "R999999"}, "parent"),
        ({"parent": 1}, "parent"),
        ({"published": "yes"}, "published"),
        ({"status": "implemented"}, "status"),
        ({"ref": "R1"}, "ref"),
        ({"response_document": "none"}, "response_document"),
    ],
)
def test_wrong_values_are_named(changes: dict[str, object], field: str) -> None:
    record = RecommendationFactory()
    with pytest.raises(Invalid) as refused:
        editing.edit(stamp(), record, changes)
    assert [name for name, _text in refused.value.errors] == [field]
    assert fresh(record).version == 1


def test_a_record_cannot_be_its_own_parent_nor_nest_deeper() -> None:
    parent = RecommendationFactory(level="parent")
    child = RecommendationFactory(parent=parent)
    for record, target in ((fresh(parent), child), (fresh(parent), parent), (RecommendationFactory(), child)):
        with pytest.raises(Invalid):
            editing.edit(stamp(), record, {"parent": target.ref})


def test_bound_editors_write_within_their_actors_parts_and_predecessors() -> None:
    whole, stranger = ActorFactory(), ActorFactory()
    part = ActorFactory(parent=whole)
    old = ActorFactory()
    heir = ActorFactory(parent=whole, predecessors=[old])
    account = AccountFactory(actors=[whole])
    for actor in (whole, part, heir, old):
        editing.edit(stamp(account), RecommendationFactory(actors=[actor]), {"summary": "可改"})
    with pytest.raises(Forbidden):
        editing.edit(stamp(account), RecommendationFactory(actors=[stranger]), {"summary": "不可改"})
    with pytest.raises(Forbidden):
        editing.edit(stamp(account), RecommendationFactory(), {"summary": "无单位"})


def test_only_a_reviewer_publishes() -> None:
    record = RecommendationFactory(published=False)
    with pytest.raises(Forbidden):
        editing.edit(stamp(AccountFactory(role=Role.EDITOR)), record, {"published": True})
    editing.edit(stamp(AccountFactory(role=Role.REVIEWER)), record, {"published": True})
    assert fresh(record).published


def test_bulk_gives_a_result_for_each_row() -> None:
    first, second = RecommendationFactory(), RecommendationFactory()
    stale = fresh(second)
    editing.edit(stamp(), second, {"title": "先改"})
    results = editing.edit_many(stamp(), [first, stale], {"priority": "low"})
    assert results[0] == first and isinstance(results[1], TrackerError)
    assert (fresh(first).priority, fresh(second).priority) == ("low", "none")


def test_a_parent_and_its_children_are_changed_together() -> None:
    old, new = ActorFactory(), ActorFactory()
    parent = fresh(RecommendationFactory(level="parent", actors=[old]))
    chosen, other = RecommendationFactory(parent=parent), RecommendationFactory(parent=parent)
    records = [fresh(parent), fresh(chosen)]
    results = editing.edit_many(stamp(), records, {"actors": [new.slug], "due_on": "2030"})
    assert results == [parent, chosen]
    links = {r: [(a.actor, a.inherited) for a in r.actor_links.all()] for r in (parent, chosen, other)}
    assert links == {parent: [(new, False)], chosen: [(new, False)], other: [(new, True)]}
    assert [fresh(r).due_inherited for r in (parent, chosen, other)] == [False, False, True]
    assert ledger.verify().ok


def test_many_rows_cost_few_queries_each() -> None:
    records = [fresh(RecommendationFactory()) for _each in range(20)]
    lead = ActorFactory()
    with CaptureQueriesContext(connection) as few:
        editing.edit_many(stamp(), records[:5], {"actors": [lead.slug], "due_on": "2030"})
    with CaptureQueriesContext(connection) as many:
        editing.edit_many(stamp(), records[5:], {"actors": [lead.slug], "due_on": "2030"})
    assert (len(many) - len(few)) / 10 <= 3


def test_a_quote_is_found_or_the_record_is_unanchored() -> None:
    document = DocumentFactory(content="前文。建议设立基金。后文。")
    found = RecommendationFactory(document=document, quote="建议设立基金")
    lost = RecommendationFactory(document=document, quote="不在文中")
    assert document.text.content[found.start : found.end] == found.quote
    assert (found.prefix, found.suffix) == ("前文。", "。后文。")
    assert lost.start is None and lost.quote == "不在文中"


def test_refs_are_never_used_twice() -> None:
    refs = [RecommendationFactory().ref for _ in range(3)]
    with pytest.raises(Invalid):
        RecommendationFactory(title="")
    refs.append(RecommendationFactory().ref)
    assert len(set(refs)) == 4 and refs == sorted(refs)


def test_no_name_means_two_actors() -> None:
    ActorFactory(name="自治区财政厅", aliases=["财政厅"])
    with pytest.raises(Invalid) as refused:
        ActorFactory(name="財政廳")
    assert refused.value.errors[0][0] == "aliases"


def test_a_tree_has_no_circles() -> None:
    top = ThemeFactory()
    below = ThemeFactory(parent=top)
    with pytest.raises(Invalid):
        editing.edit_register(stamp(), top, {"parent": below})


@pytest.mark.parametrize(
    ("text", "good"), [("字😀%_'\n", True), ("", True), ("a\0", False), ("\ud800", False)]
)
def test_what_no_database_stores_is_refused(text: str, good: bool) -> None:
    assert storable(text) is good


def test_a_quote_has_a_limit() -> None:
    with pytest.raises(Invalid) as refused:
        RecommendationFactory(document=DocumentFactory(), quote="长" * 20_001)
    assert refused.value.errors[0][0] == "quote"
