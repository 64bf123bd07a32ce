"""Cutting texts into passages, and comparing dates of different precision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.matching import cut, on_or_after
from recommendations.matching.passages import LONGEST, SHORTEST


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2023", "2022", True),
        ("2022", "2022-05", True),
        ("2022-05", "2022", True),
        ("2022-04", "2022-05-01", False),
        ("2022-05", "2022-05-31", True),
        ("2017-07-09", "2017-07-10", False),
        ("2017-07-10", "2017-07-10", True),
        ("2016-12-31", "2017", False),
    ],
)
def test_dates_compare_at_the_coarser_precision(later, earlier, expected):
    assert on_or_after(later, earlier) is expected


def test_sentences_become_passages_under_their_heading():
    text = "一、口岸建设\n口岸公路已全部铺通。通关时间缩短三成。\n责任编辑 张三"
    first = text.index("口岸公路")
    second = text.index("通关时间")
    sentences = [
        (0, 6, "heading"),
        (first, second, "achievement"),
        (second, second + 9, "achievement"),
        (text.index("责任"), len(text), "metadata"),
    ]
    made = list(cut(text, sentences, "report", "2024"))
    assert [one.text for one in made] == ["口岸公路已全部铺通。通关时间缩短三成。"]
    assert made[0].heading == "一、口岸建设"
    assert made[0].key == ("report", first, second + 9)


def test_a_short_opening_sentence_stays_alone_before_a_new_paragraph():
    text = "其次，支持公路建设。\n2020年建成一条公路，全长一百公里。"
    cut_at = text.index("\n")
    made = list(cut(text, [(0, cut_at, "background"), (cut_at + 1, len(text), "background")], "d", "2024"))
    assert [one.text for one in made] == text.split("\n")


def test_a_part_of_another_article_counts_in_the_script_of_the_document():
    text = "口岸公路已全部铺通。\nThe road was opened.\n农产品加工产值同比增长两成。"
    second, third = text.index("The"), text.index("农")
    sentences = [(0, 10, "body"), (second, third - 1, "foreign"), (third, len(text), "foreign")]
    assert [one.kind for one in cut(text, sentences, "report", "2024")] == ["body", "foreign"]


@given(
    st.lists(st.text(alphabet="建设口岸，；。、", min_size=1, max_size=700), max_size=4),
    st.sampled_from(["\n", ""]),
)
def test_every_passage_is_where_it_says_and_not_too_long(parts, between):
    text, sentences = "", []
    for part in parts:
        text += between
        sentences.append((len(text), len(text) + len(part), "background"))
        text += part
    made = list(cut(text, sentences, "d", "2024"))
    assert all(text[one.start : one.end] == one.text for one in made)
    assert all(SHORTEST <= len(one.text) <= LONGEST for one in made)
    assert sum(len(one.text) for one in made) >= sum(map(len, parts)) - SHORTEST * 4 * len(parts)


def test_a_long_sentence_is_cut_where_clauses_end():
    text = "；".join(["推进口岸建设，扩大开放" * 9] * 5) + "。"
    made = list(cut(text, [(0, len(text), "background")], "d", "2024"))
    assert "".join(one.text for one in made) == text
    assert all(one.text[-1] in "；，。" for one in made)
