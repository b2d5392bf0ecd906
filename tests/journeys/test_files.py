"""Choosing files: the button speaks Vietnamese in every browser, works without JavaScript and with keys alone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from cases.models import Document, Upload
from departments.vietnamese import file_size
from tests.cases.uploads import a_heavy_pdf, an_image
from tests.journeys.conftest import PHONE
from tests.pictures import png
from tests.world import World

pytestmark = pytest.mark.browser


def at_the_papers(mai: Any, world: World) -> None:
    """Mai has begun a draft and is at the step of the papers."""
    mai.sign_in("mai")
    mai.go("/nop-ho-so/1.013225/")
    mai.choose("Nộp hồ sơ đến cơ quan nào?", "Cửa Nam")
    mai.press("Bắt đầu")
    mai.go("/nop-ho-so/1.013225/giay-to/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_chosen_by_the_vietnamese_button(
    world: World, visitor: Any, tmp_path: Path, javascript: bool
) -> None:
    mai = visitor("mai", PHONE, javascript=True)
    at_the_papers(mai, world)
    if not javascript:
        plain = visitor("mai", PHONE, javascript=False)
        plain.page.context.add_cookies(mai.page.context.cookies())
        mai = plain
        mai.page.goto(mai.address + "/nop-ho-so/1.013225/giay-to/")
    picture = tmp_path / "anh chup.png"
    picture.write_bytes(png())
    box = mai.page.locator(".file-box").first
    with mai.page.expect_file_chooser() as choosing:
        box.locator("label").click()
    choosing.value.set_files(picture)
    # What is chosen is sent at once and stands in the list of the paper; the box is empty again.
    assert not box.locator("output").is_visible()
    send_by_hand = mai.page.get_by_role("button", name="Tải tệp lên").last
    if javascript:
        expect(mai.page.get_by_role("link", name="anh chup.png")).to_be_visible()
        assert not send_by_hand.is_visible()
    else:
        send_by_hand.click()
        mai.page.wait_for_load_state()
        mai.sees("anh chup.png")
    assert Document.objects.get().name == "anh chup.png"


def test_two_pages_are_sent_from_a_phone_and_put_in_order(world: World, visitor: Any, tmp_path: Path) -> None:
    mai = visitor("mai", PHONE)
    at_the_papers(mai, world)
    for number, name in enumerate(("trang hai.jpg", "trang một.jpg")):
        picture = tmp_path / name
        picture.write_bytes(an_image(size=(600 + number, 900)))
        mai.page.locator(".file-box input").first.set_input_files(picture)
        expect(mai.page.get_by_role("link", name=name)).to_be_visible()
    widths = "[...document.querySelectorAll('.file-preview')].map((one) => one.naturalWidth).join()"
    mai.page.wait_for_function(f"{widths} === '160,161'")
    mai.press("Đưa lên trước trang một.jpg")
    assert mai.page.locator(".file .file-name a").all_inner_texts() == ["trang một.jpg", "trang hai.jpg"]


def test_the_keyboard_reaches_the_box_and_opens_it(world: World, visitor: Any) -> None:
    mai = visitor("mai")
    # The browser takes a moment to hand its dialog to the test; a key pressed before that opens the real one.
    mai.page.on("filechooser", lambda chooser: None)
    at_the_papers(mai, world)
    mai.page.locator(".file-box input").first.focus()
    with mai.page.expect_file_chooser():
        mai.page.keyboard.press("Enter")
    mai.check()


def cut_after(pieces: int, seen: list[str]) -> Any:
    """A line that carries so many pieces and then none; where each began is noted."""

    def carry(route: Route) -> None:
        if route.request.method == "PATCH":
            seen.append(route.request.headers["upload-offset"])
        if route.request.method == "PATCH" and len(seen) > pieces:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    return carry


def test_a_cut_line_costs_only_the_last_piece(world: World, visitor: Any, tmp_path: Path) -> None:
    mai = visitor("mai-mat-mang", PHONE)
    mai.awaited.add("ERR_INTERNET_DISCONNECTED")  # each time that it tries again
    at_the_papers(mai, world)
    scan = tmp_path / "bản vẽ.pdf"
    scan.write_bytes(a_heavy_pdf())
    page, seen, kept_as_typed = mai.page, [], []
    page.on("request", lambda one: kept_as_typed.append(one.url) if one.url.endswith("/luu/") else None)
    page.route("**/tep/gui/*/", cut_after(2, seen))
    page.locator(".file-box input").first.set_input_files(scan)
    expect(page.locator(".uploads")).to_contain_text("Mất kết nối. Có mạng lại sẽ tự gửi tiếp")
    assert 0 < float(page.get_by_role("progressbar").get_attribute("value")) < scan.stat().st_size
    page.wait_for_timeout(1_100)  # what is typed is kept after a second
    assert kept_as_typed == []  # a chosen file is no typing
    mai.check()
    # The tab is closed and opened again on another day: the portal says how far it got, and only the rest is sent.
    # How much two pieces carry hangs on how quick the line was.
    page.goto("about:blank")
    page.unroute("**/tep/gui/*/")
    half = Upload.objects.get()
    assert 0 < half.received < half.size
    mai.go("/nop-ho-so/1.013225/giay-to/")
    mai.sees(f"Đang gửi dở: cổng đã nhận {file_size(half.received)} trong")
    page.on("request", lambda one: seen.append(one.headers.get("upload-offset", one.method)))
    seen.clear()
    page.locator(".file-box input").first.set_input_files(scan)
    expect(page.get_by_role("link", name="bản vẽ.pdf")).to_be_visible()
    assert str(half.received) in seen
    assert "0" not in seen
    with Document.objects.get().file.open("rb") as kept:
        assert kept.read() == scan.read_bytes()
    mai.check()


def test_going_on_waits_for_what_is_on_its_way(world: World, visitor: Any, tmp_path: Path) -> None:
    mai = visitor("mai-voi", PHONE)
    at_the_papers(mai, world)
    page = mai.page
    scan = tmp_path / "a.pdf"
    scan.write_bytes(a_heavy_pdf())
    page.context.set_offline(True)
    page.locator(".file-box input").first.set_input_files(scan)
    expect(page.locator(".uploads")).to_contain_text("Mất kết nối")
    page.get_by_role("button", name="Lưu và tiếp tục").last.click()
    expect(page.get_by_role("status").filter(has_text="gửi xong sẽ tự đi tiếp")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/nhan-ket-qua/")
    assert Document.objects.count() == 1
