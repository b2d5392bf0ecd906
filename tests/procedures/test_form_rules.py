"""A form is published only when it makes sense; each thing that is wrong gets a sentence that names the question."""

from typing import Any

import pytest

from procedures.form_rules import flaws
from procedures.models import FormField

FIRST = {"group": "Một", "key": "a", "label": "Câu A", "kind": "choice", "choices": ["x", "y"]}
X = {"field": "a", "is": "x"}


def form(*rows: dict[str, Any]) -> list[FormField]:
    return [
        FormField(**{"group": "Một", "key": f"q{place}", "label": f"Câu {place}", **row})
        for place, row in enumerate(rows)
    ]


def test_a_form_that_makes_sense_has_no_flaw() -> None:
    several = {"kind": "choices", "choices": ["x", ["z", "Chữ Z"]], "key": "b"}
    every = {"and": [X, {"or": [{"field": "b", "in": ["z"]}, {"not": {"field": "b", "filled": True}}]}]}
    assert (
        flaws(
            form(
                FIRST,
                several,
                {"group": "Hai", "show_when": every},
                {"group": "Hai", "required": False, "require_when": X},
            )
        )
        == []
    )


TABLE = {"kind": "table", "columns": [{"key": "n", "label": "Tên"}]}
WRONG = [
    ([FIRST, {"show_when": {"field": "la", "is": "x"}}], "khóa “la” không có trong tờ khai"),
    ([{**FIRST, "show_when": X}], "nhìn vào chính câu này"),
    ([{"show_when": X}, FIRST], "“Câu A” đứng sau; chỉ nhìn được câu đứng trước"),
    ([{"show_when": {"field": "q1", "filled": True}}, {"show_when": {"field": "q0", "filled": True}}], "Câu 1” đứng"),
    ([FIRST, {"show_when": {"field": "a", "is": "z"}}], "không có lựa chọn “z”"),
    ([{"key": "t"}, {"show_when": {"field": "t", "is": "x"}}], "không phải câu để chọn"),
    ([{**TABLE, "key": "t"}, {"show_when": {"field": "t", "filled": True}}], "không nhìn được vào câu “Câu 0”"),
    ([FIRST, {"show_when": {"field": "a"}}], "có điều kiện không đọc được"),
    ([FIRST, {"show_when": {"and": []}}], "“and” cần một danh sách điều kiện"),
    ([FIRST, {"show_when": {"or": [{}]}}], "điều kiện con để trống"),
    ([FIRST, {"show_when": [X]}], "phải là một đối tượng JSON"),
    ([FIRST, {"show_when": {"field": "a", "in": []}}], "có điều kiện không đọc được"),
    ([FIRST, {"require_when": X}], "đã bắt buộc thì không cần điều kiện"),
    ([{"kind": "choice"}], "chưa có lựa chọn nào"),
    ([{"kind": "choice", "choices": ["a", "a"]}], "có lựa chọn bị trùng"),
    ([{"kind": "number", "minimum": 5, "maximum": 2}], "nhỏ nhất lớn hơn giá trị lớn nhất"),
    ([{"minimum": 5}], "chỉ dùng cho số, số tiền, ngày và bảng"),
    ([{"day_limit": "past"}], "chỉ dùng cho loại Ngày"),
    ([{"kind": "table"}], "bảng chưa có cột nào"),
    ([{"kind": "table", "columns": [{"key": "n"}]}], "mỗi cột cần khóa và tên cột"),
    ([{"kind": "table", "columns": [{"key": "N", "label": "Tên"}]}], "chỉ gồm chữ thường"),
    ([{"kind": "table", "columns": [{"key": "n", "label": "Tên", "kind": "table"}]}], "không dùng được trong bảng"),
    ([{"kind": "table", "columns": [{"key": "n", "label": "Tên", "kind": "choice"}]}], "chưa có lựa chọn nào"),
    ([{"kind": "table", "columns": [{"key": "n", "label": "A"}, {"key": "n", "label": "B"}]}], "hai cột trùng khóa"),
    ([{"kind": "file", "paper": "LA"}], "mã giấy tờ “LA” không có"),
    ([{"kind": "file"}], "chưa chọn mã giấy tờ"),
    ([{}, {"group": "Hai"}, {}], "Nhóm “Một” bị tách làm hai"),
    ([{"group": " "}], "chưa thuộc nhóm nào"),
    ([{"key": "go"}], "được dành riêng"),
    ([{"key": "born", "kind": "date"}, {"key": "born_nam"}], "lẫn với khóa"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "sentence"), WRONG)
def test_what_is_wrong_is_said(rows: list[dict[str, Any]], sentence: str) -> None:
    assert any(sentence in one for one in flaws(form(*rows), {"TK"})), flaws(form(*rows), {"TK"})
