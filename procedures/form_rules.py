"""What is wrong with an e-form before it may be published: one sentence for each thing, naming the question. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from procedures.conditions import looked_at
from procedures.models import FormField

Kind = FormField.Kind
CHOSEN = {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DECLARATION}
_IN_A_TABLE = {Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.PERSONAL_ID, Kind.TAX_CODE, Kind.PHONE, Kind.MONEY}
_BOUNDED = {Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TABLE}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_BLIND = {Kind.TABLE, Kind.FILE}
# The boxes of a question that has several; their names are those of the question with these words behind it.
PARTS = {Kind.DATE: ("ngay", "thang", "nam"), Kind.ADDRESS: ("commune", "elsewhere", "street")}
_RESERVED = {"go", "csrfmiddlewaretoken"}


def flaws(questions: Sequence[FormField], papers: Collection[str] = ()) -> list[str]:
    """Sentences for people; an empty list when the form may be published. `papers` are the codes of its papers."""
    found = [*_groups(questions), *_names(questions)]
    before: dict[str, FormField] = {}
    every = {one.key: one for one in questions}
    for one in questions:
        own = [*_about_kind(one, papers), *_about_conditions(one, before, every)]
        found += [f"Câu “{one.label}”: {sentence}" for sentence in own]
        before[one.key] = one
    return found


def shape(condition: Any) -> str:
    """What is wrong with the shape of a condition, "" when nothing is."""
    if condition == {}:
        return ""
    if not isinstance(condition, Mapping):
        return "điều kiện phải là một đối tượng JSON"
    match sorted(condition):
        case ["and"] | ["or"] as words:
            parts = condition[words[0]]
            if not isinstance(parts, list) or not parts:
                return f"“{words[0]}” cần một danh sách điều kiện"
            return next((wrong for wrong in map(_inner, parts) if wrong), "")
        case ["not"]:
            return _inner(condition["not"])
        case ["field", "is"] if all(isinstance(one, str) for one in condition.values()):
            return ""
        case ["field", "in"] if isinstance(condition["field"], str) and _are_texts(condition["in"]):
            return ""
        case ["field", "filled"] if isinstance(condition["field"], str) and isinstance(condition["filled"], bool):
            return ""
    return "có điều kiện không đọc được; mỗi điều kiện gồm “field” với “is”, “in” hoặc “filled”"


def _inner(condition: Any) -> str:
    return shape(condition) or ("có điều kiện con để trống" if condition == {} else "")


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(isinstance(one, str) for one in values)


def _groups(questions: Sequence[FormField]) -> Iterator[str]:
    """Each group is one page, so its questions stand together and there is one of its name."""
    seen: set[str] = set()
    for title, _ in groupby(questions, key=lambda one: one.group):
        if not title.strip():
            yield "Có câu hỏi chưa thuộc nhóm nào; mỗi nhóm là một trang của tờ khai."
        elif title in seen:
            yield f"Nhóm “{title}” bị tách làm hai; các câu cùng nhóm phải đứng liền nhau."
        seen.add(title)


def _names(questions: Sequence[FormField]) -> Iterator[str]:
    taken: dict[str, FormField] = {}
    for one in questions:
        if one.key in _RESERVED:
            yield f"Câu “{one.label}”: khóa “{one.key}” được dành riêng; hãy đặt khóa khác."
        for name in (one.key, *(f"{one.key}_{part}" for part in PARTS.get(Kind(one.kind), ()))):
            if other := taken.get(name):
                yield f"Câu “{one.label}”: khóa “{one.key}” lẫn với khóa “{other.key}” của câu “{other.label}”."
            taken[name] = one


def _about_kind(one: FormField, papers: Collection[str]) -> Iterator[str]:
    if one.kind in (Kind.CHOICE, Kind.CHOICES):
        values = [value for value, _ in one.pairs()]
        if not values:
            yield "chưa có lựa chọn nào."
        if len(set(values)) < len(values):
            yield "có lựa chọn bị trùng."
    if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
        yield "giá trị nhỏ nhất lớn hơn giá trị lớn nhất."
    if (one.minimum is not None or one.maximum is not None) and one.kind not in _BOUNDED:
        yield "giới hạn nhỏ nhất, lớn nhất chỉ dùng cho số, số tiền, ngày và bảng."
    if one.day_limit and one.kind != Kind.DATE:
        yield "giới hạn ngày chỉ dùng cho loại Ngày."
    if one.kind == Kind.FILE and one.paper not in papers:
        yield f"mã giấy tờ “{one.paper}” không có trong thành phần hồ sơ." if one.paper else "chưa chọn mã giấy tờ."
    if one.kind == Kind.TABLE:
        yield from _about_columns(one)


def _about_columns(one: FormField) -> Iterator[str]:
    if not isinstance(one.columns, list) or not one.columns:
        yield "bảng chưa có cột nào."
        return
    keys = []
    for column in one.columns:
        if not isinstance(column, Mapping) or not column.get("key") or not column.get("label"):
            yield "mỗi cột cần khóa và tên cột."
            return
        keys.append(column["key"])
        if not _KEY.match(str(column["key"])):
            yield f"khóa cột “{column['key']}” chỉ gồm chữ thường không dấu, chữ số và gạch dưới."
        if column.get("kind", Kind.TEXT) not in _IN_A_TABLE:
            yield f"cột “{column['label']}” có loại không dùng được trong bảng."
        elif column.get("kind") == Kind.CHOICE and not column.get("choices"):
            yield f"cột “{column['label']}” chưa có lựa chọn nào."
    if len(set(keys)) < len(keys):
        yield "có hai cột trùng khóa."


def _about_conditions(one: FormField, before: Mapping[str, FormField], every: Mapping[str, FormField]) -> Iterator[str]:
    if one.required and one.require_when:
        yield "đã bắt buộc thì không cần điều kiện “bắt buộc khi”."
    for condition in (one.show_when or {}, one.require_when or {}):
        if wrong := shape(condition):
            yield f"{wrong}."
            continue
        for key in sorted(looked_at(condition)):
            if key == one.key:
                yield "điều kiện nhìn vào chính câu này."
            elif key not in every:
                yield f"điều kiện nhắc đến khóa “{key}” không có trong tờ khai."
            elif key not in before:
                yield f"điều kiện nhắc đến câu “{every[key].label}” đứng sau; chỉ nhìn được câu đứng trước."
        yield from _about_values(condition, before)


def _about_values(condition: Mapping[str, Any], before: Mapping[str, FormField]) -> Iterator[str]:
    """What a condition compares must be one of the answers that can be chosen."""
    inner = [*condition.get("and", ()), *condition.get("or", ()), *([condition["not"]] if "not" in condition else [])]
    for part in inner:
        yield from _about_values(part, before)
    asked = before.get(condition.get("field", ""))
    if asked is None:
        return
    if asked.kind in _BLIND:
        yield f"điều kiện không nhìn được vào câu “{asked.label}” vì đó là bảng hoặc giấy tờ."
    elif "filled" not in condition:
        if asked.kind not in CHOSEN:
            yield f"câu “{asked.label}” không phải câu để chọn, nên chỉ hỏi được là có câu trả lời hay không."
            return
        known = {value for value, _ in asked.pairs()}
        wanted = condition["in"] if "in" in condition else [condition["is"]]
        for value in wanted:
            if value not in known:
                yield f"câu “{asked.label}” không có lựa chọn “{value}”."
