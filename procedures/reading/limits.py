"""Reading of processing limits (thời hạn giải quyết). Pure.

A number without a unit, a unit without a whole number, a stage that looks like a case: each stays text and a doubt.
The portal prints "1" for a birth certificate, and nobody can tell from it one day from one hour.
"""

import re
from collections.abc import Mapping, Sequence

from procedures.channels import Channel
from procedures.reading.facts import LimitFact
from procedures.reading.text import clean, one_line, without_crumbs
from procedures.time_limits import LimitUnit

CHANNELS = {
    "trực tiếp": Channel.IN_PERSON,
    "trực tuyến": Channel.ONLINE,
    "dịch vụ bưu chính": Channel.POSTAL,
    "bưu chính công ích": Channel.POSTAL,
    "bưu chính": Channel.POSTAL,
    "ki-ốt": Channel.KIOSK,
    "ki-ốt thông minh": Channel.KIOSK,
    "kiosk": Channel.KIOSK,
}
UNITS = {
    "ngày làm việc": LimitUnit.WORKING_DAY,
    "ngày": LimitUnit.CALENDAR_DAY,
    "giờ": LimitUnit.WORKING_HOUR,
    "giờ làm việc": LimitUnit.WORKING_HOUR,
    "tháng": LimitUnit.MONTH,
}
_HOURS_OF_A_DAY = 8
_LARGEST = 32767  # what the column holds; nothing real comes near
_STATED = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ngày làm việc|ngày|giờ làm việc|giờ|tháng)?\.?\Z", re.IGNORECASE)
_SAME_DAY = re.compile(r"(?:ngay )?trong ngày(?: làm việc)?\b", re.IGNORECASE)
_NO_LIMIT = re.compile(r"(?:không quy định|không|không phải trả kết quả.*)\.?\Z", re.IGNORECASE | re.DOTALL)
_NOTED = re.compile(
    r"\W*(?:(?:trong (?:thời hạn|vòng)|thời hạn(?: giải quyết)?|không quá|tối đa|chậm nhất(?: là)?)\W*)*"
    r"(\d+)\s*(?:\([^)]*\)\s*)?(ngày làm việc|ngày|giờ làm việc|giờ|tháng)\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\W*((?:trường hợp|đối với)\b[^:;\n]*)|[^:;\n]*?\b((?:trường hợp|đối với)\b[^:;\n]*)\Z", re.IGNORECASE
)


def read_limits(methods: Sequence[Mapping[str, object]], doubts: list[str]) -> list[LimitFact]:
    """One limit for each way of submitting and case, in their order; what is unsure is added to `doubts`."""
    repeated = _repeated(methods)
    limits = []
    doubtful: dict[str, list[str]] = {}
    for method in methods:
        channel = read_channel(_text(method, "method"), doubts)
        note = without_crumbs(_text(method, "note"))
        case = one_line(_text(method, "case")) or None
        if case is None and repeated:
            case = _case_of(note, doubts)
        limit, doubt = _limit(method, channel, case, note)
        limits.append(limit)
        if doubt:
            doubtful.setdefault(doubt, []).extend([str(channel.label)] if channel else [])
    for doubt, channels in doubtful.items():
        where = f" ({', '.join(dict.fromkeys(channels))})" if channels else ""
        doubts.append(f"Thời hạn{where}: {doubt}")
    return limits


def read_channel(name: str, doubts: list[str]) -> Channel | None:
    """The channel of that name; none for an empty name, and a doubt for an unknown one."""
    channel = CHANNELS.get(one_line(name).lower())
    if channel is None and name.strip():
        doubts.append(f"Cách thức thực hiện “{one_line(name)}” không có trong danh mục.")
    return channel


def _limit(
    method: Mapping[str, object], channel: Channel | None, case: str | None, note: str
) -> tuple[LimitFact, str | None]:
    stated = clean(_text(method, "time_text"))
    amount, unit, doubt = _amount_and_unit(method, stated)
    if doubt is None and amount is not None:
        doubt = _contradiction(amount, unit, note)
    if doubt and note:
        doubt = f"{doubt} Ghi chú của nguồn: “{one_line(note)[:200]}”."
    text = ". ".join(dict.fromkeys(part for part in (stated, note) if part))
    return LimitFact(channel, case, amount, unit, text), doubt


def _amount_and_unit(method: Mapping[str, object], stated: str) -> tuple[int | None, LimitUnit | None, str | None]:
    """Amount, unit and what is doubtful about them."""
    if not stated:
        return None, None, "nguồn bỏ trống."
    if _SAME_DAY.match(stated):
        return 0, LimitUnit.SAME_DAY, None
    if _NO_LIMIT.match(stated):
        return None, None, f"nguồn ghi “{one_line(stated)}”."
    match = _STATED.match(stated)
    if match is None:
        return None, None, f"không đọc được “{one_line(stated)[:120]}”."
    number = float(match[1].replace(",", "."))
    if number != int(number) or not 0 < number <= _LARGEST:
        return None, None, f"“{stated}” không phải số nguyên từ 1 trở lên."
    named = (match[2] or _text(method, "time_unit")).lower()
    return _counted(int(number), UNITS.get(named), stated)


def _counted(amount: int, unit: LimitUnit | None, stated: str) -> tuple[int, LimitUnit | None, str | None]:
    if unit is None:
        return amount, None, f"nguồn chỉ ghi số “{stated}”, không ghi đơn vị (ngày làm việc, ngày, giờ hay tháng)."
    # Up to a day's work, hours on the clock and working hours end alike; beyond it they are different days.
    if unit == LimitUnit.WORKING_HOUR and amount > _HOURS_OF_A_DAY and "làm việc" not in stated.lower():
        return amount, unit, f"“{stated}” chưa rõ là giờ làm việc hay giờ liên tục."
    return amount, unit, None


def _contradiction(amount: int, unit: LimitUnit | None, note: str) -> str | None:
    noted = _NOTED.match(note)
    if noted and (int(noted[1]), UNITS[noted[2].lower()]) != (amount, unit):
        return f"con số và ghi chú khác nhau (ghi chú: {one_line(noted[0])})."
    return None


def _repeated(methods: Sequence[Mapping[str, object]]) -> bool:
    """Whether one channel has several limits, so that cases or stages must tell them apart."""
    limits: dict[str, set[str]] = {}
    unnamed = [method for method in methods if not _text(method, "case").strip()]
    for method in unnamed:
        limits.setdefault(_text(method, "method"), set()).add(
            f"{_text(method, 'time_text')}\n{_text(method, 'note')}".strip()
        )
    return any(len(texts) > 1 for texts in limits.values())


def _case_of(note: str, doubts: list[str]) -> str | None:
    match = _CASE.match(note)
    if match:
        return one_line(match[1] or match[2]).rstrip(" ,.-–")
    doubts.append("Một cách thức có nhiều thời hạn; chưa rõ là các trường hợp hay các giai đoạn.")
    return None


def _text(method: Mapping[str, object], key: str) -> str:
    value = method.get(key)
    return value if isinstance(value, str) else ""
