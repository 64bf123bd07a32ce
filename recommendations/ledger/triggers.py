"""Triggers that refuse edits of history, on SQLite and PostgreSQL.

Installed after migrations, since a later table rebuild on SQLite drops them without a word.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .. import search
from ..models import Change, LedgerHead, StoredFile, TextVersion

FROZEN = {model._meta.db_table for model in (Change, TextVersion, StoredFile)}
EVENTS = ("update", "delete")


def _names() -> dict[str, tuple[str, str]]:
    return {f"{table}_no_{event}": (table, event) for table in sorted(FROZEN) for event in EVENTS}


def install(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Create what is missing: triggers, the chain's head and the search index. Idempotent."""
    connection = connections[using]
    if Change._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_edit() RETURNS trigger AS"
                " $$ BEGIN RAISE EXCEPTION 'history cannot be changed'; END $$ LANGUAGE plpgsql"
            )
        for name in missing(using):
            table, event = _names()[name]
            if connection.vendor == "postgresql":
                what = f"BEFORE {event.upper()}" + (" OR TRUNCATE" if event == "delete" else "")
                cursor.execute(
                    f'CREATE TRIGGER "{name}" {what} ON "{table}"'
                    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_edit()"
                )
            else:
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}"'
                    " BEGIN SELECT RAISE(ABORT, 'history cannot be changed'); END"
                )
    LedgerHead.objects.using(using).get_or_create(pk=1)
    search.install(connection)


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that should be there and are not (or are disabled)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_listing(connection))
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in _names() if name not in present]


def drop(using: str = "default") -> None:
    """Remove the triggers; for the tests' flush and for proving that tampering is found."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, _event) in _names().items():
            on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def _listing(connection: BaseDatabaseWrapper) -> str:
    if connection.vendor == "postgresql":
        return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
