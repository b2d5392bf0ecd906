"""Choosing files: the button speaks Vietnamese in every browser, works without JavaScript and with keys alone."""

from pathlib import Path
from typing import Any

import pytest

from cases.models import Document
from tests.cases.uploads import an_image
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
    told = box.locator("output")
    assert told.is_visible() == javascript
    if javascript:
        assert told.inner_text() == "anh chup.png"
    mai.page.get_by_role("button", name="Tải tệp lên").last.click()
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
        mai.press("Tải tệp lên")
    widths = "[...document.querySelectorAll('.file-preview')].map((one) => one.naturalWidth)"
    assert mai.page.evaluate(widths) == [160, 161]
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
