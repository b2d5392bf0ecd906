"""Bring an organisation from a file into the database: units that are new are created, others follow the file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from departments.actions.place import place
from departments.models import Department, Level

_SHIPPED = ("name", "short_name", "level", "is_desk", "clerk_issues", "commune_code", "address", "phone", "valid_from")


@dataclass(frozen=True)
class Loaded:
    """How many units were created, how many were made to follow the file."""

    created: int
    changed: int


@transaction.atomic
def load_organisation(path: Path) -> Loaded:
    """Create or change the units of the file by their codes; units that it does not name stay as they are.

    The file holds `units`, and in `commune_children` the units every phường and every xã has. Raises ValueError for a
    unit whose parent is neither in the file before it nor in the database.
    """
    wanted = list(_rows(json.loads(path.read_text(encoding="utf-8"))))
    known = {unit.code: unit for unit in Department.objects.select_related("parent")}
    changed = [unit for row in wanted if (unit := _changed(row, known))]
    Department.objects.bulk_update(changed, _SHIPPED)
    new = [row for row in wanted if row["code"] not in known]
    for generation in _generations(new, known):
        created = Department.objects.bulk_create(_placed(row, known) for row in generation)
        known |= {unit.code: unit for unit in created}
    moved = [row for row in wanted if known[row["code"]].parent != known.get(row["parent"])]
    for row in moved:
        place(Department.objects.get(code=row["code"]), parent=known.get(row["parent"]))
    return Loaded(len(new), len({unit.code for unit in changed} | {row["code"] for row in moved}))


def _rows(organisation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every unit, parents first, with the children that communes have by rule."""
    for unit in organisation["units"]:
        yield {"clerk_issues": False, **unit, "valid_from": date.fromisoformat(unit["valid_from"])}
    for unit in organisation["units"]:
        if unit["level"] == Level.COMMUNE:
            yield from _children(unit, organisation["commune_children"])


def _children(commune: dict[str, Any], by_kind: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The desk, offices and police of one commune; people find them at the commune's address."""
    called = commune["short_name"][0].lower() + commune["short_name"][1:]
    for child in by_kind[called.split()[0]]:
        yield {
            "code": f"{commune['code']}.{child['suffix']}",
            "name": child["name"].format(short_name_lower=called),
            "short_name": child["short_name"].format(short_name_lower=called),
            "level": child["level"],
            "parent": commune["code"],
            "is_desk": child["is_desk"],
            "clerk_issues": False,
            "commune_code": "",
            "address": commune["address"],
            "phone": commune["phone"] if child["is_desk"] else "",
            "valid_from": date.fromisoformat(commune["valid_from"]),
        }


def _changed(row: dict[str, Any], known: dict[str, Department]) -> Department | None:
    """The stored unit with the file's values, or None where there is none or nothing differs."""
    unit = known.get(row["code"])
    if unit is None or all(getattr(unit, name) == row[name] for name in _SHIPPED):
        return None
    for name in _SHIPPED:
        setattr(unit, name, row[name])
    return unit


def _generations(rows: Iterable[dict[str, Any]], known: dict[str, Department]) -> Iterator[list[dict[str, Any]]]:
    """The rows in groups, each of which stands on units that are stored when its turn comes."""
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if row["parent"] is None or row["parent"] in known]
        if not ready:
            missing = waiting[0]
            raise ValueError(f"{missing['code']}: không có đơn vị cấp trên {missing['parent']}.")
        yield ready
        waiting = [row for row in waiting if row["code"] not in known]


def _placed(row: dict[str, Any], known: dict[str, Department]) -> Department:
    """A new unit at its place; the path is written as `place` writes it."""
    parent = known.get(row["parent"])
    path = f"{parent.path if parent else ''}{row['code']}/"
    return Department(code=row["code"], parent=parent, path=path, **{name: row[name] for name in _SHIPPED})
