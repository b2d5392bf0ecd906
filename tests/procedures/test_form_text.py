"""Conditions, choices and columns as administrators write them: read, written and read again they are the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.column_text import ColumnTextError, read_choices, read_columns, write_choices, write_columns
from procedures.condition_text import ConditionTextError, read_condition, write_condition

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=12)
LEAVES = st.one_of(
    st.builds(lambda key, value: {"field": key, "is": value}, KEYS, TEXTS),
    st.builds(lambda key, values: {"field": key, "in": values}, KEYS, st.lists(TEXTS, min_size=1, max_size=3)),
    st.builds(lambda key, filled: {"field": key, "filled": filled}, KEYS, st.booleans()),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"and": parts}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda parts: {"or": parts}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_a_condition_written_and_read_again_is_the_same(condition: dict[str, Any]) -> None:
    assert read_condition(write_condition(condition)) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", {}),
        ("married = yes", {"field": "married", "is": "yes"}),
        ('kind trong (A, "B C")', {"field": "kind", "in": ["A", "B C"]}),
        ("a có trả lời", {"field": "a", "filled": True}),
        ("a để trống", {"field": "a", "filled": False}),
        (
            "a = 1 và b = 2 hoặc không (c = 3)",
            {
                "or": [
                    {"and": [{"field": "a", "is": "1"}, {"field": "b", "is": "2"}]},
                    {"not": {"field": "c", "is": "3"}},
                ]
            },
        ),
    ],
)
def test_what_an_administrator_writes(text: str, condition: dict[str, Any]) -> None:
    assert read_condition(text) == condition


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("married", "sau khóa “married” cần"),
        ("married =", "sau khóa “married” cần"),
        ("married = yes và", "thiếu khóa của câu hỏi"),
        ("= yes", "đứng ở chỗ của khóa"),
        ("a = 1 b = 2", "không hiểu “b” ở cuối"),
        ("(a = 1", "thiếu dấu đóng ngoặc"),
        ("a trong A, B", "cần danh sách trong ngoặc"),
        ("a trong (A, B", "thiếu dấu đóng ngoặc"),
        ('a = "B C', "ngoặc kép chưa đóng"),
        ("a = và", "đứng ở chỗ của câu trả lời"),
    ],
)
def test_what_is_no_condition_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ConditionTextError) as refused:
        read_condition(text)
    assert sentence in str(refused.value)


def test_columns_and_choices_come_back_as_they_were() -> None:
    columns = [
        {"key": "name", "label": "Họ và tên"},
        {"key": "born", "label": "Ngày sinh", "kind": "date", "required": False, "days": "past"},
        {"key": "sex", "label": "Giới tính", "kind": "choice", "choices": ["Nam", "Nữ"]},
        {
            "key": "area",
            "label": "Diện tích",
            "kind": "number",
            "min": 1,
            "max": 90,
            "decimals": 2,
            "help": "Mét vuông",
        },
    ]
    assert read_columns(write_columns(columns)) == columns
    assert read_columns("a | A | Số | Không bắt buộc") == [
        {"key": "a", "label": "A", "kind": "number", "required": False}
    ]
    choices = ["Nam", ["f", "Nữ"]]
    assert read_choices(f"\n{write_choices(choices)}\n ") == choices


@pytest.mark.parametrize(
    "line", ["name", "| Họ tên", "name | Họ tên | lạ", "name | Họ tên | từ: x", "a | A | ngày: mai"]
)
def test_a_line_that_is_no_column_is_named(line: str) -> None:
    with pytest.raises(ColumnTextError) as refused:
        read_columns(line)
    assert line in str(refused.value)
