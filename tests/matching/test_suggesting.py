"""What is suggested, what never is, and how it learns."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.matching import (
    Decision,
    Measure,
    NgramEncoder,
    Passage,
    candidates,
    default_encoder,
    measure_text,
    on_or_after,
    suggest,
    suggesting,
)

ENCODER = NgramEncoder()
DATES = st.sampled_from(["2019", "2020", "2020-03", "2020-03-09", "2020-03-10", "2021", "2021-11-01"])
TEXTS = st.text(alphabet="口岸公路铁建设已成了2022年，", min_size=6, max_size=30)


def passage(number: int, text: str, date: str = "2024", document: str = "report") -> Passage:
    return Passage(number, text, number * 100, number * 100 + len(text), document, date)


ROAD = Measure("road", "修建环湖公路，改善沿湖交通", "修建环湖公路", "2020", "paper")
PASSAGES = [
    passage(0, "2022年，环湖公路建成通车，全长120公里，沿湖交通明显改善。"),
    passage(1, "博物馆去年接待游客20万人次。"),
    passage(2, "环湖公路是重要的旅游公路，面临资金不足的困难。"),
]


def test_the_report_of_the_measure_comes_first_with_reasons_and_marks():
    first = suggest([ROAD], PASSAGES, encoder=ENCODER)["road"][0]
    assert first.passage.key == 0
    assert first.trap is None
    assert "names “环湖公路”" in first.reasons
    assert {"reports what was done", "gives figures"} <= set(first.reasons)
    assert [ROAD.quote[m.measure_start :][: m.length] for m in first.matches] == [
        "环湖公路",
        "改善",
        "沿湖交通",
    ]


def test_nothing_to_compare_gives_nothing():
    assert suggest([ROAD], [], encoder=ENCODER) == {"road": []}
    assert suggest([], PASSAGES, encoder=ENCODER) == {}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, DATES, st.sampled_from("ab")), min_size=1, max_size=30),
    st.lists(st.tuples(TEXTS, DATES, st.sampled_from("ab")), min_size=1, max_size=5),
)
def test_rules_that_always_hold(given_passages, given_measures):
    passages = [passage(n, text, date, document) for n, (text, date, document) in enumerate(given_passages)]
    wanted = [
        Measure(n, text, text[:6], date, document) for n, (text, date, document) in enumerate(given_measures)
    ]
    found = suggest(wanted, passages, encoder=ENCODER)
    for measure in wanted:
        possible = [
            one
            for one in passages
            if one.document != measure.document and on_or_after(one.date, measure.date)
        ]
        suggested = found[measure.key]
        assert len(suggested) <= 10
        assert all(one.passage in possible for one in suggested)
        assert [one.score for one in suggested] == sorted((one.score for one in suggested), reverse=True)
        assert all(0 <= one.score <= 1 for one in suggested)


def test_a_stored_embedding_gives_what_a_computed_one_does():
    vector = ENCODER.encode([measure_text(ROAD.title, ROAD.quote)])[0].astype(np.float16)
    computed = suggest([ROAD], PASSAGES, encoder=ENCODER)["road"]
    stored = suggest([replace(ROAD, embedding=vector)], PASSAGES, encoder=ENCODER)["road"]
    assert [one.passage.key for one in stored] == [one.passage.key for one in computed]
    assert [one.score for one in stored] == pytest.approx([one.score for one in computed], abs=0.01)


@pytest.mark.parametrize("stored", [True, False])
def test_among_many_measures_each_passage_finds_its_own(monkeypatch, stored):
    monkeypatch.setattr(candidates, "FEW", 50)
    monkeypatch.setattr(suggesting, "FEW", 50)
    topics = ["环湖公路", "水厂改造", "社区食堂", "职业学校", "风电基地", "冷链仓库", "图书馆", "体育公园"]
    measures = [
        Measure((topic, n), f"建设第{n}期{topic}，方便群众{n}", f"建设{topic}", "2020", f"paper{n}")
        for topic in topics
        for n in range(200)
    ]
    if stored:
        vectors = ENCODER.encode([measure_text(one.title, one.quote) for one in measures])
        measures = [replace(one, embedding=vector) for one, vector in zip(measures, vectors, strict=True)]
    passages = [passage(n, f"截至去年底，{topic}已经建成并投入使用。") for n, topic in enumerate(topics)]
    found = suggest(measures, passages, encoder=ENCODER)
    suggested = [(key[0], one.passage.text) for key, some in found.items() for one in some]
    assert {topic for topic, _ in suggested} == set(topics)
    assert sum(topic in text for topic, text in suggested) >= 0.9 * len(suggested)


def test_what_was_decided_is_not_suggested_again():
    first = suggest([ROAD], PASSAGES, encoder=ENCODER)["road"][0].passage
    for confirmed in (True, False):
        found = suggest([ROAD], PASSAGES, encoder=ENCODER, decisions=[Decision(ROAD, first, confirmed)])
        assert first not in [one.passage for one in found["road"]]


def test_a_decision_moves_what_resembles_it_and_says_so():
    again = replace(ROAD, key="again", document="other")
    decided = Decision(ROAD, passage(9, PASSAGES[0].text, document="elsewhere"), confirmed=False)
    before = suggest([again], PASSAGES, encoder=ENCODER)["again"]
    after = suggest([again], PASSAGES, encoder=ENCODER, decisions=[decided])["again"]
    scores = {one.passage.key: one.score for one in before}
    lowered = next(one for one in after if one.passage.key == 0)
    assert lowered.score < scores[0]
    assert "resembles what a reviewer rejected for “修建环湖公路”" in lowered.reasons
    assert next(one for one in after if one.passage.key == 2).score > lowered.score - scores[0] + scores[2]


def test_ten_decisions_change_the_ranking_of_similar_real_pairs(suggestions, measures, passages):
    """A reviewer rejects one passage for ten measures of a kind: for the next of that kind it is first no more."""
    by_key = {one.key: one for one in measures}
    often: dict[object, list[str]] = {}
    for key, found in suggestions.items():
        if found and found[0].score > 0.05:
            often.setdefault(found[0].passage.key, []).append(key)
    passage_key, keys = max(often.items(), key=lambda item: len(item[1]))
    vectors = default_encoder().encode([measure_text(by_key[key].title, by_key[key].quote) for key in keys])
    alike = vectors @ vectors.T
    central = int(alike.sum(0).argmax())
    following = by_key[keys[central]]
    decided = [by_key[keys[at]] for at in np.argsort(-alike[central]) if at != central][:10]
    assert len(decided) == 10
    first = next(one for one in passages if one.key == passage_key)
    before = suggestions[following.key][0]
    after = {
        confirmed: suggest(
            [following], passages, decisions=[Decision(one, first, confirmed) for one in decided]
        )
        for confirmed in (True, False)
    }
    raised, lowered = after[True][following.key], after[False][following.key]
    assert before.passage == raised[0].passage == first
    assert raised[0].score > before.score
    assert any("a reviewer confirmed" in reason for reason in raised[0].reasons)
    assert lowered[0].passage != first
