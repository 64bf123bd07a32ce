"""Reading by API: representation, filters, pages, visibility, hostile parameters, query counts."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings

from recommendations import editing
from recommendations.api.recommendations import NAMES
from recommendations.choices import Status
from recommendations.models import ORDERINGS
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

from .conftest import ApiClient, fields, from_document, hidden_and_shown, problem, refs

pytestmark = pytest.mark.django_db


def test_the_representation_holds_what_the_contract_names(anonymous: ApiClient) -> None:
    actor, theme = ActorFactory(), ThemeFactory()
    record = from_document(
        actors=[actor], themes=[theme], due_on="2020-01", instruments=["基金"], places=["新疆"],
        explicit=frozenset([actor.slug]), extra={"section": ["一、", "（一）"]},
    )  # fmt: skip
    answer = anonymous.read(f"recommendations/{record.ref}/")
    row = answer.json()
    assert set(row) == set(NAMES)
    assert row == anonymous.read("recommendations/").json()["results"][0]
    assert row["document"] == {
        "slug": record.document.slug, "title": record.document.title, "published_on": "2022-05"
    }  # fmt: skip
    assert row["actors"] == [
        {"slug": actor.slug, "name": actor.name, "role": "lead", "explicit": True, "inherited": False}
    ]
    expected = {
        "themes": [theme.slug], "instruments": ["基金"], "places": ["新疆"], "section": ["一、", "（一）"],
        "due_on": "2020-01", "first_due_on": "2020-01", "overdue": True, "light": "red", "rollup": None,
        "reported_status": None, "parent": None, "quote": "建议设立产业发展基金。", "version": 1,
    }  # fmt: skip
    assert expected.items() <= row.items()
    assert "建议设立产业发展基金".encode() in answer.content  # not escaped to ASCII
    assert dt.datetime.fromisoformat(row["created_at"]).tzinfo is not None


def test_a_child_shows_what_it_inherits(anonymous: ApiClient) -> None:
    parent = RecommendationFactory(actors=[ActorFactory()], due_on="2030")
    child = RecommendationFactory(parent=parent)
    row = anonymous.read(f"recommendations/{child.ref}/").json()
    assert row["parent"] == parent.ref and row["actors"][0]["inherited"]
    assert (row["due_on"], row["due_inherited"]) == ("2030", True)


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_pages_follow_each_other_in_both_directions(anonymous: ApiClient, ordering: str) -> None:
    for number in range(7):
        RecommendationFactory(priority=("high", "none")[number % 2], due_on="2030" if number % 3 else "")
    everything = refs(anonymous.read(f"recommendations/?ordering={ordering}"))
    assert len(everything) == 7
    url, forwards, pages = f"/api/v1/recommendations/?ordering={ordering}&page_size=3", [], []
    while url:
        body = anonymous.get(url).json()
        pages.append(body)
        forwards += [row["ref"] for row in body["results"]]
        url = body["next"]
        assert url is None or url.startswith("http://testserver/")
    assert forwards == everything and [len(page["results"]) for page in pages] == [3, 3, 1]
    back = anonymous.get(pages[2]["previous"]).json()
    assert back["results"] == pages[1]["results"] and pages[0]["previous"] is None


def test_filters_narrow_and_combine(anonymous: ApiClient) -> None:
    region = ActorFactory()
    part = ActorFactory(parent=region)
    subject = ThemeFactory()
    one = from_document(actors=[part], themes=[ThemeFactory(parent=subject)], instruments=["基金"])
    two = RecommendationFactory(title="百分之100%的下划线_", priority="high", due_on="2019", level="parent")
    cases = {
        f"actor={region.slug}": [one], f"lead={part.slug}": [one], f"lead={region.slug}": [],
        f"theme={subject.slug}": [one], "instrument=基金": [one], f"document={one.document.slug}": [one],
        "priority=high&priority=low": [two], "priority=low": [], "level=parent": [two], "overdue=true": [two],
        "light=red": [two], "due_before=2020": [two], "due_after=2020": [], "has_actor=false": [two],
        "q=100%25": [two], "q=下划线_": [two], "q=_": [two], "q=基金": [one], "q=基金 建议": [one], "q=基金 100": [],
        "origin=manual": [two], "diverges=true": [], "has_evidence=true": [], "status=not_assessed": [two, one],
        "verification=none&priority=high": [two], "stale_days=1": [], "updated_since=2020": [two, one],
    }  # fmt: skip
    for query, expected in cases.items():
        assert refs(anonymous.read(f"recommendations/?{query}")) == [r.ref for r in expected], query


def test_fields_select(anonymous: ApiClient) -> None:
    record = RecommendationFactory()
    assert anonymous.read("recommendations/?fields=ref,light").json()["results"] == [
        {"ref": record.ref, "light": "none"}
    ]
    answer = anonymous.read(f"recommendations/{record.ref}/?fields=title")
    assert answer.json() == {"title": record.title} and answer["ETag"].startswith('"1.')
    problem(anonymous.read(f"recommendations/{record.ref}/?page_size=5"), 400, "invalid")


def test_an_etag_saves_the_body(anonymous: ApiClient) -> None:
    record = RecommendationFactory()
    path = f"recommendations/{record.ref}/"
    first = anonymous.read(path)
    again = anonymous.read(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    editing.edit(stamp(), record, {"title": "新"})
    assert anonymous.read(path, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_private_answers_are_not_kept(anonymous: ApiClient, editor: ApiClient) -> None:
    RecommendationFactory()
    assert anonymous.read("recommendations/")["Cache-Control"] == "no-cache"
    for answer in (editor.read("recommendations/"), editor.read("recommendations/R999999/")):
        assert answer["Cache-Control"] == "private, no-store"
        assert {"Authorization", "Cookie", "Accept-Language"} <= set(answer["Vary"].split(", "))


def test_the_past_is_shown_as_it_stood(anonymous: ApiClient) -> None:
    record = RecommendationFactory(title="旧")
    editing.edit(stamp(), record, {"title": "新"})
    today = dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=1)
    for path in ("recommendations/{}/?as_of={}", "recommendations/?parent={}&as_of={}"):
        assert anonymous.read(path.format(record.ref, today)).status_code == 200
    assert anonymous.read(f"recommendations/{record.ref}/?as_of={today}").json()["title"] == "新"
    problem(anonymous.read(f"recommendations/{record.ref}/?as_of=2001"), 404, "not-found")
    assert refs(anonymous.read("recommendations/?as_of=2001")) == []
    body = problem(anonymous.read(f"recommendations/?as_of={today}&q=新"), 400, "invalid")
    assert fields(body) == {"as_of", "q"}


def test_a_candidate_says_what_its_deadline_proposes(make_client: Any) -> None:
    document = DocumentFactory(published_on="2025-11")
    CandidateFactory(document=document, deadline="年底前")
    CandidateFactory(document=document, deadline="尽快")
    rows = make_client("reviewer").read("candidates/").json()["results"]
    assert {(row["deadline"], row["proposed_due_on"]) for row in rows} == {("年底前", "2025"), ("尽快", None)}


@pytest.mark.parametrize("role", [None, "viewer"])
def test_what_is_not_published_does_not_exist(make_client: Any, role: str | None) -> None:
    client = make_client(role) if role else ApiClient()
    hidden, shown = hidden_and_shown()
    candidate = CandidateFactory()
    note = EvidenceFactory()
    assert refs(client.read("recommendations/")) == [shown.ref]
    slugs = [row["slug"] for row in client.read("documents/").json()["results"]]
    assert slugs == [shown.document.slug]
    for path in (
        f"recommendations/{hidden.ref}/", f"recommendations/{hidden.ref}/history/",
        f"recommendations/{hidden.ref}/?x=1", f"recommendations/{hidden.ref}/?fields=nothing",
        f"documents/{hidden.document.slug}/", f"documents/{hidden.document.slug}/text/",
        f"documents/{hidden.document.slug}/file/", f"candidates/{candidate.pk}/", f"evidence/{note.pk}/",
    ):  # fmt: skip
        problem(client.read(path), 404, "not-found")
    for path in ("candidates/", "evidence/", "evidence-links/", f"recommendations/{shown.ref}/progress/"):
        assert client.read(path).json()["results"] == []
    for query in (f"document={hidden.document.slug}", f"parent={hidden.ref}"):
        known = problem(client.read(f"recommendations/?{query}"), 400, "invalid")
        unknown = problem(client.read(f"recommendations/?{query}x"), 400, "invalid")
        assert known["errors"] == unknown["errors"]


def test_published_records_do_not_tell_of_hidden_ones(
    anonymous: ApiClient, reviewer: ApiClient, editor: ApiClient
) -> None:
    hidden, _shown = hidden_and_shown()
    parent = RecommendationFactory()
    children = [RecommendationFactory(parent=parent, published=published) for published in (True, False)]
    orphan = RecommendationFactory(parent=hidden, extra={"restates": [hidden.ref, parent.ref]})
    wanted = {"response_document": hidden.document.slug}
    editor.change(f"recommendations/{orphan.ref}/", wanted, method="patch")
    gone = {"to": "no_longer_relevant", "reason": "x", "superseded_by": hidden.ref}
    reviewer.change(f"recommendations/{orphan.ref}/status/", gone)
    for query in ("", f"?as_of={dt.date.today().year}"):
        path = f"recommendations/{orphan.ref}/{query}"
        inside, outside = editor.read(path).json(), anonymous.read(path).json()
        assert inside["parent"] == inside["superseded_by"] == hidden.ref
        assert inside["response_document"] == hidden.document.slug
        for name in ("parent", "superseded_by", "response_document"):
            assert outside[name] is None
        assert outside["restates"] == [parent.ref]
        path = f"recommendations/{parent.ref}/{query}"
        assert editor.read(path).json()["children_count"] == 2
        row = anonymous.read(path).json()
        assert (row["children_count"], row["rollup"]) == (1, {"not_assessed": 1})
        listed = anonymous.read(f"recommendations/{query}").json()["results"]
        assert row in listed and children[0].ref in [each["ref"] for each in listed]
    assert hidden.ref not in anonymous.read(f"recommendations/{orphan.ref}/history/").content.decode()


def test_without_public_reading_an_account_is_needed(
    anonymous: ApiClient, viewer: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PUBLIC_READ", False)
    shown = from_document()
    problem(anonymous.read("recommendations/"), 401, "not-authenticated")
    assert refs(viewer.read("recommendations/")) == [shown.ref]


def test_vocabulary_names_every_code_in_both_languages(anonymous: ApiClient) -> None:
    body = anonymous.read("vocabulary/").json()
    statuses = body["codes"]["status"]
    assert [row["code"] for row in statuses] == Status.values
    assert [row["open"] for row in statuses] == [True] * 5 + [False] * 4
    for rows in body["codes"].values():
        assert all(set(row["labels"]) == {"zh-hans", "en"} for row in rows)
    assert all(row["test"]["en"] for row in statuses)
    moves = {row["to"]: row for row in body["moves"] if not row["reopening"]}
    assert list(moves) == Status.values[1:]
    assert moves["not_started"]["from"] == ["not_assessed", "planned"]
    assert (moves["implemented"]["role"], moves["implemented"]["effect"]) == ("editor", "report")
    assert [row["code"] for row in moves["planned"]["requires"]] == ["plan", "due-date"]
    (reopening,) = [row for row in body["moves"] if row["reopening"]]
    assert (reopening["to"], reopening["role"]) == ("in_progress", "reviewer")


def test_actors_and_themes_are_trees(anonymous: ApiClient) -> None:
    region = ActorFactory(name="新疆维吾尔自治区", aliases=["自治区"])
    department = ActorFactory(parent=region, predecessors=[region])
    rows = anonymous.read(f"actors/?parent={region.slug}").json()["results"]
    assert [(row["slug"], row["parent"], row["predecessors"]) for row in rows] == [
        (department.slug, region.slug, [region.slug])
    ]
    theme = ThemeFactory(parent=ThemeFactory())
    assert theme.slug in [row["slug"] for row in anonymous.read("themes/").json()["results"]]
