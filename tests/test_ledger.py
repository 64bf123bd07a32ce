"""History: replayed to any moment, refused to editors, proved against tampering, whole under concurrent writers."""

import datetime as dt
from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommendations import editing, evidence, ledger, workflow
from recommendations.choices import Door, LinkState
from recommendations.dates import PartialDate
from recommendations.exceptions import Stale, TrackerError
from recommendations.ledger import Stamp, Write, triggers, verifying
from recommendations.ledger.chain import row_hash
from recommendations.models import (
    Account,
    Actor,
    Change,
    EvidenceLink,
    LedgerHead,
    Recommendation,
    RecommendationActor,
    RecommendationState,
    Record,
    StateTheme,
    StoredFile,
    TextVersion,
    Theme,
    for_list,
    rows,
)

from .factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    founder,
    stamp,
)

TODAY = dt.date(2030, 1, 1)


@pytest.mark.django_db
def test_a_change_says_who_when_what_why_and_by_which_door() -> None:
    record = RecommendationFactory(title="原题", actors=[ActorFactory(slug="customs")])
    by, at = AccountFactory(), timezone.now()
    act = Stamp(by, at, Door.PAGE, "request-7")
    editing.edit(act, record, {"title": "新题", "actors": []}, "更正")
    change = Change.objects.get(record_key=record.ref, version=2)
    assert (change.by, change.at, change.door, change.request_id, change.reason, change.action) == (
        by, at, "page", "request-7", "更正", "edit",
    )  # fmt: skip
    assert change.before_state == {"title": "原题", "actors": [["customs", "lead", False, False]]}
    assert change.after_state == {"title": "新题"}


@pytest.mark.django_db
def test_what_changes_nothing_leaves_no_trace() -> None:
    record = RecommendationFactory(title="原题")
    assert ledger.save(stamp(), [Write(record, "edit", {"title": "原题"})]) == []
    assert (record.version, Recommendation.objects.get().version) == (1, 1)
    assert ledger.verify().ok


@pytest.mark.django_db
def test_a_transaction_is_all_or_nothing() -> None:
    first, second = RecommendationFactory(), RecommendationFactory()
    count = Change.objects.count()
    second.version = 7
    with pytest.raises(Stale):
        ledger.save(stamp(), [Write(r, "edit", {"summary": "改"}) for r in (first, second)])
    assert Change.objects.count() == count and not Recommendation.objects.exclude(summary="").exists()
    assert ledger.verify().ok


@pytest.mark.django_db
def test_a_stale_write_is_told_who_changed_what() -> None:
    record = RecommendationFactory()
    mine = Recommendation.objects.get(pk=record.pk)
    editing.edit(stamp(AccountFactory(username="wang")), record, {"priority": "high", "summary": "她的"})
    with pytest.raises(Stale) as refused:
        ledger.save(stamp(), [Write(mine, "edit", {"summary": "我的"})])
    assert refused.value.extra["changed_by"] == "wang" and refused.value.extra["version"] == 2
    assert refused.value.extra["changed_fields"] == ["priority", "summary"]
    assert Recommendation.objects.get().summary == "她的"


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["save", "delete"])
def test_records_are_written_by_the_ledger_alone(act: str) -> None:
    for record in (RecommendationFactory(), ActorFactory(), DocumentFactory(), founder()):
        with pytest.raises(TypeError):
            getattr(record, act)()


# ── Replay ───────────────────────────────────────────────────────────────────────────────────────────────────

ACTS: dict[str, Callable[[Stamp, Recommendation, int], Any]] = {
    "title": lambda act, record, n: editing.edit(act, record, {"title": f"题{n}"}),
    "summary": lambda act, record, n: editing.edit(act, record, {"summary": "摘要" * (n % 3)}),
    "due": lambda act, record, n: editing.edit(
        act, record, {"due_on": ("", "2031", "2030-05")[n % 3]}, "改期"
    ),
    "themes": lambda act, record, n: editing.edit(act, record, {"themes": some(Theme, n)}),
    "actors": lambda act, record, n: editing.edit(act, record, {"actors": some(Actor, n)}),
    "terms": lambda act, record, n: editing.edit(act, record, {"places": ["新疆", "中亚"][: n % 3]}),
    "parent": lambda act, record, n: editing.edit(
        act, record, {"parent": ("", *refs())[n % (len(refs()) + 1)]}
    ),
    "start": lambda act, record, n: workflow.transition(
        act, record, workflow.MoveRequest("in_progress", reason="启动", on="2029")
    ),
    "drop": lambda act, record, n: workflow.transition(
        act, record, workflow.MoveRequest("no_longer_relevant", reason="撤销")
    ),
    "report": lambda act, record, n: workflow.transition(act, record, workflow.MoveRequest("implemented")),
    "link": lambda act, record, n: evidence.link(act, EvidenceFactory(), [record], "supports"),
    "withdraw": lambda act, record, n: evidence.withdraw(act, confirmed(record), "撤回"),
    "progress": lambda act, record, n: editing.report_progress(act, record, f"2029-{n % 12 + 1:02d}", "推进"),
}


