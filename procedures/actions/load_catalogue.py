"""Bring a catalogue from a file into the database: fields, procedures, their first version, and who offers them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from departments.models import Department, Level, User
from departments.vietnamese import fold
from procedures.actions.publish import publish
from procedures.models import (
    FeeItem,
    Field,
    FormField,
    Offering,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
    WorkflowStep,
)

_AUDIENCE = {
    "citizen": "Công dân Việt Nam",
    "foreigner": "Người nước ngoài",
    "organisation": "Tổ chức, doanh nghiệp, hộ kinh doanh",
}
_TEXTS = ("name", "synopsis", "keywords", "agency", "conditions", "decision", "supplement_policy", "supplement_basis")
_FACTS = (*_TEXTS, "supplement_days", "commune_level", "city_level", "ministry_level")
# What a question may say beside its text, and the column it goes into.
_DETAILS = {
    "choices": "choices",
    "columns": "columns",
    "min": "minimum",
    "max": "maximum",
    "decimals": "decimals",
    "days": "day_limit",
    "paper": "paper",
    "owner_fact": "owner_fact",
    "show_when": "show_when",
    "require_when": "require_when",
}
Cases = dict[str | None, ProcedureCase | None]


@dataclass(frozen=True)
class Loaded:
    """How many rows were created."""

    versions: int
    offerings: int


@transaction.atomic
def load_catalogue(path: Path, *, by: User, since: date) -> Loaded:
    """Publish, from the day `since`, what the file holds and the catalogue has no published version of.

    Commune-level procedures are offered by every commune, city-level ones by the unit their row names; offerings that
    are open stay as they are. The organisation must be loaded.
    """
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    procedures = _procedures(catalogue)
    published = set(
        ProcedureVersion.objects.exclude(status=ProcedureVersion.Status.DRAFT).values_list("procedure__code", flat=True)
    )
    new = [row for row in catalogue["procedures"] if row["code"] not in published]
    _store_versions(new, procedures, by, since)
    return Loaded(len(new), _offer(catalogue["procedures"], procedures, since))


def _procedures(catalogue: dict[str, Any]) -> dict[str, Procedure]:
    """The procedures of the file by code, created with their fields where they are missing."""
    fields = {fold(field.name): field for field in Field.objects.all()}
    missing = [Field(**row) for row in catalogue["fields"] if fold(row["name"]) not in fields]
    fields |= {fold(field.name): field for field in Field.objects.bulk_create(missing)}
    names = {row["code"]: fold(row["name"]) for row in catalogue["fields"]}
    known = {procedure.code: procedure for procedure in Procedure.objects.all()}
    new = [
        Procedure(code=row["code"], field=fields[names[row["field"]]])
        for row in catalogue["procedures"]
        if row["code"] not in known
    ]
    return known | {procedure.code: procedure for procedure in Procedure.objects.bulk_create(new)}


def _store_versions(rows: Sequence[dict[str, Any]], procedures: dict[str, Procedure], by: User, since: date) -> None:
    """One draft each, behind the drafts that exist, and public at the opening of the first day, once it is whole."""
    last = dict(ProcedureVersion.objects.values_list("procedure__code").annotate(Max("number")).order_by())
    versions = ProcedureVersion.objects.bulk_create(
        _version(row, procedures[row["code"]], last.get(row["code"], 0) + 1) for row in rows
    )
    _store_parts(list(zip(versions, rows, strict=True)))
    morning = timezone.make_aware(datetime.combine(since, time(8)))
    for version in versions:
        publish(version, by=by, at=morning, valid_from=since)


def _version(row: dict[str, Any], procedure: Procedure, number: int) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        search_text=fold(f"{row['name']} {row['keywords']} {row['synopsis']} {row['code']}"),
        audience="; ".join(_AUDIENCE[kind] for kind in row["audience"]),
        procedure_text="\n".join(row["procedure_text"]),
        legal_basis="\n".join(row["legal_basis"]),
        usual_owner=row.get("usual_owner", ProcedureVersion.UsualOwner.SELF),
        **{name: row[name] for name in _FACTS},
    )


def _store_parts(pairs: Sequence[tuple[ProcedureVersion, dict[str, Any]]]) -> None:
    """Everything a version is made of, one statement for each kind of part."""
    cases = [ProcedureCase(version=version, **case) for version, row in pairs for case in row["cases"]]
    own: dict[int, Cases] = {version.pk: {None: None} for version, _ in pairs}
    for case in ProcedureCase.objects.bulk_create(cases):
        own[case.version_id][case.code] = case
    parts: dict[str, list[Any]] = {}
    for version, row in pairs:
        for part in _parts(version, row, own[version.pk]):
            parts.setdefault(type(part).__name__, []).append(part)
    for rows in parts.values():
        type(rows[0])._default_manager.bulk_create(rows)


def _parts(version: ProcedureVersion, row: dict[str, Any], cases: Cases) -> Iterator[Any]:
    for limit in row["limits"]:
        yield ProcessingLimit(
            version=version, **{**limit, "channel": limit["channel"] or "", "case": cases[limit["case"]]}
        )
    for fee in row["fees"]:
        dates = {name: fee[name] and date.fromisoformat(fee[name]) for name in ("valid_from", "valid_until")}
        yield FeeItem(version=version, **{**fee, **dates, "channel": fee["channel"] or "", "case": cases[fee["case"]]})
    for position, paper in enumerate(row["requirements"], 1):
        yield RequiredDocument(version=version, position=position, **{**paper, "case": cases[paper["case"]]})
    for result in row["results"]:
        yield ResultPaper(version=version, **result)
    for position, step in enumerate(row["steps"], 1):
        yield _step(version, position, step)
    questions = [(group["group"], question) for group in row["form"] for question in group["fields"]]
    for position, (group, question) in enumerate(questions, 1):
        yield _question(version, position, group, question)


def _step(version: ProcedureVersion, position: int, step: dict[str, Any]) -> WorkflowStep:
    limit = step["limit"] or {"amount": None, "unit": ""}
    return WorkflowStep(
        version=version,
        position=position,
        limit_amount=limit["amount"],
        limit_unit=limit["unit"],
        checklist="\n".join(step.get("checklist", ())),
        **{name: step[name] for name in ("kind", "name", "role", "place")},
    )


def _question(version: ProcedureVersion, position: int, group: str, question: dict[str, Any]) -> FormField:
    return FormField(
        version=version,
        position=position,
        group=group,
        help_text=question["help"],
        **{column: question[name] for name, column in _DETAILS.items() if name in question},
        **{name: question[name] for name in ("key", "label", "kind", "required")},
    )


def _offer(rows: Sequence[dict[str, Any]], procedures: dict[str, Procedure], since: date) -> int:
    """Open the offerings that are missing; the number of them."""
    open_ones = set(Offering.objects.filter(valid_until=None).values_list("procedure__code", "department__code"))
    units = {unit.code: unit for unit in Department.objects.all()}
    branches = sorted(unit.code for unit in units.values() if unit.level == Level.BRANCH and unit.is_desk)
    communes = [unit.code for unit in units.values() if unit.level == Level.COMMUNE]
    places = [(row, *place) for row in rows for place in _places(row, communes, branches)]
    new = [
        Offering(
            procedure=procedures[row["code"]],
            department=units[agency],
            desk=units[desk],
            division=units[division],
            online_level=row["online_level"],
            valid_from=since,
        )
        for row, agency, desk, division in places
        if (row["code"], agency) not in open_ones
    ]
    return len(Offering.objects.bulk_create(new, batch_size=1000))


def _places(row: dict[str, Any], communes: list[str], branches: list[str]) -> Iterator[tuple[str, str, str]]:
    """The codes of agency, desk and division wherever the procedure is offered."""
    if row["division"]:
        for commune in communes:
            yield commune, f"{commune}.01", f"{commune}.{row['division']}"
    if row["city_offer"]:
        agency = row["city_offer"]["department"]
        # One branch of the city's one-stop centre for each agency: always the same, spread over all of them.
        desk = branches[int(agency.rsplit(".", 1)[1]) % len(branches)]
        yield agency, desk, row["city_offer"]["division"]
