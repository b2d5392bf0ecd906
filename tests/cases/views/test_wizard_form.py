"""The e-form in the wizard: a page for each group, what hangs on an answer, tables without JavaScript."""

from datetime import date
from typing import Any

import pytest

from cases.models import Dossier, Draft
from procedures.actions.publish import new_draft, publish
from procedures.guards import lifted
from procedures.models import FormField
from tests.queries import statements
from tests.world import World, hanoi

CODE = "1.013225"
MARRIED = {"field": "married", "is": "yes"}
FORM = [
    {"group": "Trẻ em", "key": "child", "label": "Tên trẻ"},
    {"group": "Trẻ em", "key": "married", "label": "Cha mẹ đã kết hôn", "kind": "yes_no"},
    {"group": "Trẻ em", "key": "since", "label": "Kết hôn ngày", "kind": "date", "show_when": MARRIED},
    {"group": "Cha", "key": "father", "label": "Tên cha", "show_when": MARRIED},
    {"group": "Cha", "key": "father_phone", "label": "Điện thoại của cha", "kind": "phone", "show_when": MARRIED},
    {
        "group": "Người thân",
        "key": "family",
        "label": "Những người trong gia đình",
        "kind": "table",
        "required": False,
        "minimum": 1,
        "maximum": 3,
        "columns": [{"key": "name", "label": "Họ tên"}, {"key": "phone", "label": "Điện thoại", "kind": "phone"}],
    },
    {
        "group": "Người thân",
        "key": "why",
        "label": "Lý do không có người thân",
        "required": False,
        "require_when": {"not": MARRIED},
    },
]


def url(page: str = "") -> str:
    return f"/nop-ho-so/{CODE}/{page}/" if page else f"/nop-ho-so/{CODE}/"


@pytest.fixture
def mai(world: World, signed_in: Any) -> Any:
    from django.db import connection

    with lifted(connection):
        world.permit.form_fields.all().delete()
        for position, row in enumerate(FORM, 1):
            FormField.objects.create(version=world.permit, position=position, **row)
    client = signed_in(world.mai)
    client.post(url(), {"offering": world.offerings[CODE, "H26.105"].pk, "for_whom": "self"})
    who = {"full_name": "Trần Thị Mai", "personal_id": "001190012345", "phone": "0912345678", "address": "12 Hàng Bài"}
    assert client.post(url("nguoi-nop"), {**who, "go": "next"}).url == url("to-khai")
    return client


DAY = {"since_ngay": "1", "since_thang": "2", "since_nam": "2020"}


def finish(mai: Any) -> Dossier:
    mai.post(url("giay-to"), {"go": "next"})
    mai.post(url("nhan-ket-qua"), {"delivery": "pick_up", "go": "next"})
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    return Dossier.objects.get()


def test_each_group_is_a_page_and_the_check_leads_back_to_each(mai: Any) -> None:
    sent = {"child": "Na", "married": "yes", **DAY, "go": "next"}
    assert mai.post(url("to-khai"), sent).url == url("to-khai-2")
    assert "Bước 3/7: <b>Cha</b>" in mai.get(url("to-khai-2")).content.decode()
    assert mai.post(url("to-khai-2"), {"father": "Hùng", "father_phone": "0912345678"}).url == url("to-khai-3")
    assert mai.post(url("to-khai-3"), {"go": "next"}).url == url("giay-to")
    page = mai.get(url("kiem-tra")).content.decode()
    for slug in ("to-khai", "to-khai-2", "to-khai-3"):
        assert f"{url(slug)}?sua=1" in page
    assert finish(mai).form_data == {
        "child": "Na", "married": "yes", "since": "2020-02-01", "father": "Hùng", "father_phone": "+84912345678",
    }  # fmt: skip


def test_a_page_of_which_nothing_is_asked_is_left_out_and_its_answers_are_not_kept(mai: Any) -> None:
    mai.post(url("to-khai"), {"child": "Na", "married": "yes", **DAY})
    mai.post(url("to-khai-2"), {"father": "Hùng", "father_phone": "sai"})
    assert mai.post(url("to-khai"), {"child": "Na", "married": "no", **DAY}).url == url("to-khai-3")
    assert mai.get(url("to-khai-2")).status_code == 404
    assert mai.post(url("to-khai-3"), {"why": "", "go": "next"}).status_code == 422
    assert mai.post(url("to-khai-3"), {"why": "Mồ côi"}).url == url("giay-to")
    page = mai.get(url("kiem-tra")).content.decode()
    assert ("Mồ côi" in page, "Kết hôn ngày" in page, "Hùng" in page) == (True, False, False)
    assert finish(mai).form_data == {"child": "Na", "married": "no", "why": "Mồ côi"}


def test_what_hangs_on_the_same_page_is_shown_with_its_condition_in_words(mai: Any) -> None:
    page = mai.get(url("to-khai")).content.decode()
    assert "Chỉ trả lời nếu câu “Cha mẹ đã kết hôn” trả lời “Có”." in page
    assert mai.post(url("to-khai"), {"child": "Na", "married": "yes", "go": "next"}).status_code == 422
    assert mai.post(url("to-khai"), {"child": "Na", "married": "no", "since_ngay": "99"}).status_code == 302


