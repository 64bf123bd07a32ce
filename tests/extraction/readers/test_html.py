"""Web pages: what is text and what is around it; nothing is fetched, nothing lost without a word."""

import pytest

from recommendations.extraction import Reading, UnreadableDocument, read

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>标题</title><style>p {{}}</style></head><body>
<header><a href="/">首页</a><ul><li><a href="/a">政务</a></li><li><a href="/b">公开</a></li></ul></header>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; 通知</div>
<div class="content"><h1>关于加强管理的意见</h1><script>alert(1)</script>
<p>　　各级<b>政府</b>应&nbsp;当建立机制&mdash;&mdash;明确责任。<br>　　抓好落实。</p>
<h2>重点任务</h2>
<ol><li>建立平台。</li><li>强化保障：<ol type="a"><li>资金</li></ol></li></ol><ul><li>其他</li></ul>
<table><tr><th>任务</th><th>部门</th></tr><tr><td>建平台</td><td><p>财政厅、</p><p>商务厅</p></td></tr></table>
<p style="display: none">看不见</p></div>
<footer>版权所有</footer><iframe src="http://evil.example/"></iframe></body></html>"""
TEXT = [
    "关于加强管理的意见",
    "各级政府应当建立机制——明确责任。",
    "抓好落实。",
    "重点任务",
    "1.建立平台。",
    "2.强化保障：",
    "a.资金",
    "•其他",
    "任务\t部门",
    "建平台\t财政厅、商务厅",
]


def page(markup: str, name: str = "page.html") -> Reading:
    return read(markup.encode(), name)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_the_text_of_a_page(charset: str) -> None:
    reading = read(PAGE.format(charset=charset).encode(charset), "page.htm")
    assert reading.text.split("\n") == TEXT
    assert [(span.kind, span.level) for span in reading.spans if span.level] == [
        ("heading", 1),
        ("heading", 2),
    ]


def test_what_is_left_out_is_said() -> None:
    reading = page(PAGE.format(charset="utf-8"))
    assert {"首页|•政务|•公开", "当前位置：首页>通知", "版权所有"} <= {
        note.replace(" ", "") for note in reading.notes
    }
    said = " ".join(reading.warnings)
    assert all(word in said for word in ("script", "iframe", "hidden", "Menus"))


def test_a_list_of_links_is_a_menu_and_a_list_of_measures_is_not() -> None:
    menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(5))
    measures = "".join(f"<li>落实第{n}项措施，详见<a href='/'>附件</a>。</li>" for n in range(5))
    assert page(f"<html><ul>{menu}</ul><ul>{measures}</ul></html>").text.count("\n") == 4


def test_text_is_not_furniture_for_its_name_or_its_length() -> None:
    measure = "各级政府应当建立健全工作机制，明确责任分工，落实各项任务。" * 30
    assert page(f'<html><div class="main share">{measure}</div></html>').text == measure
    assert (
        page('<html><div class="menu">各级政府应当建立机制。</div></html>').text == "各级政府应当建立机制。"
    )


def test_footnotes_of_a_page() -> None:
    reading = page(
        '<html><p>建立机制<sup><a href="#fn1">1</a></sup>，保护30 km<sup>2</sup>湿地。</p>'
        '<section class="footnotes"><ol><li id="fn1">见《年鉴》。<a href="#r">↩</a></li></ol></section></html>'
    )
    assert reading.text == "建立机制，保护30 km²湿地。"
    assert reading.notes == ("1.见《年鉴》。",)


def test_a_table_that_lays_out_the_page_is_not_data() -> None:
    reading = page("<html><table><tr><td><h1>标题</h1><p>第一段。</p></td><td>侧栏</td></tr></table></html>")
    assert reading.text.split("\n") == ["标题", "第一段。", "侧栏"]
    assert "table" not in {span.kind for span in reading.spans}


def test_preformatted_text_is_unwrapped() -> None:
    lines = [
        "各级政府应当建立健全工作机制，明确责任分",
        "工，落实各项任务，加强监督检查和评估，确保",
        "取得实效，并向上级部门报告工作进展和存在问",
        ("题，及时研究解决困难，推动各项政策全面落地"),
        "见效。",
    ]
    assert page("<html><pre>" + "\n".join(lines) + "</pre></html>").text == "".join(lines)


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        page('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html>&x;</html>')
    assert refusal.value.code == "doctype"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        page("<html><body><script>x</script></body></html>")
    assert refusal.value.code == "empty"
