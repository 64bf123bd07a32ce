import numpy as np

from recommendations.extraction.evaluation import Counts, evaluate_with, left_out, same_actor, score
from recommendations.extraction.extracting import Extraction, FoundRecommendation, Sentence, extract
from recommendations.extraction.labelled import read_labelled
from recommendations.extraction.model import MODELS, fit
from recommendations.extraction.results import ActorName
from recommendations.extraction.training import from_review, train_models, write

TEXT = """---
genre: {genre}
language: zh
written_by: tests
held_out: false
---
# 关于{topic}的建议

# 一、现状

- 去年新建{topic}设施213处，服务群众12.6万人次。

# 二、建议

+ ⟦S:市财政局要加大{topic}投入⟧{{@市财政局}}。
+ ⟦S:建立{topic}考核机制，优化{topic}布局⟧，⟦完善{topic}标准体系⟧。
"""


def documents(tmp_path):
    made = []
    for genre, topic in (("proposal", "养老"), ("notice", "供水"), ("plan", "公交"), ("scheme", "绿化")):
        path = tmp_path / f"{genre}.txt"
        path.write_text(TEXT.format(genre=genre, topic=topic), encoding="utf-8")
        made.append(read_labelled(path))
    return made


def found(document, quote, actors=()):
    start = document.reading.text.index(quote)
    return FoundRecommendation(
        start, start + len(quote), quote, quote, "child", None, (), actors, (), (), (), None, None, 0.9, ()
    )


def test_scores_are_counted_as_they_should(tmp_path):
    document = documents(tmp_path)[0]
    text = document.reading.text
    end = text.index("市财政局")
    sentences = (Sentence(0, end, 1, 0.9, "background"), Sentence(end, len(text), 0, 0.1, "background"))
    found_items = (
        found(document, "市财政局要加大养老投入", (ActorName("财政局", True), ActorName("市民政局", True))),
    )
    result = score(document, Extraction(document.reading, (), sentences, found_items, ()))
    assert (result.sentences.found, result.sentences.missed) == (0, 2)
    assert (result.measures.found, result.measures.missed) == (1, 2)
    assert (result.actors.found, result.actors.wrong, result.actors.missed) == (1, 1, 0)
    assert result.summary()["predictions_per_measure"] == 0.333


def test_an_item_is_found_by_sixty_per_cent_of_the_longer_quote(tmp_path):
    document = documents(tmp_path)[0]
    for quote, hit in (("完善养老标准体系", 1), ("善养老标准", 1), ("标准体系", 0)):
        result = score(document, Extraction(document.reading, (), (), (found(document, quote),), ()))
        assert result.measures.found == hit


def test_an_item_is_covered_by_sixty_per_cent_of_its_own_quote_in_one_prediction_of_any_level(tmp_path):
    document = documents(tmp_path)[0]
    whole = "建立养老考核机制，优化养老布局，完善养老标准体系"
    result = score(document, Extraction(document.reading, (), (), (found(document, whole),), ()))
    assert (result.measures_covered.found, result.measures.found) == (2, 1)
    pieces = tuple(found(document, quote) for quote in ("完善养老", "标准体系"))
    result = score(document, Extraction(document.reading, (), (), pieces, ()))
    assert (result.measures_covered.found, result.measures_covered.missed) == (0, 3)
    assert result.summary()["predictions_per_item"] == 0.667


def test_a_fit_converges_from_anywhere_to_the_same_model():
    rows = np.random.default_rng(1).normal(size=(200, 5))
    labels = (rows[:, 0] + rows[:, 1] > 0).astype(float)
    known, ones = np.where(labels > 0, -5.0, 5.0), np.ones(200)
    cold = fit(rows, labels, known, ones, 0.01)
    assert ((known + cold.corrections(rows) > 0) == (labels > 0)).mean() > 0.9
    other = fit(rows[:150], labels[:150], known[:150], ones[:150], 0.01)
    warm = fit(rows, labels, known, ones, 0.01, near=other)
    assert np.allclose(cold.weights, warm.weights, atol=1e-3)


def test_precision_recall_and_f1():
    assert Counts(3, 1, 2).scores() == {"precision": 0.75, "recall": 0.6, "f1": 0.6667}
    assert Counts().scores() == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_actor_names_are_compared_without_articles_and_brackets():
    assert same_actor("The Treasury", "treasury")
    assert same_actor("市教育局", "教育局")
    assert not same_actor("市教育局", "市财政局")


def test_left_out_documents_are_scored_by_models_that_have_not_seen_them(tmp_path):
    own = documents(tmp_path)
    result = left_out(own, lambda document: document.slug)
    assert set(result["documents"]) == {document.slug for document in own}
    assert result["overall"]["sentences"]["recall"] > 0.5


def test_reviewed_candidates_become_training_data_and_models_can_be_stored(tmp_path):
    own = documents(tmp_path)
    reading = own[0].reading
    accepted = [(one.start, one.end) for one in own[0].items[:1]]
    rejected = [(one.start, one.end) for one in own[0].items[1:]]
    reviewed = from_review("reviewed", reading, accepted, rejected)
    assert [sentence.text for sentence in reviewed.sentences if sentence.label] == [
        "市财政局要加大养老投入。"
    ]
    models = train_models([*own, reviewed])
    write(models, tmp_path / "weights.npz")
    assert (tmp_path / "weights.npz").stat().st_size > 0
    assert "overall" in evaluate_with(own, models | {"en": MODELS["en"]})
    assert extract(reading, models=models).sentences
