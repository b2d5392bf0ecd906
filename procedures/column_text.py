"""The choices of a question and the columns of a table as an administrator writes them, one a line, and back. Pure.

A choice is a text, or a value and a label: `yes | Có`. A column begins with key and name; what follows may be the kind,
`không bắt buộc`, and details such as `chọn: Nam; Nữ` or `đến: 50`:

    born | Ngày sinh | date | không bắt buộc | ngày: không sau hôm nay
"""

from collections.abc import Mapping, Sequence
from typing import Any

from procedures.models import FormField

_OPTIONAL = "không bắt buộc"
_DAYS = {"past": "không sau hôm nay", "future": "không trước hôm nay"}
_NUMBERS = {"từ": "min", "đến": "max", "thập phân": "decimals"}
_KINDS = {kind.label.lower(): kind.value for kind in FormField.Kind} | {
    kind.value: kind.value for kind in FormField.Kind
}


class ColumnTextError(ValueError):
    """A line is no column; the message says in Vietnamese which and why."""


def read_choices(text: str) -> list[Any]:
    """The choices, one from each line that is not blank."""
    return [_choice(line) for line in text.splitlines() if line.strip()]


def write_choices(choices: Sequence[Any]) -> str:
    """One choice a line."""
    return "\n".join(
        f"{one['value']} | {one['label']}"
        if isinstance(one, Mapping)
        else one
        if isinstance(one, str)
        else " | ".join(one)
        for one in choices
    )


def read_columns(text: str) -> list[dict[str, Any]]:
    """The columns, one from each line that is not blank. Raises ColumnTextError."""
    return [_column(line) for line in text.splitlines() if line.strip()]


def write_columns(columns: Sequence[Mapping[str, Any]]) -> str:
    """One column a line; `read_columns` reads it back."""
    return "\n".join(" | ".join(_words(column)) for column in columns)


def _choice(line: str) -> Any:
    parts = [part.strip() for part in line.split("|")]
    return parts[0] if len(parts) == 1 else [parts[0], " ".join(parts[1:])]


def _column(line: str) -> dict[str, Any]:
    key, *others = (part.strip() for part in line.split("|"))
    if not others or not key:
        raise ColumnTextError(f"dòng “{line.strip()}” cần khóa và tên cột, ví dụ: name | Họ và tên")
    column: dict[str, Any] = {"key": key, "label": others[0]}
    for word in filter(None, others[1:]):
        column |= _detail(word, line.strip())
    return column


def _detail(word: str, line: str) -> dict[str, Any]:
    name, colon, value = (part.strip() for part in word.partition(":"))
    if not colon:
        if word.lower() == _OPTIONAL:
            return {"required": False}
        if kind := _KINDS.get(word.lower()):
            return {"kind": kind}
    elif name in _NUMBERS and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
        return {_NUMBERS[name]: int(value)}
    elif name == "chọn":
        return {"choices": [one.strip() for one in value.split(";") if one.strip()]}
    elif name == "hướng dẫn":
        return {"help": value}
    elif name == "ngày" and value in _DAYS.values():
        return {"days": next(day for day, words in _DAYS.items() if words == value)}
    raise ColumnTextError(
        f"dòng “{line}”: không hiểu “{word}”. Có thể ghi loại (text, number, date…), “không bắt buộc”, “chọn: A; B”,"
        " “từ: 1”, “đến: 50”, “thập phân: 2”, “ngày: không sau hôm nay”, “hướng dẫn: …”"
    )


def _words(column: Mapping[str, Any]) -> list[str]:
    found = [str(column.get("key", "")), str(column.get("label", ""))]
    found += [str(column["kind"])] if column.get("kind") else []
    found += [_OPTIONAL] if column.get("required") is False else []
    found += [f"chọn: {'; '.join(column['choices'])}"] if column.get("choices") else []
    found += [f"{word}: {column[name]}" for word, name in _NUMBERS.items() if column.get(name) is not None]
    found += [f"ngày: {_DAYS[column['days']]}"] if column.get("days") else []
    found += [f"hướng dẫn: {column['help']}"] if column.get("help") else []
    return found