def test_a_row_is_added_and_taken_out_without_javascript_and_nothing_typed_is_lost(mai: Any) -> None:
    mai.post(url("to-khai"), {"child": "Na", "married": "no"})
    first = {"family-0-name": "Lan", "family-0-phone": "12", "why": "chưa rõ"}
    assert mai.post(url("to-khai-3"), {**first, "go": "them:family"}).url == f"{url('to-khai-3')}#id_family_field"
    page = mai.get(url("to-khai-3")).content.decode()
    assert ("Dòng 2" in page, 'value="Lan"' in page, 'value="chưa rõ"' in page) == (True, True, True)
    second = {**first, "family-0-phone": "0912345678", "family-1-name": "Bình", "family-1-phone": "0987654321"}
    mai.post(url("to-khai-3"), {**second, "go": "them:family"})
    assert mai.post(url("to-khai-3"), {**second, "go": "bo:family:1"}).status_code == 302
    mai.post(url("to-khai-3"), {"family-0-name": "Bình", "family-0-phone": "0987654321", "why": "x", "go": "next"})
    dossier = finish(mai)
    assert dossier.form_data["family"] == [{"name": "Bình", "phone": "+84987654321"}]
    assert (
        "1. Họ tên: Bình; Điện thoại: 0987 654 321"
        in mai.get(f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung").content.decode()
    )


def test_a_table_does_not_grow_past_its_rows(mai: Any) -> None:
    for _ in range(5):
        mai.post(url("to-khai-3"), {**{f"family-{n}-name": "A" for n in range(3)}, "go": "them:family"})
    page = mai.get(url("to-khai-3")).content.decode()
    assert ("Dòng 3" in page, "Dòng 4" in page, "Thêm dòng" in page) == (True, False, False)


@pytest.mark.parametrize("button", ["them:", "them:la", "bo:family:x", "bo:family:99", "bo:why:1", "bo:", "them:child"])
def test_a_button_that_names_no_row_changes_nothing(mai: Any, button: str) -> None:
    sent = {"family-0-name": "Lan", "why": "x", "go": button}
    assert mai.post(url("to-khai-3"), sent).status_code == 302
    assert 'value="Lan"' in mai.get(url("to-khai-3")).content.decode()


@pytest.mark.parametrize("page", ["to-khai", "to-khai-3", "kiem-tra"])
def test_each_page_keeps_the_budget(mai: Any, page: str) -> None:
    assert statements(lambda: mai.get(url(page))) <= 10


def test_a_paper_is_asked_only_where_an_answer_makes_it_needed(world: World, mai: Any) -> None:
    from django.db import connection

    with lifted(connection):
        FormField.objects.create(
            version=world.permit, position=9, group="Người thân", key="proof", label="Bản sao giấy chứng nhận kết hôn",
            kind="file", paper="CM", show_when=MARRIED,
        )  # fmt: skip
    mai.post(url("to-khai"), {"child": "Na", "married": "no"})
    assert "Giấy tờ chứng minh" not in mai.get(url("giay-to")).content.decode()
    assert "Bản sao giấy chứng nhận kết hôn" not in mai.get(url("to-khai-3")).content.decode()
    assert mai.post(url("giay-to"), {"go": "next"}).status_code == 302
    mai.post(url("to-khai"), {"child": "Na", "married": "yes", **DAY})
    assert "Bạn nộp giấy này ở phần “Giấy tờ”." in mai.get(url("to-khai-3")).content.decode()
    answer = mai.post(url("giay-to"), {"go": "next"})
    assert answer.status_code == 422
    assert "Giấy tờ chứng minh: Hãy tải tệp lên" in answer.content.decode()
    paper = world.permit.requirements.get(code="CM")
    assert mai.post(url("giay-to"), {"go": "next", "paper": paper.pk}).url == url("nhan-ket-qua")


def test_what_was_declared_in_the_form_is_missed_as_a_paper_by_nobody(world: World, mai: Any, signed_in: Any) -> None:
    mai.post(url("to-khai"), {"child": "Na", "married": "no"})
    mai.post(url("to-khai-3"), {"why": "Mồ côi"})
    dossier = finish(mai)
    lan = signed_in(world.lan)
    for address in (f"/xu-ly/{dossier.code}/?phan=ho-so", f"/xu-ly/{dossier.code}/giay-to/"):
        page = lan.get(address).content.decode()
        assert ("Đã khai trực tuyến" in page, "chưa có" in page) == (True, False)
    assert "Bạn đã khai trực tuyến" in mai.get(f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung").content.decode()


def test_a_dossier_keeps_the_form_it_was_filled_in_under(world: World, mai: Any, signed_in: Any) -> None:
    mai.post(url("to-khai"), {"child": "Na", "married": "no"})
    mai.post(url("to-khai-3"), {"why": "Mồ côi"})
    dossier = finish(mai)
    draft = new_draft(world.permit, by=world.quan, at=hanoi("2026-11-25 09:00"))
    draft.form_fields.all().delete()
    FormField.objects.create(version=draft, position=1, group="Khác hẳn", key="child", label="Câu hỏi mới")
    publish(draft, by=world.quan, at=hanoi("2026-11-25 09:00"), valid_from=date(2026, 1, 1))
    for page in (
        mai.get(f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung"),
        signed_in(world.lan).get(f"/xu-ly/{dossier.code}/?phan=ho-so"),
    ):
        text = page.content.decode()
        assert ("Tên trẻ" in text, "Mồ côi" in text, "Câu hỏi mới" in text) == (True, True, False)
