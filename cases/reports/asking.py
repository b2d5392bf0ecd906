"""What a report's address asks for: period, unit, rows, convention, filters; nonsense is said, not guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from cases.reports import periods
from cases.reports.outcomes import Convention
from cases.reports.periods import CALENDAR, LEGAL, Kind, Period
from cases.reports.question import By, Question
from cases.reports.scope import Scope
from departments.vietnamese import fold, read_day
from procedures.channels import Channel
from procedures.models import Field

# How many past periods of each kind can be chosen from the list; any other one has its address.
_OFFERED = {
    Kind.MONTH: 13,
    Kind.QUARTER: 5,
    Kind.HALF: 3,
    Kind.YEAR: 2,
    Kind.CALENDAR_MONTH: 6,
    Kind.CALENDAR_QUARTER: 4,
    Kind.CALENDAR_YEAR: 2,
}


@dataclass(frozen=True)
class Asked:
    """The question, the unit it is narrowed to ("" for all), and what was wrong with the address, in words."""

    question: Question
    whole: Scope
    unit: str = ""
    problem: str = ""
    bys: tuple[By, ...] = tuple(By)

    def address(self, **changes: str) -> str:
        """The query that asks the same with something changed; `_` stands for a hyphen in a name."""
        values = {
            "ky": self.question.period.key,
            "don-vi": self.unit,
            "dong": self.question.by.value,
            "quy-uoc": self.question.convention.value,
            "linh-vuc": self.question.field,
            "kenh": self.question.channel,
        } | {name.replace("_", "-"): value for name, value in changes.items()}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def context(self) -> dict[str, Any]:
        """What the filters of a report's page show."""
        period, at, question = self.question.period, self.question.at, self.question
        fields = sorted(Field.objects.values_list("code", "name"), key=lambda one: fold(one[1]))
        return {
            "question": question,
            "period": period,
            "running": not period.is_over(at),
            "moment": self.question.moment,
            "scope": self.question.scope,
            "problem": self.problem,
            "period_groups": _groups(period, at),
            "several_units": len(self.whole.units) > 1,
            "unit_choices": [_choice(unit.code, unit.name, self.unit) for unit in self.whole.units],
            "by_choices": [_choice(by.value, by.label, question.by) for by in self.bys],
            "field_choices": [_choice(code, name, question.field) for code, name in fields],
            "channel_choices": [_choice(one.value, one.label, question.channel) for one in Channel],
            "convention_choices": [_choice(one.value, one.label, self.question.convention) for one in Convention],
            "convention": self.question.convention,
            "kept": {
                "don-vi": self.unit,
                "dong": question.by,
                "quy-uoc": question.convention,
                "linh-vuc": question.field,
                "kenh": question.channel,
            },
        }


def read(
    asked: Mapping[str, str], scope: Scope, at: datetime, bys: Iterable[By] = tuple(By), *, narrowing: bool = True
) -> Asked:
    """The question of an address; where it cannot be answered, the running month of the law and the reason.

    `bys` are the rows that there may be, the first one where the address asks for none of them; without `narrowing` it
    is about all fields and channels, whatever the address says.
    """
    period, problem = _period(asked, at)
    bys = tuple(bys)
    unit = asked.get("don-vi", "")
    narrowed = scope.narrowed(unit)

    def wish(name: str) -> str:
        return asked.get(name, "") if narrowing else ""

    question = Question(
        scope=narrowed,
        period=period,
        at=at,
        by=next((by for by in bys if by == asked.get("dong")), bys[0]),
        convention=Convention.BY_SECOND if asked.get("quy-uoc") == Convention.BY_SECOND else Convention.BY_DATE,
        field=_known(wish("linh-vuc"), Field.objects.values_list("code", flat=True)),
        channel=_known(wish("kenh"), Channel.values),
    )
    return Asked(question, scope, unit if narrowed is not scope else "", problem, bys)


def _period(asked: Mapping[str, str], at: datetime) -> tuple[Period, str]:
    current = next(periods.latest(Kind.MONTH, at, 1))
    key = asked.get("ky", "")
    if "tu" in asked or "den" in asked:
        first, last = (read_day(asked.get(name, "")) for name in ("tu", "den"))
        if first is None or last is None or last < first:
            return current, "Hãy nhập đủ hai ngày của khoảng thời gian, ngày cuối không trước ngày đầu."
        found: Period | None = periods.free(first, last)
    else:
        found = periods.read(key) if key else current
    if found is None:
        return current, "Không có kỳ báo cáo như địa chỉ đã ghi."
    if not found.has_begun(at):
        return current, f"Kỳ {found.label} chưa bắt đầu nên chưa có số liệu."
    return found, ""


def _known(value: str, values: Iterable[str]) -> str:
    """The value where it is one of those there are; what is none of them narrows nothing."""
    return value if value and value in values else ""


def _groups(chosen: Period, at: datetime) -> list[dict[str, Any]]:
    """The periods to choose from, with the chosen one among them whichever it is."""
    groups: list[dict[str, Any]] = []
    for title, kinds in (("Kỳ báo cáo (NĐ 09/2019/NĐ-CP)", LEGAL), ("Theo dương lịch", CALENDAR)):
        offered = [period for kind in kinds for period in periods.latest(kind, at, _OFFERED[kind])]
        groups.append({"label": title, "choices": [_choice(one.key, one.name, chosen.key) for one in offered]})
    if not any(choice["selected"] for group in groups for choice in group["choices"]):
        groups.insert(0, {"label": "Đang xem", "choices": [_choice(chosen.key, chosen.name, chosen.key)]})
    return groups


def _choice(value: str, label: str, chosen: str) -> dict[str, Any]:
    return {"value": value, "label": label, "selected": value == chosen}
