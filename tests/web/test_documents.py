"""Uploading a document, reading it with its marks, and getting the bytes back."""

from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations.models import Candidate, Document
from tests.factories import CandidateFactory, DocumentFactory, RecommendationFactory

from .conftest import Reader, tree, words

TEXT = (
    "关于产业发展的建议\n一、对策建议\n建议省政府设立产业发展基金，支持中小企业。\n应当完善职业教育体系。\n"
)


def upload(reader: Reader, data: bytes, name: str = "建议.txt", **typed: str):
    page = reader.see("/documents/upload/")
    form = next(f for f in page.forms if f.get("id") == "upload")
    return reader.post(
        "/documents/upload/", dict(form.form_values()) | typed | {"file": SimpleUploadedFile(name, data)}
    )


def test_an_uploaded_document_goes_to_review_and_comes_back_byte_for_byte(editor: Reader) -> None:
    data = TEXT.encode("gb18030")
    answer = upload(editor, data, published_on="2024-05", authors="甲\r\n乙")
    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/review/?document={document.slug}")
    assert (document.title, document.authors, document.published_on) == (
        "关于产业发展的建议",
        ["甲", "乙"],
        "2024-05",
    )
    file = editor.get(f"/documents/{document.slug}/file/")
    assert file.content == data
    assert (
        file["Content-Disposition"].startswith("attachment;") and file["X-Content-Type-Options"] == "nosniff"
    )
    assert upload(editor, data)["Location"] == f"/documents/{document.slug}/"
    assert Document.objects.count() == 1


def test_a_file_that_cannot_be_read_is_refused_in_the_user_s_words(editor: Reader) -> None:
    for name, data, said in (
        ("a.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("a.txt", b"", "no text"),
        ("a.exe", b"MZ\x90\x00\x03", "not a text, Word, PDF"),
    ):
        page = tree(upload(editor, data, name, title="留住我"), 400)
        assert said in words(page.xpath("//*[contains(@class, 'dropzone')]")[0]), name
        assert page.xpath("//input[@name='title']/@value") == ["留住我"]
    page = tree(upload(editor, TEXT.encode(), published_on="昨天"), 400)
    assert "This is not a date" in words(page)
    assert not Document.objects.exists()


def test_the_text_is_shown_with_its_recommendations_and_candidates(anonymous: Reader, editor: Reader) -> None:
    content = "第一段开头。建议设立产业发展基金。\n第二段\n应当完善教育体系。"
    document = DocumentFactory(
        content=content, outline=[{"start": 18, "end": 21, "title": "第二段", "level": 1}]
    )
    record = RecommendationFactory(document=document, quote="建议设立产业发展基金。")
    CandidateFactory(document=document, start=22, end=31)
    page = anonymous.see(f"/documents/{document.slug}/")
    (mark,) = page.xpath("//article//a[contains(@class, 'mark')]")
    assert (words(mark), mark.get("href")) == ("建议设立产业发展基金。", f"/recommendations/{record.ref}/")
    assert page.get_element_by_id(record.ref) is not None
    assert page.xpath("//nav//a[@href='#o18']") and page.get_element_by_id("o18").tag == "h3"
    marks = editor.see(f"/documents/{document.slug}/").xpath(
        "//article//a[contains(@class, 'mark-candidate')]"
    )
    assert [words(each) for each in marks] == [Candidate.objects.get().quote]


def test_the_link_from_a_record_finds_the_part_of_a_long_text(anonymous: Reader) -> None:
    content = ("这是很长的一段话。" * 100 + "\n") * 200 + "建议设立产业发展基金。"
    document = DocumentFactory(content=content)
    record = RecommendationFactory(document=document, quote="建议设立产业发展基金。")
    page = anonymous.see(f"/recommendations/{record.ref}/")
    (link,) = page.xpath("//a[starts-with(@href, '/documents/') and contains(@href, '#')]/@href")
    address, _hash, anchor = link.partition("#")
    page = anonymous.see(address)
    assert page.get_element_by_id(anchor) is not None
    assert "4 / 4" in words(page.xpath("//nav[contains(@class, 'pager')]")[0])
