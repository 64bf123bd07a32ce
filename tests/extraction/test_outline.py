from recommendations.extraction.outline import lines_of, outline_of

from .texts import reading_of

OPINIONS = """江岸市关于加快物流发展的实施意见
各县区人民政府：
为加快物流发展，提出以下意见。
一、总体要求
坚持市场主导。
二、主要任务
（一）完善网络。各县区要建设配送中心。
1.优化布局。支持在园区建设仓库。
（二）培育企业
鼓励企业重组。
三、保障措施
参考文献
[1] 王明. 物流研究[J]. 2020."""


def test_numbering_styles_nest_and_run_in_headings_are_found():
    reading = reading_of(OPINIONS)
    outline = [(heading.title, heading.level) for heading in outline_of(lines_of(reading))]
    assert outline == [
        ("一、总体要求", 1),
        ("二、主要任务", 1),
        ("（一）完善网络。", 2),
        ("1.优化布局。", 3),
        ("（二）培育企业", 2),
        ("三、保障措施", 1),
        ("参考文献", 1),
    ]


def test_headings_stand_where_they_say():
    reading = reading_of(OPINIONS)
    for heading in outline_of(lines_of(reading)):
        assert reading.text[heading.start : heading.end].strip() == heading.title


def test_what_is_not_body_has_its_zone():
    zones = {reading_line(line): line.zone for line in lines_of(reading_of(OPINIONS))}
    assert zones["各县区人民政府："] == "addressee"
    assert zones["[1] 王明. 物流研究[J]. 2020."] == "reference"
    assert zones["鼓励企业重组。"] == "body"


def reading_line(line):
    return reading_of(OPINIONS).text[line.start : line.end]


def test_english_numbering_and_unnumbered_headings():
    text = """Review of river management
Background
The river has flooded twice since 2010 and the council spent four million on repairs.
3 Funding
3.1 Sources of money
12. The fund was set up in 2012 and has paid for most of the works since then.
Recommendations
Flood defences
The council should raise the banks.
Reporting
The council should report every year."""
    outline = [(heading.title, heading.level) for heading in outline_of(lines_of(reading_of(text, "en")))]
    assert ("Background", 1) in outline
    assert ("3 Funding", 1) in outline
    assert ("3.1 Sources of money", 2) in outline
    assert ("Flood defences", 2) in outline
    assert ("Reporting", 2) in outline
    assert not [title for title, _ in outline if title.startswith("12.")]


def test_points_of_a_list_are_no_headings():
    text = "Report\nThe Committee recommends that Cabinet:\n1) Publish waiting times every quarter\n2) Review pay"
    titles = [heading.title for heading in outline_of(lines_of(reading_of(text, "en")))]
    assert titles == []
