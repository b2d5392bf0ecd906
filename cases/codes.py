"""Dossier codes `{unit code}-{yyMMdd}-{0001}` and other numbers that may have no gap and no duplicate."""

import re
from datetime import date, datetime

from django.db import connection

# Both forms in use: ours with six digits of date, one ministry hub's with eight (domain §4.1).
FEEDBACK_CODE = re.compile(r"PA-(\d{6})-\d{4,7}")
FEEDBACK = "PA"  # the counter of feedback, one for the whole portal
CODE = re.compile(r"(?:[0-9A-Z]{2,3}\.){0,6}[0-9A-Z]{2,3}-(\d{8}|\d{6})-\d{4,7}")

_NEXT = """
INSERT INTO cases_sequence (scope, day, last) VALUES (%s, %s, 1)
ON CONFLICT (scope, day) DO UPDATE SET last = cases_sequence.last + 1
RETURNING last
"""


def next_number(scope: str, day: date) -> int:
    """The next number of the scope on that day, from 1.

    Locks the counter until the transaction ends, so take it as late as possible; rolled back with it, so no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [scope, day.isoformat() if connection.vendor == "sqlite" else day])
        (number,) = cursor.fetchone()
    return int(number)


def dossier_code(unit_code: str, day: date, number: int) -> str:
    """`H26.105-261125-0001`; more than 9,999 a day simply take a fifth digit."""
    return f"{unit_code}-{day:%y%m%d}-{number:04d}"


def feedback_code(day: date, number: int) -> str:
    """`PA-261125-0001`: a counter of its own, for the whole portal."""
    return f"{FEEDBACK}-{day:%y%m%d}-{number:04d}"


def receipt_number(desk_code: str, scope: str, day: date) -> str:
    """The next number of a yearly book of the desk, `0000012/2026`: `BL` for receipts, `HT` for refunds."""
    return shown_receipt_number(next_number(f"{desk_code}/{scope}", day.replace(month=1, day=1)), day.year)


def shown_receipt_number(number: int, year: int) -> str:
    """Seven digits and the year, as the books of the treasury write it."""
    return f"{number:07d}/{year}"


def is_dossier_code(text: str) -> bool:
    """Whether the text has the form of a code and its date exists."""
    return _has_a_day(CODE.fullmatch(text))


def is_feedback_code(text: str) -> bool:
    """Whether the text has the form of a feedback's code and its date exists."""
    return _has_a_day(FEEDBACK_CODE.fullmatch(text))


def _has_a_day(match: re.Match[str] | None) -> bool:
    if not match:
        return False
    digits = match[1]
    try:
        datetime.strptime(digits, "%y%m%d" if len(digits) == 6 else "%Y%m%d")  # noqa: DTZ007  # only the date is checked
    except ValueError:
        return False
    return True


def bare(text: str) -> str:
    """Letters and digits alone, capitals: what a bank leaves of a code in the text of a transfer."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def tidy(text: str) -> str:
    """The code as people type or scan it, made canonical: no spaces, capitals, plain hyphens."""
    return re.sub(r"\s+", "", text).upper().replace("–", "-").replace("—", "-")
