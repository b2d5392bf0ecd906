"""A clerk drops and pastes scans onto the rows of papers; they wait for this very form and for no other person's."""

from typing import Any

import pytest
from playwright.sync_api import expect

from cases.models import Document, Upload
from tests.journeys.conftest import DRAWN
from tests.world import World

pytestmark = [pytest.mark.browser, DRAWN]

# A picture as the clipboard or the scanner's window holds it, given to the row as the event of this name.
GIVE = """async ([row, name, kind]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 400 });
  canvas.getContext("2d").fillText(name, 20, 20);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const carried = new DataTransfer();
  carried.items.add(new File([blob], name, { type: "image/png" }));
  const what = { bubbles: true, cancelable: true };
  if (kind === "drop") row.dispatchEvent(new DragEvent("drop", { ...what, dataTransfer: carried }));
  else document.dispatchEvent(new ClipboardEvent("paste", { ...what, clipboardData: carried }));
}"""


def test_scans_are_dropped_and_pasted_onto_their_papers(world: World, visitor: Any) -> None:
    lan = visitor("lan-quet")
    lan.sign_in("lan")
    lan.page.goto(f"{lan.address}/mot-cua/tiep-nhan/1.013225/")
    rows = lan.page.locator("[data-drop]")
    lan.page.evaluate(GIVE, [rows.nth(0).element_handle(), "to khai.png", "drop"])
    expect(rows.nth(0)).to_contain_text("Đã nhận")
    rows.nth(1).locator("input").first.focus()
    lan.page.evaluate(GIVE, [None, "giay dat.png", "paste"])
    expect(rows.nth(1)).to_contain_text("Đã nhận")
    lan.page.get_by_label("Số định danh cá nhân").first.fill("001190012345")
    lan.page.get_by_role("button", name="Đọc thẻ").first.click()
    expect(lan.page.get_by_text("Chưa có dữ liệu nào của số này")).to_be_visible()
    for number, name in enumerate(("to khai.png", "giay dat.png")):
        expect(rows.nth(number)).to_contain_text(name)
    lan.check()
    lan.write("Họ và tên", "Trần Thị Mai")
    lan.write("Số điện thoại", "0912 345 678")
    lan.page.locator("[name^=khai-]").first.fill("Xây nhà")
    lan.page.keyboard.press("Control+Enter")
    lan.page.wait_for_url("**/?xong=*")
    lan.sees("2 giấy tờ đã số hóa")
    assert sorted(Document.objects.values_list("name", flat=True)) == ["giay dat.png", "to khai.png"]
    assert not Upload.objects.exists()
