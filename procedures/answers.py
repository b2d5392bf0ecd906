"""What a version of a procedure answers to a citizen: what to bring, how long, how much, in words and groups.

Reads rows already loaded with the version; the moment and the calendar are passed in.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from django.utils.translation import ngettext

from departments.working_time import CalendarError, WorkingCalendar
from departments.written import day as day_words
from departments.written import problem
from procedures.models import FeeItem, FeeRelief, ProcessingLimit, RequiredDocument
from procedures.plain_words import channel_words, limit_words, rate_words
from procedures.time_limits import LimitUnit

ASK = said("cần hỏi lại tại quầy")


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
        "text": _sentence(limit_words(limit)) if limit else row.text.strip() or _("Không quy định"),
        "said": row.text.strip() if limit and row.text.strip().lower() != limit.text() else "",
        "basis": row.legal_basis,
        "unsure": limit is None and row.amount is not None,
    }
    if limit is None:
        return told
    told["rule"] = (
        "" if limit.unit in (LimitUnit.SAME_DAY, LimitUnit.WORKING_HOUR) else _("Ngày nhận hồ sơ không tính.")
    )
    try:
        due = limit.due_from(at, calendar)
    except CalendarError as error:
        return {**told, "problem": problem(error)}
    return {**told, "due": due.moment, "lines": due.lines}


def _paper(row: RequiredDocument) -> dict[str, Any]:
    originals = ngettext("{number} bản chính", "{number} bản chính", row.originals).format(number=row.originals)
    copies = ngettext("{number} bản sao", "{number} bản sao", row.copies).format(number=row.copies)
    counts = [words for number, words in ((row.originals, originals), (row.copies, copies)) if number]
    return {
        "name": row.name,
        "count": _("chỉ mang theo để đối chiếu, không phải nộp") if row.present_only else ", ".join(counts) or _(ASK),
        "required": row.required,
        "note": row.note,
    }


_FREE = said("miễn phí")


def _fee(row: FeeItem, day: date) -> dict[str, Any]:
    text = row.text.strip()
    if row.amount is None:
        amount = text or _("chưa rõ mức thu")
    else:
        amount = rate_words(row.amount, row.per) if row.amount else _(_FREE)
    repeats = text.lower() == (amount if row.amount else _FREE)
    return {
        "name": row.name,
        "amount": amount,
        "channel": channel_words(row.channel) if row.channel else "",
        "said": "" if row.amount is None or repeats else text,
        "dates": _dates(row, day),
        "basis": row.legal_basis,
        "unsure": row.amount is None,
    }


def reliefs_of(rows: Iterable[FeeRelief], day: date) -> list[dict[str, Any]]:
    """Who pays less or nothing, by which rule and with which proof: those that hold on the day or will."""
    return [_relief(row, day) for row in rows if row.valid_until is None or row.valid_until > day]


def _relief(row: FeeRelief, day: date) -> dict[str, Any]:
    return {
        "who": row.name,
        "how_much": _("miễn") if row.percent == 100 else _("giảm {percent}%").format(percent=row.percent),
        "of": row.fee_name,
        "channel": channel_words(row.channel) if row.channel else "",
        "for_all": row.automatic,
        "proof": row.proof,
        "dates": _dates(row, day),
        "basis": row.legal_basis,
    }


def _dates(row: FeeItem | FeeRelief, day: date) -> str:
    """From when and until when it holds, where that is not always."""
    dates = []
    if row.valid_from and row.valid_from > day:
        dates.append(_("áp dụng từ ngày {day}").format(day=day_words(row.valid_from)))
    if row.valid_until:
        dates.append(_("đến trước ngày {day}").format(day=day_words(row.valid_until)))
    return ", ".join(dates)


def _by_case(rows: list[Any], told: Any) -> list[dict[str, Any]]:
    """The general rows first, then each case in its order."""
    ordered = sorted(rows, key=lambda row: row.case_id or 0)
    return [
        {"case": group[0].case.name if group[0].case else "", "rows": [told(row) for row in group]}
        for group in (list(found) for _case, found in groupby(ordered, key=lambda row: row.case_id or 0))
    ]


def _for(row: ProcessingLimit) -> str:
    parts = [row.case.name] if row.case else []
    parts += [channel_words(row.channel)] if row.channel else []
    return ", ".join(parts) or _("Mọi cách nộp")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
