"""A condition as an administrator writes it, and back. Pure.

    da_ket_hon = yes
    loai trong ("Nhà ở riêng lẻ", "Công trình cấp IV") và không (so_tang để trống)

A key is followed by = and an answer, by trong and answers in brackets, by có trả lời or by để trống; và, hoặc, không
and brackets join conditions, và before hoặc. An answer of several words stands in quotes.
"""

import json
import re
from typing import Any

from procedures.conditions import Condition

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[(),=]|[^\s(),="]+)')
_BARE = re.compile(r"[\w.-]+\Z")
_WORDS = {"và", "hoặc", "không", "trong", "có", "trả", "lời", "để", "trống", "(", ")", ",", "="}
_HOW = "sau khóa “{}” cần “= câu trả lời”, “trong (…)”, “có trả lời” hoặc “để trống”"


class ConditionTextError(ValueError):
    """What was written is no condition; the message says in Vietnamese where it goes wrong."""


def read_condition(text: str) -> dict[str, Any]:
    """The condition that the text writes; {} for none. Raises ConditionTextError."""
    tokens = _tokens(text)
    if not tokens:
        return {}
    reader = _Reader(tokens)
    condition = reader.any_of()
    if reader.rest:
        raise ConditionTextError(f"không hiểu “{reader.rest[0]}” ở cuối; hãy nối các điều kiện bằng “và” hoặc “hoặc”")
    return condition


def write_condition(condition: Condition) -> str:
    """The text of the condition; `read_condition` reads it back."""
    for word, joint in (("and", " và "), ("or", " hoặc ")):
        if word in condition:
            return joint.join(_part(part) for part in condition[word])
    if "not" in condition:
        return f"không ({write_condition(condition['not'])})"
    if "field" not in condition:
        return ""
    key = condition["field"]
    if "filled" in condition:
        return f"{key} {'có trả lời' if condition['filled'] else 'để trống'}"
    if "in" in condition:
        return f"{key} trong ({', '.join(_value(one) for one in condition['in'])})"
    return f"{key} = {_value(condition['is'])}"


def _part(condition: Condition) -> str:
    text = write_condition(condition)
    return f"({text})" if "and" in condition or "or" in condition else text


def _value(text: str) -> str:
    return text if _BARE.match(text) and text not in _WORDS else json.dumps(text, ensure_ascii=False)


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise ConditionTextError("có dấu ngoặc kép chưa đóng")
        found.append(token[1])
        place = token.end()
    return found


class _Reader:
    """Reads tokens from the front."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens

    def any_of(self) -> dict[str, Any]:
        return self._joined("hoặc", "or", lambda: self._joined("và", "and", self._one))

    def _joined(self, word: str, name: str, part: Any) -> dict[str, Any]:
        parts = [part()]
        while self._next_is(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {name: parts}

    def _one(self) -> dict[str, Any]:
        if self._next_is("không"):
            return {"not": self._one()}
        if self._next_is("("):
            inner = self.any_of()
            self._expect(")", "thiếu dấu đóng ngoặc “)”")
            return inner
        key = self._take("thiếu khóa của câu hỏi ở cuối điều kiện")
        if key in _WORDS or key.startswith('"'):
            raise ConditionTextError(f"“{key}” đứng ở chỗ của khóa câu hỏi")
        return {"field": key, **self._about(key)}

    def _about(self, key: str) -> dict[str, Any]:
        if self._next_is("="):
            return {"is": self._answer(key)}
        if self._next_is("trong"):
            self._expect("(", "sau “trong” cần danh sách trong ngoặc, ví dụ trong (Nam, Nữ)")
            answers = [self._answer(key)]
            while self._next_is(","):
                answers.append(self._answer(key))
            self._expect(")", "danh sách sau “trong” thiếu dấu đóng ngoặc “)”")
            return {"in": answers}
        for words, filled in ((("có", "trả", "lời"), True), (("để", "trống"), False)):
            if tuple(self.rest[: len(words)]) == words:
                del self.rest[: len(words)]
                return {"filled": filled}
        raise ConditionTextError(_HOW.format(key))

    def _answer(self, key: str) -> str:
        token = self._take(_HOW.format(key))
        if token.startswith('"'):
            try:
                return str(json.loads(token))
            except ValueError:
                raise ConditionTextError(f"không đọc được câu trả lời {token}") from None
        if token in _WORDS:
            raise ConditionTextError(f"“{token}” đứng ở chỗ của câu trả lời; câu trả lời nhiều chữ cần dấu ngoặc kép")
        return token

    def _take(self, otherwise: str) -> str:
        if not self.rest:
            raise ConditionTextError(otherwise)
        return self.rest.pop(0)

    def _next_is(self, word: str) -> bool:
        if self.rest[:1] != [word]:
            return False
        del self.rest[0]
        return True

    def _expect(self, word: str, otherwise: str) -> None:
        if not self._next_is(word):
            raise ConditionTextError(otherwise)
