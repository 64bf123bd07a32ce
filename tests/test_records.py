"""The shipped records under fixtures/: counts, trees, references, and every quote against the stored text."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from recommendations import extraction
from recommendations.choices import ActorKind, ActorRole, EvidenceLevel, RecommendationLevel, Stance
from recommendations.dates import PartialDate

FIXTURES = Path(__file__).parent.parent / "fixtures"
EIGHT_INSTITUTIONS = "001-P17"

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return json.loads((FIXTURES / "records" / f"{name}.json").read_text(encoding="utf-8"))


ACTORS = rows("actors")
THEMES = rows("themes")
RECOMMENDATIONS = rows("recommendations")
EVIDENCE = rows("evidence")
MANIFEST = json.loads((FIXTURES / "documents" / "manifest.json").read_text(encoding="utf-8"))
BY_KEY = {row["key"]: row for row in RECOMMENDATIONS}


@cache
def stored_text(slug: str) -> str:
    file = FIXTURES / "documents" / f"{slug}.txt"
    return extraction.read(file.read_bytes(), file.name).text


def children(key: str) -> list[Row]:
    return [row for row in RECOMMENDATIONS if row["parent"] == key]


def test_counts() -> None:
    assert Counter(row["level"] for row in RECOMMENDATIONS) == {
        RecommendationLevel.PARENT: 54,
        RecommendationLevel.CHILD: 394,
    }
    assert len(BY_KEY) == 448


def test_documents_come_in_the_order_of_the_manifest() -> None:
    slugs = list(dict.fromkeys(row["document"] for row in RECOMMENDATIONS))
    assert slugs == [row["slug"] for row in MANIFEST]


def test_every_child_follows_its_parent_in_the_same_document() -> None:
    seen: dict[str, Row] = {}
    for row in RECOMMENDATIONS:
        if row["level"] == RecommendationLevel.CHILD:
            assert seen[row["parent"]]["level"] == RecommendationLevel.PARENT
            assert seen[row["parent"]]["document"] == row["document"]
        else:
            assert row["parent"] is None
        seen[row["key"]] = row


@pytest.mark.parametrize("slug", [row["slug"] for row in MANIFEST])
def test_every_quote_is_found_once_by_its_context(slug: str) -> None:
    text = stored_text(slug)
    starts = []
    for row in [*RECOMMENDATIONS, *EVIDENCE]:
        if row["document"] != slug:
            continue
        assert row["quote"] and len(row["prefix"]) <= 30 and len(row["suffix"]) <= 30
        context = row["prefix"] + row["quote"] + row["suffix"]
        assert text.count(context) == 1, row
        start = text.index(context) + len(row["prefix"])
        assert text[start : start + len(row["quote"])] == row["quote"]
        if "key" in row:
            starts.append(start)
    assert starts == sorted(starts)


@pytest.mark.parametrize("tree", [ACTORS, THEMES], ids=["actors", "themes"])
def test_trees_have_no_cycles_and_parents_come_first(tree: list[Row]) -> None:
    seen: set[str | None] = {None}
    for row in tree:
        assert row["parent"] in seen
        assert row["slug"] not in seen
        assert row["slug"].isascii() and row["name"] and row["name_en"]
        seen.add(row["slug"])


def test_actor_names_and_aliases_are_unique_and_free_of_qualifiers() -> None:
    names = [name for row in ACTORS for name in [row["name"], *row["aliases"]]]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [name for name in names if "（" in name or "(" in name] == []
    assert {row["kind"] for row in ACTORS} <= set(ActorKind.values)


def test_every_recommendation_has_known_actors_with_one_lead_first() -> None:
    known = {row["slug"] for row in ACTORS}
    for row in RECOMMENDATIONS:
        slugs = [link["actor"] for link in row["actors"]]
        assert set(slugs) <= known and len(slugs) == len(set(slugs)), row
        roles = [link["role"] for link in row["actors"]]
        assert roles == [ActorRole.LEAD, *[ActorRole.SUPPORT] * (len(roles) - 1)], row
    used = {link["actor"] for row in RECOMMENDATIONS for link in row["actors"]}
    parents = {row["parent"] for row in ACTORS}
    assert known == used | (known & parents)


def test_every_recommendation_has_a_section_and_known_themes_and_references() -> None:
    known = {row["slug"] for row in THEMES}
    for row in RECOMMENDATIONS:
        assert row["section"] and row["themes"] and set(row["themes"]) <= known, row
        assert set(row["restates"]) <= BY_KEY.keys() - {row["key"]}, row
    assert {theme for row in RECOMMENDATIONS for theme in row["themes"]} == known


def test_the_eight_institutions_list_what_each_asks_for() -> None:
    parent = BY_KEY[EIGHT_INSTITUTIONS]
    measures = children(EIGHT_INSTITUTIONS)
    assert parent["title"] == "建立健全生态文明建设八项制度"
    assert len(measures) == 28
    assigned = Counter(row["institution"] for row in measures if row["institution"])
    assert (len(assigned), assigned.total()) == (8, 26)
    assert all(row["institution"] in row["instruments"] for row in measures if row["institution"])


def test_the_autonomous_region_leads_the_risk_compensation_mechanism() -> None:
    (record,) = [row for row in RECOMMENDATIONS if row["title"] == "建立风险补偿机制"]
    lead = record["actors"][0]
    assert lead["role"] == ActorRole.LEAD and lead["explicit"]
    (actor,) = [row for row in ACTORS if row["slug"] == lead["actor"]]
    assert "自治区" in actor["aliases"]


def test_several_named_bodies_are_separate_actors_and_the_first_leads() -> None:
    (record,) = [row for row in RECOMMENDATIONS if row["title"] == "推进自治区与兵团规划、区域与流域规划衔接"]
    assert [(link["actor"], link["role"], link["explicit"]) for link in record["actors"]] == [
        ("xinjiang-government", "lead", True),
        ("xpcc", "support", True),
    ]


@pytest.mark.parametrize(
    ("title", "beginning", "end"),
    [
        (
            "建成进口能源和紧缺矿产资源的国际大通道、“新欧亚大陆桥”",
            "进口能源和紧缺矿产资源的国际大通道",
            "“新欧亚大陆桥”",
        ),
        (
            "利用“中国+中亚五国”新合作机制推进区域整体合作",
            "利用“中国+中亚五国”新合作机制，以",
            "区域整体合作",
        ),
        (
            "构建中国-中亚交通走廊，完善互联互通网络",
            "中国提出",
            "战略任务，构建中国-中亚交通走廊，进一步完善互联互通网络",
        ),
    ],
)
def test_quotes_cut_by_page_layout_are_whole(title: str, beginning: str, end: str) -> None:
    (record,) = [row for row in RECOMMENDATIONS if row["title"] == title]
    assert record["quote"].startswith(beginning) and record["quote"].endswith(end)


def test_evidence_refers_to_a_recommendation_of_an_earlier_document() -> None:
    published = {row["slug"]: row["published_on"] for row in MANIFEST}
    (first,) = [
        row for row in EVIDENCE if BY_KEY[row["recommendation"]]["title"].endswith("电子商务合作对话机制")
    ]
    assert "建立中国-中亚电子商务合作对话机制" in first["quote"]
    for row in EVIDENCE:
        since = published[BY_KEY[row["recommendation"]]["document"]]
        assert since < published[row["document"]]
        effective = PartialDate.parse(row["effective_on"])
        earlier = not effective.on_or_after(PartialDate.parse(since))
        assert earlier == (row["stance"] == Stance.BASELINE), row
        assert PartialDate.parse(published[row["document"]]).on_or_after(effective), row
        assert row["level"] in EvidenceLevel.values and row["stance"] in Stance.values and row["reason"]
