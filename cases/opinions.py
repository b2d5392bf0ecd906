"""The opinions of other units as pages show them: at a dossier, and in the list of what a unit is to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.keyset import Order
from cases.marks import Mark
from cases.models import Dossier, Opinion
from cases.models.opinion import OpinionQuerySet
from cases.papers import file_row
from departments.models import User
from departments.vietnamese import plain_moment, short_moment
from departments.working_time import local

HEADINGS = (
    *("Mã hồ sơ", "Thủ tục", "Đơn vị hỏi", "Người hỏi", "Hỏi lúc", "Đơn vị được hỏi", "Nội dung"),
    *("Trả lời trước", "Tình trạng", "Trả lời lúc", "Ý kiến"),
)
_BY_DUE, _NEWEST = Order("due_at"), Order("answered_at", descending=True)


@dataclass(frozen=True)
class OpinionList:
    """One list of the page; `find` says what stands in it."""

    key: str
    label: str
    find: Callable[[OpinionQuerySet, User, datetime], OpinionQuerySet]
    empty: str
    late: bool = False
    order: Order = _BY_DUE
    # What is over is listed and not counted: it grows with the years.
    is_over: bool = False


LISTS = (
    OpinionList(
        "can-tra-loi",
        "Đơn vị tôi phải trả lời",
        lambda rows, user, at: rows.asked_of(user).open(),
        "Không đơn vị nào hỏi ý kiến đơn vị bạn.",
    ),
    OpinionList(
        "tra-loi-cham",
        "Đơn vị tôi chậm trả lời",
        lambda rows, user, at: rows.asked_of(user).late(at),
        "Đơn vị bạn không chậm trả lời ý kiến nào.",
        late=True,
    ),
    OpinionList(
        "dang-hoi",
        "Đang chờ đơn vị khác",
        lambda rows, user, at: rows.asked_by_units_of(user).open(),
        "Đơn vị bạn không chờ ý kiến của đơn vị nào.",
    ),
    OpinionList(
        "hoi-cham",
        "Đơn vị khác chậm trả lời",
        lambda rows, user, at: rows.asked_by_units_of(user).late(at),
        "Không đơn vị nào chậm trả lời bạn.",
        late=True,
    ),
    OpinionList(
        "da-tra-loi",
        "Đơn vị tôi đã trả lời",
        lambda rows, user, at: rows.asked_of(user).filter(answered_at__isnull=False),
        "Đơn vị bạn chưa trả lời ý kiến nào.",
        order=_NEWEST,
        is_over=True,
    ),
)


def mark_of(opinion: Opinion, at: datetime) -> Mark:
    """How the answer stands to its term."""
    if opinion.answered_at is not None:
        late = opinion.answered_at > opinion.due_at
        return Mark("late", "Trả lời chậm") if late else Mark("done", "Trả lời đúng hạn")
    if opinion.due_at < at:
        return Mark("late", "Chậm trả lời")
    return Mark("today" if local(opinion.due_at).date() == local(at).date() else "on", "Chờ trả lời")


def opinions_of(dossier: Dossier, at: datetime, *, in_full: bool) -> list[dict[str, Any]]:
    """All that were asked, the newest first, told as requests for papers are.

    Reads `opinions` as loaded, and their `documents`.
    """
    return [
        {
            "title": f"Ý kiến của {one.department.name}",
            "badge": "Không chờ nữa" if one.dropped_at else mark_of(one, at).text,
            "tone": "quiet" if one.dropped_at else "ok" if one.answered_at else "wait",
            "sub": f"{one.asked_by.get_full_name()} hỏi {plain_moment(one.asked_at)}"
            f" · trả lời trước {short_moment(one.due_at)}"
            + (f" · nhắc {plain_moment(one.reminded_at)}" if one.reminded_at else "")
            + (f" · dừng thời hạn theo {one.legal_basis}" if one.stop_id else ""),
            "items": [one.question] if in_full else [],
            "reason": "",
            "answer": one.answer if in_full else "",
            "files": [file_row(document, for_office=True) for document in one.documents.all()] if in_full else [],
            "answered_by": f"{one.answered_by.get_full_name()}, {plain_moment(one.answered_at)}"
            if one.answered_by
            else "",
        }
        for one in reversed(dossier.opinions_loaded)
    ]


def cells(one: Opinion, at: datetime) -> tuple[Any, ...]:
    """A row of the file, under `HEADINGS`."""
    return (
        one.dossier.code,
        one.dossier.version.name,
        one.dossier.division.name,
        one.asked_by.get_full_name(),
        plain_moment(one.asked_at),
        one.department.name,
        one.question,
        plain_moment(one.due_at),
        mark_of(one, at).text,
        plain_moment(one.answered_at),
        one.answer,
    )
