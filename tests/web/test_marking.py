"""Marks over a text: every character once, the innermost mark wins, parts end with lines."""

from hypothesis import given
from hypothesis import strategies as st

from recommendations.web.marking import PART, Mark, heading_levels, lines, parts


def mark(start: int, end: int, key: str = "k", kind: str = "child") -> Mark:
    return Mark(start, end, key, f"/{key}/", key, kind)


def test_the_inner_of_two_marks_gives_the_link_and_both_have_an_anchor() -> None:
    (line,) = lines("一二三四五六", [mark(0, 6, "outer", "parent"), mark(2, 4, "inner")], {})
    assert [(s.text, s.mark.key) for s in line.segments] == [
        ("一二", "outer"),
        ("三四", "inner"),
        ("五六", "outer"),
    ]
    assert [m.key for s in line.segments for m in s.begins] == ["outer", "inner"]


def test_a_mark_over_two_paragraphs_goes_on_in_the_second() -> None:
    first, second = lines("甲乙\n丙丁", [mark(1, 4)], {3: 1})
    assert [(s.text, bool(s.mark)) for s in first.segments] == [("甲", False), ("乙", True)]
    assert [(s.text, bool(s.mark)) for s in second.segments] == [("丙", True), ("丁", False)]
    assert (first.level, second.level, second.start) == (None, 1, 3)


@given(
    st.text(alphabet="ab\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6),
)
def test_no_character_is_lost_or_doubled(content: str, ranges: list[tuple[int, int]]) -> None:
    marks = [mark(start, start + length, str(i)) for i, (start, length) in enumerate(ranges)]
    shown = "".join(segment.text for line in lines(content, marks, {}) for segment in line.segments)
    assert shown == content.replace("\n", "")


def test_parts_cover_the_text_and_end_with_a_line_where_there_is_one() -> None:
    content = ("字" * 999 + "\n") * 130 + "x" * (2 * PART)
    found = parts(content)
    assert "".join(content[start:end] for start, end in found) == content
    assert max(end - start for start, end in found) <= PART
    assert content[found[0][1] - 1] == "\n"
    assert parts("") == [(0, 0)]


def test_a_heading_that_runs_into_its_paragraph_is_no_line_of_its_own() -> None:
    content = "一、对策\n1.资金。要设立基金。\n尾"
    outline = [
        {"start": 0, "end": 4, "level": 1},
        {"start": 5, "end": 10, "level": 2},
        {"start": 17, "end": 18, "level": 1},
    ]
    assert heading_levels(content, outline) == {0: 2, 17: 2}
