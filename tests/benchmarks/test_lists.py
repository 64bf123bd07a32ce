"""Lists and search on many records, through the real server; figures are printed, answers are compared.

BENCH_RECORDS sets the number of records (100,000 unless set).
"""

import sqlite3
import statistics
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import orjson
import pytest

from recommendations.text import fold

DEEP = 500


def fetch(url: str) -> dict[str, Any]:
    with urlopen(url, timeout=60) as answer:
        return orjson.loads(answer.read())


@pytest.fixture(scope="session")
def address(server: str) -> str:
    """Where the recommendations are."""
    return f"{server}/api/v1/recommendations/"


def milliseconds(url: str, times: int = 15) -> float:
    fetch(url)
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        fetch(url)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


@pytest.mark.parametrize("ordering", ["", "-updated_at", "due_on", "document"])
def test_a_deep_page_costs_what_the_first_one_costs(address: str, ordering: str) -> None:
    first = f"{address}?ordering={ordering}" if ordering else address
    seen: list[str] = []
    url, number = first, 1
    page = fetch(url)
    while page["next"] and number < DEEP:
        seen += [row["ref"] for row in page["results"]]
        url, number = page["next"], number + 1
        page = fetch(url)
    seen += [row["ref"] for row in page["results"]]
    assert len(seen) == len(set(seen)) > (number - 1) * 50
    one, deep = milliseconds(first), milliseconds(url)
    name = ordering or "default"
    print(f"{name}: page 1 {one:.1f} ms, page {number} {deep:.1f} ms, ratio {deep / one:.2f}")


@pytest.mark.parametrize("words", ["教", "教育", "乡村振兴"])
def test_search_finds_what_a_scan_finds(address: str, data: Path, words: str) -> None:
    url: str | None = f"{address}?q={quote(words)}&page_size=200"
    print(f"search {words}: first page {milliseconds(str(url), 5):.1f} ms", end=", ")
    found: set[str] = set()
    while url:
        page = fetch(url)
        found |= {row["ref"] for row in page["results"]}
        url = page["next"]
    database = sqlite3.connect(f"file:{data / 'tracker.sqlite3'}?mode=ro", uri=True)
    rows = database.execute(
        "SELECT ref, title, quote, summary FROM recommendations_recommendation WHERE published"
    )
    scanned = {ref for ref, *texts in rows if any(words in fold(text) for text in texts)}
    database.close()
    print(f"{len(found)} rows")
    assert scanned
    assert found == scanned
