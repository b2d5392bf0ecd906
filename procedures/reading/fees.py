"""Reading of fees (phí, lệ phí). Pure.

The portal prints "Miễn phí" and then the real fee in brackets, drops three zeros ("100 VNĐ" for 100.000 đồng) and puts
a lowered rate behind the full one. An amount is read only where number and brackets agree.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from procedures.channels import Channel
from procedures.reading.facts import FeeFact
from procedures.reading.text import clean, one_line

FEE, CHARGE = "fee", "charge"
_LARGEST = 2_147_483_647  # what the column holds
_NAME_LENGTH = 500
_SMALLEST = 1000  # no rate of the state is lower: a smaller number has lost its zeros
_LABELLED = re.compile(r"\A(Phí|Lệ phí)\s*:\s*", re.IGNORECASE)
_FREE = re.compile(r"\AMiễn phí\.?\s*(?:\((.*)\))?\s*\Z", re.IGNORECASE | re.DOTALL)
_PRICED = re.compile(
    r"\A([\d.,]+|không)\s*(?:VNĐ|VND|Việt Nam Đồng|đồng)\s*(?:\((.*)\))?\s*\Z", re.IGNORECASE | re.DOTALL
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})+\Z|\d+\Z")
_INDEX = re.compile(r"\s\(\d\)\Z")  # the page numbers rows that repeat
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:đồng|đ|vnđ|vnd)\b", re.IGNORECASE)
_OTHER_RATE = re.compile(r"\d\s*%|\d\s*(?:triệu|nghìn|ngàn|tỷ|USD)\b|\bbằng chữ\b", re.IGNORECASE)
_PER = re.compile(r"\A[\d.,\s]*(?:đồng|đ|vnđ)?\s*/\s*([^\d()]{1,60}?)\.?\s*\Z", re.IGNORECASE)
_ITEM = re.compile(r"\n(?=(?:Phí|Lệ phí)\s*:)", re.IGNORECASE)


def read_fees(rows: Sequence[tuple[Channel | None, str | None, str]], doubts: list[str]) -> list[FeeFact]:
    """The fees of all rows (channel, case, published text); what holds for every channel is said once."""
    channels = list(dict.fromkeys(channel for channel, _, _ in rows))
    found: dict[FeeFact, set[Channel | None]] = {}
    for channel, case, text in rows:
        for item in _ITEM.split(clean(text)):
            if item.strip():
                found.setdefault(_fee(item.strip(), case, doubts), set()).add(channel)
    fees: list[FeeFact] = []
    for fee, at in found.items():
        own_name = replace(fee, name=_own_name(fee, at, found))
        everywhere = len(at) == len(channels)
        fees += [own_name] if everywhere else [replace(own_name, channel=at_one) for at_one in channels if at_one in at]
    return fees


def _own_name(fee: FeeFact, at: set[Channel | None], found: Mapping[FeeFact, set[Channel | None]]) -> str:
    """The name, with the published text behind it where another rate of one channel and case has the same name."""
    for other, channels in found.items():
        if other != fee and (other.name, other.case) == (fee.name, fee.case) and channels & at:
            return f"{fee.name} ({one_line(fee.text)})"[:_NAME_LENGTH]
    return fee.name


def _fee(text: str, case: str | None, doubts: list[str]) -> FeeFact:
    label = _LABELLED.match(text)
    kind = CHARGE if label and label[1].lower() == "phí" else FEE
    name = label[1].capitalize() if label else "Phí, lệ phí"
    body = _INDEX.sub("", text[label.end() :] if label else text)
    amount, bracket, doubt = _amount(body)
    if doubt:
        doubts.append(f"{name}: {doubt}")
    per = _PER.match(bracket)
    return FeeFact(None, case, kind, name, amount, one_line(per[1]) if per and amount else "", text)


def _amount(body: str) -> tuple[int | None, str, str | None]:
    """The amount, what stands in brackets, and what is doubtful."""
    shown = one_line(body)[:200]
    free = _FREE.match(body)
    if free:
        if free[1] is None:
            return 0, "", None
        return None, free[1], f"nguồn ghi “Miễn phí” nhưng trong ngoặc còn: “{one_line(free[1])[:200]}”."
    priced = _PRICED.match(body)
    if priced is None:
        return None, "", f"không đọc được mức thu từ “{shown}”."
    bracket = priced[2] or ""
    number = 0 if priced[1].lower() == "không" else _dong(priced[1])
    if number is None or number > _LARGEST:
        return None, bracket, f"không đọc được mức thu từ “{shown}”."
    amount, doubt = _confirmed(number, bracket)
    return amount, bracket, f"{doubt} Nguồn: “{shown}”." if doubt else None


def _confirmed(number: int, bracket: str) -> tuple[int | None, str | None]:
    """The amount that number and brackets agree on, else None, and what is doubtful."""
    others = {amount for found in _AMOUNT.findall(bracket) if (amount := _dong(found)) is not None}
    only = not _OTHER_RATE.search(bracket)
    if 0 < number < _SMALLEST:
        if others == {number * 1000} and only:
            return number * 1000, "con số bị mất ba chữ số 0, đọc lại theo phần trong ngoặc."
        return None, f"mức {number} đồng có lẽ bị mất ba chữ số 0."
    if others - {number} or not only:
        return None, "trong ngoặc còn mức thu khác."
    return number, None


def _dong(text: str) -> int | None:
    return int(re.sub(r"[.,]", "", text)) if _NUMBER.match(text) else None
