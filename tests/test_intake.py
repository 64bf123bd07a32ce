"""Documents come in, all or nothing; better readers make new texts and quotes are found again."""

from typing import Any
from unittest.mock import patch

import pytest

from recommendations import intake, ledger
from recommendations.choices import Role
from recommendations.exceptions import Forbidden, Invalid
from recommendations.intake import NewDocument, anchoring, place, reread
from recommendations.intake.likeness import alike
from recommendations.models import Candidate, Document, StoredFile, TextVersion
from recommendations.text import safe_name

from .factories import AccountFactory, EvidenceFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db

TEXT = """关于促进产业发展的实施意见

一、主要任务

（一）建立风险补偿机制。自治区财政厅每年安排资金用于风险补偿，并于2030年前建成风险补偿基金。

（二）完善教育体系。各地要加强乡村教师培训，推进义务教育优质均衡发展。
""".encode()


def test_a_document_is_stored_with_text_and_candidates_and_bytes_come_back() -> None:
    document, is_new = intake.ingest(stamp(), TEXT, "意见.txt", NewDocument(published_on="2024-05"))
    assert is_new and document.title == "关于促进产业发展的实施意见"
    assert bytes(StoredFile.objects.get().content) == TEXT
    candidates = list(Candidate.objects.all())
    assert candidates and all(c.text.content[c.start : c.end] == c.quote for c in candidates)
    assert ledger.verify().ok
    assert intake.ingest(stamp(), TEXT, "另名.txt", NewDocument(slug="other")) == (document, False)


def test_a_candidate_that_repeats_a_record_names_it() -> None:
    intake.ingest(stamp(), TEXT, "意见.txt", NewDocument())
    earlier = max(Candidate.objects.all(), key=lambda candidate: len(candidate.quote))
    same = RecommendationFactory(title="建立基金", quote=earlier.quote)
    near = RecommendationFactory(title="别的标题", quote=earlier.quote[:-1] + "呢")
    RecommendationFactory(title="普及教育", quote="推进义务教育普及")
    document, _new = intake.ingest(stamp(), TEXT + "\n尾注。".encode(), "意见二.txt", NewDocument())
    again = Candidate.objects.get(document=document, quote=earlier.quote)
    assert [each["ref"] for each in again.alike] == [same.ref, near.ref]
    assert 1 == again.alike[0]["score"] > again.alike[1]["score"] >= 0.8


def test_one_look_compares_every_record(django_assert_num_queries: Any) -> None:
    for number in range(3):
        RecommendationFactory(title=f"完善风险补偿基金管理办法之{number}")
    with django_assert_num_queries(1):
        (found,) = alike([("完善风险补偿基金管理办法之一", "")])
    assert len(found) == 3


@pytest.mark.parametrize(
    ("data", "name", "new", "field"),
    [
        (b"", "a.txt", {}, "file"),
        (b"PK\x03\x04 broken", "a.docx", {}, "file"),
        (b"%PDF-1.7 broken", "a.pdf", {}, "file"),
        (TEXT, "a.txt", {"kind": "novel"}, "kind"),
        (TEXT, "a.txt", {"slug": "Not A Slug"}, "slug"),
        (TEXT, "a.txt", {"published_on": "yesterday"}, "published_on"),
        (TEXT, "a.txt", {"title": "长" * 501}, "title"),
    ],
)
def test_what_cannot_be_stored_leaves_nothing(
    data: bytes, name: str, new: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        intake.ingest(stamp(), data, name, NewDocument(**new))
    assert refused.value.errors[0][0] == field
    assert not Document.objects.exists() and not StoredFile.objects.exists()


def test_a_failure_while_keeping_candidates_leaves_nothing() -> None:
    failing = patch("recommendations.intake.storing.keep_candidates", side_effect=RuntimeError)
    with failing, pytest.raises(RuntimeError):
        intake.ingest(stamp(), TEXT, "a.txt", NewDocument())
    assert not Document.objects.exists() and not TextVersion.objects.exists()


def test_a_viewer_stores_nothing() -> None:
    with pytest.raises(Forbidden):
        intake.ingest(stamp(AccountFactory(role=Role.VIEWER)), TEXT, "a.txt", NewDocument())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\报告.pdf", "报告.pdf"),
        ("a\r\nb\u202e.txt", "ab.txt"),
        ("..", "document"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_quote_is_placed_by_its_context() -> None:
    content = "甲：建立机制。乙：建立机制。丙：建立机制。"
    assert place(content, "建立机制", "乙：", "。丙", 0) == (9, 13)
    assert place(content, "建立机制", "", "", 18) == (16, 20)
    assert place(content, "没有这句", "", "", 0) is None


def test_a_better_reader_makes_a_new_text_and_everything_moves() -> None:
    document, _new = intake.ingest(stamp(), TEXT, "a.txt", NewDocument(), candidates=False)
    quote = "推进义务教育优质均衡发展"
    record = RecommendationFactory(document=document, quote=quote)
    lost = RecommendationFactory(document=document, quote="每年安排资金用于风险补偿")
    start = document.text.content.index("加强乡村教师培训")
    passage = EvidenceFactory(
        kind="passage", document=document, start=start, end=start + 8, text="加强乡村教师培训"
    )
    old = document.text
    newer = old.content.replace("安排资金", "安排专项资金").replace("一、主要任务\n", "")
    real = anchoring.extract_in_child

    def better(data: bytes, filename: str, **kwargs: object) -> object:
        return real(newer.encode(), "better.txt", **kwargs)

    with patch.object(anchoring, "extract_in_child", better):
        result = reread(stamp(), document, reader_version="next")
    for each in (document, record, lost, passage):
        each.refresh_from_db()
    assert (result.number, result.anchored, result.lost) == (2, 2, 1)
    assert document.text != old and TextVersion.objects.count() == 2
    assert document.text.content[record.start : record.end] == quote == record.quote
    assert document.text.content[passage.start : passage.end] == passage.text
    assert (lost.start, lost.quote) == (None, "每年安排资金用于风险补偿")
    assert ledger.verify().ok


def test_the_same_reader_changes_nothing() -> None:
    document, _new = intake.ingest(stamp(), TEXT, "a.txt", NewDocument(), candidates=False)
    assert reread(stamp(), document).number is None
    assert TextVersion.objects.count() == 1