def some(model: type[Actor] | type[Theme], n: int) -> list[str]:
    return list(model.objects.order_by("pk").values_list("slug", flat=True))[: n % 3]


def refs() -> list[str]:
    return list(Recommendation.objects.order_by("ref").values_list("ref", flat=True))


def confirmed(record: Recommendation) -> EvidenceLink:
    link = EvidenceLink.objects.filter(recommendation=record, state=LinkState.CONFIRMED).first()
    if link is None:
        raise TrackerError("nothing to withdraw")
    return link


def shown(records: Any) -> list[dict[str, Any]]:
    return rows(list(for_list(records).order_by("ref")), TODAY)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(0, 11)), max_size=12))
def test_any_past_moment_is_what_was_seen_then(acts: list[tuple[str, int, int]]) -> None:
    start = dt.datetime(2029, 1, 1, tzinfo=dt.UTC)
    with transaction.atomic():
        for _ in range(2):
            ActorFactory()
            ThemeFactory()
        records = [RecommendationFactory(actors=list(Actor.objects.all()[:1])) for _ in range(3)]
        seen: list[tuple[dt.datetime, list[dict[str, Any]], dict[int, Any]]] = []
        for place, (name, which, number) in enumerate(acts):
            at = start + dt.timedelta(hours=9 * place)
            record = Recommendation.objects.get(pk=records[which].pk)
            try:
                with transaction.atomic():
                    ACTS[name](Stamp(founder(), at, Door.COMMAND), record, number)
            except TrackerError:
                pass
            states = Recommendation.states([record.pk for record in records])
            seen.append((at + dt.timedelta(seconds=1), shown(Recommendation.objects.all()), states))
        for moment, as_shown, states in seen:
            assert shown(RecommendationState.objects.at(moment)) == as_shown
            for record in records:
                assert ledger.replay(record, moment) == states[record.pk]
        assert ledger.verify() == ledger.Finding(True, Change.objects.count(), LedgerHead.objects.get().hash)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_day_ends_at_midnight_of_the_configured_zone() -> None:
    assert ledger.end_of_day(PartialDate.parse("2024-02")).isoformat() == "2024-03-01T00:00:00+08:00"
    assert ledger.end_of_day(PartialDate.parse("9999")).year == 9999


@pytest.mark.django_db
def test_time_never_runs_backwards_in_a_record() -> None:
    record = RecommendationFactory()
    made = record.updated_at
    early = Stamp(founder(), made - dt.timedelta(days=1), Door.COMMAND)
    editing.edit(early, record, {"title": "倒流"})
    assert Change.objects.get(record_key=record.ref, version=2).at == made
    assert ledger.verify().ok


# ── Triggers and tampering ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def history(db: None) -> Recommendation:
    """A record with four versions among others, and a document."""
    record = RecommendationFactory(
        document=DocumentFactory(),
        quote="建议设立产业发展基金。",
        actors=[ActorFactory()],
        themes=[ThemeFactory()],
    )
    for title in ("二", "三", "四"):
        editing.edit(stamp(), record, {"title": title})
    RecommendationFactory()
    assert ledger.verify().ok
    return record


