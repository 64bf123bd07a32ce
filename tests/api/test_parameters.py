"""Hostile parameters and addresses: nothing is ignored, guessed or answered with a fault."""

import pytest

from .conftest import LISTS, ApiClient, fields, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "name"),
    [("x=1", "x"), ("page_size=0", "page_size"), ("page_size=-1", "page_size"), ("page_size=201", "page_size"),
     ("page_size=9999999999999999999", "page_size"), ("page_size=5&page_size=5", "page_size"),
     ("page_size=", "page_size"), ("page_size=٣", "page_size"), ("format=csv", "format"), ("_method=put", "_method")],
)  # fmt: skip
def test_no_list_ignores_a_parameter(editor: ApiClient, path: str, query: str, name: str) -> None:
    assert fields(problem(editor.read(f"{path}?{query}"), 400, "invalid")) == {name}


@pytest.mark.parametrize("path", [p for p in LISTS if p != "changes/"])
@pytest.mark.parametrize("cursor", ["x", "AAAA", "%00", "é", "W10", "bnVsbA", "=" * 5, "A" * 9000])
def test_no_list_takes_a_cursor_that_is_none(editor: ApiClient, path: str, cursor: str) -> None:
    assert fields(problem(editor.read(f"{path}?cursor={cursor}"), 400, "invalid")) == {"cursor"}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=done", "status"), ("status=done&status=planned", "status"), ("ordering=title", "ordering"),
        ("ordering=-", "ordering"), ("ordering=ref&ordering=ref", "ordering"), ("overdue=maybe", "overdue"),
        ("overdue=true&overdue=true", "overdue"), ("q=a&q=b", "q"), ("due_before=99999", "due_before"),
        ("due_before=0000", "due_before"), ("due_after=2024-13", "due_after"), ("as_of=2024-02-30", "as_of"),
        ("as_of=-1", "as_of"), ("updated_since=9999-12-31T23:59:59-14:00", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"), ("updated_since=soon", "updated_since"),
        ("stale_days=-1", "stale_days"), ("stale_days=9223372036854775808", "stale_days"),
        ("document=nothing", "document"), ("actor=%00", "actor"), ("parent=R999999", "parent"),
        ("theme=nothing", "theme"), ("instrument=%00", "instrument"), ("q=%00", "q"), ("fields=ref,x", "fields"),
        ("q=" + "%20".join(f"w{n}" for n in range(1500)), "q"), ("q=" + "x" * 20_000, "q"), ("light=pink", "light"),
    ],
)  # fmt: skip
def test_no_value_is_guessed(anonymous: ApiClient, query: str, name: str) -> None:
    assert fields(problem(anonymous.read(f"recommendations/?{query}"), 400, "invalid")) == {name}


@pytest.mark.parametrize("query", ["as_of=9999-12-31", "as_of=0001", "due_before=0001-01-01", "due_after=9999",
                                   "stale_days=36500", "page_size=200", "q=%EF%BF%BD", "q=''\"--;", "q=%F0%9F%98%80",
                                   "instrument=%5C", "updated_since=0002-01-01T00:00:00Z"])  # fmt: skip
def test_odd_values_are_answered(anonymous: ApiClient, query: str) -> None:
    assert anonymous.read(f"recommendations/?{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["recommendations/R999999/", "recommendations/%00/", "recommendations/é/", "recommendations/" + "9" * 5000 + "/",
     "recommendations/R000001/nothing/", "documents/nothing/", "documents/%00/file/", "evidence/9223372036854775808/",
     "evidence/9223372036854775807/", f"evidence/{'9' * 5000}/", "evidence/0/", "candidates/9223372036854775808/",
     "nothing", "nothing/at/all/", "recommendations/%ff/", "recommendations/..%2f/", "evidence/-1/"],
)  # fmt: skip
def test_what_does_not_exist_is_a_problem_of_its_own(editor: ApiClient, path: str) -> None:
    body = problem(editor.read(path), 404, "not-found")
    assert body["detail"] == problem(editor.read("recommendations/R777777/"), 404, "not-found")["detail"]


def test_a_missing_slash_is_led_on(anonymous: ApiClient) -> None:
    answer = anonymous.read("recommendations?level=parent")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/recommendations/?level=parent")
    problem(anonymous.send("recommendations", {}), 401, "not-authenticated")


def test_other_methods_are_refused(editor: ApiClient) -> None:
    answer = editor.send("recommendations/", {}, method="delete")
    problem(answer, 405, "method-not-allowed")
    assert "GET" in answer["Allow"] and "POST" in answer["Allow"]
