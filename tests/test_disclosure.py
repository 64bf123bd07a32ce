"""公开属性: what is kept from the public leaves through no door, and the record's own quote still does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from recommendations import editing, evidence, ledger
from recommendations.choices import Disclosure, EvidenceKind
from recommendations.exceptions import Forbidden, Invalid
from recommendations.intake import NewDocument, ingest
from recommendations.models import Document, Evidence, Recommendation, StoredFile
from tests.admin.conftest import Desk
from tests.api.conftest import ApiClient
from tests.factories import AccountFactory, DocumentFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db
QUOTE = "建议设立产业发展基金。"
SECRETS = ("内部测算", "敏感段落", "会议录音", "机密数字")
KEPT_BACK = [Disclosure.ON_REQUEST, Disclosure.WITHHELD]
CLOSED = ("open", "on_request", "withheld")


def piece(record: Recommendation, kind: EvidenceKind, **fields: Any) -> Evidence:
    made = evidence.record_evidence(stamp(), evidence.NewEvidence(kind, level="outcome", **fields))
    evidence.link(stamp(), made, [record], "supports", "已核对")
    return made


@pytest.fixture(params=KEPT_BACK)
def record(request: pytest.FixtureRequest) -> Recommendation:
    """A public record whose document, and whose pieces of evidence but one, are not open."""
    kept = request.param
    content = f"内部测算显示如下。{QUOTE}随后是敏感段落。"
    document = DocumentFactory(slug="kept", title="内部报告", content=content, disclosure=kept,
                               outline=[{"start": 0, "end": 9, "title": "内部测算", "level": 1}])  # fmt: skip
    record = RecommendationFactory(document=document, quote=QUOTE)
    file = StoredFile.objects.keep("会议录音.txt", "text/plain", "会议录音".encode())
    piece(record, EvidenceKind.FILE, file=file, disclosure=kept)
    piece(record, EvidenceKind.NOTE, text="机密数字", disclosure=kept)
    piece(record, EvidenceKind.PASSAGE, document=document, start=0, end=4)
    piece(record, EvidenceKind.NOTE, text="公报已经刊登")
    RecommendationFactory(title="结果", response_document="kept", response="accepted")
    return record


def doors(record: Recommendation) -> Iterator[str]:
    """Every address a reader without an account can ask about the record, its document and evidence."""
    yield from ("/", "/documents/", "/documents/kept/", "/documents/kept/?at=0", "/documents/kept/?part=1")
    yield from ("/recommendations/", f"/recommendations/{record.ref}/", "/documents/kept/file/")
    yield from (f"/recommendations/{record.ref}/?as_of=2090", "/recommendations/?q=内部测算")
    yield from ("/feeds/recommendations.atom", "/feeds/due.ics")
    api = "/api/v1/"
    yield from (f"{api}documents/", *(f"{api}documents/kept/{door}" for door in ("", "text/", "file/")))
    one = f"{api}recommendations/{record.ref}/"
    yield from (f"{api}recommendations/", one, f"{one}history/", f"{one}evidence/", f"{one}suggestions/")
    yield from (f"{one}progress/", f"{one}?as_of=2090", f"{api}recommendations/?q=敏感段落")
    yield from (f"{api}recommendations/facets/", f"{api}statistics/", f"{api}changes/")
    yield from (f"{api}recommendations/export.{kind}" for kind in ("csv", "jsonl"))
    yield from (f"{api}evidence/", f"{api}evidence-links/", f"{api}evidence/?disclosure=withheld")
    for each in Evidence.objects.all():
        yield from (f"{api}evidence/{each.pk}/", f"{api}evidence/{each.pk}/file/")
        yield f"/evidence/{each.pk}/file/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code < 500, path
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("viewer", [False, True])
def test_no_door_hands_it_to_the_public(record: Recommendation, viewer: bool) -> None:
    clients = [Client(), ApiClient(AccountFactory(role="viewer"))] if viewer else [Client()]
    for client in clients:
        for path in doors(record):
            # An answer may repeat the question, a filter or a search word.
            text = text_of(client, path).replace("q=内部测算", "").replace("q=敏感段落", "")
            asked = path.partition("q=")[2]
            assert not [word for word in SECRETS if word in text and word != asked], path


def test_files_and_text_are_not_there_exactly_as_if_they_never_were(record: Recommendation) -> None:
    client = Client()
    for path in ("/documents/{}/file/", "/api/v1/documents/{}/file/", "/api/v1/documents/{}/text/"):
        there, never = (client.get(path.format(slug)) for slug in ("kept", "never"))
        assert there.status_code == never.status_code == 404, path
    for each in Evidence.objects.exclude(disclosure="open"):
        assert client.get(f"/api/v1/evidence/{each.pk}/").status_code == 404
        assert client.get(f"/evidence/{each.pk}/file/").status_code == 404


def test_quote_title_and_open_evidence_stay_public(record: Recommendation) -> None:
    page = text_of(Client(), f"/recommendations/{record.ref}/")
    assert QUOTE in page and "内部报告" in page and "公报已经刊登" in page
    assert "3 pieces of evidence are not open to the public." in page
    assert "The text and the file of this document are not open" in text_of(Client(), "/documents/kept/")
    row = Client().get("/api/v1/documents/kept/").json()
    assert row["disclosure"] != "open" and row["title"] == "内部报告" and row["warnings"] == []


def test_editors_read_all_of_it(record: Recommendation) -> None:
    client = ApiClient(AccountFactory())
    assert "敏感段落" in client.read("documents/kept/text/").json()["text"]
    assert client.read("documents/kept/file/").status_code == 200
    assert len(client.read(f"recommendations/{record.ref}/evidence/").json()["results"]) == 4
    desk = Desk(AccountFactory())
    assert "敏感段落" in text_of(desk, "/documents/kept/")
    assert "内部测算" in text_of(desk, f"/recommendations/{record.ref}/")


def test_documents_are_open_until_somebody_says_otherwise() -> None:
    record = RecommendationFactory(document=DocumentFactory(slug="free"), quote=QUOTE)
    assert "disclosure" not in ledger.changes_of(record.document)[0].after_state
    assert Client().get("/api/v1/documents/free/text/").status_code == 200
    assert ledger.verify().ok


def test_an_editor_keeps_back_and_only_a_reviewer_opens_again() -> None:
    editor, reviewer = stamp(AccountFactory()), stamp(AccountFactory(role="reviewer"))
    document = DocumentFactory()
    made = piece(RecommendationFactory(), EvidenceKind.NOTE, text="x")
    editing.edit_register(editor, document, {"disclosure": "withheld"})
    evidence.disclose(editor, made, "on_request")
    for act in (
        lambda by: editing.edit_register(by, document, {"disclosure": "open"}),
        lambda by: evidence.disclose(by, made, "open"),
    ):
        with pytest.raises(Forbidden):
            act(editor)
        act(reviewer)
    assert Document.objects.get().disclosure == Evidence.objects.get().disclosure == "open"
    with pytest.raises(Invalid):
        evidence.disclose(editor, made, "secret")


@pytest.mark.parametrize("value", CLOSED)
def test_it_is_set_when_something_comes_in(value: str) -> None:
    new = NewDocument(disclosure=value)
    document, _made = ingest(stamp(), "建议完善教育体系。".encode(), "a.txt", new, candidates=False)
    assert document.disclosure == value
    with pytest.raises(Invalid) as refusal:
        ingest(stamp(), b"text", "b.txt", NewDocument(disclosure="secret"))
    assert refusal.value.errors[0][0] == "disclosure"
    body = {"kind": "note", "text": "x", "disclosure": value}
    assert ApiClient(AccountFactory()).send("evidence/", body).json()["disclosure"] == value


def test_the_admin_sets_it_on_evidence_and_tells_a_second_person() -> None:
    made = piece(RecommendationFactory(), EvidenceKind.NOTE, text="x")
    one, other = Desk(AccountFactory()), Desk(AccountFactory())
    path = f"evidence/{made.pk}/change/"
    first, second = one.page(path), other.page(path)
    assert first.submit({"version": "1"}, disclosure="withheld", reason="涉及个人信息").status == 200
    made.refresh_from_db()
    assert made.disclosure == "withheld"
    late = second.submit({"version": "1"}, disclosure="on_request")
    assert late.status == 412 and "changed this record in the meantime" in late.text
    made.refresh_from_db()
    assert made.disclosure == "withheld"
