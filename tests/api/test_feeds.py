"""Feeds take a list's query, show what their reader may see, and are well-formed."""

from xml.etree import ElementTree

import pytest

from recommendations.api.feeds import fold
from tests.factories import RecommendationFactory

from .conftest import ApiClient, fields, problem

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_atom_feed_lists_changed_records_first(anonymous: ApiClient, editor: ApiClient) -> None:
    old, new = RecommendationFactory(title="<旧> & 控制\x07字符"), RecommendationFactory(priority="high")
    RecommendationFactory(published=False)
    editor.change(f"recommendations/{old.ref}/", {"priority": "high"}, method="patch")
    answer = anonymous.get("/feeds/recommendations.atom?priority=high")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["<旧> & 控制字符", new.title]
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href") == f"http://testserver/recommendations/{old.ref}/"


def test_the_calendar_holds_what_is_due(anonymous: ApiClient) -> None:
    RecommendationFactory()
    record = RecommendationFactory(
        title="一，二；三,四;五\\六" + "长" * 100, due_on="2024-02", summary="甲\n乙"
    )
    answer = anonymous.get("/feeds/due.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content.split(b"\r\n")
    assert max(map(len, raw)) <= 75 and raw[-1] == b""
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20240229" in lines
    assert f"URL:http://testserver/recommendations/{record.ref}/" in lines
    assert f"SUMMARY:一，二；三\\,四\\;五\\\\六{'长' * 100}" in lines
    assert any(line.startswith("DESCRIPTION:") and line.endswith("甲\\n乙") for line in lines)


def test_folding_loses_nothing() -> None:
    line = "汉字abc" * 50
    parts = list(fold(line))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(len(part.encode()) <= 75 for part in parts)


@pytest.mark.parametrize("path", ["/feeds/recommendations.atom", "/feeds/due.ics"])
def test_feeds_ignore_no_parameter(anonymous: ApiClient, path: str) -> None:
    assert fields(problem(anonymous.get(f"{path}?x=1"), 400, "invalid")) == {"x"}
    assert fields(problem(anonymous.get(f"{path}?page_size=0"), 400, "invalid")) == {"page_size"}
    assert anonymous.get(f"{path}?status=planned&page_size=5&ordering=status").status_code == 200
