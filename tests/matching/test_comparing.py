"""Folding, places, n-grams and marks: the parts the comparison is made of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.matching import NgramEncoder, matches
from recommendations.matching.facts import facts_of, manner_of
from recommendations.matching.folding import fold
from recommendations.matching.ngrams import NgramIndex
from recommendations.matching.places import near, places_in


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


def test_folding_takes_spellings_together():
    assert fold("ＣＡＲＥＣ風險補償") == "carec风险补偿"


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ("吐鲁番光伏", "新疆光伏发电", True),
        ("新疆口岸", "霍尔果斯口岸", True),
        ("周边国家", "哈萨克斯坦", True),
        ("天山北坡经济带", "喀什经济开发区", False),
        ("天山北坡经济带", "新疆喀什经济开发区", False),
        ("吐鲁番光伏", "中国与中亚地区的光伏", False),
        ("上海", "上海合作组织成员国在塔什干", False),
        ("Kazakhstan", "Central Asia", True),
    ],
)
def test_places_within_one_another_are_near(wanted, found, expected):
    assert near(places_in(fold(wanted)), places_in(fold(found))) is expected


def test_the_whole_country_and_organisations_are_no_places():
    assert places_in("中国石油与上海合作组织") == frozenset()


def test_years_and_days_are_read():
    manner = manner_of(fold("2017年4月20日签署，2019年投产，编号120199"), "background")
    assert manner.dates == ("2017-04-20", "2019")


def test_subjects_of_english_begin_where_words_begin():
    assert "rail" in facts_of("A new railway opened").words
    assert "rail" not in facts_of("The trail was closed").words


@given(st.lists(st.text(alphabet="口岸公路铁建设", min_size=3, max_size=12), min_size=1, max_size=5))
def test_cosines_are_those_of_the_ngrams(texts):
    """Against a plain computation over dictionaries."""

    def grams(text):
        return [text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)]

    have = [set(grams(text)) for text in texts]
    weight = {
        gram: np.log((1 + len(texts)) / (1 + sum(gram in one for one in have))) + 1
        for gram in set().union(*have)
    }
    index = NgramIndex(texts, every=True)
    for text, row in zip(texts, index.cosines(texts), strict=True):
        for other, cosine in zip(texts, row, strict=True):
            both = sum(weight[gram] ** 2 * grams(other).count(gram) for gram in grams(text))
            size = [sum(weight[gram] ** 2 for gram in grams(one)) ** 0.5 for one in (text, other)]
            assert cosine == pytest.approx(both / (size[0] * size[1]), rel=1e-4)


def test_texts_without_an_ngram_are_like_nothing():
    assert NgramIndex(["口岸"]).cosines(["", "岸"]).tolist() == [[0.0], [0.0]]


def test_marks_are_the_shared_parts():
    quote = "可建立中国-中亚国家电子商务合作对话机制"
    text = "清单中“建立中国-中亚电子商务合作对话机制”赫然在列"
    shared = [quote[one.measure_start : one.measure_start + one.length] for one in matches(quote, text)]
    assert shared == ["建立中国-中亚", "电子商务合作对话机制"]


@given(
    st.text(alphabet="建立机制的，Abc电子", max_size=40), st.text(alphabet="建立机制的，Abc電子", max_size=40)
)
def test_marks_are_equal_on_both_sides(quote, text):
    for one in matches(quote, text):
        left = quote[one.measure_start : one.measure_start + one.length]
        assert fold(left) == fold(text[one.passage_start : one.passage_start + one.length])


def test_the_ngram_encoder_gives_unit_rows():
    vectors = NgramEncoder().encode(["口岸建设", "口岸建成", "教育"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
