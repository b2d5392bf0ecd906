"""Put right a typing error in what was taken in: the old and the new words stay in the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier
from departments.models import User
from departments.vietnamese import fold

# Whose: what is corrected and its words. The form's answers are the applicant's own; they come anew by a supplement.
PERSON = {
    "full_name": "họ và tên",
    "personal_id": "số định danh",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "address": "địa chỉ",
}
WHOSE = {"submitter": "người nộp", "owner": "chủ hồ sơ"}
SUMMARY = "summary"


def correctable(dossier: Dossier) -> dict[str, tuple[str, str]]:
    """Name of each value that can be corrected → its words and what it says now."""
    people = ["submitter"] if dossier.owner_id == dossier.submitter_id else ["submitter", "owner"]
    found = {
        f"{whose}_{name}": (f"{words} {WHOSE[whose]}".capitalize(), getattr(getattr(dossier, whose), name))
        for whose in people
        for name, words in PERSON.items()
    }
    return {**found, SUMMARY: ("Trích yếu", dossier.summary)}


def correct(
    dossier: Dossier, *, by: User, at: datetime, values: Mapping[str, str], reason: str, revision: int | None = None
) -> Dossier:
    """Write the values that differ; raises MoveRefused where none does. The receipt can be printed anew afterwards."""
    data: dict[str, Any] = {}
    with moving(dossier, "correct", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        known = correctable(locked)
        changes = [
            {"field": name, "label": known[name][0], "old": known[name][1], "new": value}
            for name, value in values.items()
            if name in known and value != known[name][1]
        ]
        if not changes:
            raise MoveRefused("Chưa có gì được sửa.")
        data["changes"] = changes
        for change in changes:
            _write(locked, change["field"], change["new"])
        for person in {locked.owner_id: locked.owner, locked.submitter_id: locked.submitter}.values():
            person.name_folded = fold(person.full_name)
            person.save()
    return dossier


def _write(dossier: Dossier, field: str, value: str) -> None:
    if field == SUMMARY:
        dossier.summary = value
        return
    whose, _, name = field.partition("_")
    person = dossier.owner if whose == "owner" and dossier.owner_id != dossier.submitter_id else dossier.submitter
    setattr(person, name, value)
