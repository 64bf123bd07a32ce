"""Evidence: recording, linking, confirming, withdrawing, and what follows for the recommendation."""

import pytest

from recommendations import evidence, ledger, workflow
from recommendations.choices import Role
from recommendations.exceptions import Forbidden, Invalid, RequirementUnmet, Stale, StateConflict
from recommendations.models import Change, Evidence, EvidenceLink, Recommendation, StoredFile

from .factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    stamp,
)

pytestmark = pytest.mark.django_db


def fresh(record: Recommendation) -> Recommendation:
    return Recommendation.objects.get(pk=record.pk)


def suggested(recommendation: Recommendation) -> EvidenceLink:
    row = EvidenceLink(
        evidence=EvidenceFactory(), recommendation=recommendation, stance="supports", state="suggested",
        score=0.8, reasons=["同名"],
    )  # fmt: skip
    ledger.create(stamp(), [row], action="suggest")
    return EvidenceLink.objects.get(recommendation=recommendation)


def verified() -> tuple[Recommendation, EvidenceLink]:
    record = RecommendationFactory(actors=[ActorFactory()])
    (row,) = evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    reporter, checker = AccountFactory(role=Role.EDITOR), AccountFactory(role=Role.REVIEWER)
    record = workflow.transition(stamp(reporter), fresh(record), workflow.MoveRequest("implemented"))
    record = workflow.decide(stamp(checker), record, "verify")
    assert (record.status, record.verification) == ("implemented", "verified")
    return record, row


