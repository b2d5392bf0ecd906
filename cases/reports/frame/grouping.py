"""The rows of a report: all there could be, in their order, also those without a single member.

Members are counted by what they hold themselves, their unit or the version of their procedure; what procedure and field
a version belongs to is looked up once, so that counting joins nothing. A row's key names what it stands for: `f-3` a
field, `p-8` a procedure, `k-2` a case (`k-0` of none), `u-5` a unit, `l-commune` a level; see `people_and_time` for the
others. Every function raises KeyError for a key that is none of its own.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable

from cases.reports.frame.definition import Definition
from cases.reports.frame.table import Line
from cases.reports.question import By, Question
from cases.reports.standing_at import case_then
from departments.models import Department
from departments.models.department import Level
from departments.vietnamese import fold
from procedures.models import Field, Offering, Procedure, ProcedureCase, ProcedureVersion

# What members are grouped by, as one tuple of values, and the rows in which those members are counted.
Place = tuple[Any, ...]
Keys = dict[Place, tuple[str, ...]]


class Rows(Protocol):
    """One way of making rows."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """What members are grouped by, each under a name of its own."""

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """The rows, and where the members of each of the `found` places are counted."""

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """The members counted in the row."""

    def name(self, key: str) -> str:
        """What the row is called."""


class FieldRows:
    """Fields; under each, where asked for, the procedures that have members, as their newest version calls them."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """The version; members that have none, the procedure."""
        return {"row_place": F(definition.paths.get("procedure", f"{definition.prefix}version"))}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        nested, whole = question.by == By.PROCEDURE, "procedure" in definition.paths
        keys: Keys = {}
        fields: set[int] = set()
        procedures: dict[int, tuple[int, Line]] = {}
        for version, procedure, field, code, name in _versions([place for (place,) in found], whole=whole):
            mine = (f"f-{field}", f"p-{procedure}") if nested else (f"f-{field}",)
            keys[procedure if whole else version,] = mine
            fields.add(field)
            procedures[procedure] = (field, Line(definition, f"p-{procedure}", name, code, child=True))
        lines = []
        for pk, name in _fields(question, fields):
            lines.append(Line(definition, f"f-{pk}", name))
            lines += [line for field, line in procedures.values() if nested and field == pk]
        return lines, keys

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        kind, pk = split(key, "fp")
        procedure = definition.paths.get("procedure", f"{definition.prefix}version__procedure")
        return members.filter(**{f"{procedure}__field" if kind == "f" else procedure: pk})

    def name(self, key: str) -> str:
        """See `Rows`."""
        kind, pk = split(key, "fp")
        if kind == "p":
            return dict(_newest_names([pk]))[pk]
        return _one(Field.objects.filter(pk=pk).values_list("name", flat=True), key)


class CaseRows:
    """Procedures that have members, and under each the cases (trường hợp) of theirs."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """Version, and case as it was at the question's moment."""
        prefix = definition.prefix
        return {"row_place": F(f"{prefix}version"), "row_case": case_then(question.moment, prefix)}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        versions = {row[0]: row[1:] for row in _versions([version for version, _ in found])}
        names = dict(ProcedureCase.objects.filter(pk__in={case for _, case in found}).values_list("pk", "name"))
        parents: dict[int, Line] = {}
        children: dict[int, dict[str, Line]] = {}
        keys: Keys = {}
        for version, case in sorted(found, key=lambda place: (place[0], place[1] or 0)):
            procedure, _, code, name = versions[version]
            parents.setdefault(procedure, Line(definition, f"p-{procedure}", name, code))
            key = f"k-{case or 0}-{procedure}"
            label = names[case] if case else "Không chia trường hợp"
            children.setdefault(procedure, {}).setdefault(key, Line(definition, key, label, child=True))
            keys[version, case] = (f"p-{procedure}", key)
        in_order = sorted(parents, key=lambda procedure: parents[procedure].sub)
        return [line for one in in_order for line in (parents[one], *children[one].values())], keys

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        prefix = definition.prefix
        if key.startswith("p-"):
            return members.filter(**{f"{prefix}version__procedure": split(key, "p")[1]})
        case, procedure = _case_and_procedure(key)
        then: QuerySet[Any] = members.alias(row_case=case_then(question.moment, prefix))
        return then.filter(**{f"{prefix}version__procedure": procedure, "row_case": case or None})

    def name(self, key: str) -> str:
        """See `Rows`."""
        if key.startswith("p-"):
            return FieldRows().name(key)
        case, procedure = _case_and_procedure(key)
        whose = dict(_newest_names([procedure]))[procedure]
        if not case:
            return f"{whose}, không chia trường hợp"
        return f"{whose}: {_one(ProcedureCase.objects.filter(pk=case).values_list('name', flat=True), key)}"


