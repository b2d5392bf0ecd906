"""Every line that the clock can say has its English, whatever the limit, the hour and the stops."""

import re
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.utils import translation

from cases.clock import Ledger, Policy, Stop, read, step_due
from cases.explained import explained
from departments.working_time import CalendarError
from procedures.time_limits import LimitUnit, TimeLimit
from tests.house.test_english import LETTERS
from tests.moments import CALENDAR, at

LIMITS = [TimeLimit(amount, unit) for amount, unit in product((1, 3, 15, 40), LimitUnit)]


def said(line: str) -> str:
    with translation.override("en"):
        return explained(line)


def unmarked(line: str) -> str:
    """The English of a line without what says that it is Vietnamese; the line itself where it has no English."""
    english = said(line)
    return line if english == f'<span lang="vi">{line}</span>' else re.sub(r'<span lang="vi">.*?</span>', "", english)


def stops(received: datetime) -> list[tuple[Stop, ...]]:
    """None, one of each kind, one that is open, one without a basis, one too late."""
    since, until = received + timedelta(days=1, hours=2), received + timedelta(days=5, hours=1)
    late = received + timedelta(days=200)
    return [
        (),
        (Stop(since, until, Policy.PAUSE, "chờ bổ sung hồ sơ", "Điều 17"),),
        (Stop(since, until, Policy.RESET, "chờ ý kiến cơ quan khác", "Điều 17"),),
        (Stop(since, None, Policy.PAUSE, "kiểm tra thực địa", "Điều 17"),),
        (Stop(since, until, Policy.PAUSE, "tạm dừng giải quyết", ""),),
        (Stop(late, late + timedelta(days=2), Policy.PAUSE, "lý do khác", "Điều 17"),),
        (
            Stop(since, until, Policy.PAUSE, "chờ bổ sung hồ sơ", "Điều 17"),
            Stop(since, until, Policy.PAUSE, "lý do khác", "Điều 17"),
        ),
    ]


def test_every_line_of_every_reading_has_its_english() -> None:
    moments = [at("2026-01-05 09:00") + timedelta(days=17 * step, hours=3 * step % 11) for step in range(12)]
    left = set()
    for received, limit in product(moments, LIMITS):
        for ledger_stops in stops(received):
            try:
                readings = (
                    read(Ledger(received, limit, ledger_stops), CALENDAR),
                    step_due(received, limit, ledger_stops, CALENDAR),
                )
            except CalendarError:
                continue
            left |= {line for reading in readings for line in reading.lines if LETTERS.search(unmarked(line))}
    assert left == set()


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Ngày 3: thứ Năm 26/11, hết giờ làm việc 17:00", "Day 3: Thursday 26 Nov, end of office hours at 17:00"),
        (
            "Nhận đủ hồ sơ lúc 16:40 thứ Sáu 20/11/2026, ngày nhận không tính",
            "Everything received at 16:40 Friday 20 Nov 2026, and that day is not counted",
        ),
        (
            "Thứ Tư 02/09 nghỉ: Quốc khánh",
            'Wednesday 2 Sep: day off, <span lang="vi">Quốc khánh</span>',
        ),
        ("Hồ sơ của tôi", '<span lang="vi">Hồ sơ của tôi</span>'),
    ],
)
def test_a_line_reads_like_english(vietnamese: str, english: str) -> None:
    assert said(vietnamese) == english
