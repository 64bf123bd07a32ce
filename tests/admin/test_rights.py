"""Who may come in, see and do what; nothing is deleted, and no other door opens."""

import sys

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from recommendations import desk, editing, ledger
from recommendations.admin import site
from recommendations.choices import LetterKind
from recommendations.models import Account, Actor, Evidence, Record, StoredFile
from tests.admin.conftest import ROOT, Desk
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    RecommendationFactory,
    stamp,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "status"), [("viewer", 302), ("editor", 200), ("administrator", 200)])
def test_staff_are_editors_and_stronger(role: str, status: int) -> None:
    assert Desk(AccountFactory(role=role)).get("/admin/").status_code == status


def test_signing_in_and_losing_the_role() -> None:
    account = AccountFactory(role="editor")
    browser = Client()
    answer = browser.post(
        "/admin/login/", {"username": account.username, "password": PASSWORD, "next": "/admin/"}
    )
    assert answer["Location"] == "/admin/" and browser.get("/admin/").status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert browser.get("/admin/").status_code == 302


def test_only_our_records_are_served() -> None:
    assert {model._meta.app_label for model in site._registry} == {"recommendations"}


def test_nothing_can_be_deleted(administrator: Desk) -> None:
    rows = [
        RecommendationFactory(),
        ActorFactory(),
        DocumentFactory(),
        CandidateFactory(),
        administrator.account,
    ]
    for row in rows:
        path = f"{ROOT}{row._meta.model_name}/{row.pk}/delete/"
        assert administrator.post(path, {"post": "yes"}).status_code == 403
        assert type(row).objects.filter(pk=row.pk).exists()
    page = administrator.page("recommendation/")
    assert not page.tree.xpath("//*[contains(@value, 'delete') or contains(@href, 'delete')]")


def test_editors_see_vocabularies_and_no_accounts(editor: Desk) -> None:
    actor = ActorFactory(name="教育厅")
    page = editor.page(f"actor/{actor.pk}/change/")
    assert page.status == 200 and not page.tree.xpath("//input[@name='name']")
    assert editor.post(page.path, {"name": "改名", "version": "1"}).status_code == 403
    assert editor.get(f"{ROOT}actor/add/").status_code == 403
    assert editor.get(f"{ROOT}account/").status_code == 403
    assert Actor.objects.get(pk=actor.pk).name == "教育厅"


def test_an_account_bound_to_actors_writes_only_its_own() -> None:
    mine, other = ActorFactory(), ActorFactory()
    desk = Desk(AccountFactory(actors=[mine]))
    own, foreign = RecommendationFactory(actors=[mine]), RecommendationFactory(actors=[other])
    assert desk.record(own).submit({"do": "edit"}, title="改题").status == 200
    page = desk.record(foreign)
    assert "does not belong to the actors of your account" in page.text and not page.has_form(do="edit")
    answer = desk.post(
        page.path, {"do": "move", "to": "in_progress", "version": "1", "reason": "启动", "on": "2024"}
    )
    assert answer.status_code == 403
    foreign.refresh_from_db()
    assert foreign.version == 1


def test_publishing_is_for_reviewers(editor: Desk, reviewer: Desk) -> None:
    record = RecommendationFactory(published=True)
    assert "published" not in editor.record(record)._forms({"do": "edit"})[0].fields
    page = reviewer.record(record).submit({"do": "edit"}, published=None)
    assert "Not published" in page.text


def test_candidates_are_decided_by_reviewers(editor: Desk, reviewer: Desk) -> None:
    candidate = CandidateFactory(title="设立基金")
    page = editor.page(f"candidate/{candidate.pk}/change/")
    assert "设立基金" in page.text and not page.has_form(level="child")
    assert (
        editor.post(page.path, {"decision": "accept", "title": "设立基金", "level": "child"}).status_code
        == 403
    )
    reviewer.page(f"candidate/{candidate.pk}/change/").submit(
        {"level": "child"}, decision="accept", title="设立产业基金"
    )
    candidate.refresh_from_db()
    assert candidate.recommendation.title == "设立产业基金" and candidate.recommendation.published


def test_the_ledger_hides_accounts_from_editors(editor: Desk, administrator: Desk) -> None:
    AccountFactory(username="secret-name")
    assert not editor.page("change/?record_type=account").tree.xpath("//table[@id='result_list']")
    (table,) = administrator.page("change/?record_type=account").tree.xpath("//table[@id='result_list']")
    assert "secret-name" in table.text_content()


def test_the_ledger_is_the_only_log(administrator: Desk) -> None:
    administrator.page("actor/add/").submit({}, slug="jyt", name="教育厅")
    assert Actor.objects.get(slug="jyt").version == 1
    assert not LogEntry.objects.exists()


def test_every_record_is_written_through_the_ledger_only() -> None:
    for model, model_admin in site._registry.items():
        if issubclass(model, Record):
            assert not model_admin.has_delete_permission(None)  # type: ignore[arg-type]
            assert model_admin.list_editable == ()


def test_a_file_is_there_with_the_record_that_holds_it(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    held = DocumentFactory().file
    piece = StoredFile.objects.keep("a.txt", "text/plain", b"a")
    ledger.create(stamp(), [Evidence(kind="file", title="a", file=piece, recorded_at=timezone.now())])
    attached = StoredFile.objects.keep("b.txt", "text/plain", b"b")
    editing.report_progress(stamp(), RecommendationFactory(), "2026-05", "已开工", files=[attached])
    template = desk.keep_template(stamp(), LetterKind.REMINDER, "催办函", "c.docx", desk.built_in())
    for file in (held, piece, attached, template.file):
        answer = editor.get(f"/admin/files/{file.pk}/")
        assert answer.status_code == 200 and answer.content == bytes(file.content)
        assert answer["Content-Disposition"].startswith("attachment")

    nobodys = StoredFile.objects.keep("d.txt", "text/plain", b"d")
    never = editor.page(f"/admin/files/{10**6}/")
    for pk in (nobodys.pk, 2**70):
        page = editor.page(f"/admin/files/{pk}/")
        assert (page.status, page.text) == (404, never.text)

    monkeypatch.setattr(
        sys.modules[type(site).__module__], "visible_to", lambda user, model: model.objects.none()
    )
    page = editor.page(f"/admin/files/{held.pk}/")
    assert (page.status, page.text) == (404, never.text)
