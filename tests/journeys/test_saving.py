"""What is typed is kept while it is typed, in a real browser under the real policy, also when the line drops."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Draft
from tests.journeys.conftest import PHONE
from tests.world import World

pytestmark = pytest.mark.browser


def begin(mai: Any) -> Page:
    """Mai is at the first page of her submission."""
    mai.go("/nop-ho-so/1.013225/")
    mai.sign_in("mai")
    mai.choose("Nộp hồ sơ đến cơ quan nào?", "Cửa Nam")
    mai.press("Bắt đầu")
    page: Page = mai.page
    return page


def test_closing_the_window_loses_nothing(world: World, visitor: Any) -> None:
    mai = visitor("mai-dang-go", PHONE)
    page = begin(mai)
    mai.write("Địa chỉ", "12 Lý Thường Kiệt")
    expect(page.locator(".saved")).to_contain_text("Đã lưu lúc")
    mai.check()
    page.reload()
    assert page.get_by_label("Địa chỉ").input_value() == "12 Lý Thường Kiệt"
    mai.go("/ho-so-cua-toi/")
    mai.press("Làm tiếp Cấp giấy phép xây dựng nhà ở riêng lẻ")
    mai.sees("Nội dung đề nghị")


def test_when_the_line_drops_it_says_so_and_tries_again(world: World, visitor: Any) -> None:
    mai = visitor("mai-mat-mang")
    page = begin(mai)
    mai.awaited.add("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    mai.write("Địa chỉ", "12 Lý Thường Kiệt")
    expect(page.locator(".saved")).to_contain_text("Mất kết nối")
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert Draft.objects.get().answers["nguoi-nop"]["address"] == ["12 Lý Thường Kiệt"]
    page.context.clear_cookies(name="sessionid")
    mai.write("Địa chỉ", "14 Lý Thường Kiệt")
    expect(page.locator(".saved")).to_contain_text("Phiên làm việc đã hết")
    mai.press("Lưu và tiếp tục")
    mai.sign_in_here("mai")
    mai.press("Tiếp tục")
    assert Draft.objects.get().answers["nguoi-nop"]["address"] == ["14 Lý Thường Kiệt"]


def test_the_strict_policy_holds_and_enter_presses_the_main_button(
    world: World, chromium: Any, live_server: Any
) -> None:
    with chromium.new_context(locale="vi-VN") as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_server.url}/nop-ho-so/1.013225/")
        page.locator("[name=username]").fill("mai")
        page.locator("[name=password]").fill("demo")
        page.locator("[name=password]").press("Enter")
        page.get_by_label("Nộp hồ sơ đến cơ quan nào?").select_option(index=1)
        page.get_by_role("button", name="Bắt đầu").click()
        page.get_by_label("Địa chỉ").fill("12 Lý Thường Kiệt")
        expect(page.locator(".saved")).to_contain_text("Đã lưu lúc")
        page.get_by_label("Địa chỉ").press("Enter")
        page.get_by_label("Nội dung đề nghị").press("Enter")
        expect(page.locator(".error-summary")).to_be_focused()
        page.get_by_role("link", name="Nội dung đề nghị").click()
        expect(page.get_by_label("Nội dung đề nghị")).to_be_focused()
        page.get_by_label("Nội dung đề nghị").fill("Xây nhà")
        page.get_by_label("Nội dung đề nghị").press("Enter")
        page.get_by_label("Tôi nộp bản giấy").first.press("Enter")
        expect(page.get_by_text("Bạn muốn nhận kết quả bằng cách nào?")).to_be_visible()
    assert [text for text in complaints if "status of 422" not in text] == []


def test_the_summary_of_errors_has_the_focus_without_javascript_too(world: World, visitor: Any) -> None:
    mai = visitor("mai-khong-js-loi", javascript=False)
    mai.check = lambda: None  # axe itself is JavaScript
    page = begin(mai)
    mai.press("Lưu và tiếp tục")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.locator(".saved").inner_text() == ""


def test_what_is_typed_before_the_script_has_come_is_kept_too(world: World, visitor: Any) -> None:
    mai = visitor("mai-mang-cham")
    page = begin(mai)
    scripts: list[Any] = []
    page.route("**/js/saved*.js", lambda route: scripts.append(route))
    page.reload(wait_until="commit")
    mai.write("Địa chỉ", "12 Lý Thường Kiệt")
    page.wait_for_timeout(500)
    assert scripts
    for script in scripts:
        script.continue_()
    expect(page.locator(".saved")).to_contain_text("Đã lưu lúc")
    assert Draft.objects.get().answers["nguoi-nop"]["address"] == ["12 Lý Thường Kiệt"]
