"""What ``make run`` does before it serves."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command

from recommendations.management.commands import prepare
from recommendations.models import Account, Change, Recommendation
from tests.factories import AccountFactory


def output() -> str:
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_first_run_fills_the_database_and_shows_passwords_once(
    settings, tmp_path: Path, monkeypatch
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setenv("PORT", "8123")
    first = output()
    assert "http://127.0.0.1:8123/" in first
    assert Recommendation.objects.count() == 448
    for name, role in prepare.DEMO_ACCOUNTS.items():
        account = Account.objects.get(username=name)
        (line,) = [line for line in first.splitlines() if line.split()[:1] == [name]]
        assert account.role == role
        assert check_password(line.split()[1], account.password)

    changes = Change.objects.count()
    second = output()
    assert "http://127.0.0.1:8123/" in second
    assert "reviewer" not in second
    assert Change.objects.count() == changes


@pytest.mark.django_db
def test_no_demo_account_is_made_where_somebody_can_sign_in() -> None:
    account = AccountFactory()
    assert prepare.make_demo_accounts() == {}
    assert set(Account.objects.values_list("username", flat=True)) == {"founder", account.username}
