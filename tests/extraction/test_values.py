import pytest

from recommendations.extraction.themes import THEMES, themes_of
from recommendations.extraction.values import values_of


@pytest.mark.parametrize(
    ("words", "kind", "text", "normal"),
    [
        ("到2030年贸易额达到700亿美元", "deadline", "到2030年", "2030"),
        ("2026年6月底前完成整改", "deadline", "2026年6月底前", "2026-06"),
        ("三个月内报送结果", "deadline", "三个月内", ""),
        ("到2030年贸易额达到700亿美元", "target", "达到700亿美元", ""),
        ("护理型床位占比不低于60%", "target", "占比不低于60%", ""),
        ("二〇二六年六月底前全部清退", "deadline", "二〇二六年六月底前", ""),
        ("“十五五”期间新建水厂", "deadline", "“十五五”期间", ""),
        ("每学期至少检查一次", "deadline", "每学期", ""),
        ("占比达到百分之六十以上", "target", "占比达到百分之六十以上", ""),
        ("巡查不少于两次", "target", "不少于两次", ""),
        ("每个镇至少建成2个文化服务中心", "instrument", "文化服务中心", ""),
        ("建立跨区域协作机制，", "instrument", "跨区域协作机制", ""),
        ("加快建设河道水质监测网络和预警系统", "instrument", "预警系统", ""),
        ("严格落实“一湖一策”行动方案", "instrument", "“一湖一策”行动", ""),
        ("推动乌鲁木齐和中亚五国合作", "place", "乌鲁木齐", ""),
    ],
)
def test_chinese_values(words, kind, text, normal):
    found = [(value.text, value.normal) for value in values_of(words, 10, "zh") if value.kind == kind]
    assert (text, normal) in found


@pytest.mark.parametrize(
    ("words", "kind", "text", "normal"),
    [
        ("publish the plan by the end of 2026", "deadline", "by the end of 2026", "2026"),
        ("report by 12 May 2023", "deadline", "by 12 May 2023", "2023-05-12"),
        ("act within six months", "deadline", "within six months", ""),
        ("report by 12 October", "deadline", "by 12 October", ""),
        ("publish it before the end of March", "deadline", "before the end of March", ""),
        ("meet every two weeks", "deadline", "every two weeks", ""),
        ("return to this at the next meeting", "deadline", "at the next meeting", ""),
        ("keep at least twelve vehicles ready", "target", "at least twelve vehicles", ""),
        ("pay £2,450, in one sum", "target", "£2,450", ""),
        ("cut waste by 30 per cent", "target", "by 30 per cent", ""),
        ("cover at least 95% of homes", "target", "at least 95%", ""),
        ("adopt a national water strategy", "instrument", "national water strategy", ""),
        ("cooperate with Kazakhstan", "place", "Kazakhstan", ""),
    ],
)
def test_english_values(words, kind, text, normal):
    found = [(value.text, value.normal) for value in values_of(words, 0, "en") if value.kind == kind]
    assert (text, normal) in found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("给予2000万元支持", "deadline"),
        ("健全体制机制", "instrument"),
        ("改善生态系统", "instrument"),
    ],
)
def test_what_is_no_value(words, kind):
    assert [value.text for value in values_of(words, 0, "zh") if value.kind == kind] == []


def test_values_carry_their_place_in_the_document():
    words = "到2030年贸易额达到700亿美元"
    for value in values_of(words, 100, "zh"):
        assert words[value.start - 100 : value.end - 100] == value.text


@pytest.mark.parametrize(
    ("words", "language", "theme"),
    [
        ("设立农业保险补贴基金", "zh", "金融与投资"),
        ("加强湿地和森林生态保护", "zh", "生态环境"),
        ("推行清洁生产，发展循环经济", "zh", "产业"),
        ("深化与邻国的务实合作，挖掘合作潜力", "zh", "开放与贸易"),
        ("train more teachers and open new schools", "en", "人文与能力建设"),
        ("expand the rail network and its ports", "en", "基础设施与互联互通"),
    ],
)
def test_themes(words, language, theme):
    assert themes_of(words, "", language)[0] == theme
    assert theme in THEMES
