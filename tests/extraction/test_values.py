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
        ("建立跨区域协作机制，", "instrument", "跨区域协作机制", ""),
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
        ("cut waste by 30 per cent", "target", "by 30 per cent", ""),
        ("cover at least 95% of homes", "target", "at least 95%", ""),
        ("adopt a national water strategy", "instrument", "national water strategy", ""),
        ("cooperate with Kazakhstan", "place", "Kazakhstan", ""),
    ],
)
def test_english_values(words, kind, text, normal):
    found = [(value.text, value.normal) for value in values_of(words, 0, "en") if value.kind == kind]
    assert (text, normal) in found


def test_values_carry_their_place_in_the_document():
    words = "到2030年贸易额达到700亿美元"
    for value in values_of(words, 100, "zh"):
        assert words[value.start - 100 : value.end - 100] == value.text


@pytest.mark.parametrize(
    ("words", "language", "theme"),
    [
        ("设立农业保险补贴基金", "zh", "金融与投资"),
        ("加强湿地和森林生态保护", "zh", "生态环境"),
        ("train more teachers and open new schools", "en", "人文与能力建设"),
        ("expand the rail network and its ports", "en", "基础设施与互联互通"),
    ],
)
def test_themes(words, language, theme):
    assert themes_of(words, "", language)[0] == theme
    assert theme in THEMES
