"""Documents, accounts, actors and themes in the admin, each written through its own function."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations.models import Account, Actor, Change, Document, Theme
from tests.admin.conftest import Desk
from tests.factories import PASSWORD, AccountFactory, ActorFactory, DocumentFactory

pytestmark = pytest.mark.django_db
NEW: dict[str, str] = {}


def last_change() -> Change:
    return Change.objects.order_by("sequence").last()  # type: ignore[return-value]


def test_upload_reads_the_text_and_finds_candidates(editor: Desk) -> None:
    text = "关于发展教育的报告\n一、对策建议\n（一）应当设立教育发展基金。\n（二）要加快建设乡村学校。\n"
    file = SimpleUploadedFile("报告.txt", text.encode(), "text/plain")
    page = editor.page("document/add/").submit(
        {}, files={"file": file}, title="发展教育的报告", published_on="2024年5月"
    )
    assert "Stored and read." in page.text
    document = Document.objects.get()
    assert (document.title, document.published_on, document.sha256 in page.text) == (
        "发展教育的报告",
        "2024-05",
        False,
    )
    assert last_change().door == "admin"
    again = SimpleUploadedFile("copy.txt", text.encode(), "text/plain")
    page = editor.page("document/add/").submit({}, files={"file": again})
    assert "stored already" in page.text and Document.objects.count() == 1


def test_an_unreadable_file_is_refused_by_name(editor: Desk) -> None:
    file = SimpleUploadedFile("broken.pdf", b"%PDF-1.7 nothing", "application/pdf")
    page = editor.page("document/add/").submit({}, files={"file": file})
    assert (
        page.status == 400 and page.tree.xpath("//ul[@class='errorlist']") and not Document.objects.exists()
    )


def test_a_document_is_described_not_rewritten(editor: Desk) -> None:
    document = DocumentFactory(title="旧题")
    page = editor.page(f"document/{document.pk}/change/").submit(
        {"version": "1"}, title="新题", authors="甲\n乙"
    )
    document.refresh_from_db()
    assert (document.title, document.authors, document.version) == ("新题", ["甲", "乙"], 2)
    page = page.submit({"version": "2"}, published_on="昨天")
    assert "This is not a date" in page.text


def test_an_actor_with_aliases_dated_names_and_predecessors(administrator: Desk) -> None:
    old = ActorFactory(name="旅游局")
    values = {"slug": "wlt", "name": "文化和旅游厅", "aliases": "文旅厅\n省文旅厅", "names": "文化厅 | 2000 | 2018-10",
              "predecessors": [str(old.pk)]}  # fmt: skip
    page = administrator.page("actor/add/").submit(NEW, **values)
    actor = Actor.objects.get(slug="wlt")
    assert actor.aliases == ["文旅厅", "省文旅厅"] and list(actor.predecessors.all()) == [old]
    assert actor.names == [{"name": "文化厅", "from": "2000", "to": "2018-10"}]
    page = page.submit({"version": "1"})
    actor.refresh_from_db()
    assert actor.version == 1, "an untouched form leaves no trace"
    page = page.submit({"version": "1"}, aliases="旅游局")
    assert page.status == 400 and "already names" in page.text and "旅游局" in page.text


def test_a_theme_cannot_hold_its_whole(administrator: Desk) -> None:
    administrator.page("theme/add/").submit(NEW, slug="jy", name="教育")
    theme = Theme.objects.get(slug="jy")
    page = administrator.page(f"theme/{theme.pk}/change/").submit({"version": "1"}, parent=str(theme.pk))
    assert page.status == 400 and "A part cannot hold its whole." in page.text


def test_an_account_is_created_bound_and_given_a_password(administrator: Desk) -> None:
    actor = ActorFactory()
    password = "Zebra-umbrella-7"
    values = {"username": "wang", "display_name": "王芳", "role": "editor", "actors": [str(actor.pk)]}
    page = administrator.page("account/add/").submit(NEW, new_password="123", **values)
    assert "Use at least 8 characters." in page.text and not Account.objects.filter(username="wang").exists()
    administrator.page("account/add/").submit(NEW, new_password=password, **values)
    account = Account.objects.get(username="wang")
    assert account.role == "editor" and list(account.actors.all()) == [actor] and account.is_active
    assert account.check_password(password)
    assert password not in last_change().after and "password" not in last_change().after


def test_disabling_and_a_new_password(administrator: Desk) -> None:
    account = AccountFactory()
    page = administrator.page(f"account/{account.pk}/change/").submit(
        {"version": "1"}, role="reviewer", is_active=None
    )
    account.refresh_from_db()
    assert (account.role, account.is_active, account.has_usable_password()) == ("reviewer", False, True)
    page = page.submit({"version": "2"}, new_password="Zebra-umbrella-7", is_active="on")
    account.refresh_from_db()
    assert account.check_password("Zebra-umbrella-7") and account.is_active


def test_ones_own_password(editor: Desk) -> None:
    values = {
        "old_password": PASSWORD,
        "new_password1": "Zebra-umbrella-7",
        "new_password2": "Zebra-umbrella-7",
    }
    page = editor.page("/admin/password_change/").submit({}, **values)
    editor.account.refresh_from_db()
    assert editor.account.check_password("Zebra-umbrella-7") and page.status == 200
