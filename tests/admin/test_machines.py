"""The desk's pages for jobs, tables in and out, mails, letter templates and webhooks."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from recommendations import desk, jobs, ledger, tasks
from recommendations.admin import exchanging
from recommendations.choices import Duty, JobKind, JobState, MailState, Role
from recommendations.models import (
    Contact,
    Job,
    Letter,
    LetterTemplate,
    Mail,
    Recommendation,
    WebhookEndpoint,
)
from recommendations.tasks import asking
from tests.admin.conftest import Desk
from tests.admin.test_together import LIST, choose
from tests.factories import AccountFactory, ActorFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def exported(desk: Desk, **data: str) -> Any:
    response = desk.post(
        "/admin/recommendations/recommendation/export/", {"format": "csv", "list": ""} | data
    )
    response.body = b"".join(response.streaming_content).decode() if response.streaming else ""
    return response


def upload(desk: Desk, text: str) -> Any:
    file = SimpleUploadedFile("表.csv", text.encode())
    return desk.page("/admin/import/").submit({}, files={"file": file})


def test_a_list_is_exported_changed_and_imported_again(editor: Desk) -> None:
    record, other = RecommendationFactory(title="旧名称"), RecommendationFactory(title="另一条")
    text = exported(editor, list="q=旧&columns=light&p=2").body
    assert "旧名称" in text and "另一条" not in text
    page = upload(editor, text.replace("旧名称", "新名称"))
    assert page.status == 200 and "旧名称" in page.text and "新名称" in page.text
    assert Recommendation.objects.get(pk=record.pk).title == "旧名称"
    page = page.submit({})
    assert Recommendation.objects.get(pk=record.pk).title == "新名称" and "Done" in page.text
    assert Recommendation.objects.get(pk=other.pk).title == "另一条"
    link = page.tree.xpath("//main//a[contains(@href, '/file/')]")[0].get("href")
    rows = list(csv.reader(io.StringIO(b"".join(editor.get(link).streaming_content).decode("utf-8-sig"))))
    assert rows[0][-2:] == ["旧名称", "新名称"]


def test_a_large_list_and_a_large_table_become_jobs(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "IMMEDIATE_ROWS", 1)
    monkeypatch.setattr(asking, "IMMEDIATE_ROWS", 1)
    RecommendationFactory(title="旧甲"), RecommendationFactory(title="旧乙")
    response = exported(editor)
    page = editor.page(response["Location"])
    assert "Waiting" in page.text and "No worker is running" in page.text
    assert page.tree.xpath("//script[contains(@src, 'job.js')]") and not page.tree.xpath(
        "//script[not(@src)]"
    )
    tasks.work_once()
    page = editor.page(response["Location"])
    assert "Done" in page.text and not page.tree.xpath("//script[contains(@src, 'job.js')]")
    link = page.tree.xpath("//main//a[contains(@href, '/file/')]")[0].get("href")
    text = b"".join(editor.get(link).streaming_content).decode()
    page = upload(editor, text.replace("旧", "新"))
    assert "Waiting" in page.text
    tasks.work_once()
    page = editor.page(page.path)
    page = page.submit({})
    assert "Waiting" in page.text and Recommendation.objects.filter(title__startswith="新").count() == 0
    tasks.work_once()
    assert Recommendation.objects.filter(title__startswith="新").count() == 2


def test_progress_is_shown_while_a_job_runs(editor: Desk) -> None:
    job = jobs.ask(editor.account, JobKind.EXPORT, {}, timezone.now())
    assert jobs.claim(job, timezone.now())
    jobs.tell(job, 40, 100)
    page = editor.page(f"job/{job.pk}/change/")
    (bar,) = page.tree.xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("40", "100") and "40 / 100" in page.text


def test_wrong_tables_and_lists_are_refused_where_they_are_asked_for(editor: Desk) -> None:
    assert upload(editor, "没有,这样,的列\n1,2,3\n").status == 400
    assert editor.page("/admin/import/").submit({}).status == 400
    assert exported(editor, format="exe").status_code == 400
    assert exported(editor, list="status=nonsense").status_code == 400
    assert editor.get("/admin/recommendations/recommendation/export/").status_code == 405


def test_jobs_are_ones_own_and_an_administrators(make_desk: Any, editor: Desk, administrator: Desk) -> None:
    job = jobs.ask(editor.account, JobKind.EXPORT, {"query": "", "format": "csv"}, timezone.now())
    tasks.work_once()
    address = f"/admin/recommendations/job/{job.pk}/"
    other = make_desk(Role.REVIEWER)
    assert not other.page("job/").tree.xpath("//main//td")
    assert other.get(f"{address}file/").status_code == 404
    assert other.get(f"{address}change/").status_code == 302
    for desk_ in (editor, administrator):
        assert desk_.page("job/").tree.xpath("//main//td")
        assert b"".join(desk_.get(f"{address}file/").streaming_content)
    viewer = make_desk(Role.VIEWER)
    assert (
        viewer.get("/admin/import/").status_code == 302 and viewer.get(f"{address}file/").status_code == 302
    )


def test_reminders_are_mailed_by_a_job_and_logged(editor: Desk, settings: Any, mailoutbox: list[Any]) -> None:
    actor = ActorFactory()
    ledger.create(stamp(), [Contact(actor=actor, duty=Duty.CONTACT, name="某人", email="c@x.cn")])
    record = RecommendationFactory(actors=[actor], due_on=timezone.localdate().isoformat())
    settings.EMAIL_BACKEND = ""
    assert "No mail server" in editor.page("/admin/reminders/").text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    page = editor.page("/admin/reminders/").submit({}, send="1")
    assert "Waiting" in page.text and mailoutbox == []
    tasks.work_once()
    assert len(mailoutbox) == 1 and Job.objects.get().state == JobState.DONE
    mail = Mail.objects.get()
    assert "c@x.cn" in editor.page("mail/").text
    assert record.ref in editor.page(f"mail/{mail.pk}/change/").text
    Mail.objects.update(state=MailState.UNCERTAIN)
    page = editor.page("mail/").submit(LIST, _selected_action=[str(mail.pk)], action="again")
    assert desk.digests(timezone.localdate())


def test_a_template_is_uploaded_used_and_left_again(editor: Desk, administrator: Desk) -> None:
    form = editor.get("/admin/recommendations/lettertemplate/built-in/").content
    page = editor.page("lettertemplate/add/")
    assert "{{文号}}" in page.text and "{{编号}}" in page.text
    bad = SimpleUploadedFile("x.docx", b"no word file")
    page = page.submit({}, files={"file": bad}, kind="reminder", name="新催办函")
    assert page.status == 400 and "Word" in page.text
    good = SimpleUploadedFile("x.docx", form)
    page = page.submit({}, files={"file": good}, kind="reminder", name="新催办函")
    template = LetterTemplate.objects.get()
    assert template.in_use and "新催办函" in page.text
    record, actor = RecommendationFactory(), ActorFactory()
    page = choose(editor, "letter", record)
    page.submit({"ref": record.ref}, kind="reminder", number="催1号", actor=str(actor.pk), body="请速办。")
    assert Letter.objects.get().number == "催1号"
    keys = {"_selected_action": [str(template.pk)]}
    editor.page("lettertemplate/").submit(LIST, action="rest", **keys)
    template.refresh_from_db()
    assert not template.in_use
    bound = AccountFactory(actors=[actor])
    page = Desk(bound).page("lettertemplate/").submit(LIST, action="use", **keys)
    template.refresh_from_db()
    assert not template.in_use


def test_a_webhook_is_kept_by_administrators_and_its_secret_shown_once(
    administrator: Desk, editor: Desk
) -> None:
    assert editor.get("/admin/recommendations/webhookendpoint/").status_code == 403
    account = str(administrator.account.pk)
    page = administrator.page("webhookendpoint/add/").submit({}, url="http://10.0.0.1/", account=account)
    assert page.status == 400 and not WebhookEndpoint.objects.exists()
    page = page.submit({}, url="https://example.org/hook", account=account, after="0")
    hook = WebhookEndpoint.objects.get()
    assert hook.secret in page.response.content.decode() and hook.delivered == 0
    address = f"webhookendpoint/{hook.pk}/change/"
    page = administrator.page(address)
    assert hook.secret not in page.response.content.decode()
    page.submit({"version": "1"}, url="https://example.org/other")
    changed = WebhookEndpoint.objects.get()
    assert changed.url == "https://example.org/other" and changed.secret == hook.secret
    stale = page.submit({"version": "1"}, url="https://example.org/third")
    assert stale.status == 412
    page = administrator.page(address)
    (form,) = page.tree.xpath("//main//form[contains(@action, '/secret/')]")
    renewed = administrator.post(form.get("action"), dict(form.form_values()))
    hook.refresh_from_db()
    assert hook.secret != changed.secret and hook.secret in renewed.content.decode()
    assert editor.post(form.get("action")).status_code == 403
    assert "example.org" not in editor.page("change/").text
    ledger.save(stamp(), [ledger.Write(hook, "switch-off", {"active": False}, reason="410")])
    assert "switched off" in administrator.page(address).text
    assert "Switched off" in administrator.page("webhookendpoint/").text
