"""The main job in a real browser: from the citizen's first search to the result in her hand."""

from typing import Any

import pytest

from cases.models import Dossier
from cases.status import Status
from tests.journeys.conftest import PHONE
from tests.world import World

pytestmark = pytest.mark.browser


def submit(mai: Any) -> str:
    """Mai finds the procedure on her phone, fills everything in and submits; returns the code."""
    mai.go("/")
    mai.page.get_by_label("Tên thủ tục hoặc việc bạn cần làm").fill("giay phep xay dung nha o")
    mai.press("Tìm thủ tục")
    mai.press("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    mai.sees("hẹn trả")
    mai.press("Nộp hồ sơ trực tuyến")
    mai.sign_in("mai")
    mai.choose("Nộp hồ sơ đến cơ quan nào?", "Cửa Nam")
    mai.press("Bắt đầu")
    mai.write("Địa chỉ", "12 Lý Thường Kiệt, phường Cửa Nam, Hà Nội")
    mai.press("Lưu và tiếp tục")
    mai.press("Lưu và tiếp tục")  # the form is still empty
    mai.sees("Có chỗ cần sửa lại")
    mai.write("Nội dung đề nghị", "Xây nhà ba tầng")
    mai.press("Lưu và tiếp tục")
    mai.press("Lưu và tiếp tục")
    mai.press("Lưu và tiếp tục")
    mai.sees("Xây nhà ba tầng")
    mai.tick("Tôi cam đoan")
    mai.press("Nộp hồ sơ")
    code = Dossier.objects.get().code
    assert code is not None
    mai.sees(code)
    return code


def test_the_whole_main_job(world: World, visitor: Any) -> None:
    mai = visitor("mai", PHONE)
    code = submit(mai)

    lan = visitor("lan")
    lan.go("/")
    lan.sign_in("lan")
    lan.sees(code)
    lan.go(f"/xu-ly/{code}/")
    lan.press("Tiếp nhận")
    lan.press("Tiếp nhận")
    lan.go(f"/xu-ly/{code}/")
    lan.press("Chuyển xử lý")
    lan.press("Chuyển xử lý")

    ha = visitor("ha")
    ha.sign_in("ha")
    ha.go(f"/xu-ly/{code}/")
    ha.press("Phân công")
    ha.page.get_by_label("Giao cho").select_option(str(world.minh.pk))
    ha.press("Phân công")

    minh = visitor("minh")
    minh.sign_in("minh")
    minh.sees(code)
    minh.go(f"/xu-ly/{code}/propose/")
    minh.tick("Đồng ý, cấp kết quả")
    minh.page.locator("textarea").first.fill("Đủ điều kiện cấp phép.")
    minh.press("Trình kết quả")

    ha.go(f"/xu-ly/{code}/")
    ha.sees("Đủ điều kiện cấp phép.")
    ha.press("Duyệt, trình ký")
    ha.press("Duyệt, trình ký")

    son = visitor("son")
    son.sign_in("son")
    son.sees(code)
    son.go(f"/xu-ly/{code}/")
    son.press("Ký duyệt")
    son.press("Ký duyệt")

    mai.go(f"/ho-so-cua-toi/{code}/")
    mai.sees("Đủ điều kiện cấp phép.")
    mai.sees("Đã có kết quả")

    lan.go(f"/xu-ly/{code}/")
    lan.press("Trả kết quả")
    lan.tick("Người nộp: Trần Thị Mai")
    lan.press("Trả kết quả")
    assert Dossier.objects.get().status == Status.RETURNED

    somebody = visitor("somebody", PHONE)
    somebody.go("/tra-cuu/")
    somebody.write("Mã hồ sơ", code)
    somebody.write("4 số cuối", "2345")
    somebody.press("Tra cứu")
    somebody.sees("Đã trả kết quả")


def test_submitting_needs_no_javascript(world: World, visitor: Any) -> None:
    mai = visitor("mai-khong-js", PHONE, javascript=False)
    mai.check = lambda: None  # axe itself is JavaScript
    submit(mai)


@pytest.mark.parametrize("who", ["lan", "ha", "son", "thanh"])
def test_the_lists_of_every_post_hold_on_a_phone(world: World, visitor: Any, who: str) -> None:
    from tests.world import hanoi

    world.assigned(hanoi("2026-10-20 09:00"))
    world.for_signature(hanoi("2026-11-20 09:00"))
    person = visitor(f"{who}-phone", PHONE)
    person.sign_in(who)
    person.go("/qua-han/")
    person.sees("H26.105-261020-0001")


def test_every_error_page_is_fit_to_be_seen(world: World, visitor: Any) -> None:
    somebody = visitor("somebody-lost", PHONE)
    somebody.go("/khong-co-trang-nay/")
    somebody.sees("Không tìm thấy")
    somebody.sign_in("mai")
    somebody.go("/xu-ly/")
