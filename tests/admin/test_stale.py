"""Two people at once, in every form that edits: the first is kept, the second told, nothing typed is lost."""

from typing import Any

import pytest

from recommendations import editing
from recommendations.models import Account, Actor, Document, Theme
from tests.admin.conftest import Desk
from tests.factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
EDIT = {"do": "edit"}


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


REGISTERS: list[tuple[type[Any], Any, dict[str, str]]] = [
    (Actor, ActorFactory, {"name": "后改", "name_en": "Second"}),
    (Theme, ThemeFactory, {"name": "后改", "name_en": "Second"}),
    (Document, DocumentFactory, {"title": "后改", "publisher": "Second"}),
    (Account, AccountFactory, {"display_name": "后改", "email": "second@example.org"}),
]


@pytest.mark.parametrize(("model", "factory", "typed"), REGISTERS)
def test_registers(administrator: Desk, model: type[Any], factory: Any, typed: dict[str, str]) -> None:
    row = factory()
    both, own = typed
    opened = administrator.page(f"{model._meta.model_name}/{row.pk}/change/")
    editing.edit_register(stamp(), row, {both: "先改"})

    page = opened.submit({"version": "1"}, **typed)
    assert page.status == 412
    assert "founder changed this record in the meantime" in page.text and "you too" in page.text
    row.refresh_from_db()
    assert (getattr(row, both), getattr(row, own)) == ("先改", "")
    page = page.submit({"version": str(row.version)})
    row.refresh_from_db()
    assert (getattr(row, both), getattr(row, own)) == ("后改", typed[own])
