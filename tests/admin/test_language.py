"""The desk in Chinese: a crawl over every page finds no English word that nobody typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from recommendations import desk, evidence, jobs, ledger, tasks, webhooks
from recommendations.models import Contact, Mail
from tests.admin.conftest import ROOT, Desk
from tests.admin.test_together import choose
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = {
    "English",
    "SHA",
    "CSV",
    "XLSX",
    "PDF",
    "Word",
    "HTML",
    "Markdown",
    "MB",
    "docx",
    "Excel",
    "http",
    "https",
}
"""Names that are the same in Chinese, and the button that leads to the other language."""
DATA = re.compile(r"R\d{6}|(account|actor|theme|document)-\d+|founder|txt|[0-9a-f]{16,}…?|https?://\S+")
"""What the records themselves hold."""
SHOWN = ("title", "placeholder", "aria-label", "alt")


@pytest.fixture
def chief(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk("administrator", username="局长", language="zh-hans")


def words(page: object) -> set[str]:
    """The Latin words a person can read on the page."""
    tree = page.tree  # type: ignore[attr-defined]
    for unread in tree.xpath("//script | //style | //code | //option[@lang]"):
        unread.drop_tree()
    texts = [text for text in tree.itertext() if isinstance(text, str)]
    texts += [
        node.get(name)
        for node in tree.iter()
        for name in SHOWN
        if isinstance(node.tag, str) and node.get(name)
    ]
    texts += [node.get("value", "") for node in tree.xpath("//input[@type='submit']")]
    return {word for text in texts for word in LATIN.findall(DATA.sub(" ", text))} - ALLOWED


@pytest.fixture
def start(chief: Desk, settings: Any, tmp_path: Path) -> list[str]:
    """Records in every state, and pages that no link leads to."""
    settings.DATA_DIR = tmp_path
    actor, document = ActorFactory(aliases=["教委"]), DocumentFactory()
    parent = RecommendationFactory(level="parent", document=document, quote="建议设立产业发展基金")
    record = RecommendationFactory(
        parent=parent, actors=[actor], themes=[ThemeFactory()], due_on="2090-05", priority="high"
    )
    evidence.link(stamp(), EvidenceFactory(), [record], "supports", "已核对")
    desk.assign(stamp(), [record], actor)
    desk.request_extension(stamp(), record, "2091", "审批延后")
    chief.record(record).submit({"do": "progress"}, period="2024-05", text="已开工", pace="ahead")
    chief.record(record).submit({"do": "move", "to": "implemented"}, done="已建成")
    RecommendationFactory(due_on="2020-01", response="accepted")
    CandidateFactory()
    ledger.create(stamp(), [Contact(actor=actor, duty="contact", name="张处", email="")])
    table = "ref,title\n{},{}\n"
    for title in ("新的名称", ""):
        tasks.check_table(chief.account, table.format(record.ref, title).encode())
    jobs.ask(chief.account, "export", {}, timezone.now())
    desk.keep_template(stamp(), "reminder", "新格式", "模板.docx", desk.built_in())
    webhooks.new_endpoint(stamp(), "https://10.0.0.1/", chief.account, 0)
    webhooks.deliver_due(timezone.now)
    Mail.objects.create(
        address="1@2.3", subject="主题", text="正文", state="uncertain", begun_at=timezone.now()
    )
    return ["/admin/", "/admin/progress/?actor=" + actor.slug, "/admin/reminders/", "/admin/situation/?month=2024-05",
            f"{ROOT}recommendation/print/?columns=progress&columns=leads&columns=quote", f"{ROOT}recommendation/?q=建&light=red",
            f"{ROOT}recommendation/?unknown=1"]  # fmt: skip


def test_no_english_word_on_any_page(chief: Desk, start: list[str]) -> None:
    waiting, seen, found = list(start), set(), {}
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"\d+", "0", path.partition("?")[0]) if path not in start else path
        if shape in seen:
            continue
        seen.add(shape)
        response = chief.get(path)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            response.getvalue()
            continue
        page = chief.page(path)
        hrefs = [a.get("href") for a in page.tree.xpath("//a[@href]")]
        waiting += [href for href in hrefs if href.startswith("/admin/") and "/logout" not in href]
        waiting += [path.partition("?")[0] + h for h in hrefs if re.fullmatch(r"\d+/change/.*", h)]
        if left := words(page):
            found[path] = left
    assert not found
    assert len(seen) > 40


def test_no_english_word_after_acting(chief: Desk) -> None:
    record, actor = RecommendationFactory(), ActorFactory()
    pages = [
        chief.record(record).submit({"do": "move", "to": "in_progress"}, reason="", on="x"),
        chief.record(record).submit({"do": "evidence"}, kind="link", url="x"),
        chief.record(record).submit({"do": "edit"}, title=""),
        choose(chief, "edit", record).submit({"action": "edit"}, step="preview", actors_id=[str(actor.pk)]),
        choose(chief, "move", record).submit({"action": "move"}, step="preview", to="implemented"),
        choose(chief, "letter", record),
        choose(chief, "edit"),
        chief.page("document/add/").submit({}),
        chief.page("account/add/").submit({}, username="!", new_password="1"),
        chief.page("/admin/password_change/").submit(
            {}, old_password="x", new_password1="1", new_password2="2"
        ),
    ]
    assert {page.path: words(page) for page in pages if words(page)} == {}
