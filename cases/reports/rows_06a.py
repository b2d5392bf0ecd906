"""The rows of biểu II.06a: all there could be, in their order, also those without a single dossier.

Dossiers are counted by what they hold themselves, their unit or the version of their procedure; what procedure and
field a version belongs to is looked up once, so that counting joins nothing.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from cases.reports.form_06a import Line
from cases.reports.question import By, Question
from departments.models import Department
from departments.vietnamese import fold
from procedures.models import Field, Offering, ProcedureVersion

# Keys[unit or version] are the keys of the rows in which its dossiers are counted.
Keys = dict[int, tuple[str, ...]]
_PATHS = {"f": "version__procedure__field", "p": "version__procedure"}


def rows_of(question: Question, found: Iterable[int]) -> tuple[list[Line], Keys]:
    """The rows, and where the dossiers of each of the `found` units or versions are counted."""
    if question.by == By.UNIT:
        lines = list(_unit_lines(question, set(found)))
        return lines, {int(line.key[2:]): (line.key,) for line in lines}
    return _field_lines(question, set(found))


def path_of(question: Question, key: str) -> tuple[str, int]:
    """Where a dossier names the thing a row stands for, and which one it is. Raises KeyError for no key of a row."""
    kind, _, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise KeyError(key)
    return {**_PATHS, "u": question.scope.unit_field}[kind], int(number)


def name_of(question: Question, key: str) -> str:
    """What a row is called. Raises KeyError where there is no such row."""
    _, pk = path_of(question, key)
    match key[0]:
        case "f":
            name = Field.objects.filter(pk=pk).values_list("name", flat=True).first()
        case "p":
            name = _newest_names([pk]).get(pk)
        case _:
            name = Department.objects.filter(pk=pk).values_list("name", flat=True).first()
    if name is None:
        raise KeyError(key)
    return name


def _unit_lines(question: Question, found: set[int]) -> Iterator[Line]:
    """Units that existed in the period, with or without dossiers, and any other that has some."""
    period = question.period
    units = {
        unit.pk: unit
        for unit in question.scope.units
        if unit.valid_from <= period.last and (unit.valid_until is None or unit.valid_until > period.first)
    }
    missing = found - units.keys()
    units |= Department.objects.in_bulk(missing) if missing else {}
    for unit in sorted(units.values(), key=lambda unit: unit.path):
        yield Line(f"u-{unit.pk}", unit.name)


def _field_lines(question: Question, found: set[int]) -> tuple[list[Line], Keys]:
    """Fields; under each, where asked for, the procedures that have dossiers, as their newest version calls them."""
    nested = question.by == By.PROCEDURE
    keys: Keys = {}
    fields: set[int] = set()
    procedures: dict[int, tuple[int, Line]] = {}
    of_found = ProcedureVersion.objects.filter(pk__in=found).values("procedure")
    versions = ProcedureVersion.objects.filter(procedure__in=of_found).order_by("procedure__code", "number")
    for pk, procedure, field, code, name in versions.values_list(
        "pk", "procedure", "procedure__field", "procedure__code", "name"
    ):
        keys[pk] = (f"f-{field}", f"p-{procedure}") if nested else (f"f-{field}",)
        fields.add(field)
        procedures[procedure] = (field, Line(f"p-{procedure}", name, code, child=True))
    lines = []
    for pk, name in _fields(question, fields):
        lines.append(Line(f"f-{pk}", name))
        lines += [line for field, line in procedures.values() if nested and field == pk]
    return lines, keys


def _fields(question: Question, found: set[int]) -> list[tuple[int, str]]:
    """Fields in which a unit of the scope offers a procedure in the period, and any other that has dossiers."""
    scope, period = question.scope, question.period
    offered = Offering.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=period.first),
        **{f"{scope.unit_field}__in": [unit.pk for unit in scope.units]},
        valid_from__lte=period.last,
    )
    fields = Field.objects.filter(Q(pk__in=offered.values("procedure__field")) | Q(pk__in=found))
    return sorted(fields.values_list("pk", "name"), key=lambda one: fold(one[1]))


def _newest_names(procedures: Iterable[int]) -> dict[int, str]:
    versions = ProcedureVersion.objects.filter(procedure__in=procedures).order_by("number")
    return dict(versions.values_list("procedure", "name"))