def test_a_passage_takes_text_title_and_date_from_its_document() -> None:
    document = DocumentFactory(content="今年已建成平台。", published_on="2023-10-24")
    made = evidence.record_evidence(
        stamp(), evidence.NewEvidence("passage", document=document, start=2, end=7)
    )
    assert (made.text, made.title, made.document_date) == ("已建成平台", document.title, "2023-10-24")


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "url"),
        ({"kind": "link", "url": "ftp://example.org/a"}, "url"),
        ({"kind": "file"}, "file"),
        ({"kind": "note", "text": "  "}, "text"),
        ({"kind": "passage"}, "start"),
        ({"kind": "note", "text": "x", "level": "high"}, "level"),
        ({"kind": "note", "text": "x", "effective_on": "2024-99"}, "effective_on"),
    ],
)
def test_wrong_evidence_is_refused_by_field(new: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        evidence.record_evidence(stamp(), evidence.NewEvidence(**new))
    assert field in [name for name, _text in refused.value.errors]


def test_a_file_is_kept_once() -> None:
    first = StoredFile.objects.keep("a.pdf", "application/pdf", b"same")
    assert StoredFile.objects.keep("b.pdf", "application/pdf", b"same") == first


def test_linking_raises_the_version_and_counts_all_but_baselines() -> None:
    record = RecommendationFactory()
    evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    assert (record.version, record.evidence_count) == (2, 1)
    evidence.link(stamp(), EvidenceFactory(), [record], "baseline")
    assert (record.version, record.evidence_count, len(record.evidence)) == (3, 1, 2)
    assert ledger.verify().ok


def test_one_piece_serves_many_and_a_pair_is_linked_once() -> None:
    records, piece = [RecommendationFactory() for _ in range(3)], EvidenceFactory()
    assert len(evidence.link(stamp(), piece, records, "supports")) == 3
    with pytest.raises(StateConflict):
        evidence.link(stamp(), piece, [RecommendationFactory(), records[0]], "supports")
    assert EvidenceLink.objects.count() == 3


def test_what_is_earlier_can_only_be_a_baseline() -> None:
    record = RecommendationFactory(
        document=DocumentFactory(content="建议。", published_on="2022-05"), quote="建议"
    )
    piece = EvidenceFactory(document_date="2021", effective_on="2021")
    with pytest.raises(Invalid):
        evidence.link(stamp(), piece, [record], "supports")
    evidence.link(stamp(), piece, [record], "baseline")
    same_year = EvidenceFactory(document_date="2022", effective_on="2022")
    evidence.link(stamp(), same_year, [record], "supports")


def test_a_suggestion_changes_nothing_until_a_reviewer_confirms() -> None:
    record = RecommendationFactory()
    row = suggested(record)
    assert (fresh(record).evidence_count, fresh(record).version) == (0, 1)
    with pytest.raises(Forbidden):
        evidence.confirm(stamp(AccountFactory(role=Role.EDITOR)), row, "supports", "action", "2023")
    evidence.confirm(stamp(AccountFactory(role=Role.REVIEWER)), row, "partial", "action", "2023", "属实")
    assert fresh(record).evidence[0]["stance"] == "partial"
    for act in (lambda: evidence.reject(stamp(), row), lambda: evidence.confirm(stamp(), row, "supports")):
        with pytest.raises(StateConflict):
            act()


def test_withdrawing_the_ground_of_a_verified_status_disputes_it() -> None:
    record, row = verified()
    with pytest.raises(Invalid):
        evidence.withdraw(stamp(), row, " ")
    evidence.withdraw(stamp(), row, "材料有误")
    record = fresh(record)
    assert (record.status, record.verification, record.evidence_count) == ("implemented", "disputed", 0)
    assert ledger.verify().ok


def test_contradicting_evidence_disputes_and_another_reviewer_settles() -> None:
    record, _row = verified()
    (against,) = evidence.link(stamp(), EvidenceFactory(), [record], "contradicts", "已停办")
    assert fresh(record).verification == "disputed"
    checker = AccountFactory(role=Role.REVIEWER)
    with pytest.raises(RequirementUnmet):
        workflow.decide(stamp(checker), fresh(record), "verify")
    evidence.withdraw(stamp(), against, "查无此事")
    with pytest.raises(Forbidden):
        workflow.decide(stamp(), fresh(record), "verify")
    assert workflow.decide(stamp(checker), fresh(record), "verify").verification == "verified"


def test_further_evidence_makes_a_verification_stale_but_does_not_dispute_it() -> None:
    record, _row = verified()
    assert not record.verification_stale
    evidence.link(stamp(), EvidenceFactory(), [record], "related")
    record = fresh(record)
    assert record.verification == "verified" and record.verification_stale


def test_a_search_log_serves_unable_to_verify() -> None:
    record = RecommendationFactory()
    request = workflow.MoveRequest("unable_to_verify", look_again_on="2027-01")
    with pytest.raises(RequirementUnmet):
        workflow.transition(stamp(), fresh(record), request)
    evidence.log_search(stamp(), "风险补偿", "自治区政府网站", "2026-11-20", "未见报道", [record])
    assert workflow.transition(stamp(), fresh(record), request).status == "unable_to_verify"
    with pytest.raises(Invalid):
        evidence.log_search(stamp(), "", "网站", "2026", "无", [record])


def test_a_link_keeps_the_archived_copy_and_its_hash() -> None:
    copy = StoredFile.objects.keep("page.html", "text/html", b"<p>notice</p>")
    made = evidence.record_evidence(
        stamp(), evidence.NewEvidence("link", url="https://example.org/a", file=copy)
    )
    assert (made.file, made.archive_sha256) == (copy, copy.sha256)
    own = evidence.record_evidence(stamp(), evidence.NewEvidence("file", file=copy))
    assert own.archive_sha256 == ""


def test_a_file_has_versions_in_one_chain() -> None:
    files = [StoredFile.objects.keep(f"{n}.txt", "text/plain", f"版本{n}".encode()) for n in range(3)]
    first = evidence.record_evidence(stamp(), evidence.NewEvidence("file", file=files[0]))
    record = RecommendationFactory()
    evidence.link(stamp(), first, [record], "supports")
    second = evidence.record_evidence(stamp(), evidence.NewEvidence("file", file=files[1], replaces=first))
    assert second.replaces == first and list(first.replaced_by.all()) == [second]
    assert not second.links.exists() and first.links.get().state == "confirmed"
    with pytest.raises(StateConflict):
        evidence.record_evidence(stamp(), evidence.NewEvidence("file", file=files[2], replaces=first))


def test_only_another_file_is_a_new_version() -> None:
    file = StoredFile.objects.keep("a.txt", "text/plain", b"a")
    first = evidence.record_evidence(stamp(), evidence.NewEvidence("file", file=file))
    for new in (
        evidence.NewEvidence("file", file=file, replaces=first),
        evidence.NewEvidence("note", text="x", replaces=first),
        evidence.NewEvidence("file", file=file, replaces=EvidenceFactory()),
    ):
        with pytest.raises(Invalid) as refused:
            evidence.record_evidence(stamp(), new)
        assert [name for name, _message in refused.value.errors] == ["replaces"]


def stored(content: str) -> StoredFile:
    return StoredFile.objects.keep(f"{content}.txt", "text/plain", content.encode())


def filed() -> tuple[Evidence, list[EvidenceLink]]:
    """A file that counts for two recommendations, each in its own way."""
    new = evidence.NewEvidence(
        "file", title="验收报告", file=stored("一"), level="action", disclosure="on_request"
    )
    piece = evidence.record_evidence(stamp(), new)
    (one,) = evidence.link(
        stamp(), piece, [RecommendationFactory()], "supports", "已核对", effective_on="2024"
    )
    (two,) = evidence.link(stamp(), piece, [RecommendationFactory()], "partial", level="outcome")
    return piece, [one, two]


def test_a_new_version_goes_on_for_what_is_named_and_the_old_links_stay() -> None:
    piece, (one, two) = filed()
    made = evidence.new_version(stamp(), piece, stored("二"), {one.pk: one.version}, "补了附件", "2025-01")
    assert (made.replaces, made.title, made.text, made.document_date) == (
        piece,
        "验收报告",
        "补了附件",
        "2025-01",
    )
    assert (made.level, made.disclosure) == ("action", "on_request")
    link = made.links.get()
    assert (link.recommendation, link.stance, link.level) == (one.recommendation, "supports", "action")
    assert (link.effective_on, link.reason, link.state) == ("2024", "已核对", "confirmed")
    assert (
        piece.links.filter(state="confirmed").count() == 2 and fresh(one.recommendation).evidence_count == 2
    )
    assert fresh(two.recommendation).evidence_count == 1 and ledger.verify().ok


def test_a_new_version_is_refused_where_others_changed_what_was_seen() -> None:
    piece, (one, two) = filed()
    seen, before = {one.pk: one.version, two.pk: two.version}, Change.objects.count()
    with pytest.raises(Invalid):
        evidence.new_version(stamp(), piece, piece.file, seen)
    with pytest.raises(Invalid) as refused:
        evidence.new_version(stamp(), piece, stored("二"), {10**6: 1})
    assert refused.value.errors[0][0] == "links" and Change.objects.count() == before
    evidence.withdraw(stamp(), EvidenceLink.objects.get(pk=two.pk), "不实")
    with pytest.raises(Stale):
        evidence.new_version(stamp(), piece, stored("二"), seen)
    with pytest.raises(Invalid):
        evidence.new_version(stamp(), piece, stored("二"), {two.pk: two.version + 1})
    opened = Evidence.objects.get(pk=piece.pk)
    evidence.disclose(stamp(), piece, "withheld")
    with pytest.raises(Stale):
        evidence.new_version(stamp(), opened, stored("二"), {})
    evidence.new_version(stamp(), piece, stored("二"), {})
    with pytest.raises(StateConflict):
        evidence.new_version(stamp(), piece, stored("三"), {})


def test_a_link_is_given_its_archived_copy_once() -> None:
    made = evidence.record_evidence(stamp(), evidence.NewEvidence("link", url="https://example.org/a"))
    opened = Evidence.objects.get(pk=made.pk)
    evidence.disclose(stamp(), made, "on_request")
    with pytest.raises(Stale):
        evidence.archive(stamp(), opened, stored("网页"))
    evidence.archive(stamp(), made, stored("网页"))
    assert (made.file, made.archive_sha256) == (stored("网页"), stored("网页").sha256)
    assert ledger.changes_of(made)[-1].after_state["archive_sha256"] == made.archive_sha256
    with pytest.raises(StateConflict):
        evidence.archive(stamp(), made, stored("别的"))
    with pytest.raises(Invalid):
        evidence.archive(stamp(), EvidenceFactory(), stored("网页"))


def test_later_files_are_for_those_who_may_write_all_it_bears_on() -> None:
    piece, _links = filed()
    bound = AccountFactory(role=Role.EDITOR, actors=[ActorFactory()])
    (link,) = evidence.link(
        stamp(), evidence.record_evidence(stamp(), evidence.NewEvidence("link", url="https://example.org/a")),
        [RecommendationFactory()], "related",
    )  # fmt: skip
    for act in (
        lambda: evidence.new_version(stamp(bound), piece, stored("二"), {}),
        lambda: evidence.archive(stamp(bound), link.evidence, stored("网页")),
    ):
        with pytest.raises(Forbidden):
            act()
