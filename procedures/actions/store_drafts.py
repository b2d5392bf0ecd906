"""Store read records as draft versions, many at once."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max

from departments.vietnamese import fold
from procedures.models import (
    FeeItem,
    Field,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
)
from procedures.reading import ProcedureFacts, search_text

_FIELD_CODE_LENGTH = 32
Cases = Mapping[str | None, ProcedureCase | None]


@transaction.atomic
def store_drafts(drafts: Sequence[ProcedureFacts]) -> list[ProcedureVersion]:
    """One new draft for each, in their order, numbered behind the versions that exist; nothing existing is changed."""
    procedures = _procedures(drafts, _fields(drafts))
    numbers = _last_numbers(procedures)
    versions = []
    for facts in drafts:
        numbers[facts.code] = number = numbers.get(facts.code, 0) + 1
        versions.append(_version(facts, procedures[facts.code], number))
    versions = ProcedureVersion.objects.bulk_create(versions)
    _store_parts(list(zip(versions, drafts, strict=True)))
    return versions


def _fields(drafts: Sequence[ProcedureFacts]) -> dict[str, Field]:
    """The field of every name, created where there is none of the same name in folded letters."""
    fields, codes = {}, set()
    for field in Field.objects.all():
        fields[fold(field.name)] = field
        codes.add(field.code)
    new = []
    for facts in drafts:
        name = fold(facts.field_name)
        if name not in fields:
            fields[name] = Field(code=_free_code(facts, codes), name=facts.field_name)
            codes.add(fields[name].code)
            new.append(fields[name])
    Field.objects.bulk_create(new)
    return fields


def _free_code(facts: ProcedureFacts, taken: set[str]) -> str:
    """The published code of the field, else its name as a code; a number behind it where that is taken."""
    wanted = (facts.field_code or fold(facts.field_name).replace(" ", "-"))[:_FIELD_CODE_LENGTH].strip("-")
    code, number = wanted, 1
    while code in taken:
        number += 1
        code = f"{wanted[: _FIELD_CODE_LENGTH - 4]}-{number}"
    return code


def _procedures(drafts: Sequence[ProcedureFacts], fields: Mapping[str, Field]) -> dict[str, Procedure]:
    missing = {facts.code: Procedure(code=facts.code, field=fields[fold(facts.field_name)]) for facts in drafts}
    # Locked, so that two imports at once cannot give one number twice.
    existing = {
        procedure.code: procedure for procedure in Procedure.objects.select_for_update().filter(code__in=missing)
    }
    new = [procedure for code, procedure in missing.items() if code not in existing]
    return existing | {procedure.code: procedure for procedure in Procedure.objects.bulk_create(new)}


def _last_numbers(procedures: Mapping[str, Procedure]) -> dict[str, int]:
    versions = ProcedureVersion.objects.filter(procedure__in=procedures.values())
    return dict(versions.values_list("procedure__code").annotate(Max("number")).order_by())


def _version(facts: ProcedureFacts, procedure: Procedure, number: int) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        name=facts.name,
        search_text=search_text(facts),
        keywords=facts.keywords,
        decision=facts.decision,
        agency=facts.agency,
        audience=facts.audience,
        commune_level="commune" in facts.levels,
        city_level="city" in facts.levels,
        ministry_level="ministry" in facts.levels,
        procedure_text=facts.procedure_text,
        conditions=facts.conditions,
        legal_basis=facts.legal_basis,
        needs_review=bool(facts.doubts),
        review_notes="\n".join(facts.doubts),
        source_fingerprint=facts.fingerprint,
    )


def _store_parts(pairs: Sequence[tuple[ProcedureVersion, ProcedureFacts]]) -> None:
    cases = _cases(pairs)
    limits, fees, papers, results = [], [], [], []
    for version, facts in pairs:
        own: Cases = cases[version.pk]
        limits += _limits(version, facts, own)
        fees += _fees(version, facts, own)
        papers += _papers(version, facts, own)
        results += [
            ResultPaper(version=version, code=result.code, name=result.name, kind=result.kind)
            for result in facts.results
        ]
    ProcessingLimit.objects.bulk_create(limits)
    FeeItem.objects.bulk_create(fees)
    RequiredDocument.objects.bulk_create(papers)
    ResultPaper.objects.bulk_create(results)


def _cases(
    pairs: Sequence[tuple[ProcedureVersion, ProcedureFacts]],
) -> dict[int, dict[str | None, ProcedureCase | None]]:
    """The cases of every version by their names; the name None stands for no case."""
    cases: dict[int, dict[str | None, ProcedureCase | None]] = {}
    new = []
    for version, facts in pairs:
        own = [
            ProcedureCase(version=version, code=f"TH{number:02d}", name=name)
            for number, name in enumerate(facts.cases(), 1)
        ]
        new += own
        cases[version.pk] = {None: None} | {case.name: case for case in own}
    ProcedureCase.objects.bulk_create(new)
    return cases


def _limits(version: ProcedureVersion, facts: ProcedureFacts, cases: Cases) -> list[ProcessingLimit]:
    return [
        ProcessingLimit(
            version=version,
            channel=limit.channel or "",
            case=cases[limit.case],
            amount=limit.amount,
            unit=limit.unit or "",
            text=limit.text,
        )
        for limit in facts.limits
    ]


def _fees(version: ProcedureVersion, facts: ProcedureFacts, cases: Cases) -> list[FeeItem]:
    return [
        FeeItem(
            version=version,
            channel=fee.channel or "",
            case=cases[fee.case],
            kind=fee.kind,
            name=fee.name,
            amount=fee.amount,
            per=fee.per,
            text=fee.text,
        )
        for fee in facts.fees
    ]


def _papers(version: ProcedureVersion, facts: ProcedureFacts, cases: Cases) -> list[RequiredDocument]:
    return [
        RequiredDocument(
            version=version,
            case=cases[paper.case],
            position=position,
            code=paper.code,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            present_only=paper.present_only,
            is_note=paper.is_note,
            required=paper.required,
            note=paper.note,
        )
        for position, paper in enumerate(facts.papers, 1)
    ]
