import pytest

from recommendations.extraction import actors_en, actors_zh
from recommendations.extraction.extracting import extract

from .texts import reading_of


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("市教育局要建立巡查制度", ["市教育局"]),
        ("财政部门、国有资产管理部门要搭建平台", ["财政部门", "国有资产管理部门"]),
        ("农业农村、自然资源部门要严格审批", ["农业农村、自然资源部门"]),
        ("由市交通运输局负责组织实施", ["市交通运输局"]),
        ("由省委编办会同省教育厅建立调配机制", ["省委编办", "省教育厅"]),
        ("各市、县（市、区）人民政府要制定清单", ["各市、县（市、区）人民政府"]),
        ("各级党委和政府要加强领导", ["各级党委和政府"]),
        ("新疆应重点发展满足中亚地区需要的制造业", ["新疆"]),
        ("加快建设配送中心", []),
        ("清单应当明确服务对象", []),
    ],
)
def test_subjects_in_chinese(clause, names):
    assert actors_zh.subject_of(clause) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("（发展改革委、财政部负责）", ["发展改革委", "财政部"]),
        ("（省民政厅牵头，省财政厅等按职责分工负责）", ["省民政厅", "省财政厅"]),
        ("（责任单位：自治区科技厅；配合单位：各地州市人民政府）", ["自治区科技厅", "各地州市人民政府"]),
        ("（含支线和户线）", []),
    ],
)
def test_trailing_brackets(words, names):
    assert actors_zh.responsible_in(words) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Cabinet Office, HMRC and the Home Office should agree a plan.",
            ["Cabinet Office", "HMRC", "Home Office"],
        ),
        ("We recommend that the Department of Health publish its data.", ["Department of Health"]),
        ("We urge the Treasury to provide multi-year settlements.", ["Treasury"]),
        ("The State party is invited to submit its report.", ["State party"]),
        ("As part of its review, Ofwat should test the model.", ["Ofwat"]),
        ("Tariffs should be increased gradually.", []),
        ("Landlords should be required to insulate homes.", ["Landlords"]),
    ],
)
def test_subjects_in_english(sentence, names):
    assert actors_en.subject_of(sentence) == names


def test_a_pronoun_stands_for_the_last_body_named():
    text = "Audit of grants\nRecommendations\nThe Ministry of Finance should publish the rules. It should update them every year."
    found = extract(reading_of(text, "en")).recommendations
    assert [[actor.name for actor in one.actors] for one in found] == [
        ["Ministry of Finance"],
        ["Ministry of Finance"],
    ]


def test_brackets_count_for_every_measure_of_their_point():
    text = """关于开放的若干措施
一、扩大开放
1.完善口岸功能。推进智慧口岸建设。（责任单位：省商务厅）
2.培育外贸主体。（责任单位：省财政厅）"""
    found = extract(reading_of(text)).recommendations
    named = {one.quote: [actor.name for actor in one.actors] for one in found}
    assert named["推进智慧口岸建设"] == ["省商务厅"]
    assert named["培育外贸主体"] == ["省财政厅"]


def test_addressees_are_only_implied():
    text = "关于做好供暖工作的通知\n各区人民政府：\n现就有关事项通知如下：\n一、加强值守\n严格执行24小时值班制度。"
    found = extract(reading_of(text)).recommendations
    actors = [actor for one in found for actor in one.actors]
    assert {(actor.name, actor.explicit) for actor in actors} == {("各区人民政府", False)}


def test_known_actors_are_resolved_by_their_aliases():
    text = "关于供水的建议\n一、建议\n发改委应完善水价机制。"
    found = extract(
        reading_of(text), known_actors=[("国家发展和改革委员会", "发改委", "国家发改委")]
    ).recommendations
    assert found[0].actors[0].name == "国家发展和改革委员会"
