"""A citizen asks, the office answers, and she reads it on a phone by way of the bell; in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from cases.models import Document, Message, NoticePreference, Upload
from tests.journeys.conftest import PHONE
from tests.pictures import png
from tests.world import World, hanoi

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_question_and_its_answer(world: World, visitor: Any, tmp_path: Path, javascript: bool) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    mai, minh = visitor("mai-hoi", PHONE, javascript=javascript), visitor("minh-dap", javascript=javascript)
    if not javascript:
        mai.check = minh.check = lambda: None  # axe itself is JavaScript
    mai.go(f"/ho-so-cua-toi/{dossier.code}/")
    mai.sign_in("mai")
    mai.press("Hỏi cơ quan tại đây")
    file = tmp_path / "ảnh chụp.png"
    file.write_bytes(png())
    mai.page.locator(".file-box input").set_input_files(file)
    if javascript:
        expect(mai.page.locator(".uploads")).to_contain_text("gửi cùng biểu mẫu này")
    mai.press("Gửi câu hỏi")
    mai.sees("Hãy viết điều bạn muốn nói.")
    if javascript:  # sent ahead, the file has stayed; without JavaScript the browser forgets it
        expect(mai.page.locator(".uploads")).to_contain_text("gửi cùng biểu mẫu này")
        mai.check()
    else:
        mai.page.locator(".file-box input").set_input_files(file)
    mai.write("Bạn muốn hỏi gì?", "Tôi có cần mang bản chính không?")
    mai.press("Gửi câu hỏi")
    mai.sees("Đã gửi câu hỏi.")
    minh.sign_in("minh")
    minh.go("/xu-ly/?muc=cau-hoi")
    minh.press(dossier.code)
    minh.press("Hỏi đáp (chưa trả lời)")
    minh.write("Trả lời người nộp", "Có, mang cả bản chính.")
    minh.press("Gửi cho người nộp")
    minh.sees("Đã gửi câu trả lời cho người nộp.")
    mai.page.get_by_role("link", name="Thông báo").first.click()
    mai.check()
    mai.sees("Có, mang cả bản chính.")
    mai.press(f"Mở hồ sơ {dossier.code}")
    mai.press("Hỏi cơ quan")
    mai.press("Tôi đã xem")
    assert Message.objects.filter(read_at=None).count() == 0
    assert (Document.objects.get().name, Upload.objects.count()) == ("ảnh chụp.png", 0)


def test_a_citizen_switches_short_messages_off(world: World, visitor: Any) -> None:
    mai = visitor("mai-tat-tin", PHONE)
    mai.go("/tai-khoan/")
    mai.sign_in("mai")
    mai.press("Cách nhận thông báo")
    mai.page.get_by_label("Báo tin qua tin nhắn điện thoại").uncheck()
    mai.press("Lưu")
    mai.sees("Đã lưu cách nhận thông báo.")
    assert not NoticePreference.objects.get(account=world.mai).sms
