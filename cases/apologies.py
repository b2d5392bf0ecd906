"""The apologies of a dossier (Mẫu 04) as its pages show them, and whether the applicant has received them.

Asks the database only of a dossier that has one.
"""

from typing import Any

from django.urls import reverse

from cases.models import Dossier
from departments.vietnamese import plain_moment
from departments.written import moment


def apologies_for_applicant(dossier: Dossier) -> list[dict[str, Any]]:
    """Each with its letter, the newest first."""
    address = reverse("cases:pdf", args=[dossier.code, "xin-loi"]) if dossier.reappointed_at else ""
    rows = [
        {
            "at": one.at,
            "reason": one.reason,
            "before": moment(one.due_before),
            "after": moment(one.due_after),
            "url": f"{address}?lan={number}",
            "save_url": f"{address}?lan={number}&tai-ve=1",
            "confirmed_at": one.confirmed_at,
        }
        for number, one in enumerate(_apologies(dossier), start=1)
    ]
    return rows[::-1]


def apologies_for_office(dossier: Dossier, *, in_full: bool) -> list[dict[str, Any]]:
    """Each as a line beside the requests for supplements."""
    return [
        {
            "title": f"Xin lỗi, hẹn lại {plain_moment(one.due_after)}",
            "badge": "Người nộp đã xác nhận" if one.confirmed_at else "Người nộp chưa xác nhận",
            "tone": "ok" if one.confirmed_at else "wait",
            "sub": f"{one.by.get_full_name()} ký {plain_moment(one.at)}"
            + (f" · xác nhận đã nhận {plain_moment(one.confirmed_at)}" if one.confirmed_at else ""),
            "items": [],
            "reason": one.reason if in_full else "",
            "answer": "",
        }
        for one in _apologies(dossier)
    ]


def _apologies(dossier: Dossier) -> list[Any]:
    if dossier.reappointed_at is None:
        return []
    return list(dossier.apologies.select_related("by").order_by("at", "pk"))
