"""Folding and search tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.text import fold, text_tokens, word_tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建立風險補償機制", "建立风险补偿机制"),
        ("ＣＡＲＥＣ　１１次", "carec 11次"),
        ("Cafe\u0301", "CAF\u00c9"),
        ("\uac00", "\u1100\u1161"),
        ("Straße", "STRASSE"),
        ("㎡", "m2"),
        ("\uf900", "\u8c48"),
    ],
)
def test_spellings_of_one_text_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_different_characters_stay_different():
    assert fold("教育") != fold("教学")
    assert fold("%_'\"\\*") == "%_'\"\\*"
    assert fold("教\u200b育") != fold("教育")


def test_what_no_database_stores_becomes_the_replacement_character():
    assert fold("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_context_does_not_change_a_character():
    """OpenCC's phrases would leave 乾 in 乾隆 and change it elsewhere."""
    assert fold("乾") in fold("乾隆")
    assert fold("髮") in fold("理髮店")


@given(st.text())
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("planes", [range(0x3000), range(0x3000, 0xD800), range(0xE000, 0x34000)])
def test_folding_any_single_character_is_idempotent(planes):
    once = [fold(chr(point)) for point in planes]
    assert [fold(text) for text in once] == once


TEXTS = st.text(alphabet="教育乡村 ab%\n", max_size=30)
WORDS = st.text(alphabet="教育乡村 ab%\n", min_size=1, max_size=5)


@given(TEXTS, WORDS)
def test_a_text_that_contains_a_word_has_all_its_tokens(text, word):
    tokens = text_tokens(text)
    if len(word) == 1:
        assert any(token.startswith(word_tokens(word)[0]) for token in tokens) == (word in text)
    else:
        has_all = tokens.issuperset(word_tokens(word))
        assert has_all == (word in text) if len(word) == 2 else has_all or word not in text


def test_tokens_are_plain_words_of_fixed_width():
    tokens = text_tokens("教%_'\U0010ffff")
    assert all(token.isalnum() and token.isascii() and len(token) == 8 for token in tokens)
    assert len(tokens) == 5
