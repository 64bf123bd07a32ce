"""What every test may use: fast passwords, and a database in a file, so that threads see the real locking."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connections


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        test: dict[str, Any] = connection.settings_dict["TEST"]
        test["NAME"] = name
