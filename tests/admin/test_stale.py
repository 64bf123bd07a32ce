"""Two people at once, in every form that edits: the first is kept, the second told, nothing typed is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from recommendations import desk, editing, evidence, jobs, ledger, webhooks, workflow
from recommendations.admin import site
from recommendations.admin.recommendations.desk_forms import FORMS
from recommendations.choices import Duty, JobKind, LetterKind
from recommendations.models import (
    Account,
    Actor,
    Assignment,
    Candidate,
    Change,
    Contact,
    Document,
    Evidence,
    EvidenceLink,
    ExtensionRequest,
    Job,
    Letter,
    LetterTemplate,
    Mail,
    ProgressReport,
    Recommendation,
    Record,
    ReportingLink,
    RoleName,
    StatusClass,
    StoredFile,
    Theme,
    WebhookEndpoint,
)
from tests.admin.conftest import Desk, Page
from tests.admin.test_together import choose
from tests.factories import (
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
EDIT = {"do": "edit"}
MakeDesk = Callable[..., Desk]


def test_the_record_form(editor: Desk) -> None:
    lead, other, theme = ActorFactory(name="财政厅"), ActorFactory(name="教育厅"), ThemeFactory()
    record = RecommendationFactory(title="旧题", actors=[lead], themes=[theme], due_on="2025-06")
    opened = editor.record(record)
    first = {"title": "先改的题", "actors": [other.slug], "priority": "high"}
    editing.edit(stamp(AccountFactory(username="张三")), record, first)

    page = opened.submit(EDIT, title="后改的题", summary="后写的摘要")
    assert page.status == 412
    assert "张三 changed this record in the meantime" in page.text
    rows = {
        row.find("th").text_content().split()[0]: row
        for row in page.tree.xpath("//section[@role='alert']//tr")[1:]
    }
    assert "旧题" in rows["Title"].text_content() and "先改的题" in rows["Title"].text_content()
    assert "you too" in rows["Title"].text_content() and "you too" not in rows["Priority"].text_content()
    record.refresh_from_db()
    assert (record.title, record.summary) == ("先改的题", "")

    page = page.submit(EDIT)
    assert page.status == 200 and "Saved." in page.text
    record.refresh_from_db()
    assert (record.title, record.summary, record.priority) == ("后改的题", "后写的摘要", "high")
    assert [link.actor for link in record.actor_links.all()] == [other]
    assert [link.theme for link in record.theme_links.all()] == [theme]


def test_an_error_keeps_emptied_and_added_choices(editor: Desk) -> None:
    theme = ThemeFactory()
    record = RecommendationFactory(due_on="2025-06")
    page = editor.record(record).submit(EDIT, themes=[str(theme.pk)], due_on="2026-06", reason="")
    assert page.status == 422 and "Moving a due date needs a reason." in page.text
    page = page.submit(EDIT, reason="审批延后")
    assert [link.theme for link in record.theme_links.all()] == [theme]
    record.refresh_from_db()
    assert (record.due_on, record.first_due_on) == ("2026-06", "2025-06")


def test_an_untouched_form_leaves_no_trace(editor: Desk) -> None:
    record = RecommendationFactory(
        summary="两行\n摘要", actors=[ActorFactory(), ActorFactory()], themes=[ThemeFactory()],
        instruments=["基金"], places=["新疆"], due_on="2025", priority="low",
    )  # fmt: skip
    page = editor.record(record).submit(EDIT)
    assert page.status == 200
    record.refresh_from_db()
    assert record.version == 1


def test_a_move(editor: Desk) -> None:
    record = RecommendationFactory(actors=[ActorFactory()])
    opened = editor.record(record)
    editing.edit(stamp(), record, {"title": "先改的题"})
    page = opened.submit({"do": "move", "to": "in_progress"}, reason="已启动", on="2024")
    assert page.status == 412 and "先改的题" in page.text
    assert page.tree.xpath("//details[@open]//textarea[@name='reason']")[0].text.strip() == "已启动"
    page = page.submit({"do": "move", "to": "in_progress"})
    record.refresh_from_db()
    assert record.status == "in_progress"


def register(record: Record) -> Record:
    return editing.new_register(stamp(), record)


def endpoint() -> WebhookEndpoint:
    return webhooks.new_endpoint(stamp(), "https://example.org/hook", AccountFactory())[0]


def suggestion(record: Recommendation | None = None) -> EvidenceLink:
    row = EvidenceLink(
        evidence=EvidenceFactory(), recommendation=record or RecommendationFactory(), stance="supports",
        state="suggested", score=0.7,
    )  # fmt: skip
    ledger.create(stamp(), [row])
    return row


def letter() -> Letter:
    records, day = [RecommendationFactory()], timezone.localdate()
    return desk.write_letter(stamp(), LetterKind.REMINDER, "催〔2026〕1号", ActorFactory(), records, day)


def progress(record: Recommendation, **fields: str) -> ProgressReport:
    report = ProgressReport(recommendation=record, period="2026-05", content="已开工", **fields)
    ledger.create(stamp(), [report])
    return report


def extension(record: Recommendation) -> ExtensionRequest:
    return desk.request_extension(stamp(), record, "2091-01", "审批未完成")


@dataclass(frozen=True)
class Register:
    """``both`` is what the two change, ``own`` what only the second does."""

    make: Callable[[], Any]
    both: tuple[str, str, str]
    own: tuple[str, str]


REGISTERS: dict[type[Any], Register] = {
    Actor: Register(ActorFactory, ("name", "先改", "后改"), ("name_en", "Second")),
    Theme: Register(ThemeFactory, ("name", "先改", "后改"), ("name_en", "Second")),
    Document: Register(DocumentFactory, ("title", "先改", "后改"), ("publisher", "Second")),
    Account: Register(AccountFactory, ("display_name", "先改", "后改"), ("email", "second@example.org")),
    Contact: Register(
        lambda: register(Contact(actor=ActorFactory(), duty=Duty.CONTACT, name="原名")),
        ("name", "先改", "后改"), ("phone", "010-1"),
    ),
    StatusClass: Register(
        lambda: register(StatusClass(status="planned", label="乙")), ("label", "先改", "后改"),
        ("document_kind", "report"),
    ),
    RoleName: Register(
        lambda: register(RoleName(role="lead", label="主办")), ("label", "先改", "后改"),
        ("document_kind", "report"),
    ),
    WebhookEndpoint: Register(
        endpoint, ("url", "https://example.org/first", "https://example.org/second"), ("active", "")
    ),
}  # fmt: skip
OTHER_FORMS: dict[type[Any], Callable[[], Any]] = {
    Recommendation: RecommendationFactory, Candidate: CandidateFactory, Evidence: EvidenceFactory,
    EvidenceLink: suggestion,
}  # fmt: skip
WITHOUT_A_FORM: dict[type[Any], Callable[[], Any]] = {
    Assignment: lambda: desk.assign(stamp(), [RecommendationFactory()], ActorFactory())[0],
    ExtensionRequest: lambda: extension(RecommendationFactory(due_on="2090-01")),
    ProgressReport: lambda: progress(RecommendationFactory()),
    Letter: letter,
    LetterTemplate: lambda: desk.keep_template(stamp(), LetterKind.REMINDER, "催办函", "a.docx", desk.built_in()),
    ReportingLink: lambda: desk.make_link(stamp(), ActorFactory())[0],
    Job: lambda: jobs.ask(stamp().by, JobKind.REMIND, {}, timezone.now(), key="remind"),
    Mail: lambda: Mail.objects.create(address="a@example.org", subject="a", text="a", begun_at=timezone.now()),
    Change: lambda: stamp() and Change.objects.first(),
}  # fmt: skip


def test_every_change_form_of_the_admin_has_a_case_here(administrator: Desk) -> None:
    cases = {model: each.make for model, each in REGISTERS.items()} | OTHER_FORMS | WITHOUT_A_FORM
    assert set(cases) == set(site._registry)
    with_a_form = set()
    for model, make in cases.items():
        answer = administrator.get(f"/admin/recommendations/{model._meta.model_name}/{make().pk}/change/")
        if answer.status_code == 200:
            tree = Page(administrator, answer, "").tree
            if tree.xpath("//main//form//button[not(@type='button')] | //main//form//input[@type='submit']"):
                with_a_form.add(model)
    assert with_a_form == {*REGISTERS, *OTHER_FORMS}


@pytest.mark.parametrize("model", list(REGISTERS))
def test_registers(administrator: Desk, model: type[Any]) -> None:
    case = REGISTERS[model]
    row = case.make()
    (both, first, second), (own, typed) = case.both, case.own
    before = getattr(row, own)
    opened = administrator.page(f"{model._meta.model_name}/{row.pk}/change/")
    edit = webhooks.change_endpoint if model is WebhookEndpoint else editing.edit_register
    edit(stamp(), row, {both: first})

    values = {both: second, own: typed or None}
    page = opened.submit({"version": "1"}, **values)
    assert page.status == 412
    assert "founder changed this record in the meantime" in page.text and "you too" in page.text
    row = model.objects.get(pk=row.pk)
    assert (getattr(row, both), getattr(row, own)) == (first, before)
    page = page.submit({"version": str(row.version)})
    row = model.objects.get(pk=row.pk)
    assert (getattr(row, both), getattr(row, own)) == (second, typed or False)


@dataclass(frozen=True)
class Act:
    """Two people open the record; both send the form ``do``, or the first another one.

    ``status`` is what the second is answered; 200 where both only add. ``typed`` is what the second wrote.
    ``again`` says that the second may look, and send the same form once more.
    """

    do: str
    second: dict[str, Any]
    first: dict[str, Any] = field(default_factory=dict)
    first_do: str = ""
    status: int = 409
    typed: str = "后写的话"
    again: bool = False
    prepare: Callable[[Recommendation], Any] = lambda record: None

    def __str__(self) -> str:
        return f"{self.do}-{self.first_do}" if self.first_do else self.do


def hand_over(record: Recommendation) -> None:
    desk.assign(stamp(), [record], Actor.objects.get(slug="first"))


def report_it(record: Recommendation) -> None:
    evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    request = workflow.MoveRequest("implemented", done="已建成", on="2026-05")
    workflow.transition(stamp(), record, request)


NOTE = {"kind": "note", "stance": "related"}
SEARCH = {"what": "基金", "where": "官网", "searched_on": "2026-05", "result": "无"}
ACTS = [
    Act("edit", {"title": "后写的话"}, {"title": "先写的话"}, status=412, again=True),
    Act("move", {"to": "planned", "reason": "后写的话", "due_on": "2027"}, {"title": "新题"}, "edit", 412,
        again=True),
    Act("move", {"to": "planned", "reason": "后写的话", "due_on": "2027"},
        {"to": "planned", "reason": "先写的话", "due_on": "2026-12"}, status=412),
    Act("decide", {"decision": "return", "reason": "后写的话"}, {"decision": "verify"}, status=412,
        prepare=report_it),
    Act("decide", {"decision": "dispute", "reason": "后写的话"}, {"title": "新题"}, "edit", 412, again=True,
        prepare=report_it),
    Act("evidence", NOTE | {"text": "后写的话"}, NOTE | {"text": "先写的话"}, status=200),
    Act("link", {"decision": "reject", "reason": "后写的话"}, {"decision": "confirm"}, prepare=suggestion),
    Act("progress", {"period": "2026-05", "text": "后写的话"}, {"period": "2026-05", "text": "先写的话"},
        again=True),
    Act("search", SEARCH | {"result": "后写的话"}, SEARCH, status=200),
    Act("assign", {"actor": "second", "reason": "后写的话"}, {"actor": "first"}, status=412),
    Act("receive", {}, typed="", prepare=hand_over),
    Act("decline", {"proposed_actor": "second", "reason": "后写的话"}, {}, "receive", prepare=hand_over),
    Act("reassign", {"actor": "third", "reason": "后写的话"}, {"actor": "second"}, prepare=hand_over),
    Act("reassign", {"actor": "third", "reason": "后写的话"}, {}, "receive", 412, again=True,
        prepare=hand_over),
    Act("extend", {"new_due_on": "2092-01", "reason": "后写的话"}, {"new_due_on": "2091-01", "reason": "先"}),
    Act("answer", {"decision": "refuse", "answer": "后写的话"}, {"decision": "approve"}, prepare=extension),
    Act("answer", {"decision": "approve", "answer": "后写的话"}, {"due_on": "2093-01", "reason": "改期"},
        "edit", 412, again=True, prepare=extension),
    Act("draft", {"decision": "discard", "reason": "后写的话"}, {"decision": "file"},
        prepare=lambda record: progress(record, state="draft", submitted_by="王五")),
]  # fmt: skip


def sent(act: str, values: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """The hidden values that tell the form, and what is typed into it; actors by their slug."""
    hidden = {"do": act} | {name: values[name] for name in ("to",) if name in values}
    if act == "decide":
        hidden["decision"] = values["decision"]
    slugs = ("actor", "proposed_actor")
    return hidden, {
        name: str(Actor.objects.get(slug=value).pk) if name in slugs else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_every_form_of_the_record_page(make_desk: MakeDesk, act: Act) -> None:
    for slug in ("first", "second", "third"):
        ActorFactory(slug=slug)
    record = RecommendationFactory(due_on="2090-01", title="原题")
    act.prepare(record)
    one, two = make_desk("reviewer", username="张三"), make_desk("reviewer")
    opened = two.record(record)
    hidden, values = sent(act.first_do or act.do, act.first)
    done = one.record(record).submit(hidden, **values)
    assert done.status == 200, done.text[:300]
    after_first = Change.objects.count()

    hidden, values = sent(act.do, act.second)
    page = opened.submit(hidden, **values)
    assert page.status == act.status, page.text[:300]
    if act.status == 200:
        assert Change.objects.count() > after_first and "后写的话" in page.text
        return
    assert Change.objects.count() == after_first
    assert page.tree.xpath("//*[contains(@class, 'errorlist') or contains(@class, 'messagelist')]")
    fields = [*page.tree.xpath("//main//textarea/text()"), *page.tree.xpath("//main//input/@value")]
    assert act.typed in page.text or any(act.typed in each for each in fields)
    if act.again:
        page = page.submit(hidden, **{n: v for n, v in values.items() if n in ("decision", "to")})
        assert page.status == 200 and Change.objects.count() > after_first, page.text[:300]


def test_no_form_of_the_record_page_is_missing_here() -> None:
    folder = Path(__file__).parents[2] / "recommendations" / "templates" / "recommendations_admin"
    texts = [(folder / f"{name}.html").read_text() for name in ("record", "_desk", "_panel", "_act")]
    named = re.findall(r'(?:name="do" value|\bdo)="(\w+)"', "".join(texts))
    assert {act.do for act in ACTS} == {*named, *FORMS}


def test_who_has_it_is_not_taken_away_unseen_where_nobody_changed_the_record(make_desk: MakeDesk) -> None:
    first, second = ActorFactory(name="财政厅"), ActorFactory()
    record = RecommendationFactory(actors=[first])
    two = make_desk("editor")
    opened, chosen = two.record(record), choose(two, "assign", record)
    preview = chosen.submit({"action": "assign"}, step="preview", actor=str(second.pk), days="5")
    desk.assign(stamp(), [record], first)
    assert record.version == 1
    page = opened.submit({"do": "assign"}, actor=str(second.pk), reason="后写的话")
    assert (
        page.status == 409 and "was handed to 财政厅 in the meantime" in page.text and "后写的话" in page.text
    )
    page = preview.submit({"action": "assign"}, step="save")
    assert "1 refused" in page.text and "was handed to 财政厅 in the meantime" in page.text
    assert [a.actor for a in record.assignments.all()] == [first]


def test_two_people_report_the_same_month_in_the_grid(make_desk: MakeDesk) -> None:
    actor = ActorFactory(slug="jyt")
    shared, own = RecommendationFactory(actors=[actor]), RecommendationFactory(actors=[actor])
    address = "/admin/progress/?actor=jyt&period=2026-05"
    one, two = make_desk("editor", username="张三"), make_desk("editor")
    opened = two.page(address)
    one.page(address).submit({"actor": "jyt"}, **{f"text-{shared.pk}": "先写的话"})
    page = opened.submit({"actor": "jyt"}, **{f"text-{shared.pk}": "后写的话", f"text-{own.pk}": "另一件"})
    assert "1 item reported" in page.text and "张三 reported 2026-05 in the meantime: “先写的话”" in page.text
    assert page.tree.xpath(f"//textarea[@name='text-{shared.pk}']")[0].text.strip() == "后写的话"
    assert [report.content for report in shared.progress.all()] == ["先写的话"]
    assert "1 item reported" in page.submit({"actor": "jyt"}).text
    assert {report.content for report in shared.progress.all()} == {"先写的话", "后写的话"}


def test_a_candidate_decided_by_somebody_else(make_desk: MakeDesk) -> None:
    candidate = CandidateFactory()
    one, two = make_desk("reviewer"), make_desk("reviewer")
    path = f"candidate/{candidate.pk}/change/"
    opened, listed = two.page(path), two.page("candidate/?state__exact=pending")
    one.page(path).submit({}, decision="reject", reason="不是建议")
    page = opened.submit({}, decision="accept", title="后写的题", reason="后写的话")
    assert page.status == 409 and "Somebody decided this already" in page.text
    assert "后写的题" in page.text and "后写的话" in page.text
    action = {"_selected_action": [str(candidate.pk)], "action": "accept_selected", "select_across": "0"}
    page = listed.submit({"select_across": "0"}, **action)
    assert "Somebody decided this already" in page.response.content.decode()
    candidate.refresh_from_db()
    assert candidate.state == "rejected"


def test_a_link_decided_by_somebody_else(make_desk: MakeDesk) -> None:
    link = suggestion()
    two, path = make_desk("reviewer"), f"evidencelink/{link.pk}/change/"
    opened = two.page(path)
    evidence.confirm(stamp(), link, "supports")
    page = opened.submit({}, decision="reject", reason="后写的话")
    assert page.status == 409 and "Somebody decided this already" in page.text
    assert page.tree.xpath("//main//input[@name='reason']/@value") == ["后写的话"]

    opened = two.page(path)
    evidence.withdraw(stamp(), link, "先撤回")
    evidence.link(stamp(), link.evidence, [link.recommendation], "partial", "重新认定")
    page = opened.submit({}, decision="withdraw", reason="后写的话")
    link.refresh_from_db()
    assert page.status == 412 and "重新认定" in page.text and link.state == "confirmed"
    assert page.submit({}, decision="withdraw").status == 200
    link.refresh_from_db()
    assert (link.state, link.reason) == ("withdrawn", "后写的话")


def test_the_disclosure_of_evidence(make_desk: MakeDesk) -> None:
    piece, reviewer = EvidenceFactory(), make_desk("reviewer")
    opened = reviewer.page(f"evidence/{piece.pk}/change/")
    evidence.disclose(stamp(), piece, "on_request", "先改的话")
    page = opened.submit({}, disclosure="withheld", reason="后写的话")
    piece.refresh_from_db()
    assert page.status == 412 and piece.disclosure == "on_request"
    assert page.tree.xpath("//main//input[@name='reason']/@value") == ["后写的话"]
    assert page.tree.xpath("//section[@role='alert']//tr")
    assert page.submit({}).status == 200
    piece.refresh_from_db()
    assert piece.disclosure == "withheld"


def file_of(content: bytes) -> StoredFile:
    return StoredFile.objects.keep("a.txt", "text/plain", content)


def upload() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("b.txt", b"second")}


def test_a_new_version_of_a_file(make_desk: MakeDesk) -> None:
    piece = evidence.record_evidence(stamp(), evidence.NewEvidence("file", title="报告", file=file_of(b"0")))
    evidence.link(stamp(), piece, [RecommendationFactory()], "supports")
    two = make_desk("editor")
    opened = two.page(f"evidence/{piece.pk}/change/")
    evidence.disclose(stamp(), piece, "on_request", "先改的话")
    page = opened.submit({"do": "file"}, files=upload(), text="后写的话")
    assert page.status == 412 and page.tree.xpath("//section[@role='alert']//tr")
    assert page.tree.xpath("//main//textarea/text()")[0].strip() == "后写的话"

    evidence.new_version(stamp(), piece, file_of(b"1"), {})
    page = page.submit({"do": "file"}, files=upload())
    assert page.status == 409 and "There is a newer version of this file already" in page.text
    assert "后写的话" in page.text and not page.has_form(do="file") and Evidence.objects.count() == 2

    newer = two.page(f"evidence/{piece.replaced_by.get().pk}/change/")
    assert "Nothing yet." in newer.text and file_of(b"0").sha256 in newer.text
    page = newer.submit({"do": "file"}, files=upload())
    assert page.status == 200 and "Replaced by a new version" in page.text
    assert all(file_of(content).sha256 in page.text for content in (b"0", b"1", b"second"))


def test_an_archived_copy_of_a_link(make_desk: MakeDesk) -> None:
    new = evidence.NewEvidence("link", url="https://example.org/a")
    one, two = (evidence.record_evidence(stamp(), new) for _number in range(2))
    desk = make_desk("editor")
    opened = desk.page(f"evidence/{one.pk}/change/")
    evidence.archive(stamp(), one, file_of(b"1"))
    page = opened.submit({"do": "file"}, files=upload())
    assert page.status == 409 and "There is an archived copy of this link already" in page.text
    assert not page.has_form(do="file") and file_of(b"1").sha256 in page.text

    opened = desk.page(f"evidence/{two.pk}/change/")
    assert opened.submit({"do": "file"}).status == 400
    evidence.disclose(stamp(), two, "on_request")
    page = opened.submit({"do": "file"}, files=upload())
    assert page.status == 412 and "founder changed this record in the meantime" in page.text
    page = page.submit({"do": "file"}, files=upload())
    assert page.status == 200 and file_of(b"second").sha256 in page.text


def test_the_secret_of_a_webhook_is_renewed_once(make_desk: MakeDesk) -> None:
    hook = endpoint()
    one, two = make_desk("administrator"), make_desk("administrator")
    path = f"webhookendpoint/{hook.pk}/change/"
    opened = two.page(path)
    assert one.page(path).submit({"renewing": "1"}).status == 200
    kept = WebhookEndpoint.objects.get(pk=hook.pk).secret
    assert kept != hook.secret
    page = opened.submit({"renewing": "1"})
    assert "changed this record in the meantime" in page.response.content.decode()
    assert WebhookEndpoint.objects.get(pk=hook.pk).secret == kept


def test_together(make_desk: MakeDesk) -> None:
    changed, kept = RecommendationFactory(), RecommendationFactory()
    page = choose(make_desk("editor"), "edit", changed, kept)
    page = page.submit({"action": "edit"}, step="preview", priority="high")
    editing.edit(stamp(), changed, {"priority": "low"})
    page = page.submit({"action": "edit"}, step="save")
    assert "1 saved，1 refused" in page.text and "founder changed this record in the meantime" in page.text
    assert [Recommendation.objects.get(pk=each.pk).priority for each in (changed, kept)] == ["low", "high"]
