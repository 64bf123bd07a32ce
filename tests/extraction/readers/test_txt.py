"""Plain text beyond the five documents: wraps, breaks, footnotes, furniture."""

import pytest

from recommendations.extraction import Reading, read
from recommendations.extraction.readers.layout import join_lines, tidy


def text_of(*lines: str) -> Reading:
    return read("\n".join(lines).encode(), "paper.txt")


ENGLISH = [
    "The Committee recommends that the Department publish, by the end of",
    "2025, a timetable for the roll-out of the programme, and that it report",
    "annually to Parliament on the progress that has been made against its",
    "objectives.",
    "The Government should consult local authorities before it decides on",
    "the closing of any office, and should set out its reasons in a public",
    "docu-",
    "ment.",
]


def test_english_hard_wraps() -> None:
    lines = text_of(*ENGLISH).text.split("\n")
    assert lines[0].startswith("The Committee") and lines[0].endswith("against its objectives.")
    assert lines[1].endswith("in a public document.")
    assert len(lines) == 2


def test_wider_footnotes_do_not_hide_the_width_of_the_body() -> None:
    body = "The harbour board keeps two cranes and a tug for the small ferries that call at\nthe old pier every day of the week, whatever the weather and the tide may be."
    note = "1 The board was asked in its founding act of long ago to keep a tug, and has kept one at the pier\nfor as long as anybody who was asked about it there could possibly remember with any confidence."
    paragraphs = [body] * 8 + [note] * 3
    found = read("\n\n".join(paragraphs).encode(), "a.txt")
    assert found.text.splitlines() == [" ".join(each.split("\n")) for each in paragraphs]


def test_paragraphs_that_are_lines_stay_lines() -> None:
    lines = [f"{number}. Publish the plan for district {number} by June." for number in range(1, 9)]
    assert text_of(*lines).text.split("\n") == lines


def test_indents_start_paragraphs_in_wrapped_chinese() -> None:
    line = "建立健全工作机制明确责任分工落实各项任务加强监督检"
    first, second = (
        ["　　各级" + line[:22], line, line[:20] + "查评估。"],
        ["　　应当" + line[:22], line, line[:8] + "。"],
    )
    assert text_of(*first, *second).text.split("\n") == [
        "".join(part).strip("　") for part in (first, second)
    ]


def test_form_feeds_count_pages() -> None:
    reading = text_of("各级政府应当建立健全工作机制，落实各项任务。并且加强监", "\f督检查。", "完善制度。")
    assert reading.text.split("\n") == [
        "各级政府应当建立健全工作机制，落实各项任务。并且加强监督检查。",
        "完善制度。",
    ]
    assert [span.page for span in reading.spans] == [1, 2]


def test_running_heads_at_form_feeds() -> None:
    pages = [f"工作简报 第{number}期\n各级政府应当落实第{number}项任务。" for number in range(1, 5)]
    reading = text_of("\n\f".join(pages))
    assert reading.text.split("\n") == [f"各级政府应当落实第{number}项任务。" for number in range(1, 5)]
    assert len(reading.notes) == 4


def test_a_table_of_contents_leaves_the_flow() -> None:
    reading = text_of(
        "目录",
        "一、总体要求………………1",
        "二、重点任务 ............ 12",
        "一、总体要求",
        "各级政府应当建立机制……等等。",
    )
    assert reading.text.split("\n") == ["目录", "一、总体要求", "各级政府应当建立机制……等等。"]
    assert len(reading.notes) == 2


def test_columns_of_many_pages_are_put_back() -> None:
    line = "建立健全工作机制明确责任分工落实各项任务加强监督检"
    columns = [
        f"{number}.第{number:02d}项" + line[5:] + "\n" + (line + "\n") * 6 + line[:9] + "。"
        for number in range(1, 9)
    ]
    swapped = [columns[place] for place in (1, 0, 3, 2, 4, 5, 7, 6)]
    reading = read("\f".join(swapped).encode(), "columns.txt")
    assert [text[:2] for text in reading.text.split("\n")] == [f"{number}." for number in range(1, 9)]
    assert any("wrong order" in warning for warning in reading.warnings)


def test_circled_items_of_a_list_are_no_footnotes() -> None:
    lines = ["重点任务包括以下两项：", "①建立健全协调机制；", "②落实专项资金。"]
    assert text_of(*lines).text.split("\n") == lines


def test_a_heading_and_its_text_are_not_joined() -> None:
    lines = ["提高政治站位，确保重点任务有效落实", "各级政府应当建立机制，明确责任。"]
    assert text_of(*lines).text.split("\n") == lines


def test_items_without_full_stops_are_not_joined() -> None:
    lines = [
        "建立健全跨部门协调工作机制，明确各级政府责任分工，落实各项重点任务",
        "强化专项资金保障和监督，完善绩效评价制度体系，提高资金使用效益水平",
        "1) Publish waiting times every quarter for every district, beginning in the summer of 2023",
        "2) Review the pay and career structure, together with the unions, before the end of 2024",
    ]
    assert text_of(*lines).text.split("\n") == lines


def test_a_long_sentence_cut_inside_a_word_goes_on_in_the_next_paragraph() -> None:
    cut = "近五年来，全市改造老旧管网一千二百公里，新建换热站八十六座，惠及居民三十余万户，" * 3
    lines = [f"{cut}有力支持了管理体制机", "", "制创新。今后还要继续推进。"]
    assert text_of(*lines).text == f"{cut}有力支持了管理体制机制创新。今后还要继续推进。"
    short = ["关于供热，关于供水，关于供气的情况", "", "各区已分别报告。"]
    assert text_of(*short).text.split("\n") == [short[0], short[2]]


def test_order_is_left_alone_where_numbers_only_start_again() -> None:
    lines = [
        "一、第一部分",
        "1.甲项任务应当落实。",
        "2.乙项任务应当落实。",
        "二、第二部分",
        "1.丙项任务应当落实。",
        "3.丁项任务应当落实。",
    ]
    reading = text_of(*lines)
    assert reading.text.split("\n") == lines
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("建立  健全 机制", "建立健全机制"),
        ("到 2030 年 CAREC 机制", "到2030年CAREC机制"),
        ("the  “Belt and Road”  plan", "the “Belt and Road” plan"),
        ("Mr Li 李伟 spoke to the committee", "Mr Li 李伟 spoke to the committee"),
        ("a\u200bb\u202ec\ufeffd", "abcd"),
        ("e\u0301tat", "état"),
        ("eﬃcient ⽂件", "efficient 文件"),
        ("\u3000\u3000一\u00a0、", "一、"),
        ("a\x00b\x85c", "ab c"),
    ],
)
def test_tidy(before: str, after: str) -> None:
    assert tidy(before) == after


def test_join_lines() -> None:
    assert join_lines("资源的国", " 际大通道") == "资源的国际大通道"
    assert join_lines("a docu-", "ment", "of the", "State") == "a document of the State"
    assert join_lines("the North-", "South line") == "the North- South line"
