"""Every page in a real browser: it loads, keeps to its security policy, fits the screen, and can be used by all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from recommendations.choices import Role
from recommendations.models import Recommendation
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/",
    "/recommendations/",
    "/recommendations/?q=产业",
    "/recommendations/{ref}/",
    "/documents/",
    "/documents/{slug}/",
    "/login/",
]
STAFF_PAGES = [
    "/review/",
    "/recommendations/{ref}/edit/",
    "/documents/upload/",
    "/admin/",
    "/admin/recommendations/recommendation/",
]


@pytest.fixture
def record() -> Recommendation:
    quote = "建议设立产业发展基金"
    document = DocumentFactory(content=f"第一章　总则。{quote}。建议完善教育体系。")
    start = document.text.content.index(quote)
    CandidateFactory(document=document)
    return RecommendationFactory(
        title="设立产业发展基金",
        document=document,
        quote=quote,
        start=start,
        end=start + len(quote),
        actors=[ActorFactory(name="财政部门")],
        themes=[ThemeFactory()],
    )


def sign_in(page: Page, server: LiveServer, role: Role) -> None:
    page.goto(f"{server.url}/login/")
    page.fill("input[name=username]", AccountFactory(role=role).username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main form button")
    page.wait_for_url(f"{server.url}/")


def visit(page: Page, server: LiveServer, path: str, record: Recommendation) -> None:
    assert record.document is not None
    answer = page.goto(server.url + path.format(ref=record.ref, slug=record.document.slug))
    assert answer is not None
    assert answer.status == 200, path


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_load_and_fit_the_screen(live_server, page: Page, record: Recommendation, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        visit(page, live_server, path, record)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_staff_pages_load(live_server, page: Page, record: Recommendation) -> None:
    sign_in(page, live_server, Role.ADMINISTRATOR)
    for path in STAFF_PAGES:
        visit(page, live_server, path, record)


def test_pages_keep_the_rules_of_accessibility(live_server, page: Page, record: Recommendation) -> None:
    for path in PAGES:
        visit(page, live_server, path, record)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert [(path, rule["id"], [n["html"] for n in rule["nodes"]][:3]) for rule in found] == []


def test_the_quote_is_marked_in_its_document(live_server, page: Page, record: Recommendation) -> None:
    visit(page, live_server, "/recommendations/{ref}/", record)
    assert "设立产业发展基金" in page.locator("main mark").first.inner_text()


def test_the_language_can_be_changed(live_server, page: Page, record: Recommendation) -> None:
    visit(page, live_server, "/", record)
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    page.click("button[name=language][value=en]")
    page.wait_for_url(f"{live_server.url}/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("nav.mainnav").get_by_role("link", name="Recommendations").is_visible()
