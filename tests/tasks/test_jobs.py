"""Jobs: asked for below every door, done once, seen by the right people, and alive again after a crash."""

import csv
import datetime as dt
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from recommendations import exchange, intake, jobs, ledger, review, tasks
from recommendations.choices import Door, JobKind, JobState, LinkState, Role
from recommendations.evidence import suggesting
from recommendations.exceptions import Forbidden, Invalid, StateConflict
from recommendations.filters import RecommendationFilter
from recommendations.models import Change, EvidenceLink, Job, Recommendation
from recommendations.tasks import asking, kinds
from tests.factories import (
    AccountFactory,
    CandidateFactory,
    DocumentFactory,
    RecommendationFactory,
    founder,
    stamp,
)

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def table(by: Any, **cells: str) -> bytes:
    """The export of everything with the named cells of every row replaced."""
    found = RecommendationFilter(QueryDict(""), by, timezone.now())
    text = b"".join(exchange.stream(found, "csv")).decode("utf-8-sig")
    rows = [row | cells for row in csv.DictReader(io.StringIO(text))]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def ask(kind: str, **arguments: Any) -> Job:
    return jobs.ask(founder(), kind, arguments, timezone.now())


def run(job: Job) -> Job:
    assert jobs.claim(job, timezone.now())
    tasks.perform(job)
    job.refresh_from_db()
    return job


def test_a_small_table_is_checked_and_applied_at_once_and_once() -> None:
    editor, record = AccountFactory(), RecommendationFactory(title="旧")
    check = tasks.check_table(editor, table(editor, title="新"))
    assert check.state == JobState.DONE and check.summary["changed"] == 1
    assert check.summary["first_cells"] == [[2, record.ref, "标题", "旧", "新"]]
    record.refresh_from_db()
    assert record.title == "旧"
    job = tasks.import_checked(editor, check)
    record.refresh_from_db()
    assert job.state == JobState.DONE and record.title == "新"
    change = Change.objects.filter(record_type="recommendation").last()
    assert (change.by, change.door) == (editor, Door.IMPORT)
    with pytest.raises(StateConflict):
        tasks.import_checked(editor, check)
    with pytest.raises(Forbidden):
        tasks.import_checked(AccountFactory(), check)


def test_a_large_table_waits_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "IMMEDIATE_ROWS", 1)
    editor = AccountFactory()
    RecommendationFactory(), RecommendationFactory()
    check = tasks.check_table(editor, table(editor, summary="已核"))
    assert check.state == JobState.WAITING
    tasks.work_once()
    check.refresh_from_db()
    assert check.state == JobState.DONE and check.summary["cells"] == 2
    job = tasks.import_checked(editor, check)
    assert job.state == JobState.WAITING
    tasks.work_once()
    assert Recommendation.objects.filter(summary="已核").count() == 2
    assert ledger.verify().ok


def test_errors_of_a_table_are_all_in_its_file_and_nothing_is_stored() -> None:
    editor = AccountFactory()
    RecommendationFactory(title="旧")
    check = tasks.check_table(editor, table(editor, title="新", status="=cmd"))
    assert check.state == JobState.FAILED and check.summary["errors"] == 1
    line = jobs.part(check, "result").read_text("utf-8-sig").split(",")
    assert line[:2] == ["2", "落实情况"]
    with pytest.raises(StateConflict):
        tasks.import_checked(editor, check)
    with pytest.raises(Invalid):
        tasks.check_table(editor, b"\xff\xfe no table")


def test_an_export_holds_what_its_account_may_see_in_its_words() -> None:
    editor = AccountFactory()
    RecommendationFactory(title="甲"), RecommendationFactory(title="乙", published=False)
    job = run(tasks.export_list(editor, QueryDict("q=乙&ordering=created_at"), "csv"))
    assert (job.state, job.summary, job.file_name) == (JobState.DONE, {"rows": 1}, "recommendations.csv")
    text = jobs.part(job, "result").read_text("utf-8-sig")
    assert "乙" in text and "甲" not in text and text.startswith("编号")
    assert jobs.told(job) == (1, 1)
    with pytest.raises(Forbidden):
        tasks.export_list(AccountFactory(role=Role.VIEWER), QueryDict(""), "csv")


