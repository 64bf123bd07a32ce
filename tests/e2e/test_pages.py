"""The pages in a real browser: no serious accessibility violation, nothing blocked, the keys work."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from recommendations import ledger
from recommendations.evidence import link
from recommendations.models import Account, Candidate, Evidence, EvidenceLink
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)
from tests.services import REQUIRED, problem_with_chromium

if (problem := problem_with_chromium()) and not REQUIRED:
    pytest.skip(f"Tests in a browser skipped: {problem}", allow_module_level=True)

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "关于产业发展的建议\n一、对策建议\n建议省政府设立产业发展基金，支持中小企业。\n应当完善职业教育体系。\n尾段。"
FIRST, SECOND = (TEXT.index(start) for start in ("建议省政府", "应当"))


@pytest.fixture
def world() -> dict[str, Any]:
    reviewer = AccountFactory(username="wang", role="reviewer")
    actor = ActorFactory(name="省政府")
    document = DocumentFactory(
        content=TEXT,
        title="关于产业发展的建议",
        outline=[{"start": 10, "end": 16, "title": "一、对策建议", "level": 1}],
    )
    parent = RecommendationFactory(title="发展产业", level="parent", actors=[actor], themes=[ThemeFactory()])
    record = RecommendationFactory(
        title="设立产业发展基金",
        document=document,
        quote="建议省政府设立产业发展基金",
        parent=parent,
        due_on="2020",
    )
    link(stamp(), EvidenceFactory(), [record], "supports", "已建成")
    candidates = [
        CandidateFactory(document=document, title=TEXT[start:end], start=start, end=end)
        for start, end in ((FIRST, SECOND - 1), (SECOND, SECOND + 11))
    ]
    return {
        "reviewer": reviewer,
        "document": document,
        "parent": parent,
        "record": record,
        "candidates": candidates,
    }


def sign_in(page: Page, live_server: Any, account: Account) -> None:
    page.goto(f"{live_server.url}/login/")
    page.locator("#id_username").fill(account.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(f"{live_server.url}/")


def test_every_page_is_accessible_and_blocks_nothing_of_its_own(
    page: Page, live_server: Any, world: dict[str, Any]
) -> None:
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)
    sign_in(page, live_server, world["reviewer"])
    record, document = f"/recommendations/{world['record'].ref}/", f"/documents/{world['document'].slug}/"
    paths = ["/", "/recommendations/", "/recommendations/?status=not_assessed&q=产业", record, f"{record}edit/",
             f"/recommendations/{world['parent'].ref}/", "/documents/", document, f"{document}?weigh=1", "/documents/upload/", "/review/",
             f"/review/candidates/{world['candidates'][0].pk}/", "/review/?tab=evidence", "/review/?tab=reports"]  # fmt: skip
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for path in paths:
            page.goto(live_server.url + path)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            result = Axe().run(page, options={"resultTypes": ["violations"]})
            serious = [
                (each["id"], [node["target"] for node in each["nodes"]][:3])
                for each in result.response["violations"]
                if each["impact"] in ("serious", "critical")
            ]
            if serious:
                found[path, width] = serious
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    assert found == {}
    assert blocked == []


def test_candidates_are_decided_with_keys(page: Page, live_server: Any, world: dict[str, Any]) -> None:
    sign_in(page, live_server, world["reviewer"])
    page.goto(f"{live_server.url}/review/")
    cards = page.locator("[data-card]")
    expect(cards.nth(0)).to_have_class("card current")
    page.keyboard.press("j")
    expect(cards.nth(1)).to_have_class("card current")
    expect(page.locator(".mark.current")).to_have_text(world["candidates"][1].quote)
    page.keyboard.press("r")
    expect(cards.nth(1).locator(".outcome")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(cards.nth(0).locator(".outcome")).to_contain_text("R0000")
    states = Candidate.objects.order_by("start").values_list("state", flat=True)
    assert list(states) == ["accepted", "rejected"]


def test_what_is_selected_in_the_text_is_linked_to_what_is_ticked(
    page: Page, live_server: Any, world: dict[str, Any]
) -> None:
    passage = "基金已经\u200b设立😀，规模十亿。"
    report = DocumentFactory(content=f"第一行😀\n前言。{passage}后记。\n末行。", published_on="2024")
    records = [RecommendationFactory(title=title) for title in ("设立基金", "扩大规模")]
    sign_in(page, live_server, world["reviewer"])
    page.goto(f"{live_server.url}/documents/{report.slug}/")
    line = page.locator("article.text p").nth(1)
    expect(page.locator("#selected")).to_be_hidden()
    # From after “前言。” to before “后记。”, whose nodes are parted by the name of the hidden character.
    select = """(line) => {
      const texts = Array.from(line.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
      const last = texts[texts.length - 1];
      document.getSelection().setBaseAndExtent(texts[0], 3, last, last.data.indexOf("后记"));
    }"""
    line.evaluate(select)
    page.keyboard.press("e")
    page.wait_for_url("**weigh=1**")
    start = report.text.content.index(passage)
    expect(page.locator("#id_start")).to_have_value(str(start))
    expect(page.locator("#id_end")).to_have_value(str(start + len(passage)))
    page.locator(f"[value={records[0].ref}]").check()
    page.locator("#weigh-q").fill("规模")
    page.locator("#weigh-q").press("Enter")
    expect(page.locator(".weigh-row")).to_have_count(2)
    page.locator(f"[value={records[1].ref}]").check()
    page.locator("article.text p").nth(2).select_text()
    page.locator("#selected button").click()
    expect(page.locator("#id_passage")).to_have_value("末行。")
    line.evaluate(select)
    page.locator("#selected button").click()
    expect(page.locator("#id_start")).to_have_value(str(start))
    expect(page.locator("[name=recommendation]:checked")).to_have_count(2)
    page.locator("button[value=link]").click()
    expect(page.locator("a.mark-passage")).to_have_count(1)
    piece = Evidence.objects.get(document=report)
    assert piece.text == passage
    assert set(piece.links.values_list("recommendation__ref", flat=True)) == {each.ref for each in records}


def test_suggestions_are_confirmed_with_one_key_and_the_next_is_current(
    page: Page, live_server: Any, world: dict[str, Any]
) -> None:
    rows = [
        EvidenceLink(
            evidence=EvidenceFactory(), recommendation=RecommendationFactory(), stance="supports",
            state="suggested", score=score, reasons=[],
        )
        for score in (0.9, 0.5)
    ]  # fmt: skip
    ledger.create(stamp(), rows)
    sign_in(page, live_server, world["reviewer"])
    page.goto(f"{live_server.url}/review/?tab=evidence")
    cards = page.locator("[data-card]")
    page.keyboard.press("a")
    expect(cards.nth(1)).to_have_class("card pair current")
    page.keyboard.press("r")
    expect(cards.nth(1).locator(".outcome")).to_be_visible()
    assert [EvidenceLink.objects.get(pk=row.pk).state for row in rows] == ["confirmed", "rejected"]


def test_the_keyboard_reaches_the_content_first(page: Page, live_server: Any, world: dict[str, Any]) -> None:
    page.goto(f"{live_server.url}/recommendations/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_filters_are_hidden_on_a_telephone_until_asked_for(
    page: Page, live_server: Any, world: dict[str, Any]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/recommendations/")
    expect(page.locator("#filter-form")).to_be_hidden()
    page.locator(".filter-switch").click()
    page.locator("#filter-form [name=level][value=parent]").check()
    page.locator("#filter-form button").first.click()
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    assert page.url.endswith("?level=parent")
