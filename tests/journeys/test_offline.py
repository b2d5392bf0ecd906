"""The line breaks in the middle of typing: nothing is lost, and nothing stays on the device afterwards."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Draft
from tests.journeys.conftest import PHONE
from tests.journeys.test_saving import begin
from tests.world import World

pytestmark = pytest.mark.browser
STREET = "12 Lý Thường Kiệt"


def typed() -> str:
    """The address as it is in the draft."""
    answers = Draft.objects.get().answers.get("nguoi-nop", {})
    return str(answers.get("address", [""])[0])


def shelved(page: Page) -> list[str]:
    """The names of what the device keeps."""
    names: list[str] = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('tthc:'))")
    return names


@pytest.mark.parametrize("noticed", [True, False], ids=["the browser knows", "only the worker finds out"])
def test_what_is_sent_without_a_line_is_sent_when_it_is_back(world: World, visitor: Any, noticed: bool) -> None:
    mai = visitor("mai-ngoai-tuyen", PHONE, worker=True)
    page = begin(mai)
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    if not noticed:
        page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    mai.write("Địa chỉ", STREET)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".saved")).to_contain_text("tự gửi khi có mạng trở lại")
    assert page.get_by_label("Địa chỉ").input_value() == STREET
    assert typed() == ""
    page.context.set_offline(False)
    expect(page.get_by_label("Nội dung đề nghị")).to_be_visible(timeout=20_000)
    assert typed() == STREET


def test_a_page_that_was_closed_without_a_line_has_its_text_when_it_is_opened_again(world: World, visitor: Any) -> None:
    mai = visitor("mai-mo-lai", PHONE, worker=True)
    page = begin(mai)
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    mai.write("Địa chỉ", STREET)
    expect(page.locator(".saved")).to_contain_text("Mất kết nối")
    assert len(shelved(page)) == 1
    page.reload()
    expect(page.get_by_role("heading", name="Không có mạng")).to_be_visible()
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((one) => one.keys())"
        ".then((asked) => asked.map((one) => new URL(one.url).pathname))"
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/ngoai-tuyen/"]
    page.context.set_offline(False)
    page.get_by_role("link", name="Thử lại").click()
    expect(page.locator(".saved")).to_contain_text("Đã lưu lúc")
    assert page.get_by_label("Địa chỉ").input_value() == STREET
    assert typed() == STREET
    assert shelved(page) == []


def test_signing_out_forgets_what_the_device_keeps(world: World, visitor: Any) -> None:
    mai = visitor("mai-dang-xuat")
    page = begin(mai)
    page.evaluate("localStorage.setItem('tthc:x:/nop-ho-so/', JSON.stringify({ at: Date.now(), boxes: [] }))")
    mai.press("Đăng xuất")
    assert shelved(page) == []
