"""Make the dossier of an intake; used by `submit` and `take_in`, inside their transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from cases.actions._log import log
from cases.clock import answer_due
from cases.codes import dossier_code, next_number
from cases.digitisation import of_files, of_whole
from cases.intake import Intake, Person
from cases.models import Applicant, Document, Dossier, Paper
from departments.calendars import calendar_for
from departments.models import User
from departments.vietnamese import fold
from procedures.channels import Channel


def create(
    intake: Intake, *, account: User | None, by: User, at: datetime, documents: Sequence[Document] = ()
) -> Dossier:
    """Store the dossier as submitted, without its code yet; `documents` are moved into it from a draft."""
    submitter = _snapshot(intake.submitter)
    on_paper = {pk: counts for pk, counts in intake.papers.items() if any(counts)}
    files = of_files(documents)
    dossier = Dossier.objects.create(
        submission_key=intake.key,
        revision=1,
        version=intake.version,
        case=intake.case,
        department=intake.offering.department,
        desk=intake.offering.desk,
        division=intake.offering.division,
        origin_desk=intake.origin,
        returns_to_origin=intake.returns_to_origin,
        channel=intake.channel,
        summary=intake.summary or intake.version.name,
        form_data=dict(intake.form_data),
        fee_answers=dict(intake.fee_answers),
        account=account,
        taken_in_by=None if by == account else by,
        submitter=submitter,
        owner=_snapshot(intake.owner) if intake.owner else submitter,
        sets=intake.sets,
        digitisation_status=of_whole(on_paper, files),
        delivery=intake.delivery,
        delivery_address=intake.delivery_address,
        submitted_at=at,
        # Only what comes in online has the 8-working-hour answer clock (NĐ 45/2020 Đ11; domain §2.1).
        answer_due_at=answer_due(at, calendar_for(intake.offering.desk)).moment
        if intake.channel == Channel.ONLINE
        else None,
    )
    Paper.objects.bulk_create(
        Paper(
            dossier=dossier,
            requirement_id=pk,
            originals=on_paper.get(pk, (0, 0))[0],
            copies=on_paper.get(pk, (0, 0))[1],
            digitisation=files.get(pk, Paper.Digitisation.NONE),
        )
        for pk in {**on_paper, **files}
    )
    for document in documents:
        document.draft, document.dossier = None, dossier
        document.save(update_fields=["draft", "dossier"])
    log(
        dossier,
        "submit",
        by=by,
        at=at,
        from_status=None,
        department=None if by == account else dossier.origin_desk or dossier.desk,
        note=intake.note,
    )
    return dossier


def give_code(dossier: Dossier, *, at: datetime) -> None:
    """Number the dossier. The last two statements of the transaction: the counter is locked as briefly as can be."""
    day = timezone.localtime(at).date()
    unit_code = dossier.department.code
    dossier.code = dossier_code(unit_code, day, next_number(unit_code, day))
    Dossier.objects.filter(pk=dossier.pk).update(code=dossier.code)


def _snapshot(person: Person) -> Applicant:
    return Applicant.objects.create(
        kind=person.kind,
        full_name=person.full_name,
        name_folded=fold(person.full_name),
        personal_id=person.personal_id,
        tax_code=person.tax_code,
        birth_date=person.birth_date,
        phone=person.phone,
        email=person.email,
        address=person.address,
    )
