"""The search index equals a scan for substrings, on both databases."""

import copy
import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommendations import search
from recommendations.text import fold

ALIAS = "search-test"
SCHEMA = f"search_test_{os.getpid()}"
ALPHABET = "教育鄉乡村振兴 ％%_'\"\\*:&|()A a\u0301\u00e1-ＡＮＤ\n\u200b\u3000😀"


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[BaseDatabaseWrapper]:
    """A database of its own: SQLite in memory; on PostgreSQL, where the suite runs on it, a schema of its own."""
    database = copy.deepcopy(connections.settings["default"])
    if request.param == "sqlite":
        database |= {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    elif connections["default"].vendor != "postgresql":
        pytest.skip("the suite runs on SQLite")
    else:
        database["OPTIONS"] = {"options": f"-c search_path={SCHEMA}"}
    connections.settings[ALIAS] = database
    scratch = connections[ALIAS]
    with django_db_blocker.unblock():
        try:
            with scratch.cursor() as cursor:
                if scratch.vendor == "postgresql":
                    cursor.execute(f"CREATE SCHEMA {SCHEMA}")
                cursor.execute(
                    f"CREATE TABLE {search.TABLE} (recommendation_id bigint NOT NULL PRIMARY KEY, "
                    "folded text NOT NULL, tokens text NOT NULL)"
                )
            search.install(scratch)
            yield scratch
        finally:
            if scratch.vendor == "postgresql":
                with scratch.cursor() as cursor:
                    cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            scratch.close()
            del connections[ALIAS], connections.settings[ALIAS]


def write(connection: BaseDatabaseWrapper, texts: dict[int, tuple[str, str, str]]) -> None:
    search.index(connection, ((pk, *search.entry(*fields)) for pk, fields in texts.items()))


def found(connection: BaseDatabaseWrapper, query: str) -> list[int]:
    sql, params = search.match(connection, query)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return sorted(row[0] for row in cursor.fetchall())


def scan(texts: dict[int, tuple[str, str, str]], query: str) -> list[int]:
    words = [fold(word) for word in query.split()]
    folded = {pk: [fold(field) for field in fields] for pk, fields in texts.items()}
    return [pk for pk, fields in folded.items() if all(any(word in f for f in fields) for word in words)]


TEXTS = {
    1: ("发展教育", "加快发展教育事业", ""),
    2: ("乡村振兴", "全面推进鄉村振興", "100% done"),
    3: ("CAREC_2030", "ＣＡＲＥＣ成员国“走出去”", 'it\'s "quoted" \\ back'),
    4: ("宗教", "育人", "Cafe\u0301"),
    5: ("", "教", "😀😁"),
}
QUERIES = {
    "教": [1, 4, 5], "教育": [1], "教育事": [1], "乡村振兴": [2], "鄉村": [2], "村振": [2], "興": [2],
    "%": [2], "0%": [2], "_": [3], "c_2": [3], "carec": [3], "ｃａｒｅｃ": [3], "'": [3], '"': [3], "\\": [3],
    "café": [4], "CAFE\u0301": [4], "é": [4], "😀": [5], "😁": [5], "😀😁": [5], "教 育": [1, 4],
    "教　育": [1, 4], "教\n育": [1, 4], "发展 事业": [1], "发展 乡村": [], "教\x00育": [], "\x00": [], "\ud800": [],
    "": [1, 2, 3, 4, 5], " \t\u3000": [1, 2, 3, 4, 5], "AND": [], "NOT": [], "NEAR(": [], "*": [], "教*": [],
    "a:b": [], "(": [], "教育发": [],
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_words_are_exact_substrings_after_folding(connection, query):
    write(connection, TEXTS)
    assert found(connection, query) == QUERIES[query]


def test_nothing_is_found_across_two_fields(connection):
    write(connection, {1: ("发展", "教育", "事业"), 2: ("发展\n教育", "", "")})
    assert found(connection, "展教") == []
    assert found(connection, "育事") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_equal_to_a_scan(connection, data):
    fields = st.one_of(st.text(ALPHABET, max_size=12), st.text(max_size=12))
    texts = data.draw(st.dictionaries(st.integers(1, 2**62), st.tuples(fields, fields, fields), max_size=6))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {search.TABLE}")
    write(connection, texts)
    parts = [field[a : a + 4] for row in texts.values() for field in row for a in range(0, len(field), 3)]
    words = st.one_of(st.text(ALPHABET, max_size=4), st.text(max_size=3), *map(st.just, parts))
    query = data.draw(st.lists(words, max_size=3).map(" ".join))
    assert found(connection, query) == sorted(scan(texts, query))


def test_words_far_into_long_texts(connection):
    """Beyond the 256 positions of a token and the 16,383 positions that a tsvector keeps."""
    filler = "教育" * 400 + "".join(chr(0x4E00 + i) for i in range(20_000))
    write(connection, {1: ("", filler + "教学相长", ""), 2: ("", filler + "教学长相", "")})
    assert found(connection, "教学相长") == [1]
    assert found(connection, "学长") == [2]
    assert found(connection, filler[:600] + " 长相") == [2]


def test_an_entry_has_a_longest_size(connection):
    pairs = "".join(chr(0x4E00 + i % 20_000) + chr(0x3400 + i // 7) for i in range(search.MAX_ENTRY // 2))
    write(connection, {1: (pairs, "", "")})
    assert found(connection, pairs[-3:]) == [1]
    with pytest.raises(ValueError, match="100000 characters"):
        search.entry(pairs, "more", "")


def test_writing_again_replaces(connection):
    write(connection, TEXTS)
    write(connection, {1: ("改了", "", ""), 5: TEXTS[5]})
    assert found(connection, "教") == [4, 5]
    assert found(connection, "改了") == [1]
    assert found(connection, "") == [1, 2, 3, 4, 5]


def test_the_last_of_equal_ids_in_one_write_counts(connection):
    search.index(connection, [(1, *search.entry("先", "", "")), (1, *search.entry("后", "", ""))])
    assert (found(connection, "先"), found(connection, "后")) == ([], [1])


def test_deleted_rows_leave_the_index(connection):
    write(connection, TEXTS)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {search.TABLE} WHERE recommendation_id = 1")
    assert found(connection, "教") == [4, 5]


def test_installing_again_changes_nothing(connection):
    write(connection, TEXTS)
    search.install(connection)
    assert search.installed(connection)
    assert found(connection, "教") == [1, 4, 5]


def test_what_is_missing_is_seen_and_mended(connection):
    write(connection, TEXTS)
    drop = (
        "TRIGGER recommendations_searchtext_unindex"
        if connection.vendor == "sqlite"
        else ("INDEX recommendations_searchtext_tokens")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {drop}")
        cursor.execute(f"DELETE FROM {search.TABLE} WHERE recommendation_id = 1")
    assert not search.installed(connection)
    search.install(connection)
    assert search.installed(connection)
    assert found(connection, "教") == [4, 5]


def test_installing_before_the_table_exists_does_nothing(connection):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {search.TABLE}")
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE recommendations_searchtext_tokens")
    search.install(connection)
    assert not search.installed(connection)


def test_as_many_words_as_allowed(connection):
    words = [chr(0x4E00 + i) + "教育事业发展" for i in range(search.MAX_WORDS)]
    write(connection, {1: ("，".join(words), "", ""), 2: ("，".join(words[1:]), "", "")})
    assert found(connection, " ".join(words)) == [1]


@pytest.mark.parametrize(
    ("query", "message"),
    [("教 " * 2 + " ".join(map(str, range(1_500))), "64 words"), ("教" * 1_001, "1000 characters")],
)
def test_a_query_beyond_the_limits_is_refused(connection, query, message):
    with pytest.raises(ValueError, match=message):
        search.match(connection, query)


def test_a_long_word_of_wide_ligatures(connection):
    """One character of the query may fold to eighteen."""
    write(connection, {1: ("\ufdfa" * 900, "", ""), 2: ("\ufdfa" * 899, "", "")})
    assert found(connection, "\ufdfa" * 900) == [1]
