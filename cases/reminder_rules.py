"""Who is reminded of what, how long before and how long after: data, from `reminders.json` or an office's own file."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices

from departments.working_time import HANOI, WorkingCalendar, local

_FILE = Path(__file__).parent / "data" / "reminders.json"


class Of(TextChoices):
    """Whose due moment it is."""

    STEP = "step", "Bước"
    DOSSIER = "dossier", "Hồ sơ"
    ANSWER = "answer", "Trả lời hồ sơ trực tuyến"
    SUPPLEMENT = "supplement", "Bổ sung hồ sơ"


class Level(TextChoices):
    """How far it has come; each is raised once for one due moment."""

    SOON = "soon", "Sắp đến hạn"
    DUE = "due", "Đến hạn"
    LATE = "late", "Quá hạn"
    VERY_LATE = "very_late", "Quá hạn lâu"


class Rank(TextChoices):
    """Whom it goes to: whoever holds it, then his head, then the leader."""

    OFFICER = "officer", "Người giữ việc"
    HEAD = "head", "Trưởng phòng"
    LEADER = "leader", "Lãnh đạo"


# What each is called, the gravest first: a step is slow, a promise is broken; the two are never mixed.
WORDS = {
    (Of.DOSSIER, Level.VERY_LATE): "Hồ sơ quá hạn đã lâu",
    (Of.DOSSIER, Level.LATE): "Hồ sơ quá hạn",
    (Of.ANSWER, Level.VERY_LATE): "Trả lời muộn đã lâu",
    (Of.ANSWER, Level.LATE): "Trả lời muộn",
    (Of.SUPPLEMENT, Level.LATE): "Hết hạn bổ sung",
    (Of.STEP, Level.VERY_LATE): "Chậm bước đã lâu",
    (Of.STEP, Level.LATE): "Chậm bước",
    (Of.DOSSIER, Level.DUE): "Hồ sơ đến hạn",
    (Of.ANSWER, Level.DUE): "Đến giờ trả lời",
    (Of.STEP, Level.DUE): "Bước đến hạn",
    (Of.DOSSIER, Level.SOON): "Hồ sơ sắp đến hạn",
    (Of.ANSWER, Level.SOON): "Sắp hết giờ trả lời",
    (Of.SUPPLEMENT, Level.SOON): "Sắp hết hạn bổ sung",
    (Of.STEP, Level.SOON): "Bước sắp đến hạn",
}


@dataclass(frozen=True)
class Rule:
    """One level: raised some working minutes before the due moment, at it, or some working days after it was missed."""

    of: Of
    level: Level
    tells: tuple[Rank, ...]
    minutes_before: int = 0
    days_after: int = 0

    @property
    def when_missed(self) -> bool:
        """Whether it counts from the first moment that is late: in days, the midnight after the promised day."""
        return self.level in (Level.LATE, Level.VERY_LATE) and self.of != Of.ANSWER

    def reaches(self, at: datetime, calendar: WorkingCalendar) -> datetime:
        """Every due moment (or, `when_missed`, late moment) up to this one is to be told of at `at`."""
        if self.minutes_before:
            return calendar.add_minutes(at, self.minutes_before)
        if self.days_after:
            return datetime.combine(_working_days_ago(local(at).date(), self.days_after, calendar), time(), HANOI)
        return at


@dataclass(frozen=True)
class ReminderRules:
    """All of them, in the order in which a matter passes through them."""

    rules: tuple[Rule, ...]
    digest_from: time
    supplement_days_before: int


def reminder_rules() -> ReminderRules:
    """The office's own rules where the settings name a file, else the shipped ones."""
    return _read(settings.REMINDERS_FILE or _FILE)


@lru_cache(maxsize=4)
def _read(file: Path) -> ReminderRules:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return ReminderRules(
            tuple(sorted((_rule(row) for row in data["rules"]), key=lambda rule: list(Level).index(rule.level))),
            time.fromisoformat(data["digest_from"]),
            int(data["supplement_days_before"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"TTHC_REMINDERS_FILE: “{file}” không đọc được ({error}).") from error


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        Of(row["of"]),
        Level(row["level"]),
        tuple(Rank(one) for one in row["tells"]),
        60 * int(row.get("hours_before", 0)),
        int(row.get("days_after", 0)),
    )


def _working_days_ago(day: date, days: int, calendar: WorkingCalendar) -> date:
    """The latest day after which `days` working days have begun by `day`."""
    while days:
        days -= calendar.is_working_day(day)
        day -= timedelta(days=1)
    return day + timedelta(days=1)
