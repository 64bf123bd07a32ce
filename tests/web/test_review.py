"""Deciding on candidates and on suggested evidence, with forms and with the keys' background requests."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import ledger
from recommendations.models import Candidate, EvidenceLink, Recommendation
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

from .conftest import Reader, tree, words


@pytest.fixture
def candidate(db: None) -> Candidate:
    ActorFactory(name="商务厅", slug="commerce")
    return CandidateFactory(actors=[{"name": "商务厅", "explicit": True}])


def suggest(**kwargs: Any) -> EvidenceLink:
    row = EvidenceLink(
        evidence=EvidenceFactory(), recommendation=RecommendationFactory(), stance="related", state="suggested",
        score=kwargs.pop("score", 0.8), reasons=["共同的词"], **kwargs,
    )  # fmt: skip
    ledger.create(stamp(), [row])
    return row


def test_candidates_stand_beside_their_text_in_its_order(reviewer: Reader) -> None:
    document = DocumentFactory(content="第一句。建议设立基金。建议完善制度。")
    second = CandidateFactory(document=document, start=11, end=18)
    first = CandidateFactory(document=document, start=4, end=11)
    page = reviewer.see("/review/")
    assert page.xpath("//*[@data-card]/@data-mark") == [f"c{first.pk}", f"c{second.pk}"]
    marks = page.xpath("//a[contains(@class, 'mark-candidate')]")
    assert [words(mark) for mark in marks] == ["建议设立基金。", "建议完善制度。"]


def test_a_candidate_is_accepted_from_the_queue(reviewer: Reader, candidate: Candidate) -> None:
    page = reviewer.see("/review/")
    answer = reviewer.send(page, f"/review/candidates/{candidate.pk}/", "action=accept")
    assert (answer.status_code, answer["Location"]) == (302, "/review/")
    candidate.refresh_from_db()
    record = candidate.recommendation
    assert record is not None and record.quote == candidate.quote and record.published
    assert list(record.actor_links.values_list("actor__slug", flat=True)) == ["commerce"]


def test_a_repeating_candidate_is_merged_by_one_key(reviewer: Reader) -> None:
    record = RecommendationFactory(title="设立产业发展基金")
    candidate = CandidateFactory(alike=[{"ref": record.ref, "score": 0.93}])
    page = reviewer.see("/review/")
    card = page.xpath("//*[@data-card]")[0]
    assert f"Much like {record.ref} 设立产业发展基金 93 %" in words(card)
    assert words(card.xpath(".//button[@data-key='m']")[0]) == f"Merge into {record.ref}"
    reviewer.send(page, f"/review/candidates/{candidate.pk}/", "action=merge")
    candidate.refresh_from_db()
    assert (candidate.state, candidate.recommendation) == ("merged", record)
    assert record.ref in reviewer.see(f"/review/candidates/{candidate.pk}/").text_content()


def test_the_keys_are_answered_in_plain_words(reviewer: Reader, candidate: Candidate) -> None:
    page = reviewer.see("/review/")
    form = next(f for f in page.forms if f.action == f"/review/candidates/{candidate.pk}/")
    values = dict(form.form_values()) | {"action": "reject"}
    keys = {"X-Requested-With": "fetch"}
    answer = reviewer.post(form.action, values, headers=keys)
    assert (answer.status_code, answer.content.decode()) == (200, "Rejected.")
    assert answer["Content-Type"].startswith("text/plain")
    answer = reviewer.post(form.action, values, headers=keys)
    assert (answer.status_code, answer.content.decode()) == (
        409,
        "Somebody decided this already: it is “Rejected”.",
    )


def test_amending_changes_what_is_stored(reviewer: Reader, candidate: Candidate) -> None:
    theme = ThemeFactory()
    path = f"/review/candidates/{candidate.pk}/"
    page = reviewer.see(path)
    assert page.xpath("//textarea[@name='leads']")[0].text.strip() == "商务厅"
    answer = reviewer.send(
        page, path, "action=accept", title="改过的标题", leads="", themes=theme.slug, due_on="2026-06"
    )
    assert answer.status_code == 302
    record = Recommendation.objects.get(title="改过的标题")
    assert (record.due_on, record.actor_links.count(), record.theme_links.get().theme) == (
        "2026-06",
        0,
        theme,
    )


def test_a_deadline_proposes_a_due_date_that_nobody_has_until_somebody_takes_it(reviewer: Reader) -> None:
    document = DocumentFactory(published_on="2025-11")
    chosen, plain, cleared = (CandidateFactory(document=document, deadline="明年3月底前") for _ in range(3))
    queue = reviewer.see("/review/")
    assert "明年3月底前 due 2026-03?" in words(queue.xpath("//*[@data-card]")[0])
    path = f"/review/candidates/{chosen.pk}/"
    page = reviewer.see(path)
    assert "明年3月底前. It proposes 2026-03: change or clear it." in words(page)
    reviewer.send(page, path, "action=accept")
    reviewer.send(queue, f"/review/candidates/{plain.pk}/", "action=accept")
    path = f"/review/candidates/{cleared.pk}/"
    reviewer.send(reviewer.see(path), path, "action=accept", due_on="")
    due = [Candidate.objects.get(pk=each.pk).recommendation.due_on for each in (chosen, plain, cleared)]
    assert due == ["2026-03", "", ""]


def test_the_ticked_get_the_due_date_proposed_for_each_where_that_is_chosen(reviewer: Reader) -> None:
    document = DocumentFactory(published_on="2025-11")
    words_of = ("到2030年", "within six months", "尽快", "年底前")
    rows = [CandidateFactory(document=document, deadline=each) for each in words_of]
    page, path = reviewer.see("/review/"), "/review/candidates/"
    proposed, left = [each.pk for each in rows[:3]], rows[3].pk
    assert reviewer.send(page, path, "action=accept", ids=proposed, proposed_due="on").status_code == 302
    assert reviewer.send(page, path, "action=accept", ids=[left]).status_code == 302
    due = [Candidate.objects.get(pk=each.pk).recommendation.due_on for each in rows]
    assert due == ["2030", "2026-05", "", ""]
    typed = CandidateFactory(document=document, deadline="到2030年")
    reviewer.send(page, path, "action=accept", ids=[typed.pk], proposed_due="on", due_on="2028")
    assert Candidate.objects.get(pk=typed.pk).recommendation.due_on == "2028"


def test_splitting_and_merging(reviewer: Reader) -> None:
    document = DocumentFactory(content="建议设立产业发展基金，完善教育体系。尾")
    candidate = CandidateFactory(document=document)
    path = f"/review/candidates/{candidate.pk}/"
    page = reviewer.see(path)
    refused = tree(reviewer.send(page, path, "action=split", cuts="建议设立产业发展基金\n没有的话"), 400)
    assert "does not stand in the quote" in words(refused)
    assert (
        reviewer.send(page, path, "action=split", cuts="建议设立产业发展基金\n\n完善教育体系").status_code
        == 302
    )
    parts = list(Candidate.objects.filter(state="pending").order_by("start"))
    assert [part.quote for part in parts] == ["建议设立产业发展基金", "完善教育体系"]
    record = RecommendationFactory(document=document, quote="完善教育体系")
    path = f"/review/candidates/{parts[1].pk}/"
    page = reviewer.see(path)
    assert reviewer.send(page, path, "action=merge", into="R999999").status_code == 400
    assert reviewer.send(page, path, "action=merge", into=record.ref).status_code == 302
    assert Candidate.objects.get(pk=parts[1].pk).recommendation == record
    assert "Somebody decided this already" in words(reviewer.see(path))


def test_many_are_decided_at_once(reviewer: Reader) -> None:
    actor, document = ActorFactory(), DocumentFactory()
    high, low, other = (CandidateFactory(document=document, score=score) for score in (0.97, 0.6, 0.5))
    page = reviewer.see("/review/")
    assert reviewer.send(page, "/review/candidates/", "action=above", score="nan").status_code == 400
    assert reviewer.send(page, "/review/candidates/", "action=above", score="0.95").status_code == 302
    states = dict(Candidate.objects.values_list("pk", "state"))
    assert (states[high.pk], states[low.pk]) == ("accepted", "pending")
    answer = reviewer.send(
        page, "/review/candidates/", "action=accept", ids=[low.pk], leads=actor.name, due_on="2027"
    )
    assert answer.status_code == 302
    record = Candidate.objects.get(pk=low.pk).recommendation
    assert record is not None and record.due_on == "2027" and record.actor_links.get().actor == actor
    assert (
        reviewer.send(page, "/review/candidates/", "action=reject", ids=[other.pk, high.pk, "x"]).status_code
        == 302
    )
    assert Candidate.objects.get(pk=other.pk).state == "rejected"
    assert "Every candidate" in words(reviewer.see(f"/review/?document={document.slug}"))


def test_editors_look_and_reviewers_decide(editor: Reader, candidate: Candidate) -> None:
    page = editor.see("/review/")
    assert "deciding is for reviewers" in words(page)
    assert page.xpath("//form[starts-with(@action, '/review/candidates/')]") == []
    assert editor.get(f"/review/candidates/{candidate.pk}/").status_code == 403


def test_suggested_evidence_is_confirmed_with_what_it_says_and_proves(reviewer: Reader) -> None:
    row = suggest(trap="文中写的是将要建立")
    page = reviewer.see("/review/?tab=evidence")
    assert "文中写的是将要建立" in words(page)
    path = f"/evidence-links/{row.pk}/"
    assert reviewer.send(page, path, "action=confirm", effective_on="soon").status_code == 400
    answer = reviewer.send(
        page, path, "action=confirm", stance="supports", level="action", effective_on="2099-01"
    )
    assert (answer.status_code, answer["Location"]) == (302, "/review/?tab=evidence")
    row.refresh_from_db()
    assert (row.state, row.stance, row.level, row.effective_on) == (
        "confirmed",
        "supports",
        "action",
        "2099-01",
    )
    assert reviewer.send(page, path, "action=reject").status_code == 409


def test_both_sides_stand_in_their_sentences_with_what_they_share_marked(reviewer: Reader) -> None:
    asked = DocumentFactory(content="背景情况。建议设立产业发展基金。此后还要评估。最后一句。")
    found = DocumentFactory(
        content="第一句。去年总结。产业发展基金已经设立。教育也有进展。末句。", published_on="2024"
    )
    record = RecommendationFactory(document=asked, quote="建议设立产业发展基金。")
    text = "产业发展基金已经设立。"
    start = found.text.content.index(text)
    piece = EvidenceFactory(kind="passage", document=found, start=start, end=start + len(text), text=text)
    row = EvidenceLink(
        evidence=piece, recommendation=record, stance="supports", state="suggested", score=0.7,
        reasons=["reports what was done"], trap="a plan, not yet a fact",
    )  # fmt: skip
    ledger.create(stamp(), [row])
    card = reviewer.see("/review/?tab=evidence").get_element_by_id(f"link-{row.pk}")
    ours, theirs = card.xpath(".//blockquote")
    assert words(ours) == "背景情况。建议设立产业发展基金。此后还要评估。"
    assert words(theirs) == "去年总结。产业发展基金已经设立。教育也有进展。"
    assert [words(mark) for mark in theirs.xpath("./mark")] == ["产业发展基金", "设立"]
    assert [words(mark) for mark in ours.xpath("./mark")] == ["设立", "产业发展基金"]
    assert "reports what was done" in words(card) and "a plan, not yet a fact" in words(card)


def test_suggestions_are_filtered_by_document_and_score_best_first(reviewer: Reader) -> None:
    document = DocumentFactory(title="甲报告")
    low, high = suggest(score=0.4), suggest(score=0.9)
    piece = EvidenceFactory(kind="passage", document=document, start=0, end=4, text="第一号文")
    own = EvidenceLink(
        evidence=piece, recommendation=RecommendationFactory(), stance="related", state="suggested", score=0.6
    )
    ledger.create(stamp(), [own])

    def shown(query: str) -> list[str]:
        return reviewer.see(f"/review/?tab=evidence{query}").xpath("//*[@data-card]/@id")

    assert shown("") == [f"link-{each.pk}" for each in (high, own, low)]
    assert shown("&score=0.5") == [f"link-{each.pk}" for each in (high, own)]
    assert shown(f"&document={document.slug}") == [f"link-{own.pk}"]
    assert shown("&document=&score=") == shown("")
    assert reviewer.get("/review/?tab=evidence&score=nan").status_code == 400
    assert reviewer.get("/review/?tab=evidence&document=none").status_code == 404


def test_where_a_form_leads_back_is_never_another_site(reviewer: Reader) -> None:
    row = suggest()
    page = reviewer.see("/review/?tab=evidence")
    answer = reviewer.send(page, f"/evidence-links/{row.pk}/", "action=reject", next="https://evil.example/")
    assert answer["Location"] == f"/recommendations/{row.recommendation.ref}/"


@pytest.mark.parametrize("tab", ["candidates", "evidence"])
def test_a_tab_costs_the_same_with_one_row_and_with_ten(reviewer: Reader, tab: str) -> None:
    document, costs = DocumentFactory(), []
    for count in (1, 9):
        for number in range(count):
            CandidateFactory(document=document, deadline="年底前") if tab == "candidates" else suggest(
                score=number / 10
            )
        with CaptureQueriesContext(connection) as queries:
            page = reviewer.see(f"/review/?tab={tab}")
        costs.append(len(queries))
    assert len(page.xpath("//*[@data-card]")) == 10
    assert costs[0] == costs[1]
