"""The keys of the staff's pages in a real browser: they act, never catch what is typed, and a scanner is no hand."""

from typing import Any

import pytest

from departments.models import User
from tests.journeys.typist import HAND, scan
from tests.world import World, hanoi

pytestmark = pytest.mark.browser

CODE = "H26.105-261120-0001"


def press(page: Any, keys: str) -> None:
    """One key after another, as a hand does."""
    for key in keys.split():
        page.keyboard.press(key)
        page.wait_for_timeout(HAND)
    page.wait_for_load_state()


def focus(page: Any) -> str:
    """The words or the name of what has the focus."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")
    return found


def test_the_keys_of_a_list(world: World, visitor: Any) -> None:
    for _ in range(3):
        world.transferred(hanoi("2026-11-20 09:00"))
    ha = visitor("ha-keys")
    ha.sign_in("ha")
    page = ha.page
    ha.go("/xu-ly/")
    press(page, "j j")
    assert focus(page) == "H26.105-261120-0002"
    press(page, "x k x")
    assert page.locator("td.pick input:checked").count() == 2
    ha.sees("Đã chọn 2 hồ sơ")
    press(page, "b")
    assert focus(page) == "Phân công"

    # What is typed stays in its box.
    press(page, "/")
    assert focus(page) == "loc-q"
    page.keyboard.type("jkx?", delay=HAND)
    assert (page.input_value("#loc-q"), "muc=" in page.url) == ("jkx?", False)
    press(page, "Escape ?")
    page.wait_for_selector("dialog[open]")
    ha.sees("Hồ sơ sau trong danh sách")
    ha.check()
    press(page, "Escape j")
    page.wait_for_selector("dialog", state="detached")

    # The next dossier of the list, its first action, and back.
    press(page, "o")
    page.wait_for_url(f"**/xu-ly/{CODE}/?tu=*")
    ha.check()
    press(page, "n")
    page.wait_for_url("**/xu-ly/H26.105-261120-0002/?tu=*")
    press(page, "v")
    page.wait_for_url("**/assign/?tu=*")
    press(page, "Escape l")
    page.wait_for_url("**/xu-ly/?muc=chua-phan-cong")
    press(page, "g q")
    page.wait_for_url("**/qua-han/")

    # A receipt that is scanned types its line at once; the letters in it are no keys.
    scan(page, f"http://x.vn/tra-cuu/?ma={CODE}")
    page.wait_for_url(f"**/xu-ly/{CODE}/")

    ha.go("/phim-tat/")
    ha.press("Tắt phím tắt")
    ha.go("/xu-ly/")
    press(page, "g q")
    assert page.url.endswith("/xu-ly/")
    assert not User.objects.get(username="ha").shortcuts
    scan(page, CODE)
    page.wait_for_url(f"**/xu-ly/{CODE}/")
