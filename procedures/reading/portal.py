"""The national portal's own JSON, put into the shape of the crawl, so that one reader reads both. Pure."""

from collections.abc import Iterator, Mapping

from procedures.reading.facts import RecordRefused

Json = Mapping[str, object]

_METHODS = {"DIRECT": "Trực tiếp", "ONLINE": "Trực tuyến", "POSTAL": "Dịch vụ bưu chính", "KIOSK": "Ki-ốt"}
_UNITS = {
    "WORKING_DAY": "Ngày làm việc",
    "DAY": "Ngày",
    "CALENDAR_DAY": "Ngày",
    "HOUR": "Giờ",
    "WORKING_HOUR": "Giờ làm việc",
    "MONTH": "Tháng",
}
_LEVELS = {"isWard": "Cấp xã", "isProvince": "Cấp tỉnh", "isMinistry": "Cấp bộ", "isOtherAgency": "Cơ quan khác"}


def is_portal_record(raw: Json) -> bool:
    """Whether the object is an answer of the portal's procedure API."""
    return "executionMethods" in raw or "executionCases" in raw


def as_record(raw: Json) -> dict[str, object]:
    """The same procedure as the crawl would write it.

    Raises RecordRefused where a list is not a list.
    """
    fields = list(_objects(raw, "categoriesDetails"))
    return {
        "code": raw.get("code") or raw.get("codeNotation"),
        "name": raw.get("name"),
        "field": _text(fields[0], "name") if fields else "",
        "field_code": _text(fields[0], "code") if fields else "",
        "level": [level for key, level in _LEVELS.items() if raw.get(key) is True],
        "agency": [_text(unit, "name") for unit in _objects(raw, "unitGroupsExecuting")],
        "promulgator": _text(raw, "departmentPromulgateName"),
        "methods": [*_methods(raw), *_cases(raw)],
        "documents": list(_documents(raw)),
        "steps_text": "\n".join(
            line
            for step in _objects(raw, "executionSteps")
            for line in (_text(step, "name"), _text(step, "description"))
            if line
        ),
        "legal_basis": [_text(basis, "code") or _text(basis, "name") for basis in _objects(raw, "legalBasisesDetails")],
        "result": [
            {"name": _text(result, "name"), "code": _text(result, "code")} for result in _objects(raw, "resultsDetails")
        ],
        "requirements": _text(raw, "requirements"),
        "subjects": [_text(subject, "name") for subject in _objects(raw, "subjectTypesDetails")],
        "keywords": _text(raw, "keywords"),
        "decision_no": _decision(raw),
    }


def _methods(raw: Json) -> Iterator[dict[str, object]]:
    for method in _objects(raw, "executionMethods"):
        name = _text(method, "submissionMethod")
        yield {
            "method": _METHODS.get(name, name),
            "time_text": _limit(method.get("processingTime"), _text(method, "processingTimeUnit")),
            "fee_text": "\n".join(_fee(fee) for fee in _objects(method, "fees")),
            "note": _text(method, "description"),
        }


def _cases(raw: Json) -> Iterator[dict[str, object]]:
    """The limits of named cases; a single case named like the procedure says what the methods say."""
    cases = list(_objects(raw, "cases"))
    if len(cases) == 1 and _text(cases[0], "name").strip() == _text(raw, "name").strip():
        return
    for case in cases:
        days = case.get("processingDay")
        if isinstance(days, dict):
            yield {
                "method": "",
                "case": _text(case, "name"),
                "time_text": _limit(days.get("qty"), _text(days, "type")),
            }


def _documents(raw: Json) -> Iterator[dict[str, object]]:
    for key in ("executionCases", "cases"):
        for case in _objects(raw, key):
            name = _text(case, "name")
            group = "" if name.strip() == _text(raw, "name").strip() else name
            for paper in _objects(case, "profileComponents"):
                yield {
                    "group": group,
                    "code": _text(paper, "code"),
                    "name": _text(paper, "name"),
                    "originals": paper.get("originalQty"),
                    "copies": paper.get("copyQty"),
                }


def _fee(fee: Json) -> str:
    value, description = fee.get("value"), _text(fee, "description").strip()
    bracket = f" ({description})" if description else ""
    if value == 0:
        return f"Miễn phí{bracket}"
    currency = _text(fee, "currencyId").strip() or "VNĐ"
    shown = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{shown} {currency}{bracket}"


def _limit(amount: object, unit: str) -> str:
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        return ""
    return f"{amount:g} {_UNITS.get(unit, unit)}".strip()


def _decision(raw: Json) -> str:
    proposal = raw.get("procedureProposal")
    if _text(raw, "decisionNo"):
        return _text(raw, "decisionNo")
    if not isinstance(proposal, dict):
        return ""
    return _text(proposal, "decisionNumber") or _text(proposal, "proposalNumber")


def _objects(raw: Json, key: str) -> Iterator[Json]:
    value = raw.get(key)
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RecordRefused(f"“{key}” phải là danh sách đối tượng.")
    yield from value


def _text(raw: Json, key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""
