"""Finding in a real browser: a mistyped word, a moment of life, a form to take home."""

from typing import Any

import pytest

from cases.actions.count_usual_times import count_usual_times
from procedures.models import LifeEvent, LifeEventStep
from tests.journeys.conftest import PHONE
from tests.world import World, hanoi

pytestmark = pytest.mark.browser


def test_a_mistyped_word_leads_to_the_procedure_and_its_form(world: World, visitor: Any) -> None:
    world.finished(hanoi("2026-11-20 09:00"))
    count_usual_times(at=hanoi("2026-11-25 02:00"))
    mai = visitor("mai", PHONE)
    mai.go("/thu-tuc/?q=zzzz+yyyy")
    mai.sees("Không tìm thấy thủ tục nào")
    mai.page.get_by_label("Tên thủ tục, việc cần làm hoặc mã").fill("giaasy pheesp xaay dung")
    mai.press("Tìm thủ tục")
    mai.sees("Không có thủ tục nào đúng chữ “giaasy pheesp xaay dung”")
    mai.press("giấy phép xây dựng")
    mai.press("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    mai.sees("Chưa đủ 30 hồ sơ đã xong để nói thường mất bao lâu.")
    with mai.page.expect_download() as download:
        mai.page.get_by_role("link", name="Tải mẫu đơn để điền tay (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_moment_of_life_leads_to_what_has_to_be_done(world: World, visitor: Any) -> None:
    event = LifeEvent.objects.create(slug="lam-nha", name="Xây, sửa nhà", text="Giấy phép xây dựng", icon="building")
    LifeEventStep.objects.create(event=event, procedure=world.permit.procedure, note="Xây mới")
    mai = visitor("mai", PHONE)
    mai.go("/thu-tuc/?q=zzzz+yyyy")
    mai.press("Xây, sửa nhà")
    mai.sees("Những việc thường cần làm")
    mai.press("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    mai.sees("Cần những giấy tờ gì?")
    mai.go("/")
    mai.press("Xây, sửa nhà", exact=False)
    mai.sees("Xây mới")
