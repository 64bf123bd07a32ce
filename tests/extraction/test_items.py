import pytest

from recommendations.extraction.extracting import extract

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
        "对长期闲置的厂房，要尽快改建为冷库",
        "各乡镇要高度重视，逐村排查危桥",
        "各单位要按照属地管理要求，逐户登记水井",
    ],
)
def test_conditions_and_attitudes_are_no_measures_of_their_own(sentence: str):
    found = found_in(f"关于村镇供水的通知\n一、工作要求\n{sentence}。")
    assert [one.quote for one in found] == [sentence]


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
