"""Reading of what to bring (thành phần hồ sơ) and what comes out (kết quả). Pure."""

import re
from collections.abc import Mapping, Sequence

from procedures.reading.facts import PaperFact, RecordRefused, ResultFact
from procedures.reading.text import clean, cut, one_line, without_crumbs

# Nobody asks for more; larger numbers are a year or a form's number glued to the quantity ("…/2026" + "1").
_MOST_COPIES = 10
_LEADING_MARKS = re.compile(r"\A[\s;.,:•*–+-]+(?=\S)")
_CASE = re.compile(r"trường hợp|đối với", re.IGNORECASE)
_PRESENT = re.compile(r"\bxuất trình\b", re.IGNORECASE)
_SUBMIT = re.compile(r"\bnộp\b|\bgửi\b", re.IGNORECASE)
_SUBMIT_GROUP = re.compile(r"\A\W*(?:các )?giấy tờ phải (?:nộp|xuất trình)\W*\Z", re.IGNORECASE)
_CONSISTS = re.compile(r",?\s*(?:thì )?(?:thành phần )?(?:hồ sơ )?(?:bao )?gồm(?: có)?\W*\Z", re.IGNORECASE)
_NOTE_GROUP = re.compile(r"\A\W*lưu ý\W*\Z", re.IGNORECASE)
_IF_ANY = re.compile(r"\(\s*nếu có\s*\)", re.IGNORECASE)
_REFUSED = r"(?:từ chối|không (?:chấp thuận|đủ|được|cấp|đồng ý))"
_KINDS = (
    ("refusal", re.compile(rf"\A\W*(?:văn bản|thông báo|công văn|phiếu|quyết định)\b[^;]*{_REFUSED}", re.I)),
    ("amend_notice", re.compile(r"\A\W*(?:thông báo|phiếu)\b.*\b(?:sửa đổi|bổ sung)\b.*\b(?:hồ sơ|của)\b", re.I)),
    ("data_update", re.compile(r"\A\W*cập nhật|\bcập nhật .*cơ sở dữ liệu", re.I)),
)
_ALSO_GRANTS = re.compile(r"\bhoặc\b|\bchấp thuận/", re.IGNORECASE)
_RESULT_CODE_LENGTH, _PAPER_CODE_LENGTH = 40, 60


def read_papers(rows: Sequence[Mapping[str, object]], doubts: list[str]) -> list[PaperFact]:
    """One paper a row; a row of 0 originals and 0 copies is a note that a person should look at."""
    papers = [paper for row in rows if (paper := _paper(row, doubts)) is not None]
    notes = sum(paper.is_note for paper in papers)
    if notes:
        doubts.append(f"{notes} dòng thành phần hồ sơ ghi 0 bản chính, 0 bản sao: đã ghi là ghi chú, cần xem lại.")
    if not papers:
        doubts.append("Nguồn không nêu thành phần hồ sơ.")
    return papers


def read_results(rows: Sequence[Mapping[str, object]], doubts: list[str]) -> list[ResultFact]:
    """The results with their national codes."""
    results = []
    for row in rows:
        name = _LEADING_MARKS.sub("", without_crumbs(_text(row, "name")))
        if name:
            code = cut(one_line(_text(row, "code")), _RESULT_CODE_LENGTH, "Mã kết quả", doubts)
            results.append(ResultFact(code, name, _kind(name)))
    if not results:
        doubts.append("Nguồn không nêu kết quả giải quyết.")
    return results


def _paper(row: Mapping[str, object], doubts: list[str]) -> PaperFact | None:
    name = _LEADING_MARKS.sub("", clean(_text(row, "name")))
    if not name:
        return None
    group = one_line(_text(row, "group"))
    originals, copies = _quantity(row, "originals"), _quantity(row, "copies")
    note = ""
    if max(originals, copies) > _MOST_COPIES:
        note = f"Nguồn ghi {originals} bản chính, {copies} bản sao."
        doubts.append(f"Số lượng không đọc chắc chắn: {originals} bản chính, {copies} bản sao của “{name[:120]}”.")
        originals, copies = (number if number <= _MOST_COPIES else 0 for number in (originals, copies))
    is_case = bool(_CASE.search(group))
    plain_group = group and not (is_case or _NOTE_GROUP.match(group) or _SUBMIT_GROUP.match(group))
    return PaperFact(
        case=_case_name(group) if is_case else None,
        code=cut(one_line(_text(row, "code")), _PAPER_CODE_LENGTH, "Mã giấy tờ", doubts),
        name=name,
        originals=originals,
        copies=copies,
        present_only=bool(_PRESENT.search(group)) and not _SUBMIT.search(group),
        is_note=originals == copies == 0 and not note,
        required=not _IF_ANY.search(name),
        note="\n".join(part for part in (f"Nhóm: {group}" if plain_group else "", note) if part),
    )


def _case_name(group: str) -> str:
    return _CONSISTS.sub("", _LEADING_MARKS.sub("", group)).rstrip(" ,.:;")


def _quantity(row: Mapping[str, object], key: str) -> int:
    value = row.get(key) or 0
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or not float(value).is_integer():
        raise RecordRefused(f"“documents”: số lượng “{key}” phải là số nguyên từ 0 trở lên.")
    return int(value)


def _kind(name: str) -> str:
    if _ALSO_GRANTS.search(name):
        return "paper"
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), "paper")


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
