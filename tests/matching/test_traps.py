"""Pairs that look like evidence: each kind of trap is told, and told from what is none."""

import pytest

from recommendations.matching import Measure
from recommendations.matching.facts import facts_of, manner_of
from recommendations.matching.reasons import TEMPLATES, TRAPS, translate
from recommendations.matching.traps import measure_facts, trap_of


def kind_of(quote: str, text: str, kind: str = "background", **known: object) -> str | None:
    measure = measure_facts(Measure(1, quote, quote, "2020-06", "paper", **known))
    facts = facts_of(text)
    trap = trap_of(measure, facts, manner_of(facts.text, kind))
    return trap and trap[0]


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("加强口岸建设", "2023年口岸建设项目被暂停。", "opposite"),
        ("加强口岸建设", "2023年口岸建设项目已建成三个。", None),
        ("取消不合理的行政审批", "2023年取消了12项行政审批。", None),
        ("加强口岸建设", "各地应当加强口岸建设。", "repeated"),
        ("修建环湖公路", "环湖公路拟于明年开工。", "plan"),
        ("修建环湖公路", "环湖公路建成后，将缩短两地路程。", "plan"),
        ("修建环湖公路", "环湖公路于2022年建成，将惠及两岸。", None),
        ("引导纺织企业走出去，向境外转移产能", "本市承接纺织产业转移，15家企业签约。", "direction"),
        ("增加粮食进口", "粮食出口同比增长两成。", "direction"),
        ("严格控制水泥行业规模", "水泥行业新增产能三百万吨。", "direction"),
        ("在吐鲁番发展光伏发电", "喀什的光伏电站已经并网。", "place"),
        ("在吐鲁番发展光伏发电", "新疆的光伏电站已经并网。", None),
        ("推动铁路货运", "1997年两国签署铁路协议。", "earlier"),
        ("推动铁路货运", "2020年6月2日两国签署铁路协议。", None),
        ("推动铁路货运", "2011年以来铁路货运持续增长。", None),
        ("Build a bypass road", "The bypass road was cancelled in 2022.", "opposite"),
        ("Build a bypass road", "The ministry should build a bypass road.", "repeated"),
    ],
)
def test_traps_are_told(quote, text, expected):
    assert kind_of(quote, text) == expected


def test_a_sentence_that_recommends_is_a_repetition():
    assert kind_of("加强口岸建设", "加强口岸建设，扩大开放。", kind="recommendation") == "repeated"


def test_another_instrument_is_told():
    asked = {"instruments": ("非主权业务",)}
    text = "共实施世界银行贷款项目7个，贷款总额约41亿元。"
    assert kind_of("开展与国际金融组织的非主权业务合作", text, **asked) == "instrument"
    assert kind_of("开展与国际金融组织的非主权业务合作", "非主权业务贷款已落地两笔。", **asked) is None


def test_an_institution_that_is_not_named_is_told():
    asked = {"instruments": ("风险补偿机制",)}
    assert kind_of("建立风险补偿机制", "企业贷款同比增长一成。", **asked) == "instrument"
    assert kind_of("建立风险补偿机制", "风险补偿机制已于去年启动。", **asked) is None
    assert kind_of("利用好风险补偿机制", "去年举办研讨会三次。", **asked) is None


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("推进本币结算", "银行累计发放贷款合计146亿美元，含人民币251亿元。", "unnamed"),
        ("推进本币结算", "跨境人民币结算额同比增长两成。", None),
        ("建设空港物流园", "陆港集装箱货场已投入运营。", "unnamed"),
        ("建设空港物流园", "机场货站已投入运营。", None),
        ("Support patent offices", "The fund was set up in 2022.", "unnamed"),
        ("Support patent offices", "Patents were granted in 2022.", None),
    ],
)
def test_what_a_title_names_must_be_spoken_of(title, text, expected):
    assert kind_of(title, text) == expected


def test_the_scope_tells_the_place_of_what_looks_inward():
    scope = {"scope": "天山北坡经济带生态文明建设战略研究"}
    assert kind_of("改造污水管网", "阿克苏已改造污水管网。", **scope) == "place"
    assert kind_of("改造污水管网", "昌吉已改造污水管网。", **scope) is None


def test_phrases_are_translated_by_their_template():
    spoken = {template: f"<{template}>" for template in (*TEMPLATES.values(), *TRAPS.values())}
    assert translate("about another place: 喀什", spoken.__getitem__) == "<about another place: 喀什>"
    assert translate("a plan, not yet a fact", spoken.__getitem__) == "<a plan, not yet a fact>"
    assert translate("something else", spoken.__getitem__) == "something else"
