"""What a version of a procedure answers to a citizen: what to bring, how long, how much, in words and groups.

Reads rows already loaded with the version; the moment and the calendar are passed in.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from departments.vietnamese import money, short_date
from departments.working_time import CalendarError, WorkingCalendar
from procedures.channels import Channel
from procedures.models import FeeItem, ProcessingLimit, RequiredDocument
from procedures.plain_words import CHANNELS
from procedures.time_limits import LimitUnit

ASK = "cần hỏi lại tại quầy"
_EVERY_CHANNEL = "Mọi cách nộp"


def limits_of(rows: Iterable[ProcessingLimit], at: datetime, calendar: WorkingCalendar) -> list[dict[str, Any]]:
    """Each limit with what it holds for and the promise of a dossier received at `at`; general ones first."""
    ordered = sorted(rows, key=lambda row: (row.case_id is not None, row.channel != "", row.pk))
    return [_limit(row, at, calendar) for row in ordered]


def papers_of(rows: Iterable[RequiredDocument]) -> list[dict[str, Any]]:
    """What to bring, in groups of {case, rows}: what everybody brings first, then what one case adds; notes apart."""
    return _by_case([row for row in rows if not row.is_note], _paper)


def notes_of(rows: Iterable[RequiredDocument]) -> list[str]:
    """What stands among the papers and is none."""
    return [row.name for row in rows if row.is_note]


def fees_of(rows: Iterable[FeeItem], day: date) -> list[dict[str, Any]]:
    """What it costs, in groups of {case, rows}; rates that have ended are left out, coming ones say from when."""
    return _by_case(
        [row for row in rows if row.valid_until is None or day < row.valid_until], lambda row: _fee(row, day)
    )


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something, without the numbers somebody gave them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _limit(row: ProcessingLimit, at: datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    limit = row.time_limit()
    told: dict[str, Any] = {
        "for": _for(row),
        "text": _sentence(limit.text()) if limit else row.text.strip() or "Không quy định",
        "said": row.text.strip() if limit and row.text.strip().lower() != limit.text() else "",
        "basis": row.legal_basis,
        "unsure": limit is None and row.amount is not None,
    }
    if limit is None:
        return told
    told["rule"] = "" if limit.unit in (LimitUnit.SAME_DAY, LimitUnit.WORKING_HOUR) else "Ngày nhận hồ sơ không tính."
    try:
        due = limit.due_from(at, calendar)
    except CalendarError as error:
        return {**told, "problem": str(error)}
    return {**told, "due": due.moment, "lines": due.lines}


def _paper(row: RequiredDocument) -> dict[str, Any]:
    counts = [f"{number} {what}" for number, what in ((row.originals, "bản chính"), (row.copies, "bản sao")) if number]
    return {
        "name": row.name,
        "count": "chỉ xuất trình để đối chiếu, không nộp" if row.present_only else ", ".join(counts) or ASK,
        "required": row.required,
        "note": row.note,
    }


def _fee(row: FeeItem, day: date) -> dict[str, Any]:
    if row.amount is None:
        amount = row.text.strip() or "chưa rõ mức thu"
    else:
        amount = f"{money(row.amount)}{f'/{row.per}' if row.per else ''}" if row.amount else "miễn phí"
    dates = []
    if row.valid_from and row.valid_from > day:
        dates.append(f"áp dụng từ ngày {short_date(row.valid_from)}")
    if row.valid_until:
        dates.append(f"đến trước ngày {short_date(row.valid_until)}")
    return {
        "name": row.name,
        "amount": amount,
        "channel": CHANNELS[Channel(row.channel)] if row.channel else "",
        "said": row.text.strip() if row.amount is not None and row.text.strip().lower() != amount else "",
        "dates": ", ".join(dates),
        "basis": row.legal_basis,
        "unsure": row.amount is None,
    }


def _by_case(rows: list[Any], told: Any) -> list[dict[str, Any]]:
    """The general rows first, then each case in its order."""
    ordered = sorted(rows, key=lambda row: row.case_id or 0)
    return [
        {"case": group[0].case.name if group[0].case else "", "rows": [told(row) for row in group]}
        for group in (list(found) for _, found in groupby(ordered, key=lambda row: row.case_id or 0))
    ]


def _for(row: ProcessingLimit) -> str:
    parts = [row.case.name] if row.case else []
    parts += [CHANNELS[Channel(row.channel)]] if row.channel else []
    return ", ".join(parts) or _EVERY_CHANNEL


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
