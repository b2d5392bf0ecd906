"""The session ends while somebody types, in a real browser: nothing typed is lost."""

from typing import Any

import pytest

from cases.models import Dossier
from tests.journeys.conftest import PHONE
from tests.world import World, hanoi

pytestmark = pytest.mark.browser


def lose(person: Any, *names: str) -> None:
    """The cookies of these names are gone, as after a day or in another tab; all of them when none is named."""
    for name in names or ("sessionid", "csrftoken"):
        person.page.context.clear_cookies(name=name)


def test_in_the_middle_of_the_wizard(world: World, visitor: Any) -> None:
    mai = visitor("mai-het-phien", PHONE)
    mai.go("/nop-ho-so/1.013225/")
    mai.sign_in("mai")
    mai.choose("Nộp hồ sơ đến cơ quan nào?", "Cửa Nam")
    mai.press("Bắt đầu")
    mai.write("Địa chỉ", "12 Lý Thường Kiệt")
    lose(mai, "sessionid")
    mai.press("Lưu và tiếp tục")
    mai.sees("Những gì bạn vừa nhập vẫn còn đây; đăng nhập để tiếp tục.")
    mai.write("Tên đăng nhập", "mai")
    mai.page.locator("[name=password]").fill("sai")
    mai.press("Đăng nhập")
    mai.sees("Những gì bạn vừa nhập vẫn còn đây; đăng nhập để tiếp tục.")
    mai.sign_in_here("mai")
    mai.page.get_by_text("Xem những gì bạn đã viết").click()
    mai.sees("12 Lý Thường Kiệt")
    mai.press("Tiếp tục")
    mai.sees("Nội dung đề nghị")  # the next page: the address was taken
    mai.write("Nội dung đề nghị", "Xây nhà ba tầng\u2028")
    lose(mai)
    mai.press("Lưu và tiếp tục")
    mai.sees("Trang này đã mở quá lâu")
    mai.press("Gửi lại")
    mai.sign_in_here("mai")
    mai.press("Tiếp tục")
    mai.sees("Giấy tờ")
    mai.press("Quay lại")
    assert mai.page.get_by_label("Nội dung đề nghị").input_value().startswith("Xây nhà ba tầng")


def test_in_the_middle_of_a_clerks_form(world: World, visitor: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    minh = visitor("minh-het-phien")
    minh.sign_in("minh")
    minh.go(f"/xu-ly/{dossier.code}/propose/")
    minh.tick("Đồng ý, cấp kết quả")
    minh.page.locator("textarea").first.fill("Đủ điều kiện cấp phép.\n\nDòng thứ hai, “trong ngoặc”.")
    lose(minh, "sessionid")
    minh.press("Trình kết quả")
    minh.sign_in_here("minh")
    minh.press("Tiếp tục")
    result = Dossier.objects.get().result
    assert result.text.replace("\r\n", "\n") == "Đủ điều kiện cấp phép.\n\nDòng thứ hai, “trong ngoặc”."


def test_a_token_changed_in_another_tab(world: World, visitor: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    minh = visitor("minh-hai-the")
    minh.sign_in("minh")
    minh.go(f"/xu-ly/{dossier.code}/propose/")
    minh.tick("Đồng ý, cấp kết quả")
    minh.page.locator("textarea").first.fill("Đủ điều kiện cấp phép.")
    lose(minh)
    first, minh.page = minh.page, minh.page.context.new_page()
    minh.sign_in("minh")
    minh.page.close()
    minh.page = first
    minh.press("Trình kết quả")
    minh.sees("Trang này đã mở quá lâu")
    minh.press("Gửi lại")
    assert Dossier.objects.get().result.text == "Đủ điều kiện cấp phép."
