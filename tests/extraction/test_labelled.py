from pathlib import Path

import pytest

from recommendations.extraction.labelled import BadLabels, read_folder, read_labelled

LABELLED = Path(__file__).resolve().parents[2] / "fixtures" / "labelled"
DOCUMENT = """---
genre: notice
language: zh
written_by: tests
held_out: false
actor: ?市政府
---
# 关于供暖的通知

#+ ⟦P:一、排查隐患⟧{@市住建局}
+ ⟦组织排查管网⟧，⟦10月底前完成⟧{@供热企业; by=10月底前}。
- 去年改造86公里。

+ ⟦S:市财政局要安排资金⟧{@市财政局}。
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_labels_items_and_plain_text(tmp_path):
    document = read_labelled(written(tmp_path, DOCUMENT))
    assert document.reading.text == (
        "关于供暖的通知\n一、排查隐患\n组织排查管网，10月底前完成。去年改造86公里。\n市财政局要安排资金。"
    )
    assert [sentence.label for sentence in document.sentences] == [0, 1, 1, 0, 1]
    assert [(item.quote, item.level, item.parent) for item in document.items] == [
        ("排查隐患", "parent", None),
        ("组织排查管网", "child", 0),
        ("10月底前完成", "child", 0),
        ("市财政局要安排资金", "child", None),
    ]
    assert [item.actors[0].name for item in document.items] == [
        "市住建局",
        "市住建局",
        "供热企业",
        "市财政局",
    ]
    assert document.items[2].deadline == "10月底前"
    for item in document.items:
        assert document.reading.text[item.start : item.end] == item.quote


@pytest.mark.parametrize("line", ["没有标记。", "+ ⟦没有结束。", "+ 没有开始⟧。"])
def test_bad_marks_are_named_with_their_line(tmp_path, line):
    with pytest.raises(BadLabels, match=r"one\.txt:9"):
        read_labelled(
            written(tmp_path, DOCUMENT.replace("# 关于供暖的通知\n", f"# 关于供暖的通知\n{line}\n", 1))
        )


def test_there_are_forty_documents_in_ten_genres_and_two_languages():
    documents = read_folder(LABELLED / "documents")
    assert len(documents) >= 40
    assert len({document.genre for document in documents}) >= 10
    assert {document.language for document in documents} == {"zh", "en"}
    assert any(not any(sentence.label for sentence in document.sentences) for document in documents)
    assert not any(document.held_out for document in documents)


def test_held_out_documents_are_not_among_those_trained_on():
    held_out = read_folder(LABELLED / "held_out")
    assert all(document.held_out for document in held_out)
    trained = {document.reading.text for document in read_folder(LABELLED / "documents")}
    assert not trained & {document.reading.text for document in held_out}
