"""A real browser for whole journeys: Debian's chromium, driven by Playwright; skipped where there is none."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# The shell without a window draws the same pages for a third of the work; windows and tabs are work too.
_BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = Path(os.environ.get("CHROMIUM") or next(filter(Path.exists, _BROWSERS), _BROWSERS[-1]))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# What a browser makes of a page is the same whatever the page was read from: looked at once, where no other database is
# named. Everything that writes is walked on both.
_IS_DRAWN_ELSEWHERE = "DATABASE_URL" in os.environ
DRAWN = pytest.mark.skipif(_IS_DRAWN_ELSEWHERE, reason="trang được vẽ như nhau; đã xem trên SQLite")
# Two pages that differ in words, numbers and addresses only are drawn alike; which were looked at in this process.
_WORDS = re.compile(r">[^<>]*[^<>\s][^<>]*<")
_VALUES = re.compile(r'(?<!\sclass)(?<!\stype)(?<!\srole)="[^"]*"')
_LOOKED_AT: set[int] = set()
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# WCAG 2.2 to AA and good practice; the size of targets is not looked at unless one asks.
EVERY_RULE: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
PICTURES = Path(__file__).resolve().parents[2] / "test-results"


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_kept() -> Iterator[None]:
    """A browser asks once for each file, as it does in production, where the name changes with what is in it."""
    serve = StaticFilesHandler.serve

    def kept(self: StaticFilesHandler, request: Any) -> Any:
        response = serve(self, request)
        # The clock of a test may stand far from the browser's.
        response["Cache-Control"] = "max-age=315360000, immutable"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not CHROMIUM.exists():
        pytest.skip(f"không có trình duyệt tại {CHROMIUM}: cài gói chromium-headless-shell để chạy kiểm thử này")
    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """One person at a screen of their own; every page that is opened is checked."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        """Begin on an empty page."""
        self.page: Page = context.new_page()
        self.address, self.name = address, name
        self.complaints: list[str] = []
        self.awaited: set[str] = set()  # what the browser may complain of here, as often as it likes
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: Any) -> None:
        awaited = any(words in message.text for words in self.awaited | {"the server responded with a status of 4"})
        if message.type == "error" and not awaited:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.address + path)
        self.check()

    def press(self, label: str, *, exact: bool = True) -> None:
        """Press the button or link with these words, and look at what comes."""
        found = self.page.get_by_role("button", name=label, exact=exact)
        if not found.count():
            found = self.page.get_by_role("link", name=label, exact=exact)
        found.first.click()
        self.page.wait_for_load_state()
        self.check()

    def write(self, label: str, text: str) -> None:
        """Fill the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a select."""
        self.page.get_by_label(label).first.select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box or a radio."""
        self.page.get_by_label(label).first.check()

    def sees(self, text: str) -> None:
        """The words stand on the page."""
        assert text in self.page.inner_text("body"), f"{self.name} does not see “{text}” at {self.page.url}"

    def sign_in(self, username: str) -> None:
        """Sign in where one is asked to, or at the sign-in page."""
        if "/dang-nhap/" not in self.page.url:
            self.go("/dang-nhap/")
        self.sign_in_here(username)

    def sign_in_here(self, username: str) -> None:
        """Sign in by the form that this page shows."""
        self.write("Tên đăng nhập", username)
        self.page.locator("[name=password]").fill("demo")
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_load_state()
        self.check()

    def _problems(self, width: int) -> list[str]:
        """What axe finds on a page of which no like was looked at before, at this width, in this process."""
        drawn = (width, self.page.viewport_size["height"], _VALUES.sub("=", _WORDS.sub(">x<", self.page.content())))
        if _IS_DRAWN_ELSEWHERE or hash(drawn) in _LOOKED_AT:
            return []
        found = Axe().run(self.page, options=EVERY_RULE).response["violations"]
        if not found:
            _LOOKED_AT.add(hash(drawn))
        return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']][:3]}" for one in found]

    def check(self) -> None:
        """No violation that axe knows, no sideways scrolling, no complaint of the browser."""
        self.page.wait_for_load_state()
        width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        problems = self._problems(width[1])
        if problems or self.complaints or width[0] > width[1]:
            PICTURES.mkdir(exist_ok=True)
            self.page.screenshot(path=str(PICTURES / f"{self.name}.png"), full_page=True)
        assert problems == [], f"{self.name} at {self.page.url}"
        assert self.complaints == [], f"{self.name} at {self.page.url}"
        assert width[0] <= width[1], f"{self.name} at {self.page.url} scrolls sideways"


@pytest.fixture
def visitor(chromium: Browser, live_server: Any) -> Iterator[Any]:
    """`visitor("mai", PHONE)` is a person at a screen; `javascript=False` takes JavaScript away."""
    contexts: list[BrowserContext] = []

    def come(
        name: str, screen: dict[str, int] | None = None, *, javascript: bool = True, worker: bool = False
    ) -> Visitor:
        context = chromium.new_context(
            viewport=screen or DESKTOP,  # type: ignore[arg-type]
            locale="vi-VN",
            java_script_enabled=javascript,
            # axe is put into the page by the test, which the portal's own policy rightly forbids to pages.
            bypass_csp=True,
            # What a worker asks for no test could hold up; one test is about the worker itself.
            service_workers="allow" if worker else "block",
        )
        contexts.append(context)
        return Visitor(context, live_server.url, name)

    yield come
    for context in contexts:
        context.close()
