"""What a list is narrowed by, and the numbers of all lists with the choices of the open one, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import CharField, Count, Q, QuerySet, Value

from cases.codes import tidy
from cases.lists import DossierList, Looking
from cases.models.dossier_queries import DossierQuerySet
from departments.vietnamese import fold
from procedures.channels import Channel

# What narrows a list, as the address calls it.
NAMES = ("thu-tuc", "can-bo", "don-vi", "kenh", "q")


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; the unit filter names the field that holds it for this reader."""

    procedure: int | None = None
    officer: int | None = None
    unit: int | None = None
    channel: str = ""
    text: str = ""
    unit_field: str = "division_id"

    @classmethod
    def read(cls, asked: Mapping[str, str], unit_field: str = "division_id") -> Self:
        """From the address; what is no number is no filter."""
        numbers = {name: _number(asked.get(name, "")) for name in ("thu-tuc", "can-bo", "don-vi")}
        channel = asked.get("kenh", "")
        return cls(
            procedure=numbers["thu-tuc"],
            officer=numbers["can-bo"],
            unit=numbers["don-vi"],
            channel=channel if channel in Channel.values else "",
            text=asked.get("q", "").strip()[:100],
            unit_field=unit_field,
        )

    def apply(self, rows: DossierQuerySet) -> DossierQuerySet:
        """The rows that fit."""
        if self.procedure is not None:
            rows = rows.filter(version__procedure=self.procedure)
        if self.officer is not None:
            rows = rows.filter(current_task__assignee=self.officer)
        if self.unit is not None:
            rows = rows.filter(**{self.unit_field: self.unit})
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.text:
            name = fold(self.text)
            code = Q(code__icontains=tidy(self.text).replace("\0", ""))
            # By its code, its owner's name, or the shelf its papers lie on.
            shelf = Q(shelf__icontains=self.text.replace("\0", ""))
            rows = rows.filter(code | Q(owner__name_folded__contains=name) | shelf if name else code | shelf)
        return rows

    def __bool__(self) -> bool:
        return any((self.procedure, self.officer, self.unit, self.channel, self.text))


@dataclass(frozen=True)
class Tally:
    """The number of each list, and what the open list may be narrowed by as (id, label, number)."""

    numbers: Mapping[str, int]
    procedures: list[tuple[int, str, int]]
    officers: list[tuple[int, str, int]]
    units: list[tuple[int, str, int]]


def tally(
    lists: Iterable[DossierList],
    current: DossierList,
    rows: DossierQuerySet,
    filters: Filters,
    look: Looking,
    kept: Mapping[str, tuple[DossierList, Filters]],
) -> Tally:
    """All of it in one statement. Numbers are of the narrowed lists, choices of the open list as a whole.

    `kept` are lists with filters of their own, which are counted by those.
    """
    narrowed = filters.apply(rows)
    counts = [_counted(one.find(narrowed, look), one.key) for one in lists]
    counts += [_counted(one.find(own.apply(rows), look), key) for key, (one, own) in kept.items()]
    whole = current.find(rows, look)
    unit = filters.unit_field.removesuffix("_id")
    choices = [
        _grouped(whole, "=thu-tuc", "version__procedure_id", "version__name"),
        _grouped(
            whole.filter(current_task__assignee__isnull=False),
            "=can-bo",
            "current_task__assignee_id",
            "current_task__assignee__full_name",
        ),
        _grouped(whole, "=don-vi", filters.unit_field, f"{unit}__name"),
    ]
    first, *others = [*counts, *choices]
    found = list(first.union(*others, all=True))

    def named(kind: str) -> list[tuple[int, str, int]]:
        # Two versions of one procedure may differ in name: they are one choice, under one of the names.
        merged: dict[int, tuple[int, str, int]] = {}
        for _, number, label, n in sorted(row for row in found if row[0] == kind):
            merged[number] = (number, label, n + (merged[number][2] if number in merged else 0))
        return sorted(merged.values(), key=lambda row: fold(row[1]))

    numbers = {kind: n for kind, _, _, n in found if not kind.startswith("=")}
    return Tally(numbers, named("=thu-tuc"), named("=can-bo"), named("=don-vi"))


def _counted(rows: DossierQuerySet, kind: str) -> QuerySet[Any, Any]:
    texts = {"kind": Value(kind, output_field=CharField()), "name": Value("", output_field=CharField())}
    named = rows.order_by().annotate(**texts, number=Value(0)).values("kind", "number", "name")
    counted: QuerySet[Any, Any] = named.annotate(n=Count("pk")).values_list("kind", "number", "name", "n")
    return counted


def _grouped(rows: DossierQuerySet, kind: str, number: str, name: str) -> QuerySet[Any, Any]:
    label = Value(kind, output_field=CharField())
    named = rows.order_by().annotate(kind=label).values("kind", number, name)
    grouped: QuerySet[Any, Any] = named.annotate(n=Count("pk")).values_list("kind", number, name, "n")
    return grouped


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
