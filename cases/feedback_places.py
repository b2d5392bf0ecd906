"""To whom a feedback can go: agencies as people choose them, and units as staff pass it on."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from departments.models import Department
from departments.models.department import AGENCY_LEVELS, Level
from departments.vietnamese import fold

# A group of a select, and its options.
Groups = list[tuple[str, list[tuple[str, str]]]]
_WARD, _RURAL, _OTHERS = said("Phường"), said("Xã"), said("Sở, ngành, cơ quan khác")


def agencies(day: date) -> Groups:
    """Every agency in force, by code; wards and rural communes by their own names, the city last of the others."""
    found: dict[str, list[tuple[str, str]]] = {_WARD: [], _RURAL: [], _OTHERS: []}
    for unit in Department.objects.in_force(day).filter(level__in=AGENCY_LEVELS):
        kind, label = _called(unit)
        found[kind].append((unit.code, label))
    return [(_(kind), sorted(rows, key=lambda row: fold(row[1]))) for kind, rows in found.items() if rows]


def agency_named(code: str, day: date) -> Department | None:
    """The agency in force with this code."""
    return Department.objects.in_force(day).filter(level__in=AGENCY_LEVELS, code=code).first()


def units_to_pass_to(agency: Department, day: date) -> Groups:
    """The units of the agency itself first, then every other agency."""
    own = Department.objects.in_force(day).subtree_of(agency).exclude(level__in=AGENCY_LEVELS)
    inside = [(unit.code, unit.name) for unit in own]
    here = [(_("Trong cơ quan"), inside)] if inside else []
    others = [(kind, [row for row in rows if row[0] != agency.code]) for kind, rows in agencies(day)]
    return [*here, *others]


def _called(unit: Department) -> tuple[str, str]:
    name = unit.short_name or unit.name
    if unit.level == Level.COMMUNE:
        for kind in (_WARD, _RURAL):
            if name.startswith(f"{kind} "):
                return kind, name.removeprefix(f"{kind} ")
    return _OTHERS, name