@pytest.mark.parametrize("model", [Change, TextVersion, StoredFile])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_triggers_refuse_edits_of_history(history: Recommendation, model: Any, act: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(model._meta.pk.column)
    statement = {"update": f"UPDATE {table} SET {column} = {column}", "delete": f"DELETE FROM {table}"}[act]
    with pytest.raises(DatabaseError, match="history cannot be changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert ledger.verify().ok


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_history_cannot_be_truncated(history: Recommendation) -> None:
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="history cannot be changed"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {Change._meta.db_table}")


@pytest.mark.parametrize("name", triggers._names())
def test_a_missing_trigger_is_named(history: Recommendation, name: str) -> None:
    table, _event = triggers._names()[name]
    where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f'DROP TRIGGER "{name}"{where}')
    assert ledger.missing() == [name] and name in ledger.verify().problem
    ledger.install()
    assert ledger.missing() == [] and ledger.verify().ok


def rows_of(record: Recommendation, version: int) -> Any:
    return Change.objects.filter(record_type="recommendation", record_key=record.ref, version=version)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "从未说过"), ("before", "{}"), ("after", '{"title":"假"}'), ("action", "accept"),
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)), ("door", "admin"), ("request_id", "x"),
        ("record_key", "R999999"), ("record_id", 999), ("record_type", "actor"), ("version", 9),
        ("hash", "f" * 64), ("previous_hash", "f" * 64), ("by_id", None),
    ],
)  # fmt: skip
def test_a_changed_row_is_found_and_named(history: Recommendation, field: str, value: Any) -> None:
    other = AccountFactory()
    row = rows_of(history, 2).get()
    triggers.drop()
    rows_of(history, 2).update(**{field: other.pk if field == "by_id" else value})
    ledger.install()
    finding = ledger.verify()
    assert not finding.ok and str(row.sequence) in finding.problem and "altered" in finding.problem


def test_a_row_rewritten_with_a_right_hash_breaks_the_next(history: Recommendation) -> None:
    row = rows_of(history, 2).get()
    row.reason = "从未说过"
    triggers.drop()
    rows_of(history, 2).update(reason=row.reason, hash=row_hash(row))
    ledger.install()
    assert str(Change.objects.get(sequence=row.sequence + 1)) in ledger.verify().problem


def test_a_gap_is_found(history: Recommendation) -> None:
    sequence = rows_of(history, 2).get().sequence
    triggers.drop()
    rows_of(history, 2).delete()
    ledger.install()
    assert f"sequence {sequence} is missing" in ledger.verify().problem


def test_a_cut_end_is_found_even_with_a_new_head(history: Recommendation) -> None:
    triggers.drop()
    last = Change.objects.order_by("-sequence").first()
    assert last is not None
    Change.objects.filter(sequence=last.sequence).delete()
    ledger.install()
    assert "head" in ledger.verify().problem
    LedgerHead.objects.update(sequence=last.sequence - 1, hash=last.previous_hash)
    assert "no history" in ledger.verify().problem


def without_projection(record: Recommendation) -> None:
    for name in ("actor_links", "theme_links", "terms"):
        RecommendationState._meta.get_field(name).related_model.objects.all().delete()
    RecommendationState.objects.all()._raw_delete(connection.alias)


def added_state(record: Recommendation) -> None:
    state = RecommendationState.objects.get(recommendation=record, version=4)
    state.pk, state.version, state._state.adding = None, 5, True
    names = [f.name for f in state._meta.concrete_fields if not getattr(f, "generated", False)]
    RecommendationState.objects.bulk_create(
        [RecommendationState(**{name: getattr(state, name) for name in names})]
    )


@pytest.mark.parametrize(
    "tamper",
    [
        lambda record: Recommendation.objects.filter(pk=record.pk).update(title="假"),
        lambda record: Recommendation.objects.filter(pk=record.pk).update(version=9),
        lambda record: Recommendation.objects.filter(pk=record.pk).update(updated_at=timezone.now()),
        lambda record: RecommendationActor.objects.all().delete(),
        lambda record: RecommendationState.objects.filter(version=2).update(title="假"),
        lambda record: RecommendationState.objects.filter(version=2).update(valid_to=None),
        lambda record: RecommendationState.objects.filter(version=4).update(valid_to=timezone.now()),
        lambda record: RecommendationState.objects.filter(version=2).update(valid_from=timezone.now()),
        lambda record: StateTheme.objects.filter(state__version=3).delete(),
        without_projection,
        added_state,
    ],
)
def test_rows_that_differ_from_history_are_named(
    history: Recommendation, tamper: Callable[[Recommendation], Any]
) -> None:
    tamper(history)
    finding = ledger.verify()
    assert not finding.ok and ("R00000" in finding.problem or "projection" in finding.problem)


def test_a_record_without_history_is_found(history: Recommendation) -> None:
    now = timezone.now()
    Actor.objects.bulk_create([Actor(slug="ghost", name="无史", created_at=now, updated_at=now)])
    assert "actor" in ledger.verify().problem


# ── Many writers ─────────────────────────────────────────────────────────────────────────────────────────────

WRITERS, EACH = 4, 8


