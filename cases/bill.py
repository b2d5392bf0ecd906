"""The bill of a dossier in words: each sum with how it came about, before submission and afterwards."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from departments.written import as_vietnamese, filled, joined, money
from procedures.channels import Channel
from procedures.fee_count import FeeLine, count_fees, is_open, next_change, sum_of
from procedures.plain_words import rate_words

if TYPE_CHECKING:
    from cases.wizard import Wizard


def bill_of(wizard: "Wizard", day: date) -> dict[str, Any] | None:
    """What the draft would cost if it were received on the day, and what from the next change on; None without fees."""
    asked: dict[str, Any] = {"channel": Channel.ONLINE, "case": wizard.case(), "said": wizard.fee_answers()}
    lines = count_fees(wizard.version, at=day, **asked)
    if not lines:
        return None
    later = next_change(wizard.version, at=day, **asked)
    return {
        "rows": [in_words(line) for line in lines],
        "total": sum_of(lines),
        "open": is_open(lines),
        "later": {"day": later[0], "rows": [in_words(line) for line in later[1]], "total": sum_of(later[1])}
        if later
        else None,
    }


def rows_of(stored: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """The bill a dossier was received with."""
    return [in_words(FeeLine(**line)) for line in stored]


def in_words(line: FeeLine) -> dict[str, str]:
    """Name, sum, and how it came about: rate, quantity, relief with its rule."""
    if line.amount is None:
        rate = rate_words(line.rate, line.per) if line.rate and line.per else _("chưa xác định")
        return {"name": as_vietnamese(line.name), "amount": rate, "how": _("cán bộ xác định khi tiếp nhận")}
    how: list[str] = []
    if line.quantity is not None and line.rate:
        how.append(f"{money(line.rate)} × {line.quantity} {_(line.per)}")
    if line.off:
        relief = _("miễn") if line.off == 100 else _("giảm {percent}%").format(percent=line.off)
        how.append(filled("{}: {}", relief, as_vietnamese(line.relief)))
    if line.basis:
        how.append(as_vietnamese(line.basis))
    return {
        "name": as_vietnamese(line.name),
        "amount": money(line.amount) if line.amount else _("miễn phí"),
        "how": joined(", ", (one for one in how)),
    }