def test_a_job_of_an_account_that_lost_its_role_is_refused() -> None:
    editor = AccountFactory()
    job = tasks.export_list(editor, QueryDict(""), "csv")
    ledger.save(stamp(), [ledger.Write(editor, "edit", {"role": Role.VIEWER.value})])
    assert run(job).state == JobState.FAILED and job.summary["refused"]


def test_an_error_inside_is_logged_and_ends_the_job_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: Job) -> kinds.Outcome:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setitem(kinds.DOING, JobKind.EXPORT, broken)
    job = run(ask(JobKind.EXPORT))
    assert job.state == JobState.FAILED and "nobody thought of this" in job.log
    assert "nobody" not in job.summary["refused"]


def test_work_under_one_key_waits_once_and_is_put_off() -> None:
    later = timezone.now() + dt.timedelta(seconds=30)
    first = jobs.ask(founder(), JobKind.REMIND, {}, timezone.now(), key="remind")
    again = jobs.ask(founder(), JobKind.REMIND, {}, later, key="remind")
    assert again.pk == first.pk and again.ready_at == later
    assert jobs.next_waiting(timezone.now()) is None
    assert jobs.claim(again, later)
    assert jobs.ask(founder(), JobKind.REMIND, {}, later, key="remind").pk != first.pk


def test_a_job_is_claimed_once_and_its_end_is_its_claimers() -> None:
    job = ask(JobKind.EXPORT)
    other = Job.objects.get(pk=job.pk)
    assert jobs.claim(job, timezone.now()) and not jobs.claim(other, timezone.now())
    assert jobs.recover(timezone.now()) == 1
    other.refresh_from_db()
    assert jobs.claim(other, timezone.now())
    with pytest.raises(jobs.Lost):
        jobs.finish(job, timezone.now(), JobState.DONE, {})
    jobs.finish(other, timezone.now(), JobState.DONE, {})


def test_a_job_of_a_dead_server_process_is_put_back_after_its_time() -> None:
    job, hour = ask(JobKind.EXPORT), dt.timedelta(hours=1)
    assert jobs.claim(job, timezone.now())
    assert jobs.recover(timezone.now(), hour) == 0
    assert jobs.recover(timezone.now() + hour, hour) == 1


def test_an_import_that_lost_its_job_is_undone() -> None:
    editor = AccountFactory()
    RecommendationFactory(title="旧")
    job = jobs.ask(editor, JobKind.IMPORT, {}, timezone.now(), data=table(editor, title="新"))
    assert jobs.claim(job, timezone.now())
    Job.objects.filter(pk=job.pk).update(attempts=2)
    tasks.perform(job)
    assert Recommendation.objects.get().title == "旧"


def test_what_dies_with_its_worker_each_time_is_given_up() -> None:
    job = ask(JobKind.EXPORT)
    for _attempt in range(jobs.ATTEMPTS):
        assert jobs.claim(job, timezone.now())
        jobs.recover(timezone.now())
        job.refresh_from_db()
    assert job.state == JobState.FAILED and job.log


def test_files_are_cleared_after_some_days_and_rows_stay(data_dir: Path) -> None:
    RecommendationFactory()
    job = run(tasks.export_list(AccountFactory(), QueryDict(""), "csv"))
    assert jobs.has_result(job) and jobs.clear(timezone.now()) == 0
    assert jobs.clear(timezone.now() + jobs.KEEP_FILES + dt.timedelta(hours=1)) == 2
    assert not jobs.has_result(job) and Job.objects.filter(pk=job.pk).exists()


