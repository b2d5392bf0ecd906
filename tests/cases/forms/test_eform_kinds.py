"""Every kind of question takes what is right, stores it in one form, and refuses the rest with a sentence."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from cases.forms.eform import EForm, answers_in_words
from procedures.models import FormField
from tests.world import World

TODAY = date(2026, 11, 25)


def question(kind: str, **more: Any) -> FormField:
    return FormField(**{"key": "q", "label": "Câu hỏi", "group": "Nhóm", "kind": kind, **more})


def sent(**values: Any) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


MEMBERS = [
    {"key": "name", "label": "Họ tên"},
    {"key": "born", "label": "Ngày sinh", "kind": "date", "required": False, "days": "past"},
    {"key": "share", "label": "Phần góp", "kind": "money", "required": False},
]
GOOD = [
    (question("text"), {"q": " Hà Nội "}, "Hà Nội", "Hà Nội"),
    (question("textarea"), {"q": "Dòng một\nDòng hai"}, "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
    (question("number", minimum=1, maximum=9), {"q": "3"}, 3, "3"),
    (question("number", decimals=2), {"q": "12,5"}, "12.5", "12,5"),
    (question("date"), {"q_ngay": "3", "q_thang": "4", "q_nam": "2026"}, "2026-04-03", "03/04/2026"),
    (question("choice", choices=["Nam", "Nữ"]), {"q": "Nữ"}, "Nữ", "Nữ"),
    (question("choices", choices=["A", ["b", "Nhãn B"]]), {"q": ["A", "b"]}, ["A", "b"], "A; Nhãn B"),
    (question("personal_id"), {"q": "001 085 012 345"}, "001085012345", "001085012345"),
    (question("tax_code"), {"q": "0100233488"}, "0100233488", "0100233488"),
    (question("phone"), {"q": "0912.345.678"}, "+84912345678", "0912 345 678"),
    (question("money", minimum=1000), {"q": "30.000.000 đ"}, 30_000_000, "30.000.000 đồng"),
    (question("yes_no"), {"q": "no"}, "no", "Không"),
    (question("declaration"), {"q": "yes"}, "yes", "Đã xác nhận"),
    (
        question("address"),
        {"q_commune": "H26.105", "q_elsewhere": "", "q_street": "12 Hàng Bài"},
        {"street": "12 Hàng Bài", "place": "phường Cửa Nam, thành phố Hà Nội", "code": "H26.105"},
        "12 Hàng Bài, phường Cửa Nam, thành phố Hà Nội",
    ),
    (
        question("address"),
        {"q_commune": "khac", "q_elsewhere": "xã Nam Trực, tỉnh Ninh Bình", "q_street": "Thôn 3"},
        {"street": "Thôn 3", "place": "xã Nam Trực, tỉnh Ninh Bình", "code": ""},
        "Thôn 3, xã Nam Trực, tỉnh Ninh Bình",
    ),
    (
        question("table", columns=MEMBERS),
        {"q-0-name": "Lan", "q-0-share": "5.000.000", "q-1-name": " ", "q-2-name": "Bình", "q-2-born_ngay": "2",
         "q-2-born_thang": "9", "q-2-born_nam": "1990"},
        [{"name": "Lan", "share": 5_000_000}, {"name": "Bình", "born": "1990-09-02"}],
        "1. Họ tên: Lan; Phần góp: 5.000.000 đồng\n2. Họ tên: Bình; Ngày sinh: 02/09/1990",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "typed", "stored", "words"), GOOD)
def test_a_right_answer_is_stored_in_one_form_and_told_in_words(
    world: World, asked: FormField, typed: dict[str, Any], stored: Any, words: str
) -> None:
    form = EForm([asked], sent(**typed), day=TODAY)
    assert form.is_valid(), form.errors
    assert form.answers() == {"q": stored}
    assert answers_in_words([asked], {"q": stored})[0]["rows"] == [{"label": "Câu hỏi", "value": words}]


BAD = [
    (question("text"), {"q": " "}, "Hãy điền mục này."),
    (question("text"), {"q": "x" * 501}, "500"),
    (question("number"), {"q": "ba"}, "Hãy nhập một số, ví dụ 2."),
    (question("number"), {"q": "NaN"}, "Hãy nhập một số"),
    (question("number"), {"q": "1,5"}, "Hãy nhập số nguyên, không có phần lẻ."),
    (question("number", decimals=1), {"q": "1,25"}, "nhiều nhất 1 chữ số sau dấu phẩy"),
    (question("number", minimum=1, maximum=5), {"q": "6"}, "Hãy nhập số từ 1 đến 5."),
    (question("number", minimum=2), {"q": "1"}, "Hãy nhập số từ 2 trở lên."),
    (question("number", maximum=5), {"q": "6"}, "Hãy nhập số không quá 5."),
    (question("date"), {"q_ngay": "31", "q_thang": "2", "q_nam": "2026"}, "Không có ngày 31/2/2026"),
    (question("date"), {"q_ngay": "3"}, "Hãy nhập đủ ngày, tháng, năm"),
    (question("date", day_limit="past"), {"q_ngay": "26", "q_thang": "11", "q_nam": "2026"}, "Ngày này chưa tới."),
    (question("date", day_limit="future"), {"q_ngay": "24", "q_thang": "11", "q_nam": "2026"}, "Ngày này đã qua."),
    (question("date", minimum=18), {"q_ngay": "26", "q_thang": "11", "q_nam": "2008"}, "chưa đủ 18 tuổi"),
    (question("date", maximum=6), {"q_ngay": "25", "q_thang": "11", "q_nam": "2019"}, "quá 6 tuổi"),
    (question("choice", choices=["Nam", "Nữ"]), {"q": "Khác"}, "Hãy chọn một trong các câu trả lời"),
    (question("choice", choices=["Nam", "Nữ"]), {}, "Hãy chọn một câu trả lời."),
    (question("choices", choices=["A", "B"]), {"q": ["A", "C"]}, "Hãy chọn một trong các câu trả lời"),
    (question("choices", choices=["A", "B"]), {}, "Hãy chọn ít nhất một câu trả lời."),
    (question("personal_id"), {"q": "123"}, "12 chữ số"),
    (question("tax_code"), {"q": "0100233489"}, "chữ số kiểm tra không khớp"),
    (question("phone"), {"q": "12"}, "Số điện thoại không hợp lệ"),
    (question("money"), {"q": "vài triệu"}, "Hãy nhập số tiền bằng số"),
    (question("money", minimum=1000), {"q": "999"}, "Hãy nhập số tiền từ 1.000 đồng trở lên."),
    (question("yes_no"), {}, "Hãy chọn Có hoặc Không."),
    (question("declaration"), {}, "Hãy đọc rồi đánh dấu"),
    (question("address"), {}, "Hãy chọn phường, xã rồi ghi"),
    (question("address"), {"q_street": "12 Hàng Bài"}, "chọn “Ngoài thành phố Hà Nội”"),
    (question("address"), {"q_commune": "H26.999", "q_street": "12"}, "không có trong danh sách"),
    (question("address"), {"q_commune": "khac", "q_street": "Thôn 3"}, "Hãy ghi tên xã, phường và tỉnh"),
    (question("address"), {"q_commune": "H26.105"}, "Hãy ghi số nhà, đường phố"),
    (question("table", columns=MEMBERS), {}, "Hãy điền ít nhất một dòng."),
    (question("table", columns=MEMBERS, minimum=2), {"q-0-name": "Lan"}, "Hãy điền ít nhất 2 dòng."),
    (question("table", columns=MEMBERS, maximum=1), {"q-0-name": "A", "q-1-name": "B"}, "nhiều nhất 1 dòng"),
    (question("table", columns=MEMBERS), {"q-0-name": "Lan", "q-1-share": "x"}, "Hãy sửa chỗ chưa đúng ở dòng 2."),
]


@pytest.mark.parametrize(("asked", "typed", "sentence"), BAD)
def test_a_wrong_answer_gets_a_sentence_that_helps(
    world: World, asked: FormField, typed: dict[str, Any], sentence: str
) -> None:
    form = EForm([asked], sent(**typed), day=TODAY)
    assert sentence in " ".join(form.errors["q"])


def test_what_is_wrong_in_a_row_stands_beside_its_box(world: World) -> None:
    form = EForm([question("table", columns=MEMBERS)], sent(**{"q-0-name": "Lan", "q-1-share": "x"}), day=TODAY)
    first, second = form["q"].rows  # type: ignore[attr-defined]
    assert first.errors == {}
    assert set(second.errors) == {"name", "share"}


def test_whatever_may_be_left_out_is_left_out(world: World) -> None:
    for asked, _, _, _ in GOOD:
        asked.required = False
        form = EForm([asked], sent(), day=TODAY)
        assert (form.is_valid(), form.answers()) == (True, {}), asked.kind
        asked.required = True


def test_every_kind_is_tried() -> None:
    kinds = set(FormField.Kind) - {FormField.Kind.FILE}  # a paper is no answer
    assert {asked.kind for asked, *_ in GOOD} == kinds
    assert {asked.kind for asked, *_ in BAD} == kinds - {FormField.Kind.TEXTAREA}
