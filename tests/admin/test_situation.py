"""The report, the list on paper and the charts of the worklist: what staff see and where it leads."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument

from recommendations import editing
from recommendations.models import Document, Recommendation
from tests.admin.conftest import Desk
from tests.factories import ActorFactory, DocumentFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db
SITUATION = "/admin/situation/"


@pytest.fixture
def record() -> Recommendation:
    """Answered, overdue, with a progress report for 2025-11, from a document, led by somebody."""
    document = DocumentFactory(slug="paper", title="关于教育的提案")
    record = RecommendationFactory(
        document=document, quote="建议完善教育体系。", actors=[ActorFactory(slug="bureau", name="教育厅")],
        due_on="2020-01", response="accepted",
    )  # fmt: skip
    editing.report_progress(stamp(), record, "2025-11", "已印发实施方案", "缺资金", "年底前验收", "behind")
    RecommendationFactory(title="来信建议")
    return record


def addresses(page: object, pattern: str) -> list[str]:
    return [a.get("href") for a in page.tree.xpath("//main//a") if re.search(pattern, a.get("href") or "")]  # type: ignore[attr-defined]


def test_the_report_shows_both_rates_and_leads_to_its_rows(editor: Desk, record: Recommendation) -> None:
    page = editor.page(f"{SITUATION}?month=2025-11")
    assert page.status == 200 and "November 2025" in page.text
    shown = page.text.replace(" ", "")
    assert "Responserate50.0%1/2" in shown and "Implementationrate(verified)0%0/2" in shown
    assert "已印发实施方案" in page.text and "缺资金" in page.text and "关于教育的提案" in page.text
    links = set(addresses(page, "/admin/recommendations/recommendation/"))
    assert "/admin/recommendations/recommendation/?document=paper&overdue=true" in links
    for link in links:
        assert editor.page(link).status == 200, link


def test_the_report_follows_the_lists_filters(editor: Desk, record: Recommendation) -> None:
    listed = editor.page("recommendation/?document=paper&progress_in=2025-11&ordering=due_on&columns=due_on")
    (address,) = addresses(listed, "situation")
    assert address == f"{SITUATION}?document=paper"
    page = editor.page(address)
    assert "1 recommendations are followed" in page.text and "来信建议" not in page.text
    assert "Document: 关于教育的提案" in page.text


def test_staff_go_on_working_in_the_admin(editor: Desk, record: Recommendation) -> None:
    page = editor.page(f"{SITUATION}?month=2025-11")
    assert not addresses(page, r"^/recommendations/")
    change = f"/admin/recommendations/recommendation/{record.pk}/change/"
    assert addresses(page, "/change/") == [change, change]  # its progress, and what is overdue
    for link in set(addresses(page, r"/recommendation/(\?|$)")):
        listed = editor.page(link).tree.xpath("//table[@id='result_list']/tbody/tr")
        counted = {a.text for a in page.tree.xpath(f"//main//a[@href='{link}']")}
        assert counted == {str(len(listed))}, link


def test_a_past_day_leads_to_the_pages_that_know_the_past(editor: Desk, record: Recommendation) -> None:
    page = editor.page(f"{SITUATION}?as_of=2090")
    links = addresses(page, r"^/recommendations/\?")
    assert links and all("as_of=2090" in link for link in links)
    assert addresses(page, f"{record.ref}/") == [f"/recommendations/{record.ref}/?as_of=2090"]
    assert not addresses(page, "/change/")


@pytest.mark.parametrize(
    "query", ["month=2025-13", "nothing=1", "document=none", "owes_progress=2025", "as_of=yesterday"]
)
def test_what_makes_no_sense_is_said(editor: Desk, query: str) -> None:
    page = editor.page(f"{SITUATION}?{query}")
    assert page.status == 400 and query.partition("=")[0] in page.text
    assert editor.get(f"{SITUATION}word/?{query}").status_code == 400


def test_the_word_document_is_the_same_report(editor: Desk, record: Recommendation) -> None:
    answer = editor.get(f"{SITUATION}word/?month=2025-11&office=督查室")
    assert answer["Content-Disposition"].startswith("attachment; filename")
    word = WordDocument(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "督查室" in texts and any("1 are answered" in text for text in texts)


def test_the_report_is_for_staff(record: Recommendation, client: Desk) -> None:
    for path in (SITUATION, f"{SITUATION}word/", "/admin/recommendations/recommendation/print/"):
        assert client.get(path).status_code == 302


def test_the_list_on_paper_has_all_rows_and_the_chosen_columns(editor: Desk, record: Recommendation) -> None:
    for _number in range(60):
        RecommendationFactory()
    page = editor.page("recommendation/print/?columns=progress&columns=due_on&columns=quote")
    assert len(page.tree.xpath("//main//tbody/tr")) == 62
    heads = [head.text_content() for head in page.tree.xpath("//main//thead//th")]
    assert heads == ["No.", "Recommendation", "Due date", "Quote", "Latest progress"]
    assert "已印发实施方案" in page.text and "建议完善教育体系。" in page.text
    narrowed = editor.page("recommendation/print/?document=paper")
    assert len(narrowed.tree.xpath("//main//tbody/tr")) == 1
    assert editor.page("recommendation/print/?status=none").status == 400


def test_the_list_on_paper_costs_the_same_queries_however_long(editor: Desk) -> None:
    path = "/admin/recommendations/recommendation/print/?columns=progress&columns=leads"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get(path)
        return len(captured)

    RecommendationFactory(actors=[ActorFactory()])
    few = queries()
    for _number in range(5):
        editing.report_progress(stamp(), RecommendationFactory(actors=[ActorFactory()]), "2025-11", "已开工")
    assert queries() == few


def test_charts_lead_to_the_rows_they_count(editor: Desk, record: Recommendation) -> None:
    page = editor.page("/admin/")
    assert "Status of each document" in page.text and "Overdue by lead actor" in page.text
    for link, number in (
        ("/admin/recommendations/recommendation/?document=paper&status=not_assessed", 1),
        ("/admin/recommendations/recommendation/?lead=bureau&overdue=true", 1),
    ):
        assert link in addresses(page, "recommendation/"), link
        assert len(editor.page(link).tree.xpath("//table[@id='result_list']/tbody/tr")) == number


def test_the_chart_by_month_leads_to_the_ledger(editor: Desk, record: Recommendation) -> None:
    RecommendationFactory()
    made = editor.record(record).submit({"do": "evidence"}, kind="note", text="已验收", level="outcome",
                                        effective_on="2024", stance="supports")  # fmt: skip
    assert made.status == 200
    assert editor.record(record).submit({"do": "move", "to": "implemented"}, done="已建成").status == 200
    page = editor.page("/admin/")
    (link,) = set(addresses(page, "change/.*action=report"))
    assert "1 of 1" in editor.page(link).text or "1–1" in editor.page(link).text
    bound = Desk(editor.account)
    bound.account.actors.add(ActorFactory())
    assert "month by month" not in bound.page("/admin/").text


def test_the_worklist_counts_late_responses_and_rechecks(editor: Desk) -> None:
    RecommendationFactory(response_due_on="2020")
    page = editor.page("/admin/")
    assert "1Response overdue" in page.text and "0To be looked at again" in page.text
    assert "/admin/recommendations/recommendation/?look_again_due=true" in addresses(page, "look_again")


def test_the_response_is_set_on_the_record_and_for_many(editor: Desk, record: Recommendation) -> None:
    page = editor.record(record).submit({"do": "edit"}, response_due_on="2026-12", satisfaction="not")
    assert page.status == 200 and "Not satisfied" in page.text
    record.refresh_from_db()
    assert (record.response_due_on, record.satisfaction) == ("2026-12", "not")
    assert Document.objects.count() == 1
