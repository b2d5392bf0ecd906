"""Where a procedure is offered, as people choose it: communes by their own name, wards and rural communes apart."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from departments.models.department import Level
from departments.vietnamese import fold
from procedures.models import Offering
from procedures.plain_words import online_level

# The words before a commune's name; a list of 126 that all begin alike could not be searched by typing.
_KINDS = {"Phường ": said("Phường"), "Xã ": said("Xã")}
_OTHERS = said("Cơ quan khác")
FEW = 4  # so many places are simply listed


def grouped(offerings: Iterable[Offering], value: str = "department.code") -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices in groups, as a select takes them: (group, [(value, label), …]); the value is a code or an id."""
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in (*_KINDS.values(), _OTHERS)}
    for offering in offerings:
        kind, label = _called(offering)
        found[kind].append((offering.department.code if value == "department.code" else str(offering.pk), label))
    return [(_(kind), sorted(rows, key=lambda row: fold(row[1]))) for kind, rows in found.items() if rows]


def place(offering: Offering, hours: str) -> dict[str, Any]:
    """One place in words: the desk, how to reach it, when it is open, how far it goes online."""
    desk = offering.desk
    return {
        "code": offering.department.code,
        "desk": desk.name,
        "agency": offering.department.name,
        "address": desk.address or offering.department.address,
        "phone": desk.phone or offering.department.phone,
        "hours": hours,
        "level": online_level(offering.online_level),
    }


def _called(offering: Offering) -> tuple[str, str]:
    unit = offering.department
    name = unit.short_name or unit.name
    if unit.level == Level.COMMUNE:
        for words, kind in _KINDS.items():
            if name.startswith(words):
                return kind, name.removeprefix(words)
    return _OTHERS, name
