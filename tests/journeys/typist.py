"""A person without a mouse: every key that a hand presses is counted, and a scanner types as scanners do."""

import re
import unicodedata
from typing import Any

from playwright.sync_api import Page, Request

HAND = 60  # milliseconds between two keys of a hand; keys.js takes what comes faster for a scanner
SOON = 50  # how often it is looked for the cursor, HAND after HAND
FAR = 15  # how often Tab may have to be pressed to reach what one looks for
# Where the focus is, as a screen reader says it: the first line of `- button "Tìm" [pressed]`.
_SAID = re.compile(r"""^- '?(?P<role>\w+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?""")
# A row of keys that were pressed at one moment, however long the page takes to look at them.
_LINE = """(line) => {
  const what = (key) => ({ key, bubbles: true, cancelable: true });
  const pressed = (key) => ["keydown", "keyup"].map((type) => new KeyboardEvent(type, what(key)));
  [...line, "Enter"].flatMap(pressed).forEach((stroke) => document.activeElement.dispatchEvent(stroke));
}"""
_IS_TYPED_INTO = "document.activeElement.matches('input:not([type=checkbox], [type=radio]), textarea, select')"


def scan(page: Page, line: str) -> None:
    """A scanner types the line and Enter: into the box that has the focus, else at the page.

    Playwright waits for the page after each key; on a busy machine its keys come 90 to 300 ms apart, slower than any
    scanner's, and the page rightly takes them for a hand's. A box does not look at the time, so it gets real keys.
    """
    if page.evaluate(_IS_TYPED_INTO):
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")
    else:
        page.evaluate(_LINE, line)


def strokes(text: str) -> int:
    """How many keys a hand presses for the text with a Vietnamese input method (Telex); Shift counts as one."""
    letters = unicodedata.normalize("NFD", text)
    return len(letters) + sum(one in "đĐ" or one.isupper() for one in letters)


class Typist:
    """Somebody at a screen who has signed in and from now on only types."""

    def __init__(self, visitor: Any, username: str, start: str) -> None:
        """Sign in and open the page on which the day begins."""
        visitor.check = visitor.page.wait_for_load_state  # how pages look is looked at elsewhere
        visitor.sign_in(username)
        visitor.go(start)
        self.page: Page = visitor.page
        self.visitor, self.name = visitor, username
        self.keys, self.scans, self.served, self.pages = 0, 0, 0.0, 0
        self.day_keys = 0
        self.page.on("requestfinished", self._note)

    def _note(self, request: Request) -> None:
        """Milliseconds between question and answer, of what a person waits for."""
        if request.resource_type in ("document", "fetch"):
            timing = request.timing
            self.served += max(timing["responseEnd"] - max(timing["requestStart"], 0), 0)

    def begin(self) -> None:
        """Count from here."""
        self.keys, self.scans, self.served, self.pages = 0, 0, 0.0, 0

    def _count(self, keys: int) -> None:
        self.keys += keys
        self.day_keys += keys

    def press(self, *keys: str) -> None:
        """One key after another, as a hand does; letters are the portal's own keys."""
        for key in keys:
            self.page.keyboard.press(key)
            self._count(key.count("+") + 1)
            if len(key) == 1:
                self.page.wait_for_timeout(HAND)

    def goes(self, *keys: str) -> None:
        """Press keys of which the last one opens a page."""
        with self.page.expect_navigation():
            self.press(*keys)
        self.pages += 1
        self.settle()

    def settle(self) -> None:
        """The page stands there, the cursor waits where it put it."""
        self.page.wait_for_load_state()
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def prints(self, key: str) -> None:
        """Open the paper behind the key, print it (Ctrl+P, Enter) and go back (Alt+←): all counted, the paper fetched.

        A browser without a window neither shows a paper nor prints one.
        """
        there = self.page.locator(f"a[data-key='{key}']").get_attribute("href")
        kind = self.page.request.get(f"{self.visitor.address}{there}").headers["content-type"]
        assert kind == "application/pdf", f"{self.name} has no paper behind “{key}” at {self.page.url}, but {kind}"
        self._count(6)

    def write(self, text: str, at: str = "") -> None:
        """Type into the box that has the focus (which bears the name `at`), in the place of what is marked there."""
        if at:
            self.stands_at(at)
        assert self.page.evaluate(_IS_TYPED_INTO), f"{self.name} types at nothing: {self.here()} at {self.page.url}"
        self.page.keyboard.insert_text(text)
        self._count(strokes(text))

    def scan(self, line: str) -> None:
        """Hold paper or card under the scanner: another page comes."""
        self.scans += 1
        self.pages += 1
        with self.page.expect_navigation():
            scan(self.page, line)
        self.settle()

    def here(self) -> str:
        """What has the focus, as a screen reader says it: `button Tìm`."""
        found = self.page.locator("*:focus")
        said = _SAID.match(found.first.aria_snapshot()) if found.count() else None
        return f"{said['role']} {said['name'] or ''}".strip() if said else ""

    def to(self, name: str, *, by: str = "Tab", within: int = FAR) -> None:
        """Tab to what bears the name; it must be near."""
        passed = [self.here()]
        while name not in passed[-1]:
            assert len(passed) <= within, (
                f"{self.name} cannot reach “{name}” in {within} tabs at {self.page.url}: {passed}"
            )
            self.press(by)
            passed.append(self.here())

    def stands_at(self, name: str) -> None:
        """The cursor waits there already, or comes there while the page settles."""
        for _ in range(SOON):
            if name in self.here():
                return
            self.page.wait_for_timeout(HAND)
        assert name in self.here(), f"{self.name} stands at “{self.here()}”, not at “{name}”, at {self.page.url}"

    def chooses(self, name: str) -> None:
        """Arrow down a list of choices until this one is chosen."""
        passed: list[str] = []
        while name not in (chosen := self.page.evaluate("document.activeElement.selectedOptions[0].text")):
            assert chosen not in passed, f"{self.name} finds no “{name}” among {passed} at {self.page.url}"
            passed.append(chosen)
            self.press("ArrowDown")

    def sees(self, text: str) -> None:
        """The words stand on the page."""
        self.visitor.sees(text)
