"""A deployment's own classes and role names: kept as data, shown on every surface."""

import datetime as dt

import pytest
from django.test import Client

from recommendations import editing
from recommendations.desk import letters
from recommendations.exchange.columns import BY_NAME
from recommendations.models import Document, Recommendation, RoleName, StatusClass, for_list, rows
from recommendations.models.wording import Wording
from tests.admin.conftest import Desk
from tests.factories import AccountFactory, ActorFactory, DocumentFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def _words() -> None:
    for kind, status, label in (
        ("", "not_assessed", "丁类"),
        ("proposal", "not_assessed", "乙类"),
        ("", "planned", "丙类"),
    ):
        editing.new_register(stamp(), StatusClass(document_kind=kind, status=status, label=label))
    for role, label in (("lead", "主办"), ("support", "协办")):
        editing.new_register(stamp(), RoleName(document_kind="proposal", role=role, label=label))


def record_of(kind: str) -> Recommendation:
    return RecommendationFactory(
        document=DocumentFactory(kind=kind),
        quote="建议完善教育体系。",
        actors=[ActorFactory(), ActorFactory()],
    )


def row_of(record: Recommendation) -> dict[str, object]:
    found = list(for_list(Recommendation.objects.filter(pk=record.pk)))
    return rows(found, record.updated_at.date())[0]


@pytest.mark.usefixtures("_words")
def test_a_kind_of_document_has_its_own_words_else_those_of_all() -> None:
    proposal, paper, letter = record_of("proposal"), record_of("paper"), RecommendationFactory()
    assert [row_of(r)["status_class"] for r in (proposal, paper, letter)] == ["乙类", "丁类", "丁类"]
    assert row_of(proposal)["role_names"] == {"lead": "主办", "support": "协办"}
    assert row_of(paper)["role_names"] == {}


def test_without_a_map_there_is_no_class() -> None:
    assert row_of(RecommendationFactory())["status_class"] == ""
    assert dict(Wording.read().roles("paper")).keys() == {"lead", "support"}


@pytest.mark.usefixtures("_words")
def test_every_surface_shows_them(client: Client) -> None:
    record, desk = record_of("proposal"), Desk(AccountFactory())
    assert "乙类" in desk.page("recommendation/?columns=status_class").text
    page = desk.record(record)
    assert "乙类" in page.text and "主办" in page.text
    for path in ("/recommendations/", f"/recommendations/{record.ref}/"):
        assert "乙类" in client.get(path).content.decode()
    assert "协办" in client.get(f"/recommendations/{record.ref}/").content.decode()
    body = client.get(f"/api/v1/recommendations/{record.ref}/").json()
    assert body["status_class"] == "乙类" and body["role_names"]["support"] == "协办"
    exported = b"".join(client.get("/api/v1/recommendations/export.csv?headings=zh-hans").streaming_content)  # type: ignore[attr-defined]
    assert "乙类" in exported.decode() and BY_NAME["status_class"].use == "fixed"
    assert Document.objects.get().kind == "proposal"


@pytest.mark.usefixtures("_words")
def test_letters_have_a_place_for_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of: list[dict[str, str]] = []

    def kept(_template: bytes, _values: dict[str, str], filled: list[dict[str, str]]) -> bytes:
        rows_of.extend(filled)
        return b""

    monkeypatch.setattr(letters, "fill", kept)
    records = [record_of("proposal"), RecommendationFactory()]
    letters.draft_letter("supervision", "1", ActorFactory(), records, dt.date(2026, 11, 22))
    assert [row["类别"] for row in rows_of] == ["乙类", "丁类"]