class UnitRows:
    """Units that existed in the period, with or without members, and any other that has some; under their levels."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """The unit by which the scope counts."""
        return {"row_place": F(_unit_path(definition, question))}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        nested, period = question.by == By.LEVEL, question.period
        units = {
            unit.pk: unit
            for unit in question.scope.units
            if unit.valid_from <= period.last and (unit.valid_until is None or unit.valid_until > period.first)
        }
        missing = {pk for (pk,) in found} - units.keys()
        units |= Department.objects.in_bulk(missing) if missing else {}
        order = {level: place for place, level in enumerate(Level.values)}
        in_order = sorted(units.values(), key=lambda unit: (order[unit.level] if nested else 0, unit.path))
        lines: list[Line] = []
        for unit in in_order:
            if nested and (not lines or f"l-{unit.level}" not in {line.key for line in lines}):
                lines.append(Line(definition, f"l-{unit.level}", unit.get_level_display()))
            lines.append(Line(definition, f"u-{unit.pk}", unit.name, child=nested))
        keys: Keys = {(pk,): (f"l-{unit.level}", f"u-{pk}") if nested else (f"u-{pk}",) for pk, unit in units.items()}
        return lines, keys

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        path = _unit_path(definition, question)
        if key.removeprefix("l-") in Level.values:
            return members.filter(**{f"{path}__level": key.removeprefix("l-")})
        return members.filter(**{path: split(key, "u")[1]})

    def name(self, key: str) -> str:
        """See `Rows`."""
        if key.removeprefix("l-") in Level.values:
            return str(Level(key.removeprefix("l-")).label)
        return _one(Department.objects.filter(pk=split(key, "u")[1]).values_list("name", flat=True), key)


def split(key: str, kinds: str) -> tuple[str, int]:
    """The kind and the number of a key such as `f-3`. Raises KeyError for anything else."""
    kind, _, number = key.partition("-")
    if len(kind) != 1 or kind not in kinds or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise KeyError(key)
    return kind, int(number)


def _case_and_procedure(key: str) -> tuple[int, int]:
    kind, _, rest = key.partition("-")
    case, _, procedure = rest.partition("-")
    return split(f"{kind}-{case}", "k")[1], split(f"p-{procedure}", "p")[1]


def _unit_path(definition: Definition, question: Question) -> str:
    field = question.scope.unit_field
    return definition.paths.get(field, f"{definition.prefix}{field}")


def _versions(found: list[int], *, whole: bool = False) -> Iterable[tuple[int, int, int, str, str]]:
    """Version, procedure, field, code and name of all versions of the procedures found, the newest last."""
    of_found = Procedure.objects.filter(pk__in=found) if whole else Procedure.objects.filter(versions__in=found)
    wanted = of_found.values("pk")
    versions = ProcedureVersion.objects.filter(procedure__in=wanted).order_by("procedure__code", "number")
    return versions.values_list("pk", "procedure", "procedure__field", "procedure__code", "name")


def _fields(question: Question, found: set[int]) -> list[tuple[int, str]]:
    """Fields in which a unit of the scope offers a procedure in the period, and any other that has members."""
    scope, period = question.scope, question.period
    offered = Offering.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=period.first),
        **{f"{scope.unit_field}__in": [unit.pk for unit in scope.units]},
        valid_from__lte=period.last,
    )
    named = Q(pk__in=offered.values("procedure__field"))
    if question.field:
        named &= Q(code=question.field)
    fields = Field.objects.filter(named | Q(pk__in=found))
    return sorted(fields.values_list("pk", "name"), key=lambda one: fold(one[1]))


def _newest_names(procedures: Iterable[int]) -> Iterator[tuple[int, str]]:
    versions = ProcedureVersion.objects.filter(procedure__in=procedures).order_by("number")
    yield from versions.values_list("procedure", "name")


def _one(names: Any, key: str) -> str:
    name: str | None = names.first()
    if name is None:
        raise KeyError(key)
    return name
