"""Commands: what they print, their exit status, and one line for each problem."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from knox.auth import TokenAuthentication
from knox.models import AuthToken

from recommendations import ledger
from recommendations.ledger import triggers
from recommendations.models import Account, Change

from ..factories import AccountFactory, ActorFactory, RecommendationFactory

DOCUMENTS = settings.FIXTURES_DIR / "documents"


def run(capsys: pytest.CaptureFixture[str], *words: Any) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    status = 0
    try:
        call_command(*map(str, words))
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, *capsys.readouterr()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("汉江 2026 年度", "汉江 2026 年度"), ""),
        (("汉江 2026 年度", "汉江 2027 年度"), "the two passwords differ"),
        (("12345678", "12345678"), "密码过于常见"),
    ],
)
def test_a_password_is_changed_on_the_command_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: tuple[str, str], said: str
) -> None:
    account, answers = AccountFactory(username="li"), iter(typed)
    before = Change.objects.count()
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    status, out, errors = run(capsys, "changepassword", "li")
    account.refresh_from_db()
    assert account.check_password(typed[0]) is (status == 0) is (not said)
    assert said in errors and ("New password for li." in out) is (not said)
    assert Change.objects.count() == before
    assert run(capsys, "changepassword", "wang") == (1, "", "there is no account 'wang'\n")


@pytest.mark.django_db
def test_an_account_gets_a_password_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    ActorFactory(slug="customs")
    status, password, errors = run(capsys, "create_account", "li", "--role", "editor", "--actor", "customs")
    account = Account.objects.get(username="li")
    assert (status, errors) == (0, "") and account.check_password(password.strip())
    assert account.role == "editor" and [actor.slug for actor in account.actors.all()] == ["customs"]
    assert ledger.verify().ok


@pytest.mark.django_db
def test_a_token_is_printed_once_and_stored_hashed(capsys: pytest.CaptureFixture[str]) -> None:
    status, token, _errors = run(capsys, "create_account", "robot", "--role", "reviewer", "--token")
    account, _auth = TokenAuthentication().authenticate_credentials(token.strip().encode())
    assert status == 0 and account.username == "robot" and not account.has_usable_password()
    assert token.strip() not in str(AuthToken.objects.values().get())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [(["li", "--role", "editor"], "username"), (["a b", "--role", "viewer"], "username"),
     (["wang", "--role", "viewer", "--actor", "nobody"], "actor")],
)  # fmt: skip
def test_accounts_that_cannot_be_made(
    capsys: pytest.CaptureFixture[str], words: list[str], field: str
) -> None:
    call_command("create_account", "li", "--role", "viewer")
    capsys.readouterr()
    status, output, errors = run(capsys, "create_account", *words)
    assert (status, output) == (1, "") and errors.startswith(f"{field}: ") and errors.count("\n") == 1
    assert Account.objects.exclude(username="command-line").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("words", [(), ("--noinput",), ("--username", "li", "--email", "li@example.org")])
def test_djangos_own_command_names_ours(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    said = "accounts are made by: create_account NAME --role administrator\n"
    assert run(capsys, "createsuperuser", *words) == (1, "", said)
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_wrong_role_is_wrong_usage() -> None:
    with pytest.raises(CommandError, match="king"):
        call_command("create_account", "li", "--role", "king")


@pytest.mark.django_db
def test_a_ledger_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    RecommendationFactory()
    status, output, errors = run(capsys, "verify_ledger", "--json")
    last = Change.objects.order_by("sequence").last()
    assert last is not None
    assert (status, errors) == (0, "")
    assert json.loads(output) == {"ok": True, "rows": last.sequence, "head": last.hash}


@pytest.mark.django_db
def test_a_changed_row_of_history_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    record = RecommendationFactory()
    triggers.drop()
    Change.objects.filter(record_key=record.ref).update(reason="never said")
    triggers.install()
    status, output, errors = run(capsys, "verify_ledger", "--json")
    assert status == 1 and json.loads(output)["ok"] is False
    assert record.ref in errors and errors.count("\n") == 1


def test_extract_prints_a_line_for_each_document(capsys: pytest.CaptureFixture[str]) -> None:
    files = [DOCUMENTS / "belt-road-forum-2023.txt", DOCUMENTS / "xinjiang-finance-2025.txt"]
    status, output, errors = run(capsys, "extract", *files, "--json")
    assert (status, errors) == (0, "")
    for line, file in zip(output.splitlines(), files, strict=True):
        found = json.loads(line)
        assert found["file"] == str(file) and found["recommendations"]
        for item in found["recommendations"]:
            assert found["text"][item["start"] : item["end"]] == item["quote"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    files = [tmp_path / "missing.txt", empty, DOCUMENTS / "xinjiang-finance-2025.txt"]
    status, output, errors = run(capsys, "extract", *files, "--json")
    assert status == 1 and len(output.splitlines()) == 1
    assert [line.split(":")[0] for line in errors.splitlines()] == [str(file) for file in files[:2]]
