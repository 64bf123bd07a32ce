"""Exact substring search over title, quote and summary, on SQLite (FTS5) and PostgreSQL (GIN).

The table holds a row for each recommendation: the folded text, which decides, and its tokens, with which
an index narrows the candidates. Only `index` writes rows; one deleted in whatever way leaves the index.
"""

import json
from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from recommendations.text import fold, text_tokens, word_tokens

TABLE = "recommendations_searchtext"
MAX_WORDS = 64
MAX_CHARACTERS = 1_000
MAX_ENTRY = 100_000
"""Characters of one entry: a tsvector holds a megabyte of tokens, eight bytes each."""

_INDEX = f"{TABLE}_tokens"
_TRIGGER = f"{TABLE}_unindex"
_BATCH = 10_000
_TOKENS_PER_WORD = 16
_VECTOR = f"{TABLE}_vector"

_INSTALL = {
    # Without positions (detail=none): a third of the size, and longer words are looked at in the text anyway.
    "sqlite": (
        f"""CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5(tokens, content='{TABLE}',
            content_rowid='recommendation_id', detail='none', columnsize=0, tokenize='ascii')""",
        f"""CREATE TRIGGER IF NOT EXISTS {_TRIGGER} AFTER DELETE ON {TABLE} BEGIN
            INSERT INTO {_INDEX} ({_INDEX}, rowid, tokens)
            VALUES ('delete', old.recommendation_id, old.tokens); END""",
        f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('rebuild')",
    ),
    "postgresql": (
        # A function for its cost: without it the planner takes building a vector from each row for cheap.
        f"""CREATE OR REPLACE FUNCTION {_VECTOR}(tokens text) RETURNS tsvector
            IMMUTABLE STRICT PARALLEL SAFE COST 1000 LANGUAGE plpgsql
            AS 'BEGIN RETURN array_to_tsvector(string_to_array(tokens, '' '')); END'""",
        f"CREATE INDEX IF NOT EXISTS {_INDEX} ON {TABLE} USING gin ({_VECTOR}(tokens))",
    ),
}
_INSTALLED = {
    "sqlite": f"SELECT count(*) = 2 FROM sqlite_master WHERE name IN ('{_INDEX}', '{_TRIGGER}')",
    "postgresql": f"SELECT to_regclass('{_INDEX}') IS NOT NULL",
}
# FTS5 flushes at each statement of a trigger: filling its index by one statement is seven times faster.
_WRITE = {
    "sqlite": (
        f"""DELETE FROM {TABLE} WHERE recommendation_id IN
            (SELECT json_extract(value, '$[0]') FROM json_each(%s))""",
        f"""INSERT INTO {TABLE} (recommendation_id, folded, tokens)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
            FROM json_each(%s)""",
        f"""INSERT INTO {_INDEX} (rowid, tokens)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[2]') FROM json_each(%s)""",
    ),
    "postgresql": (
        f"""INSERT INTO {TABLE} (recommendation_id, folded, tokens)
            SELECT (value ->> 0)::bigint, value ->> 1, value ->> 2 FROM json_array_elements(%s) AS value
            ON CONFLICT (recommendation_id)
            DO UPDATE SET folded = excluded.folded, tokens = excluded.tokens""",
    ),
}
_CANDIDATES = {
    "sqlite": f"recommendation_id IN (SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s)",
    "postgresql": f"{_VECTOR}(tokens) @@ %s::tsquery",
}
_CONTAINS = {"sqlite": "instr(folded, %s) > 0", "postgresql": "strpos(folded, %s) > 0"}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create what the search stands on, and fill it, where it is missing; nothing without the table."""
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor) and not installed(connection):
            for statement in _INSTALL[connection.vendor]:
                cursor.execute(statement)


def installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the index, and on SQLite the trigger that keeps it true, are there."""
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        return bool(cursor.fetchone()[0])


def clear(connection: BaseDatabaseWrapper) -> None:
    """Forget every row, much quicker than one by one; `install` afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {_TRIGGER}")
            cursor.execute(f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('delete-all')")
        cursor.execute(f"DELETE FROM {TABLE}")


def entry(title: str, quote: str, summary: str) -> tuple[str, str]:
    """The folded text and the tokens of a recommendation; ValueError beyond `MAX_ENTRY` characters."""
    fields = [fold(field) for field in (title, quote, summary)]
    if sum(map(len, fields)) > MAX_ENTRY:
        raise ValueError(f"title, quote and summary have more than {MAX_ENTRY} characters")
    # No word of a query holds a line break, so nothing is found across two fields.
    return "\n".join(fields), " ".join(sorted(set().union(*map(text_tokens, fields))))


def index(connection: BaseDatabaseWrapper, rows: Iterable[tuple[int, str, str]]) -> None:
    """Write `(recommendation id, *entry(…))` rows, in one transaction, over any there were."""
    remaining = iter(rows)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        while batch := {row[0]: row for row in islice(remaining, _BATCH)}:
            written = json.dumps(list(batch.values()), ensure_ascii=False)
            for statement in _WRITE[connection.vendor]:
                cursor.execute(statement, [written])


def match(connection: BaseDatabaseWrapper, query: str) -> tuple[str, list[str]]:
    """SQL and its parameters that select the ids of the recommendations which contain every word of `query`.

    Words are what white space separates, folded like the texts; every other character is ordinary.
    No word selects all. For `queryset.filter(pk__in=RawSQL(sql, params))`. ValueError beyond `MAX_WORDS`
    or `MAX_CHARACTERS`.
    """
    words = list(dict.fromkeys(map(fold, query.split())))
    if len(words) > MAX_WORDS:
        raise ValueError(f"a search has at most {MAX_WORDS} words")
    if len(query) > MAX_CHARACTERS:
        raise ValueError(f"a search has at most {MAX_CHARACTERS} characters")
    if not words:
        return f"SELECT recommendation_id FROM {TABLE}", []
    longer = [word for word in words if len(word) > 2]
    if connection.vendor == "sqlite" and not longer:
        return f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s", [_tokens_query("sqlite", words)]
    conditions = [_CANDIDATES[connection.vendor], *[_CONTAINS[connection.vendor]] * len(longer)]
    sql = f"SELECT recommendation_id FROM {TABLE} WHERE {' AND '.join(conditions)}"
    return sql, [_tokens_query(connection.vendor, words), *longer]


def _tokens_query(vendor: str, words: list[str]) -> str:
    terms = []
    for word in words:
        tokens = word_tokens(word)[:_TOKENS_PER_WORD]
        prefix = {"sqlite": "*", "postgresql": ":*"}[vendor] if len(word) == 1 else ""
        terms += [f"{token}{prefix}" for token in tokens]
    return {"sqlite": " AND ", "postgresql": " & "}[vendor].join(terms)
