"""Search next to a scan, past states, statistics and exports of many records; figures are printed, answers compared.

BENCH_RECORDS sets the number of records (100,000 unless set).
"""

import datetime as dt
import os
import statistics as averages
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.http import QueryDict

from recommendations import ledger
from recommendations.dates import PartialDate
from recommendations.exchange import FORMATS, stream
from recommendations.filters import Listing, RecommendationFilter
from recommendations.management.generating import generate
from recommendations.models import Change, Recommendation
from recommendations.statistics import facets, statistics
from tests.factories import founder

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
NOW = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)
DAY = "2026-06-30"


def timed(act: Callable[[], Any], times: int = 3) -> tuple[Any, float]:
    """The answer and the median of the milliseconds it took."""
    taken, answer = [], None
    for _time in range(times):
        began = time.perf_counter()
        answer = act()
        taken.append((time.perf_counter() - began) * 1000)
    return answer, averages.median(taken)


def show(name: str, taken: float, beside: str = "") -> None:
    print(f"{name:<34} {taken:>10.1f} ms  {beside}")


def asked(query: str = "") -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query), founder(), NOW)


def first_page(query: str) -> list[dict[str, Any]]:
    return Listing(QueryDict(query), founder(), NOW).page().rows


@pytest.mark.django_db
def test_reads_of_many_records() -> None:
    began = time.perf_counter()
    generate(documents=max(1, RECORDS // 200), recommendations=RECORDS, actors=300, seed=1)
    founder()
    print()
    show(f"generate {RECORDS:,} records", (time.perf_counter() - began) * 1000)

    for word in ("教", "教育", "乡村振兴"):
        like = Q(title__contains=word) | Q(quote__contains=word) | Q(summary__contains=word)
        scanned, scan = timed(lambda like=like: Recommendation.objects.filter(like).count())
        found, search = timed(lambda word=word: Recommendation.objects.search(word).count())
        show(f"search {word}, all rows", search, f"LIKE {scan:.1f} ms, ratio {search / scan:.2f}")
        assert found == scanned > 0

    rows, now = timed(lambda: first_page(""))
    past, then = timed(lambda: first_page(f"as_of={DAY}"))
    show("list, first page", now)
    show("list as of a day, first page", then, f"ratio {then / now:.2f}")
    assert len(rows) == len(past) == 50
    end = ledger.end_of_day(PartialDate.parse(DAY))
    recorded = Change.objects.filter(record_type="recommendation", version=1, at__lt=end)
    assert asked(f"as_of={DAY}").queryset.count() == recorded.count()

    for query in ("", "q=教育", "theme=education&status=in_progress", f"as_of={DAY}"):
        counted, taken = timed(lambda query=query: statistics(asked(query)))
        show(f"statistics {query}", taken, f"{counted.total.number:,} rows")
        assert counted.total.number == asked(query).queryset.count()
    beside, taken = timed(lambda: facets(asked()))
    show("facets", taken)
    assert sum(beside["status"].values()) == beside["total"] == RECORDS

    for format in FORMATS:
        began = time.perf_counter()
        pieces = stream(asked(), format)
        size = len(next(pieces))
        first = (time.perf_counter() - began) * 1000
        size += sum(map(len, pieces))
        show(
            f"export {format}",
            (time.perf_counter() - began) * 1000,
            f"first piece {first:.1f} ms, {size:,} bytes",
        )

    finding, taken = timed(ledger.verify, 1)
    show("verify_ledger", taken, f"{finding.rows:,} changes")
    assert finding.ok
