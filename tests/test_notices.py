"""The readers' warnings, stored in English, are read in the reader's language at every door."""

import pytest
from django.test import Client

from tests.factories import AccountFactory, DocumentFactory

pytestmark = pytest.mark.django_db
STORED = ["Comments left out: 3.", "Pages without text: 2, 5.", "Something an older reader said."]
TOLD = {
    "zh-hans": ["略去批注 3 条。", "没有文字的页：2, 5。", "Something an older reader said."],
    "en": STORED,
}


@pytest.mark.parametrize("language", TOLD)
def test_warnings_at_every_door(language: str) -> None:
    document = DocumentFactory(warnings=STORED)
    client = Client(headers={"accept-language": language})
    client.force_login(AccountFactory())
    for path in (f"documents/{document.slug}/", f"documents/{document.slug}/text/"):
        assert client.get(f"/api/v1/{path}").json()["warnings"] == TOLD[language]
    listed = client.get("/api/v1/documents/").json()["results"]
    assert listed[0]["warnings"] == TOLD[language]
    for path in (f"/documents/{document.slug}/", f"/admin/recommendations/document/{document.pk}/change/"):
        page = client.get(path).content.decode()
        assert all(warning in page for warning in TOLD[language])