def at_once(work: Callable[[int], None]) -> list[BaseException]:
    """Run the work in WRITERS threads that begin together; return what they raised."""
    failures: list[BaseException] = []
    barrier = Barrier(WRITERS)

    def run(number: int) -> None:
        try:
            barrier.wait()
            work(number)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_of_one_record_lose_nothing() -> None:
    record = RecommendationFactory(summary="")
    act = stamp()

    def append(number: int) -> None:
        for turn in range(EACH):
            while True:
                mine = Recommendation.objects.get(pk=record.pk)
                try:
                    editing.edit(act, mine, {"summary": f"{mine.summary}{number}:{turn}\n"})
                    break
                except Stale:
                    continue

    assert at_once(append) == []
    stored = Recommendation.objects.get()
    assert stored.version == 1 + WRITERS * EACH
    assert sorted(stored.summary.split()) == sorted(
        f"{n}:{turn}" for n in range(WRITERS) for turn in range(EACH)
    )
    assert ledger.verify().ok


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_of_many_records_make_one_gap_free_chain() -> None:
    parent = RecommendationFactory()
    children = [RecommendationFactory(parent=parent, actors=[ActorFactory()]) for _ in range(WRITERS)]
    act = stamp()

    def work(number: int) -> None:
        child = Recommendation.objects.get(pk=children[number].pk)
        workflow.transition(act, child, workflow.MoveRequest("in_progress", reason="启动", on="2024"))
        for turn in range(EACH):
            editing.edit(act, child, {"title": f"题{turn}"})
            editing.create_recommendations(act, [editing.NewRecommendation({"title": "新"}, origin="manual")])

    assert at_once(work) == []
    parent.refresh_from_db()
    assert (parent.status, parent.rollup) == ("in_progress", {"in_progress": WRITERS})
    assert Recommendation.objects.count() == 1 + WRITERS * (1 + EACH)
    sequences = list(Change.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert ledger.verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_writers_with_the_same_version_one_wins() -> None:
    record = RecommendationFactory()
    act = stamp()
    copies = [Recommendation.objects.get(pk=record.pk) for _ in range(WRITERS)]
    failures = at_once(lambda number: editing.edit(act, copies[number], {"summary": str(number)}) and None)
    assert [type(failure) for failure in failures] == [Stale] * (WRITERS - 1)
    assert Recommendation.objects.get().version == 2 and ledger.verify().ok


@pytest.mark.django_db(transaction=True)
def test_verbs_of_every_kind_at_once_wait_for_one_another() -> None:
    parent = RecommendationFactory(actors=[ActorFactory()])
    child = RecommendationFactory(parent=parent)
    pieces = [EvidenceFactory() for _ in range(EACH)]
    act = stamp()

    def current(record: Recommendation) -> Recommendation:
        return Recommendation.objects.get(pk=record.pk)

    verbs: list[Callable[[int], Any]] = [
        lambda turn: editing.edit(act, current(parent), {"due_on": f"20{30 + turn}"}, "改期"),
        lambda turn: workflow.transition(
            act, current(child), workflow.MoveRequest("in_progress", reason=f"第{turn}次", on="2024")
        ),
        lambda turn: evidence.link(act, pieces[turn], [current(parent), current(child)], "supports"),
        lambda turn: editing.create_recommendations(
            act, [editing.NewRecommendation({"title": "新", "parent": parent.ref}, origin="manual")]
        ),
    ]

    def work(number: int) -> None:
        for turn in range(EACH):
            while True:
                try:
                    verbs[number](turn)
                    break
                except Stale:
                    continue

    assert at_once(work) == []
    parent, child = current(parent), current(child)
    assert (parent.children_count, parent.evidence_count, child.evidence_count) == (1 + EACH, EACH, EACH)
    assert {each.due_on for each in Recommendation.objects.all()} == {f"20{29 + EACH}"}
    assert ledger.verify().ok


@pytest.mark.django_db
def test_an_account_is_recorded_without_its_password() -> None:
    account: Account = AccountFactory(username="zhao")
    (change,) = ledger.changes_of(account)
    assert "password" not in change.after_state and change.after_state["username"] == "zhao"


@pytest.mark.django_db(transaction=True)
def test_writing_during_a_check_is_no_false_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [RecommendationFactory() for _ in range(2)]
    original, wrote = verifying._records, []

    def write() -> None:
        try:
            editing.edit(stamp(), Recommendation.objects.get(pk=records[0].pk), {"title": "查验时改的"})
            wrote.append(RecommendationFactory())
        finally:
            connection.close()

    def slow(model: type[Record]) -> Iterator[str]:
        if model is Recommendation:
            thread = Thread(target=write)
            thread.start()
            thread.join()
        return original(model)

    monkeypatch.setattr(verifying, "_records", slow)
    before = ledger.verify()
    assert wrote and before.ok, before.problem
    after = ledger.verify()
    assert after.ok and after.rows >= before.rows + 2
