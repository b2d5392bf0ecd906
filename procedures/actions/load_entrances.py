"""Bring the ways into the catalogue from a file: everyday words, moments of life, procedures done in one."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from departments.vietnamese import fold
from procedures.models import Bundle, BundleMember, LifeEvent, LifeEventStep, Procedure, Synonym


@dataclass(frozen=True)
class Entrances:
    """How many rows were created."""

    synonyms: int
    events: int
    bundles: int = 0


@transaction.atomic
def load_entrances(path: Path) -> Entrances:
    """Add what is missing; what an administrator wrote stays as it is. Procedures that are not there are left out."""
    content = json.loads(path.read_text(encoding="utf-8"))
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    bundles = _bundles(content.get("bundles", []), procedures)
    for row in content.get("taken_in_for_others", []):
        unsaid = Procedure.objects.filter(code__in=row["procedures"], non_territorial_basis="")
        unsaid.update(non_territorial=True, non_territorial_basis=row["legal_basis"])
    return Entrances(_synonyms(content["synonyms"], procedures), _events(content["events"], procedures), bundles)


def _synonyms(rows: list[dict[str, Any]], procedures: dict[str, int]) -> int:
    there = set(Synonym.objects.values_list("folded", flat=True))
    new = {fold(row["phrase"]): row for row in rows if fold(row["phrase"]) not in there}
    made = Synonym.objects.bulk_create(
        Synonym(phrase=row["phrase"], folded=folded, official=row["official"]) for folded, row in new.items()
    )
    link = Synonym.procedures.through
    link._default_manager.bulk_create(
        link(synonym_id=synonym.pk, procedure_id=procedures[code])
        for synonym in made
        for code in new[synonym.folded]["procedures"]
        if code in procedures
    )
    return len(made)


def _events(rows: list[dict[str, Any]], procedures: dict[str, int]) -> int:
    there = set(LifeEvent.objects.values_list("slug", flat=True))
    new = [(place, row) for place, row in enumerate(rows, 1) if row["slug"] not in there]
    made = LifeEvent.objects.bulk_create(
        LifeEvent(position=10 * place, **{name: row[name] for name in ("slug", "name", "text", "icon")})
        for place, row in new
    )
    LifeEventStep.objects.bulk_create(
        LifeEventStep(event=event, procedure_id=procedures[step["procedure"]], position=10 * place, note=step["note"])
        for event, (_, row) in zip(made, new, strict=True)
        for place, step in enumerate(row["steps"], 1)
        if step["procedure"] in procedures
    )
    return len(made)


def _bundles(rows: list[dict[str, Any]], procedures: dict[str, int]) -> int:
    there = set(Bundle.objects.values_list("procedure__code", flat=True))
    new = [row for row in rows if row["procedure"] in procedures and row["procedure"] not in there]
    for row in new:
        bundle = Bundle.objects.create(procedure_id=procedures[row["procedure"]], legal_basis=row["legal_basis"])
        BundleMember.objects.bulk_create(
            BundleMember(
                bundle=bundle,
                procedure_id=procedures[member["procedure"]],
                position=place,
                after_id=procedures.get(member.get("after", "")),
            )
            for place, member in enumerate(row["members"], 1)
            if member["procedure"] in procedures
        )
    return len(new)