def test_a_new_document_and_accepted_candidates_are_searched_for_evidence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suggesting, "KEEP_FROM", 0.0)
    earlier = DocumentFactory(published_on="2019", content="建议设立自治区产业发展基金，支持中小企业发展。")
    old = RecommendationFactory(document=earlier, quote=earlier.text.content, title="设立产业发展基金")
    uploader, reviewer = AccountFactory(), AccountFactory(role=Role.REVIEWER)
    text = "自治区已于2021年设立产业发展基金，支持中小企业发展，规模10亿元。\n建议完善职业教育体系。"
    new = intake.NewDocument(title="后来的文件", slug="later", published_on="2022")
    document, _made = intake.ingest(stamp(uploader), text.encode(), "later.txt", new)
    job = Job.objects.get()
    assert (job.kind, job.account, job.arguments["new"]) == (JobKind.SUGGEST, uploader, True)
    before = (old.status, old.version)
    assert run(job).state == JobState.DONE, job.log
    link = EvidenceLink.objects.filter(recommendation=old, evidence__document=document).first()
    assert link is not None and link.state == LinkState.SUGGESTED
    assert Change.objects.filter(record_type="evidencelink").first().door == Door.WORKER
    old.refresh_from_db()
    assert (old.status, old.version) == before

    done = "2023年自治区完善职业教育体系，新建高等职业学校12所。\n职业教育在校生达到40万人，比上年增长8%。"
    fields = intake.NewDocument(title="再后来的文件", published_on="2024")
    latest, _made = intake.ingest(stamp(), done.encode(), "latest.txt", fields, candidates=False)
    candidate = CandidateFactory(
        document=document, title="完善职业教育体系", start=text.index("建议"), end=len(text)
    )
    made = review.accept(stamp(reviewer), candidate)
    job = Job.objects.get(state=JobState.WAITING)
    assert (job.arguments["document"], job.arguments["new"]) == ("later", False)
    assert jobs.next_waiting(timezone.now()) is None, "the candidates after it come first"
    Job.objects.update(ready_at=timezone.now())
    assert run(job).summary["suggestions"]
    assert {link.evidence.document for link in EvidenceLink.objects.filter(recommendation=made)} == {latest}
    assert ledger.verify().ok


WAIT = 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="one database is enough for killing processes")
def test_a_worker_that_is_killed_is_followed_by_one_that_ends_its_job(data_dir: Path) -> None:
    """A real process with a real ``kill -9`` in the middle of a job, and another after it."""
    RecommendationFactory()
    job = tasks.export_list(AccountFactory(), QueryDict(""), "csv")
    claimed = "from recommendations import jobs\nfrom django.utils import timezone\nimport time\n"
    claimed += "print(jobs.next_waiting(timezone.now()).pk, flush=True)\ntime.sleep(60)"
    environment = os.environ | {
        "TRACKER_DATA_DIR": str(data_dir), "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }  # fmt: skip
    manage = [sys.executable, str(ROOT / "manage.py")]
    dying = subprocess.Popen(
        [*manage, "shell", "-v", "0", "-c", claimed], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert dying.stdout and dying.stdout.readline().strip() == str(job.pk)
    dying.send_signal(signal.SIGKILL)
    dying.wait()
    dying.stdout.close()
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    with subprocess.Popen([*manage, "work", "--parent", str(os.getpid())], env=environment) as worker:
        deadline = time.monotonic() + WAIT
        while job.state != JobState.DONE and time.monotonic() < deadline:
            time.sleep(0.2)
            job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.DONE, 2)
        assert jobs.alive(timezone.now())
        second = subprocess.run([*manage, "work", "--once"], env=environment, capture_output=True, text=True)
        assert second.returncode == 1 and second.stderr.strip()
        worker.terminate()
        assert worker.wait(WAIT) == 0


def test_the_worker_asks_for_reminders_once_a_day_where_mail_is_set_up(settings: Any) -> None:
    eight = timezone.localtime().replace(hour=8, minute=5)
    settings.EMAIL_BACKEND, settings.REMINDERS_HOUR = "", 8
    assert asking.remind_daily(eight) is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert asking.remind_daily(eight - dt.timedelta(hours=1)) is None
    job = asking.remind_daily(eight)
    assert job is not None and run(job).state == JobState.DONE
    assert asking.remind_daily(eight + dt.timedelta(hours=2)) is None
    settings.REMINDERS_HOUR = None
    assert asking.remind_daily(eight + dt.timedelta(days=1)) is None
    settings.REMINDERS_HOUR = 8
    assert asking.remind_daily(eight + dt.timedelta(days=1)) is not None
