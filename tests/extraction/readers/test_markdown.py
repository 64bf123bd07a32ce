"""Markdown: structure kept, signs gone, notes apart."""

from recommendations.extraction import read

SOURCE = """---
author: x
---
# 关于加强管理的意见

各级政府应当**建立**机制[^1]，
明确责任。

3. 建立平台。
4. 强化保障：
   - 资金
   - 人员

| 任务 | 部门 |
|---|---|
| 建平台 | 财政厅 |

<div><p>块中的话。</p><script>x</script></div>

Publish the [plan](http://example.org/) by `June`.

[^1]: 见《年鉴》。
"""


def test_the_text_of_a_file() -> None:
    reading = read(SOURCE.encode(), "paper.md")
    assert reading.text.split("\n") == [
        "关于加强管理的意见",
        "各级政府应当建立机制，明确责任。",
        "3.建立平台。",
        "4.强化保障：",
        "•资金",
        "•人员",
        "任务\t部门",
        "建平台\t财政厅",
        "块中的话。",
        "Publish the plan by June.",
    ]
    assert reading.notes == ("author: x", "1见《年鉴》。")
    assert next((span.kind, span.level) for span in reading.spans) == ("heading", 1)
    assert "Left out 1 × script." in reading.warnings


def test_hard_breaks_separate_and_code_is_text() -> None:
    assert read("第一行  \n第二行\n\n    缩进的段落\n".encode(), "a.markdown").text.split("\n") == [
        "第一行",
        "第二行",
        "缩进的段落",
    ]
