"""A birth is registered on a phone: the pages ask what is to be asked, with the script and without it."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from cases.models import Dossier
from procedures.guards import lifted
from tests.journeys.conftest import PHONE
from tests.journeys.test_conditions_in_the_browser import questions_of
from tests.world import World

pytestmark = pytest.mark.browser

CATALOGUE = json.loads((settings.BASE_DIR / "procedures/data/demo_procedures.json").read_text(encoding="utf-8"))


@pytest.fixture
def birth(world: World) -> World:
    """The ward registers births with the form that ships."""
    form = next(row["form"] for row in CATALOGUE["procedures"] if row["code"] == "1.001193")
    with lifted(connection):
        world.birth.form_fields.all().delete()
        for position, question in enumerate(questions_of(form), 1):
            question.version, question.position = world.birth, position
            question.save()
    return world


def begin(mai: Any) -> None:
    mai.go("/nop-ho-so/1.001193/")
    mai.sign_in("mai")
    mai.choose("Nộp hồ sơ đến cơ quan nào?", "Cửa Nam")
    mai.press("Bắt đầu")
    mai.write("Địa chỉ", "12 Lý Thường Kiệt, phường Cửa Nam, Hà Nội")
    mai.press("Lưu và tiếp tục")


def day(mai: Any, key: str, when: str) -> None:
    for part, text in zip(("ngay", "thang", "nam"), when.split("/"), strict=True):
        mai.page.locator(f"[name={key}_{part}]").fill(text)


def pick(mai: Any, key: str, value: str) -> None:
    mai.page.locator(f"[name={key}][value='{value}']").check()


def child(mai: Any) -> None:
    mai.write("Họ, chữ đệm và tên của trẻ", "Trần Gia An")
    pick(mai, "child_sex", "Nam")
    day(mai, "child_birth", "3/11/2026")
    mai.write("Dân tộc", "Kinh")
    mai.write("Quê quán", "Xã Nam Trực, tỉnh Ninh Bình")
    mai.press("Lưu và tiếp tục")


def at_home(mai: Any) -> None:
    mai.page.locator("[name=birth_address_commune]").select_option("khac")
    mai.page.locator("[name=birth_address_elsewhere]").fill("Xã Nam Trực, tỉnh Ninh Bình")
    mai.page.locator("[name=birth_address_street]").fill("Thôn 3")
    mai.press("Lưu và tiếp tục")


def mother(mai: Any) -> None:
    mai.write("Họ và tên mẹ", "Trần Thị Mai")
    day(mai, "mother_birth", "1/5/1990")
    mai.write("Số định danh cá nhân của mẹ", "001190012345")
    mai.write("Dân tộc của mẹ", "Kinh")
    mai.page.locator("[name=mother_home_commune]").select_option(label="Phường Cửa Nam")
    mai.page.locator("[name=mother_home_street]").fill("12 Lý Thường Kiệt")
    mai.press("Lưu và tiếp tục")


def the_rest(mai: Any) -> Dossier:
    pick(mai, "relation", "Mẹ")
    mai.press("Lưu và tiếp tục")
    mai.press("Lưu và tiếp tục")
    mai.press("Lưu và tiếp tục")
    mai.sees("Thôn 3, Xã Nam Trực, tỉnh Ninh Bình")
    mai.sees("12 Lý Thường Kiệt, phường Cửa Nam, thành phố Hà Nội")
    assert "Họ và tên cha" not in mai.page.inner_text("body")
    mai.tick("Tôi cam đoan")
    mai.press("Nộp hồ sơ")
    return Dossier.objects.get()


def test_a_birth_is_registered_on_a_phone(birth: World, visitor: Any) -> None:
    mai = visitor("mai-birth", PHONE)
    begin(mai)
    child(mai)
    hospital = mai.page.locator("[name=hospital]")
    assert not hospital.is_visible()
    pick(mai, "birth_at", "Bệnh viện, trạm y tế")
    assert hospital.is_visible()
    hospital.fill("Bệnh viện Bạch Mai")
    pick(mai, "birth_at", "Tại nhà hoặc nơi khác")
    assert not hospital.is_visible()
    assert "Chỉ trả lời nếu" not in mai.page.inner_text("body")
    elsewhere = mai.page.locator("[name=birth_address_elsewhere]")
    assert not elsewhere.is_visible()
    mai.check()
    at_home(mai)
    pick(mai, "mother_known", "yes")
    mother(mai)
    pick(mai, "married", "no")
    pick(mai, "father_stated", "no")
    assert not mai.page.locator("[name=father_name]").is_visible()
    mai.press("Lưu và tiếp tục")
    dossier = the_rest(mai)
    assert dossier.form_data["birth_address"] == {
        "street": "Thôn 3", "place": "Xã Nam Trực, tỉnh Ninh Bình", "code": "",
    }  # fmt: skip
    # What was typed and then hidden is no part of the dossier.
    assert not {"hospital", "father_name", "marriage_no"} & set(dossier.form_data)


def test_a_birth_is_registered_without_javascript(birth: World, visitor: Any) -> None:
    mai = visitor("mai-birth-khong-js", PHONE, javascript=False)
    mai.check = lambda: None  # axe itself is JavaScript
    begin(mai)
    child(mai)
    mai.sees("Chỉ trả lời nếu câu “Trẻ sinh ở đâu?” trả lời “Tại nhà hoặc nơi khác”.")
    mai.write("Tên bệnh viện, trạm y tế", "viết nhầm")
    pick(mai, "birth_at", "Tại nhà hoặc nơi khác")
    mai.press("Lưu và tiếp tục")
    mai.sees("Có chỗ cần sửa lại")
    at_home(mai)
    pick(mai, "mother_known", "yes")
    mother(mai)
    pick(mai, "married", "no")
    pick(mai, "father_stated", "no")
    mai.press("Lưu và tiếp tục")
    assert "hospital" not in the_rest(mai).form_data
