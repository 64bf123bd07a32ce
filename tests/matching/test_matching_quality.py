"""How good the suggestions are on the judged pairs of the five documents, and that the measuring is right."""

import numpy as np
import pytest

from recommendations.matching import Measure, Passage, default_encoder, scoring, suggest
from recommendations.matching.affinity import learnt
from recommendations.matching.evaluation import (
    PARTS,
    JudgedPair,
    by_tfidf,
    is_quoted,
    quality,
    read_pairs,
)
from recommendations.matching.fitting import fit
from recommendations.matching.reasons import TRAPS


def judged(quote: str, recommendation: str = "m", **judgements: str) -> JudgedPair:
    return JudgedPair(recommendation, "d", quote, judgements)


def test_quality_counts_ranks():
    texts = [f"第{number}段文字" for number in range(12)]
    ranked = {"m": [Passage(text, text, 0, 5, "d", "2024") for text in texts], "n": []}
    pairs = [
        judged("第1段文字"), judged("第7段文字"), judged("不在其中"), judged("第3段文字", recommendation="n")
    ]  # fmt: skip
    found = quality(ranked, pairs)
    assert (found.recall_at_5, found.recall_at_10) == (1 / 4, 2 / 4)
    assert found.mean_reciprocal_rank == (1 / 2) / 2
    assert (found.evidence, found.measures) == (4, 2)


def test_readers_agree_or_one_names_it_or_it_is_a_trap():
    both = judged("q", first="implements", second="partly")
    one = judged("q", first="trap", second="partly")
    none = judged("q", first="trap", third="related")
    assert [pair.by_both for pair in (both, one, none)] == [True, False, False]
    assert [pair.by_either for pair in (both, one, none)] == [True, True, False]
    assert [pair.is_trap for pair in (both, one, none)] == [False, False, True]
    assert not judged("q", third="partly").by_either
    assert judged("q", third="partly").is_evidence


def test_a_quote_is_found_in_part_and_whatever_the_white_space():
    around = Passage(1, "其次，口岸公路 建成了。", 0, 12, "d", "2024")
    assert is_quoted(judged("口岸公路建成了。"), around)
    assert not is_quoted(judged("口岸铁路建成了。"), around)
    assert is_quoted(judged("去年开工建设两条铁路。其次，口岸公路建成了。又及"), around)


def test_a_malformed_pair_is_refused():
    with pytest.raises(TypeError):
        read_pairs(['{"recommendation": "m"}'])


def test_judged_pairs_are_sound(pairs, measures, passages):
    keys = {measure.key for measure in measures}
    for pair in pairs:
        assert pair.recommendation in keys
        assert any(is_quoted(pair, passage) for passage in passages), pair.quote
        assert pair.judgements.keys() <= {"first", "second", "third"}
        assert pair.trap is None or (pair.trap in TRAPS and "trap" in pair.judgements.values())
    assert len({(pair.recommendation, pair.quote) for pair in pairs}) == len(pairs) >= 400


def test_a_container_is_left_out_with_all_its_measures(pairs):
    parts = {pair.recommendation.partition("-C")[0]: pair.part for pair in pairs}
    assert all(pair.part == parts[pair.recommendation.partition("-C")[0]] for pair in pairs)
    assert set(parts.values()) == set(range(PARTS))


@pytest.fixture(scope="module")
def left_out(pairs, measures, passages):
    """The first part of the pairs, and what is suggested with weights fitted to the others."""
    own = [pair for pair in pairs if pair.part == 0]
    rest = [pair for pair in pairs if pair.part != 0]
    weighing = fit(rest, measures, passages, default_encoder())
    return own, suggest(measures, passages, weighing=weighing)


@pytest.mark.parametrize("named", ["by_both", "by_either"])
def test_suggestions_find_more_than_plain_tfidf(named, left_out, measures, passages):
    own, suggestions = left_out
    wanted = [pair for pair in own if getattr(pair, named)]
    ours = quality({key: [one.passage for one in found] for key, found in suggestions.items()}, wanted)
    plain = quality(by_tfidf(measures, passages), wanted)
    assert ours.recall_at_5 > plain.recall_at_5 + 0.15
    assert ours.recall_at_10 > plain.recall_at_10 + 0.2
    assert ours.mean_reciprocal_rank > max(0.45, plain.mean_reciprocal_rank + 0.2)


def test_weights_are_those_the_pairs_give(pairs, measures, passages):
    found = fit(pairs, measures, passages, default_encoder())
    assert found.weights == pytest.approx(scoring.WEIGHTS, abs=0.3, rel=0.1)
    assert found.intercept == pytest.approx(scoring.INTERCEPT, abs=0.3)
    vectors = default_encoder().encode([one.text for one in passages])
    fresh, stored = (each.of_pairs(vectors[:-1], vectors[1:]) for each in (found.affinity, learnt()))
    assert np.corrcoef(fresh, stored)[0, 1] > 0.95


def test_no_judged_trap_ranks_first_unmarked(pairs, suggestions):
    """Of what both named traps none; of what one reader alone did, one in thirty at most."""
    first = {key: found[0] for key, found in suggestions.items() if found}
    traps = [pair for pair in pairs if pair.is_trap and pair.recommendation in first]
    leading = [pair for pair in traps if is_quoted(pair, first[pair.recommendation].passage)]
    assert leading
    unmarked = [pair for pair in leading if not first[pair.recommendation].trap]
    assert len(unmarked) <= len(leading) / 30
    assert not [pair for pair in unmarked if list(pair.judgements.values()).count("trap") > 1]


def test_few_pieces_of_evidence_are_marked_as_traps(pairs, suggestions):
    judged = [
        one.trap is not None
        for pair in pairs
        if pair.is_evidence
        for one in suggestions[pair.recommendation]
        if is_quoted(pair, one.passage)
    ]
    assert sum(judged) <= 0.2 * len(judged)


def test_a_weak_first_is_marked_and_says_so(suggestions):
    weak = [found[0] for found in suggestions.values() if found and found[0].score < 0.425]
    assert weak and all(one.trap for one in weak)
    assert TRAPS["weak"] in {one.trap for one in weak}
    assert TRAPS["weak"] not in {one.trap for found in suggestions.values() for one in found[1:]}


def test_the_named_mechanism_is_found_first_and_unmarked(suggestions):
    first = suggestions["003-P10-C04"][0]
    assert "电子商务合作对话机制" in first.passage.text
    assert first.passage.document == "belt-road-forum-2023"
    assert first.trap is None


def test_scores_are_of_a_measure_not_of_the_run(measures, passages, suggestions):
    """A run for one recommendation ranks as the run for all does."""
    one = next(measure for measure in measures if measure.key == "001-P20-C11")
    alone = suggest([one], passages)[one.key]
    assert [x.passage.key for x in alone[:5]] == [x.passage.key for x in suggestions[one.key][:5]]
    assert alone[0].score == pytest.approx(suggestions[one.key][0].score, abs=0.001)


def test_no_suggestion_breaks_the_rules_of_date_and_length(suggestions, measures):
    dates: dict[object, Measure] = {measure.key: measure for measure in measures}
    for key, found in suggestions.items():
        for one in found:
            assert one.passage.date[:4] >= dates[key].date[:4]
            assert len(one.passage.text) <= 300
