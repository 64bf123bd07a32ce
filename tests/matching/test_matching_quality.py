"""How good the suggestions are on the judged pairs of the five documents, and that the measuring is right."""

import pytest

from recommendations.matching import Measure, Passage, default_encoder, scoring, suggest
from recommendations.matching.evaluation import (
    EVIDENCE,
    JudgedPair,
    by_tfidf,
    is_quoted,
    quality,
    read_pairs,
)
from recommendations.matching.fitting import fit
from recommendations.matching.reasons import TRAPS


def judged(quote: str, judgement: str = "partly", recommendation: str = "m") -> JudgedPair:
    return JudgedPair(recommendation, "d", quote, judgement, "tune")


def test_quality_counts_ranks():
    texts = [f"第{number}段文字" for number in range(12)]
    ranked = {"m": [Passage(text, text, 0, 5, "d", "2024") for text in texts], "n": []}
    pairs = [
        judged("第1段文字"), judged("第7段文字"), judged("第0段文字", "related"), judged("不在其中"),
        judged("第3段文字", recommendation="n"),
    ]  # fmt: skip
    found = quality(ranked, pairs)
    assert (found.recall_at_5, found.recall_at_10) == (1 / 4, 2 / 4)
    assert found.mean_reciprocal_rank == (1 / 2) / 2
    assert (found.evidence, found.measures) == (4, 2)


def test_a_quote_is_found_in_part_and_whatever_the_white_space():
    around = Passage(1, "其次，口岸公路 建成了。", 0, 12, "d", "2024")
    assert is_quoted(judged("口岸公路建成了。"), around)
    assert not is_quoted(judged("口岸铁路建成了。"), around)


def test_a_malformed_pair_is_refused():
    with pytest.raises(TypeError):
        read_pairs(['{"recommendation": "m"}'])


def test_judged_pairs_are_sound(pairs, measures, passages):
    keys = {measure.key for measure in measures}
    splits: dict[str, set[str]] = {}
    for pair in pairs:
        assert pair.recommendation in keys
        assert any(is_quoted(pair, passage) for passage in passages), pair.quote
        assert (pair.judgement == "trap") == (pair.trap in TRAPS)
        splits.setdefault(pair.recommendation, set()).add(pair.split)
    assert all(len(split) == 1 for split in splits.values())
    assert len({(pair.recommendation, pair.quote) for pair in pairs}) == len(pairs) >= 400


@pytest.mark.parametrize("split", ["tune", "held_out"])
def test_suggestions_find_more_than_plain_tfidf(split, pairs, measures, passages, suggestions):
    own = [pair for pair in pairs if pair.split == split]
    ours = quality({key: [one.passage for one in found] for key, found in suggestions.items()}, own)
    plain = quality(by_tfidf(measures, passages), own)
    assert ours.recall_at_5 > plain.recall_at_5 + 0.15
    assert ours.recall_at_10 > plain.recall_at_10 + 0.2
    assert ours.mean_reciprocal_rank >= 0.55


def test_weights_are_those_the_tune_part_gives(pairs, measures, passages):
    tuned = [pair for pair in pairs if pair.split == "tune"]
    weights, intercept = fit(tuned, measures, passages, default_encoder())
    assert weights == pytest.approx(scoring.WEIGHTS, abs=0.3, rel=0.1)
    assert intercept == pytest.approx(scoring.INTERCEPT, abs=0.3)


def test_no_judged_trap_ranks_first_unmarked(pairs, suggestions):
    first = {key: found[0] for key, found in suggestions.items() if found}
    traps = [pair for pair in pairs if pair.judgement == "trap" and pair.recommendation in first]
    leading = [pair for pair in traps if is_quoted(pair, first[pair.recommendation].passage)]
    assert leading
    assert [pair for pair in leading if not first[pair.recommendation].trap] == []


def test_few_pieces_of_evidence_are_marked_as_traps(pairs, suggestions):
    judged = [
        one.trap is not None
        for pair in pairs
        if pair.judgement in EVIDENCE
        for one in suggestions[pair.recommendation]
        if is_quoted(pair, one.passage)
    ]
    assert sum(judged) <= 0.2 * len(judged)


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
