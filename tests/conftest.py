"""What every test may use: fast passwords, and a database in a file, so that threads see the real locking."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation
from pytest_django import DjangoDbBlocker

from recommendations.ledger import triggers


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A request leaves the language it was answered in behind in its thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        test: dict[str, Any] = connection.settings_dict["TEST"]
        test["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _flush_without_triggers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Transactional tests empty the tables, which the ledger's triggers refuse; post_migrate brings them back."""
    # On the class: a browser test sees another connection object, since Playwright runs an event loop.
    operations = type(connections["default"].ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with django_db_blocker.unblock():
            triggers.drop()
        flush(self, sql_list)

    operations.execute_sql_flush = without_triggers  # type: ignore[method-assign]
