"""A day at the follow-up desk, in Chinese, in a real browser on many records: clicks counted, pages timed.

A click is a press of the mouse; typing and choosing from a list by keys are not counted.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

from tests.services import CHROMIUM, problem_with_chromium

from .conftest import manage

if problem := problem_with_chromium():
    pytest.skip(f"A day in a browser skipped: {problem}", allow_module_level=True)

LIST = "/admin/recommendations/recommendation/"


class Clerk:
    """Somebody at a browser, who counts clicks and notes how long the server took for each page."""

    def __init__(self, browser: Browser, server: str, name: str, password: str) -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        self.page, self.server = context.new_page(), server
        self.page.set_default_timeout(20_000)
        self.clicks, self.slowest = 0, (0.0, "")
        self.page.goto(f"{server}/admin/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{server}/admin/")
        self.page.reload()

    def open(self, path: str) -> None:
        self.page.goto(self.server + path)
        self._note()

    def click(self, target: str | Locator) -> None:
        """Click within the page."""
        self.clicks += 1
        (self.page.locator(target) if isinstance(target, str) else target).first.click()

    def go(self, target: str | Locator) -> None:
        """Click what leads to another page."""
        with self.page.expect_navigation():
            self.click(target)
        self._note()

    def _note(self) -> None:
        took, where = self.page.evaluate(
            """() => { const n = performance.getEntriesByType('navigation')[0];
                       return [n.responseEnd - n.requestStart, location.pathname + location.search] }"""
        )
        self.slowest = max(self.slowest, (took, where))

    def message(self) -> str:
        return self.page.locator(".messagelist").inner_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def passwords(environment: dict[str, str], server: str) -> dict[str, str]:
    roles = ("editor", "reviewer")
    return {role: manage(environment, "create_account", role, "--role", role).strip() for role in roles}


def test_from_overdue_to_verified(browser: Browser, server: str, passwords: dict[str, str]) -> None:
    clerk = Clerk(browser, server, "editor", passwords["editor"])
    clerk.go("a[href*='overdue=true']")
    # The first of one measure with an end; the numbers of the worklist lead to all kinds.
    clerk.open(f"{LIST}?overdue=true&horizon=one_off&level=child&status=in_progress")
    clerk.go("#result_list tbody a")
    reference = clerk.page.locator("h1").inner_text().split()[0]
    assert clerk.page.locator("#main mark, main mark, .context mark").first.inner_text()
    clerk.click("summary:has-text('添加佐证材料')")
    clerk.page.fill(".evidence-form [name=url]", "https://www.example.org/report")
    clerk.page.fill(".evidence-form [name=title]", "年度报告")
    clerk.page.select_option(".evidence-form [name=level]", "outcome")
    clerk.page.fill(".evidence-form [name=effective_on]", "2026-06")
    clerk.go(".evidence-form button.default")
    assert "已添加佐证材料" in clerk.message()
    clerk.click("summary:has-text('报送：已落实')")
    clerk.page.fill("details[open] [name=done]", "已建成。")
    clerk.go("details[open] button:has-text('报送：已落实')")
    assert "待另一位核查员核实" in clerk.message()

    second = Clerk(browser, server, "reviewer", passwords["reviewer"])
    second.go("a[href*='verification=reported']")
    second.open(f"{LIST}?verification=reported&ordering=-updated_at")
    second.go(f"#result_list a:has-text('{reference}')")
    second.click("summary:text-is('核实')")
    second.go("details[open] button:has-text('核实')")
    assert "已核实" in second.message()
    clicks = clerk.clicks + second.clicks
    took, where = max(clerk.slowest, second.slowest)
    print(f"\noverdue to verified: {clicks} clicks; slowest page {took:.0f} ms ({where})")
    assert clicks <= 12


def test_many_measures_to_one_actor(browser: Browser, server: str, passwords: dict[str, str]) -> None:
    clerk = Clerk(browser, server, "editor", passwords["editor"])
    clerk.open(f"{LIST}?document=generated-1-00001&document=generated-1-00002&level=child")
    clerk.click("#action-toggle")
    clerk.click(".actions .question a")
    clerk.go("button:has-text('批量修改')")
    clerk.click(".select2-selection")
    clerk.page.keyboard.type("教育厅")
    clerk.page.wait_for_selector(".select2-results__option--highlighted")
    clerk.page.keyboard.press("Enter")
    clerk.page.fill("[name=due_on]", "2027-06-30")
    clerk.page.fill("[name=reason]", "统一部署")
    clerk.go("button[value=preview]")
    clerk.go("button[value=save]")
    saved = clerk.page.locator("main, #main").first.inner_text()
    assert "已保存" in saved
    took, where = clerk.slowest
    print(f"\nmany to one actor: {clerk.clicks} clicks; slowest page {took:.0f} ms ({where})")
    assert clerk.clicks <= 8


def test_the_month_of_a_unit(browser: Browser, server: str, passwords: dict[str, str]) -> None:
    clerk = Clerk(browser, server, "editor", passwords["editor"])
    clerk.open("/admin/progress/?actor=body-0-26")
    rows = clerk.page.locator("textarea[name^='text-']")
    for number in range(min(20, rows.count())):
        rows.nth(number).fill("本月完成阶段任务。")
    clerk.go(".progress-form button.default")
    took, where = clerk.slowest
    print(
        f"\na month of {min(20, rows.count())} items: {clerk.clicks} click; slowest page {took:.0f} ms ({where})"
    )
    assert clerk.clicks == 1
