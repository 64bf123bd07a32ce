from dataclasses import replace

import pytest

from recommendations.extraction.context import document_of
from recommendations.extraction.extracting import extract
from recommendations.extraction.items import drafts_of
from recommendations.extraction.judging import judge
from recommendations.extraction.model import MODELS

from .texts import reading_of


def found_in(text: str, language: str = "zh"):
    return extract(reading_of(text, language)).recommendations


def test_a_heading_that_names_a_measure_is_the_parent_of_what_stands_under_it():
    found = found_in("""关于加快物流发展的实施意见
一、主要任务
（一）完善配送网络。各县区要建设县级配送中心；鼓励企业共享仓储设施。""")
    parent = next(one for one in found if one.quote == "完善配送网络")
    children = [one for one in found if one.parent == found.index(parent)]
    assert parent.level == "parent"
    assert [child.quote for child in children] == ["各县区要建设县级配送中心", "鼓励企业共享仓储设施"]
    assert {child.level for child in children} == {"child"}
    assert children[0].section == ("一、主要任务", "（一）完善配送网络。")


def test_a_purpose_clause_stays_with_its_measure():
    found = found_in("关于供水的建议\n一、建议\n严格控制地下水开采，防止地面沉降，实现采补平衡。")
    assert [one.quote for one in found] == ["严格控制地下水开采，防止地面沉降，实现采补平衡"]


def test_a_lead_in_stays_with_its_measure():
    found = found_in("关于开放的建议\n一、建议\n利用沿边区位优势，建设跨境物流园区。")
    assert [one.quote for one in found] == ["利用沿边区位优势，建设跨境物流园区"]


@pytest.mark.parametrize(
    "sentence",
    [
        "待新泵站验收后，由县水务局统一调度",
        "对长期无人管护的机井，各村要限期封填",
        "各乡镇要高度重视，逐村排查危桥",
        "各单位要按照属地管理要求，逐户登记水井",
    ],
)
def test_conditions_and_attitudes_are_no_measures_of_their_own(sentence: str):
    found = found_in(f"关于村镇供水的通知\n一、工作要求\n{sentence}。")
    assert [one.quote for one in found] == [sentence]


def test_a_short_sentence_leads_the_paragraph_that_carries_it_out():
    found = found_in("""市政府工作报告
二、2025年主要任务
加快发展海洋经济。建设远洋渔业基地三处。扩建深水网箱二百只。改造老旧渔船五十艘。
修复盐沼湿地八百亩。""")
    parent = next(at for at, one in enumerate(found) if one.quote == "加快发展海洋经济")
    assert found[parent].level == "parent"
    assert [one.quote[:2] for one in found if one.parent == parent] == ["建设", "扩建", "改造"]


def test_who_asks_and_in_what_matter_is_not_quoted():
    text = "就做好防汛备汛工作，会议要求，一要逐库核实水位。"
    document = document_of(reading_of(text))
    judged = [replace(one, label=1) for one in judge(document, MODELS["zh"])]
    assert [text[one.start : one.end] for one in drafts_of(document, judged, MODELS["cut"])] == [
        "逐库核实水位"
    ]


def test_a_number_or_a_date_is_no_parent():
    found = found_in("关于供水的通知\n2024-05-06 10:00\n各镇要检修水泵。各村要疏通水渠。")
    assert not [one.quote for one in found if "2024" in one.quote]


def test_symbols_and_starred_headings_are_no_parents():
    found = found_in(
        "II. Conclusions and/or recommendations**\n\n115. The recommendations below will be examined by Norvania:\n\n"
        "115.1 Ratify the Protocol on ferries (Lusania);\n\nA/XYZ/28/15\n\n115.2 Adopt a plan on harbours (Westmark).",
        "en",
    )
    assert [one.quote for one in found] == [
        "Ratify the Protocol on ferries (Lusania)",
        "Adopt a plan on harbours (Westmark)",
    ]


def test_ordinals_open_containers_of_their_own():
    found = found_in("""关于开放的建议
二、对策
县政府应做好以下工作：一是将口岸建设纳入规划，设立专项资金支持通道建设。二是减少行政审批。""")
    parents = [one for one in found if one.level == "parent"]
    assert [one.quote[:4] for one in parents] == ["将口岸建", "减少行政"]
    assert all(actor.name == "县政府" and actor.explicit for one in parents for actor in one.actors)


def test_english_lists_hang_on_their_lead_in():
    found = found_in(
        """Report on parks
Recommendations
We recommend that the council should:
(a) plant two thousand trees each year;
(b) open every park before 7 a.m.""",
        "en",
    )
    parent = next(index for index, one in enumerate(found) if one.quote.startswith("We recommend"))
    assert [one.quote for one in found if one.parent == parent] == [
        "plant two thousand trees each year",
        "open every park before 7 a.m",
    ]
    assert {actor.name for one in found for actor in one.actors} == {"council"}


def test_what_repeats_another_is_marked():
    found = found_in("""关于生态的建议
一、建议
严格控制人工绿洲扩张。
建立差异化考核机制。
严格控制人工绿洲的扩张。""")
    assert [one.restates for one in found if "扩张" in one.quote] == [
        None,
        [one.quote for one in found].index("严格控制人工绿洲扩张"),
    ]
    assert "repeats an earlier recommendation" in found[-1].reasons


def test_titles_are_the_documents_own_words():
    found = found_in("关于公交的建议\n一、建议\n市交通局应充分利用闲置场地，加快建设公交首末站，提高准点率。")
    assert found[0].title == "加快建设公交首末站"
    assert found[0].title in found[0].quote


def test_rows_of_a_table_are_measures_with_their_bodies_and_dates():
    found = found_in("""关于印发任务分工的通知
现将任务分工通知如下。
序号\t重点任务\t责任单位\t完成时限
1\t完善农村公路管护机制\t市交通运输局、市财政局\t2026年底前""")
    row = next(one for one in found if one.quote == "完善农村公路管护机制")
    assert [actor.name for actor in row.actors] == ["市交通运输局", "市财政局"]
    assert row.deadline == "2026年底前"
