"""What became late in a week, each dossier once.

By the step at hand when its promise broke, by who held it then, by procedure and by the reason given since. Every
number is the length of the list with the same condition.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from cases.models.dossier_queries import DossierQuerySet
from cases.weeks import Week
from departments.vietnamese import name_key, read_day
from departments.working_time import local
from procedures.steps import StepKind

# In an address: held by nobody, explained by nothing.
NOBODY = "0"


@dataclass(frozen=True)
class Asked:
    """The week, and what its list is narrowed to; "" narrows nothing."""

    week: Week
    step: str = ""
    holder: str = ""
    procedure: str = ""
    reason: str = ""

    def narrowed(self, rows: DossierQuerySet) -> DossierQuerySet:
        """Those rows of `broken_in` that are asked for."""
        wanted = {
            "broken_step": self.step,
            "broken_holder": self.holder,
            "version__procedure": self.procedure,
            "given_reason": self.reason,
        }
        found: dict[str, Any] = {name: None if value == NOBODY else value for name, value in wanted.items() if value}
        return rows.filter(**found)

    def address(self, **changes: str) -> str:
        """The query of the same page with something changed."""
        values = {
            "tuan": self.week.first.isoformat(),
            "buoc": self.step,
            "nguoi": self.holder,
            "thu-tuc": self.procedure,
            "ly-do": self.reason,
        } | {name.replace("_", "-"): value for name, value in changes.items()}
        return "?" + urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class Part:
    """One number of a breakdown."""

    label: str
    count: int
    url: str
    current: bool


def read(asked: Mapping[str, str], at: datetime) -> Asked:
    """What the address asks for; what means nothing narrows nothing, and a week to come is this one."""
    this = Week.of(local(at).date())
    day = read_day(asked.get("tuan", ""))
    week = Week.of(day) if day is not None and 2000 <= day.year <= this.first.year + 1 else this
    step = asked.get("buoc", "")
    return Asked(
        week=week if week.first <= this.first else this,
        step=step if step in StepKind.values else "",
        holder=_number(asked.get("nguoi", "")),
        procedure=_number(asked.get("thu-tuc", "")),
        reason=_number(asked.get("ly-do", "")),
    )


def broken_in(rows: DossierQuerySet, week: Week, at: datetime) -> DossierQuerySet:
    """The dossiers whose promise broke in the week, each once, with `broken_step`, `broken_holder`, `given_reason`."""
    return rows.became_late(week.start, min(week.end, at)).with_broken_step()


def breakdowns(rows: DossierQuerySet, asked: Asked) -> tuple[int, list[dict[str, Any]]]:
    """How many there are, and the four ways of cutting them: {title, parts, name}; one statement."""
    names = ("broken_step", "broken_holder", "version__procedure", "given_reason")
    labels = ("broken_holder_name", "version__name", "given_reason_name")
    found: QuerySet[Any, Any] = rows.order_by().values_list(*names, *labels)
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("buoc", "nguoi", "thu-tuc", "ly-do")}
    called: dict[str, dict[str, str]] = {name: {} for name in counted}
    total = 0
    for step, holder, procedure, reason, holder_name, version_name, reason_name in found:
        total += 1
        for name, value, label in (
            ("buoc", step or "", StepKind(step).label if step else "Chưa vào bước nào"),
            ("nguoi", str(holder or NOBODY), holder_name or "Chưa ai giữ riêng"),
            ("thu-tuc", str(procedure), version_name),
            ("ly-do", str(reason or NOBODY), reason_name or "Chưa giải trình"),
        ):
            counted[name][value] += 1
            called[name][value] = label
    titles = {"buoc": "Theo bước", "nguoi": "Theo người giữ", "thu-tuc": "Theo thủ tục", "ly-do": "Theo lý do"}
    whole, now = replace(asked, step="", holder="", procedure="", reason=""), asked.address()
    cuts = []
    for name, title in titles.items():
        parts = []
        for value, count in sorted(counted[name].items(), key=lambda one: (-one[1], name_key(called[name][one[0]]))):
            url = whole.address(**{name.replace("-", "_"): value})
            parts.append(Part(called[name][value], count, url, url == now))
        cuts.append({"title": title, "parts": parts, "name": name})
    return total, cuts


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else ""
