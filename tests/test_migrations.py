"""A database as the first release left it is brought to the newest state, and everything in it goes on."""

import base64
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

RELEASED = Path(__file__).parent / "released" / "0001.json"
"""The rows of every table, written by the code of the first release."""
READ = """
import json
from django.conf import settings
from django.test import Client
from recommendations import editing, ledger
from recommendations.choices import Door
from recommendations.models import Account, Recommendation
from django.utils import timezone

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
account = Account.objects.get(username="founder")
client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
found = {}
for name, query in {"now": "", "then": "?as_of=2026-03-05", "found": "?q=产业发展", "late": "?response_overdue=true"}.items():
    answer = client.get("/api/v1/recommendations/" + query)
    rows = answer.json()["results"]
    found[name] = {row["ref"]: [row["status"], row["version"], row["satisfaction"]] for row in rows}
found["pages"] = [client.get(path).status_code for path in (
    "/recommendations/", "/recommendations/R000002/", "/documents/report-2022/", "/review/", "/admin/",
    "/admin/recommendations/recommendation/", "/admin/recommendations/recommendation/3/change/")]
stamp = ledger.Stamp(account, timezone.now(), Door.COMMAND)
record = Recommendation.objects.get(ref="R000003")
editing.edit(stamp, record, {"satisfaction": "satisfied"})
found["edited"] = [record.version, list(ledger.changes_of(record)[-1].after_state)]
print("FOUND", json.dumps(found))
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'released.sqlite3'}"
        return
    address, name = os.environ["DATABASE_URL"], f"released_{os.getpid()}"
    with closing(psycopg.connect(address, autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(database: str, tmp_path: Path, *words: str) -> str:
    environment = os.environ | {
        "DATABASE_URL": database, "TRACKER_DATA_DIR": str(tmp_path), "PYTHONWARNINGS": "default",
    }  # fmt: skip
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fill(database: str) -> None:
    """Put the released rows in, past every line of our code."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(RELEASED.read_text(encoding="utf-8"))
    sqlite = database.startswith("sqlite")
    opened = sqlite3.connect(database.removeprefix("sqlite:///")) if sqlite else psycopg.connect(database)
    with closing(opened) as target:  # type: ignore[type-var]
        target.execute("DELETE FROM recommendations_ledgerhead")
        for table, rows in tables.items():
            for row in rows:
                columns = ", ".join(f'"{name}"' for name in row)
                holders = ", ".join("?" if sqlite else "%s" for _name in row)
                values = [
                    base64.b64decode(value["base64"]) if isinstance(value, dict) else value
                    for value in row.values()
                ]
                target.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({holders})', values)
            if not sqlite and "id" in rows[0]:
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                target.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM {table}))")
        if sqlite:
            index = "recommendations_searchtext_tokens"
            target.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        target.commit()


def test_the_first_releases_data_lives_on(database: str, tmp_path: Path) -> None:
    manage(database, tmp_path, "migrate", "recommendations", "0001", "--verbosity=0")
    fill(database)
    manage(database, tmp_path, "migrate", "--verbosity=0")
    manage(database, tmp_path, "migrate", "--check")
    before = json.loads(manage(database, tmp_path, "verify_ledger", "--json"))
    assert before == {"ok": True, "rows": 29, "head": before["head"]}

    output = manage(database, tmp_path, "shell", "--no-imports", "-c", READ)
    found = json.loads(output.partition("FOUND ")[2])
    assert found["now"] == {
        "R000001": ["implemented", 3, "none"], "R000002": ["implemented", 4, "none"],
        "R000003": ["not_assessed", 3, "none"], "R000004": ["not_assessed", 1, "none"],
    }  # fmt: skip
    assert found["then"] == {
        "R000001": ["not_assessed", 2, "none"], "R000002": ["not_assessed", 1, "none"],
        "R000003": ["not_assessed", 1, "none"],
    }  # fmt: skip
    assert (set(found["found"]), found["late"]) == ({"R000001"}, {})
    assert found["pages"] == [200] * 7
    assert found["edited"] == [4, ["satisfaction"]]
    assert json.loads(manage(database, tmp_path, "verify_ledger", "--json")) | {"head": ""} == {
        "ok": True, "rows": 30, "head": "",
    }  # fmt: skip
