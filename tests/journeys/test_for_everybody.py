"""Every page that a citizen or a stranger can open, from the table of all addresses: for every eye, hand and screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.house.test_access import CITIZEN, STRANGER, TABLE, places
from tests.journeys.conftest import DRAWN, EVERY_RULE
from tests.world import World

pytestmark = [pytest.mark.browser, DRAWN]

# What is handed out as a file is no page.
FILES = {
    "cases:document",
    "cases:document_preview",
    "cases:my_bundle",
    "cases:pdf",
    "cases:blank_form",
    "manifest",
    "cases:open_data_file",
    "worker",
}
WIDTHS = (320, 390, 768, 1366)  # px
PAGES = [
    (who, name)
    for name, (_, welcome) in TABLE.items()
    for who in (STRANGER, CITIZEN)
    if who in welcome and name not in FILES
]
# Two addresses of one page may have one title.
SAME_PAGE = ({"cases:wizard", "cases:wizard_again"}, {"cases:draft_copy", "cases:my_copy"})
__all__ = ["places"]


@pytest.fixture
def screens(world: World, chromium: Browser, live_server: Any) -> Iterator[dict[str, Page]]:
    """A page of a stranger, and one of Mai, who is signed in."""
    open_pages = {}
    for who in (STRANGER, CITIZEN):
        context = chromium.new_context(locale="vi-VN", bypass_csp=True, base_url=live_server.url)
        if who == CITIZEN:
            client = Client()
            client.force_login(world.mai)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        open_pages[who] = context.new_page()
    yield open_pages
    for page in open_pages.values():
        page.context.close()


def complaints(page: Page) -> list[str]:
    """What axe finds, by all its rules."""
    found = Axe().run(page, options=EVERY_RULE).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes']][:4]}" for one in found]


def scrolls_sideways(page: Page) -> list[str]:
    """The width that would be too wide, and the elements that are."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide <= window:
        return []
    guilty = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 100)).slice(0, 4)"
    )
    return [f"{wide} px wide at {window}: {guilty}"]


def test_every_page_of_a_citizen_is_for_everybody(screens: dict[str, Page], places: dict[str, Any]) -> None:
    problems, titles = {}, {}
    for who, name in PAGES:
        page = screens[who]
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        answer = page.goto(TABLE[name][0].format(**places))
        assert answer is not None
        assert answer.status == 200, (who, name)
        titles.setdefault(page.title(), set()).add(name)
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found += scrolls_sideways(page)
            # On wide screens axe looks at the pages of the other journeys.
            found += complaints(page) if width == WIDTHS[0] else []
        # Letters twice as large, as a browser's own setting makes them.
        page.set_viewport_size({"width": 768, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"letters twice as large: {one}" for one in scrolls_sideways(page)]
        if found:
            problems[f"{name} ({who})"] = found
    assert [names for names in titles.values() if len(names) > 1 and names not in SAME_PAGE] == []
    assert problems == {}, "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in problems.items())


# Whether an element that has the focus shows it: only an outline is left where people choose the colours. A box for
# files shows it on its label.
OUTLINED = "one => [one, ...(one.labels || [])].some(each => getComputedStyle(each).outlineStyle !== 'none')"
# What has the focus, whether it is seen, and whether it had the focus before; nothing when the focus has left the page.
FOCUSED = f"""() => {{
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const again = one.hasAttribute('data-reached');
  one.setAttribute('data-reached', '');
  return {{html: one.outerHTML.slice(0, 120), again, seen: ({OUTLINED})(one),
    covered: !at || !(one.contains(at) || at.contains(one)
      || (one.labels && [...one.labels].some(label => label.contains(at))))}};
}}"""
# All that the keyboard must reach: of a group of radios one is enough.
REACHABLE = """[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility() && e.type !== 'radio')"""
MISSED = f"{REACHABLE}.filter(e => !e.hasAttribute('data-reached')).map(e => e.outerHTML.slice(0, 120))"
# After a key the focus that a script gives is shown as the keyboard's own.
UNSEEN = f"""{REACHABLE}.filter(e => {{ e.focus(); return document.activeElement === e && !({OUTLINED})(e); }})
  .map(e => e.outerHTML.slice(0, 120))"""


def test_the_keyboard_reaches_everything_and_is_seen_in_any_colours(
    screens: dict[str, Page], places: dict[str, Any]
) -> None:
    problems = {}
    for who, name in PAGES:
        page = screens[who]
        page.emulate_media(forced_colors="none", reduced_motion="reduce")
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(TABLE[name][0].format(**places))
        steps = round_of(page)
        found = [f"not seen or covered: {step}" for step in steps if not step["seen"] or step["covered"]]
        found += [f"not reached: {one}" for one in page.evaluate(MISSED)]
        if not any("skip-link" in step["html"] for step in steps):
            found.append(f"begins with {steps[:2]}")
        page.emulate_media(forced_colors="active")
        found += [f"not seen in forced colours: {one}" for one in page.evaluate(UNSEEN)]
        if found:
            problems[f"{name} ({who})"] = found
    assert problems == {}, "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in problems.items())


def round_of(page: Page) -> list[Any]:
    """All that has the focus until something has it again; where a field has it from the start, that field is first."""
    steps: list[Any] = []
    for _ in range(page.evaluate(f"{REACHABLE}.length") + 30):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step and step["again"]:
            break
        steps += [step] if step else []
    return steps
