"""Every number equals a count by hand, and its query string lists exactly that number of rows."""

import dataclasses
import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations.exceptions import Invalid
from recommendations.filters import RecommendationFilter
from recommendations.management.generating import generate
from recommendations.models import Actor, Recommendation, Theme, for_list, rows
from recommendations.statistics import Count, Rate, Statistics, facets, statistics

from .factories import ActorFactory, RecommendationFactory, ThemeFactory, founder

NOW = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)
QUERIES = (
    "", "status=planned&status=implemented", "verification=reported", "light=red&light=none", "overdue=false",
    "overdue=true&priority=high", "theme=rural", "theme=education-1", "lead=body-1-2&lead=body-1-3",
    "actor=body-0", "actor=body-0-1", "document=generated-5-00001&level=child", "q=教育", "has_evidence=true",
    "diverges=false&response=accepted", "claimed_status=implemented", "due_before=2026", "as_of=2025-12",
    "as_of=2025-12&theme=rural&light=red",
)  # fmt: skip


@pytest.fixture
def data(db: None) -> None:
    generate(documents=6, recommendations=500, actors=60, seed=5)


def asked(query: str, user: Any = None) -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query), user or founder(), NOW)


def listed(query: str, user: Any = None) -> list[dict[str, Any]]:
    """The list's rows, one by one."""
    found = asked(query, user)
    return rows(list(for_list(found.queryset)), found.today)


def counts_of(found: Statistics) -> list[Count]:
    values = [getattr(found, field.name) for field in dataclasses.fields(found)]
    lists = [value for value in values if isinstance(value, tuple)]
    return [found.total, *(count for each in lists for count in each)]


def closure(kind: type[Actor] | type[Theme], slug: str) -> set[str]:
    return set(kind.objects.within([slug]).values_list("slug", flat=True))


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("basis", ["reported", "verified"])
@pytest.mark.parametrize("query", QUERIES)
def test_every_query_string_lists_its_number_of_rows(query: str, basis: str) -> None:
    found = statistics(asked(query), basis)
    assert found.total.number == len(listed(query))
    for count in counts_of(found):
        assert asked(count.query).queryset.count() == count.number, count


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("query", ["", "theme=rural", "as_of=2025-12"])
def test_numbers_equal_a_count_by_hand(query: str) -> None:
    held = listed(query)
    found = statistics(asked(query), "reported")
    by_hand = {
        "status": Counter(row["reported_status"] or row["status"] for row in held),
        "verification": Counter(row["verification"] for row in held),
        "response": Counter(row["response"] for row in held),
        "priority": Counter(row["priority"] for row in held),
        "light": Counter(row["light"] for row in held),
        "level": Counter(row["level"] for row in held),
        "document": Counter(row["document"]["slug"] for row in held),
        "lead": Counter(each["slug"] for row in held for each in row["actors"] if each["role"] == "lead"),
        "theme": {
            slug: number
            for slug in Theme.objects.values_list("slug", flat=True)
            if (not query.startswith("theme") or slug in closure(Theme, "rural"))
            and (number := sum(bool(closure(Theme, slug) & set(row["themes"])) for row in held))
        },
    }
    for name, numbers in by_hand.items():
        assert {count.code: count.number for count in getattr(found, name) if count.number} == numbers, name
    answered = [row for row in held if row["response"] != "none"]
    implemented = [row for row in held if (row["reported_status"] or row["status"]) == "implemented"]
    assert found.response_rate.part == len(answered) and found.response_rate.whole == len(held)
    assert found.implementation_rate.part == len(implemented) and found.implementation_rate.whole == len(held)
    assert statistics(asked(query), "verified").implementation_rate.part == sum(
        row["status"] == "implemented" for row in held
    )


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("query", [query for query in QUERIES if "as_of" not in query])
def test_each_facet_counts_under_every_filter_but_its_own(query: str) -> None:
    found = facets(asked(query))
    assert found.pop("total") == asked(query).queryset.count()
    for name, numbers in found.items():
        rest = asked(query).without(name)
        if name in ("status", "verification", "response", "priority", "light"):
            by_hand = Counter(row[name] for row in listed(rest.params.urlencode()))
            assert {code: number for code, number in numbers.items() if number} == by_hand, name
        else:
            assert numbers and all(numbers.values())
            for code in list(numbers)[:5]:
                params = rest.params.copy()
                params[name] = code
                assert asked(params.urlencode()).queryset.count() == numbers[code], (name, code)


@pytest.mark.usefixtures("data")
def test_the_number_of_queries_is_fixed() -> None:
    founder()
    with CaptureQueriesContext(connection) as few:
        statistics(asked("document=generated-5-00001"))
        facets(asked("document=generated-5-00001"))
    generate(documents=3, recommendations=200, actors=200, seed=6)
    with CaptureQueriesContext(connection) as many:
        statistics(asked("document=generated-5-00001"))
        facets(asked("document=generated-5-00001"))
    assert len(few) == len(many)


def test_parts_and_predecessors_count_once(db: None) -> None:
    whole, old = ActorFactory(slug="whole"), ActorFactory(slug="old")
    part = ActorFactory(slug="part", parent=whole, predecessors=[old])
    RecommendationFactory(actors=[part, old, whole])
    RecommendationFactory(actors=[old])
    RecommendationFactory()
    found = facets(asked(""))
    assert found["actor"] == {"old": 2, "part": 2, "whole": 2}
    (alone,) = [count for count in statistics(asked("")).attention if count.code == "has_actor"]
    assert alone.number == 1 and len(listed(alone.query)) == 1


def test_what_is_not_visible_is_not_counted(db: None) -> None:
    theme = ThemeFactory(slug="shown")
    RecommendationFactory(themes=[theme])
    RecommendationFactory(themes=[theme, ThemeFactory(slug="hidden")], published=False)
    everybody = asked("", AnonymousUser())
    assert statistics(everybody).total.number == 1
    assert facets(everybody)["theme"] == {"shown": 1}
    assert [count.code for count in statistics(everybody).theme] == ["shown"]


def test_rates_of_nothing_are_null(db: None) -> None:
    found = statistics(asked(""))
    assert found.response_rate.share is None and found.total.number == 0
    assert Rate("response", "", 1, 4).share == 0.25


def test_wrong_questions_are_refused(db: None) -> None:
    with pytest.raises(Invalid) as basis:
        statistics(asked(""), "rumour")
    assert [field for field, _message in basis.value.errors] == ["basis"]
    with pytest.raises(Invalid) as both:
        facets(asked("as_of=2025"))
    assert [field for field, _message in both.value.errors] == ["as_of", "facets"]


def test_a_light_at_a_date_is_that_of_the_date(db: None) -> None:
    RecommendationFactory(due_on=str(timezone.localdate() + dt.timedelta(days=60)))
    day = timezone.localdate().isoformat()
    record = Recommendation.objects.get()
    late = RecommendationFilter(
        QueryDict(f"as_of={day}&light=green"), founder(), timezone.now() + dt.timedelta(days=90)
    )
    assert [row.ref for row in late.queryset] == [record.ref]
    assert [count.number for count in statistics(late).light] == [1]
