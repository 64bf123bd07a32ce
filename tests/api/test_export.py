"""The list as a file, by the API."""

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from ..factories import RecommendationFactory

pytestmark = pytest.mark.django_db
BASE = "/api/v1/recommendations/export."


def body(client: Client, path: str) -> bytes:
    answer = client.get(BASE + path)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def test_every_format_holds_the_rows_of_the_query(client: Client) -> None:
    wanted = RecommendationFactory(title="=2+2", priority="high")
    RecommendationFactory()
    RecommendationFactory(priority="high", published=False)
    rows = list(csv.reader(io.StringIO(body(client, "csv?priority=high").decode("utf-8-sig"))))
    assert [row[rows[0].index("ref")] for row in rows[1:]] == [wanted.ref]
    assert not rows[1][rows[0].index("title")].startswith("=")
    sheet = load_workbook(io.BytesIO(body(client, "xlsx?priority=high"))).active
    assert sheet is not None and sheet.max_row == 2
    (line,) = body(client, "jsonl?priority=high").splitlines()
    assert json.loads(line)["title"] == "=2+2"


def test_headings_in_chinese(client: Client) -> None:
    RecommendationFactory()
    head = body(client, "csv?headings=zh-hans").decode("utf-8-sig").splitlines()[0]
    assert "落实情况" in head


@pytest.mark.parametrize(
    "query", ["headings=fr", "headings=en&headings=en", "nothing=1", "status=x", "ordering=x"]
)
def test_what_is_not_known_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{BASE}csv?{query}").status_code == 400


def test_other_formats_do_not_exist(client: Client) -> None:
    assert client.get(f"{BASE}pdf").status_code == 404
