"""A published record becomes the facts of a draft version. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from departments.vietnamese import fold
from procedures.reading import portal
from procedures.reading.facts import ProcedureFacts, RecordRefused
from procedures.reading.fees import read_fees
from procedures.reading.limits import read_limits
from procedures.reading.papers import read_papers, read_results
from procedures.reading.text import clean, cut, joined, one_line, without_crumbs

CODE = re.compile(r"\d\.\d{6}(?:\.000\.00\.00\.[GH]\d{2})?\Z", re.ASCII)
# Where and when a record was fetched is no part of what the law asks.
_NOT_CONTENT = frozenset({"source", "detail_url", "crawled"})
_TEXTS = ("field", "decision_no", "requirements", "steps_text", "time_limit_text", "fee_text", "authority", "keywords")
_WORD_LISTS = ("level", "agency", "legal_basis", "subjects")
_OBJECT_LISTS = ("methods", "documents", "result")
_LEVELS = {"cấp xã": "commune", "cấp tỉnh": "city", "cấp bộ": "ministry"}
_NO_CONDITIONS = re.compile(r"không(?: có)?\W*\Z", re.IGNORECASE)

Record = Mapping[str, object]


def checked(raw: object) -> dict[str, object]:
    """The record in the crawl's shape, with code, name and every type checked.

    Raises RecordRefused with what is wrong.
    """
    if not isinstance(raw, dict):
        raise RecordRefused("Mỗi bản ghi phải là một đối tượng JSON {…}.")
    record = portal.as_record(raw) if portal.is_portal_record(raw) else raw
    _check_code(record.get("code"))
    name = record.get("name")
    if not isinstance(name, str) or not one_line(name):
        raise RecordRefused("Thiếu tên thủ tục (“name”).")
    for key in _TEXTS:
        if not isinstance(record.get(key) or "", str):
            raise RecordRefused(f"“{key}” phải là chữ.")
    for keys, kind, said in ((_WORD_LISTS, str, "chữ"), (_OBJECT_LISTS, dict, "đối tượng")):
        for key in keys:
            _check_list(record.get(key), key, kind, said)
    if not one_line(_text(record, "field")):
        raise RecordRefused("Thiếu lĩnh vực (“field”).")
    return record


def fingerprint(record: Record) -> str:
    """SHA-256 of the content, blind to spacing, to how letters are composed and to where it was fetched."""
    content = {key: value for key, value in record.items() if key not in _NOT_CONTENT}
    try:
        text = json.dumps(_normal(content), sort_keys=True, ensure_ascii=False)
    except RecursionError as error:
        raise RecordRefused("Bản ghi lồng quá sâu.") from error
    return hashlib.sha256(text.encode()).hexdigest()


def read_record(record: Record) -> ProcedureFacts:
    """The facts of a checked record, with every doubt about them once."""
    doubts: list[str] = []
    methods = [_with_text(method) for method in _objects(record, "methods")] or [
        {"time_text": _text(record, "time_limit_text"), "fee_text": _text(record, "fee_text")}
    ]
    limits = read_limits(methods, doubts)
    fees = [
        (limit.channel, limit.case, _text(method, "fee_text")) for limit, method in zip(limits, methods, strict=True)
    ]
    conditions = without_crumbs(_text(record, "requirements"))
    return ProcedureFacts(
        code=one_line(_text(record, "code")),
        name=cut(one_line(_text(record, "name")), 1000, "Tên thủ tục", doubts),
        field_name=cut(one_line(_text(record, "field")), 255, "Tên lĩnh vực", doubts),
        field_code=one_line(_text(record, "field_code")),
        decision=cut(one_line(_text(record, "decision_no")), 255, "Quyết định công bố", doubts),
        agency=cut(joined(_words(record, "agency") or [_text(record, "authority")]), 1000, "Cơ quan thực hiện", doubts),
        audience=cut(joined(_words(record, "subjects")), 1000, "Đối tượng thực hiện", doubts),
        keywords=cut(one_line(_text(record, "keywords")), 500, "Từ khóa", doubts),
        levels=_levels(record, doubts),
        procedure_text=without_crumbs(_text(record, "steps_text")),
        conditions="" if _NO_CONDITIONS.match(conditions) else conditions,
        legal_basis="\n".join(dict.fromkeys(filter(None, map(one_line, _words(record, "legal_basis"))))),
        limits=tuple(dict.fromkeys(limits)),
        fees=tuple(read_fees(fees, doubts)),
        papers=tuple(read_papers(_objects(record, "documents"), doubts)),
        results=tuple(read_results(_objects(record, "result"), doubts)),
        fingerprint=fingerprint(record),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def search_text(facts: ProcedureFacts) -> str:
    """What search looks in: name, everyday words and code, folded."""
    return fold(f"{facts.name} {facts.keywords} {facts.code}")


def _check_code(code: object) -> None:
    if code is None or code == "":
        raise RecordRefused("Thiếu mã thủ tục (“code”).")
    if not isinstance(code, str) or not CODE.match(code):
        raise RecordRefused(f"Mã thủ tục “{one_line(str(code))[:60]}” sai dạng; mã đúng có dạng 1.001193.")


def _check_list(value: object, key: str, kind: type, said: str) -> None:
    if value is not None and not (isinstance(value, list) and all(isinstance(item, kind) for item in value)):
        raise RecordRefused(f"“{key}” phải là danh sách {said}.")


def _levels(record: Record, doubts: list[str]) -> frozenset[str]:
    levels = frozenset(
        _LEVELS[name] for level in _words(record, "level") if (name := one_line(level).lower()) in _LEVELS
    )
    if not levels:
        doubts.append("Nguồn không nêu cấp thực hiện là cấp xã, cấp tỉnh hay cấp bộ.")
    return levels


def _with_text(method: Record) -> Record:
    """The method with its limit in words, also where the source holds number and unit alone."""
    value = method.get("time_value")
    if _text(method, "time_text").strip() or isinstance(value, bool) or not isinstance(value, int | float):
        return method
    return {**method, "time_text": f"{value:g} {_text(method, 'time_unit')}".strip()}


def _normal(value: object) -> object:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {clean(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return value


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _words(record: Record, key: str) -> Sequence[str]:
    value = record.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _objects(record: Record, key: str) -> Sequence[Record]:
    value = record.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
