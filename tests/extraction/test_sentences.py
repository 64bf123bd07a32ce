import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.extraction.sentences import split_sentences


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强监管。完善制度；加大投入！", ["加强监管。", "完善制度；", "加大投入！"]),
        ("“渠水不断。”老马说。", ["“渠水不断。”", "老马说。"]),
        ("办理《关于加快改造。的通知》事宜。完", ["办理《关于加快改造。的通知》事宜。完"]),
        (
            "改造管网（含支线；不含户线）86公里。其余缓建。",
            ["改造管网（含支线；不含户线）86公里。", "其余缓建。"],
        ),
        ("增长3.5%，达到1.2万。", ["增长3.5%，达到1.2万。"]),
    ],
)
def test_chinese_sentences(text, expected):
    assert pieces(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Dr. Hall. She agreed.", ["We met Dr. Hall.", "She agreed."]),
        ("It rose by 3.5 per cent.12 The board met.", ["It rose by 3.5 per cent.12", "The board met."]),
        ("5. The Agency should act. 6. It did not.", ["5. The Agency should act.", "6. It did not."]),
        ("Act now. (Paragraph 48) Then report.", ["Act now. (Paragraph 48)", "Then report."]),
        (
            "The U.S. Department agreed, e.g. in May. Yes.",
            ["The U.S. Department agreed, e.g. in May.", "Yes."],
        ),
    ],
)
def test_english_sentences(text, expected):
    assert pieces(text, "en") == expected


@given(st.text(alphabet="。；！“”（）《》 .A一9、,\n", max_size=80), st.sampled_from(["zh", "en"]))
def test_no_character_but_white_space_is_lost(text, language):
    joined = "".join(pieces(text, language))
    kept = {c for c in text if c.isalnum()}
    assert kept == {c for c in joined if c.isalnum()}
    spans = split_sentences(text, language)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
