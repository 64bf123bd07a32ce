"""No input gives a 5xx: every field of every form, every parameter of every list."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from recommendations import evidence
from recommendations.admin import site
from recommendations.models import Account, Evidence
from tests.admin.conftest import ROOT, Desk
from tests.factories import (
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
BAD = [
    "abc",
    "\0",
    "\ud800",
    "9" * 40,
    "-1",
    "a" * 6000,
    "' OR 1=1 --",
    "99999-99",
    "0000",
    "=1+1",
    "🀄",
    "%",
    "[]",
    "1:lead 1:lead x:y",
]


def send(desk: Desk, method: str, path: str, data: dict[str, str]) -> Any:
    """Send the values byte for byte, as no browser would."""
    body = urlencode({key: value.encode("utf-8", "surrogatepass") for key, value in data.items()})
    if method == "POST":
        return desk.post(path, body, content_type="application/x-www-form-urlencoded")
    return desk.get(f"{path}?{body}")


@pytest.fixture
def pages(administrator: Desk) -> dict[str, str]:
    """Every page with a form, by name."""
    document = DocumentFactory()
    parent = RecommendationFactory(level="parent", document=document, quote="建议设立产业发展基金")
    record = RecommendationFactory(
        parent=parent, actors=[ActorFactory()], themes=[ThemeFactory()], due_on="2090"
    )
    (link,) = evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    rows: dict[str, Any] = {
        "recommendation": record, "document": document, "candidate": CandidateFactory(), "evidencelink": link,
        "evidence": Evidence.objects.get(), "actor": ActorFactory(), "theme": ThemeFactory(),
        "account": Account.objects.get(username="founder"),
    }  # fmt: skip
    found = {name: f"{ROOT}{name}/{row.pk}/change/" for name, row in rows.items()}
    for model, model_admin in site._registry.items():
        name = model._meta.model_name or ""
        found[f"{name}-list"] = f"{ROOT}{name}/"
        if model_admin.added_by:
            found[f"{name}-add"] = f"{ROOT}{name}/add/"
    return found | {"progress": "/admin/progress/", "reminders": "/admin/reminders/", "home": "/admin/"}


def test_every_page_opens_and_every_form_survives(administrator: Desk, pages: dict[str, str]) -> None:
    tried = 0
    for name, path in pages.items():
        page = administrator.page(path)
        assert page.status == 200, name
        for form in page.tree.xpath("//main//form"):
            fields = {
                key for key in form.fields if key not in ("csrfmiddlewaretoken", "do", "to", "decision")
            }
            fixed = {k: form.fields[k] or "" for k in form.fields if k not in fields}
            for number, bad in enumerate(BAD):
                data = fixed | dict.fromkeys(fields, bad) | {f"{key}_id": bad for key in ("actors",)}
                target = form.get("action") or path
                answer = send(administrator, form.method, target, data)
                assert answer.status_code < 500, (name, form.get("id"), number, answer.status_code)
                tried += 1
    assert tried > 500


@pytest.mark.parametrize("bad", BAD)
def test_every_list_survives_any_parameter(administrator: Desk, bad: str) -> None:
    RecommendationFactory()
    raw = bad.encode("utf-8", "surrogatepass")
    for model in site._registry:
        path = f"{ROOT}{model._meta.model_name}/"
        for name in (
            "q",
            "p",
            "o",
            "e",
            "state__exact",
            "_to_field",
            "_popup",
            "ordering",
            "at__gte",
            "nonsense",
            "by",
            "kind",
        ):
            assert administrator.get(path, {name: raw}).status_code < 500, (path, name)
        for action in ("edit", "letter", "revoke", "accept_selected", "nonsense"):
            data = {"action": action, "index": "0", "_selected_action": bad, "select_across": "0"}
            assert send(administrator, "POST", path, data).status_code < 500, (path, action)
        for page in (
            f"{path}{'9' * 30}/change/",
            f"{path}x/change/",
            f"{path}1/history/",
            f"{path}1/delete/",
        ):
            assert administrator.get(page).status_code < 500, page
    query = {
        "app_label": "recommendations",
        "model_name": "recommendation",
        "field_name": "parent",
        "term": raw,
    }
    for name in query:
        assert administrator.get(reverse("admin:autocomplete"), query | {name: raw}).status_code < 500
    assert administrator.get(reverse("admin:autocomplete"), query | {"page": raw}).status_code < 500
