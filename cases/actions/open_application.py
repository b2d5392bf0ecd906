"""One submission of interlinked procedures opens a dossier at each agency (liên thông)."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from cases.actions._create import create, give_code
from cases.actions._notice import tell
from cases.digitisation import note_files
from cases.errors import MoveRefused, NotAllowed
from cases.intake import Intake
from cases.models import Application, Document, Dossier, Draft
from cases.storage import accept_upload, copy_document, delete_draft, uploads_together
from departments.access import desks_of
from departments.models import User
from departments.working_time import local
from procedures.models import Bundle, BundleMember, Offering, ProcedureVersion, RequiredDocument


def open_application(
    intake: Intake,
    bundle: Bundle,
    *,
    account: User | None,
    by: User,
    at: datetime,
    documents: Sequence[Document] = (),
    scans: Mapping[int, Sequence["UploadedFile[bytes]"]] | None = None,
    draft: Draft | None = None,
) -> Application:
    """A dossier for each member, in its order, with the shared answers and files; the draft it came from is gone.

    Each has its own code and is to be answered by its own desk; one that waits for an earlier result is answered after
    it. `scans` are files by the papers of the shared form. The same intake again returns the application it became.
    Raises MoveRefused where a member has no agency, NotAllowed at a foreign desk, UploadRefused for a bad file.
    """
    existing = Application.objects.filter(key=intake.key).first()
    if existing is not None:
        return existing
    if account is None and intake.offering.desk_id not in desks_of(by):
        raise NotAllowed("Bạn không phải cán bộ tiếp nhận của nơi này.")
    try:
        with transaction.atomic():
            application = Application.objects.create(
                key=intake.key, bundle=bundle, version=intake.version, account=account, submitted_at=at
            )
            made = _dossiers(application, intake, by=by, at=at)
            _share([*documents, *_kept(scans or {}, made[0], by=by, at=at)], made, by=by, at=at)
            if draft is not None:
                delete_draft(draft)
            # The counters of the codes are locked in one order, as briefly as can be.
            for dossier in sorted(made, key=lambda one: one.department.code):
                give_code(dossier, at=at)
    except IntegrityError:
        # The same form arrived twice at the same moment: the other one won.
        return Application.objects.get(key=intake.key)
    return application


def _dossiers(application: Application, intake: Intake, *, by: User, at: datetime) -> list[Dossier]:
    made: dict[int, Dossier] = {}
    for member in application.bundle.members.select_related("procedure"):
        own = _own_intake(member, intake, at)
        dossier = create(own, account=application.account, by=by, at=at)
        dossier.application = application
        dossier.waits_for = made.get(member.after_id) if member.after_id else None
        if dossier.waits_for is not None:
            dossier.answer_due_at = None
        dossier.save(update_fields=["application", "waits_for", "answer_due_at"])
        tell(dossier, "submit", at=at)
        made[member.procedure_id] = dossier
    return list(made.values())


def _own_intake(member: BundleMember, intake: Intake, at: datetime) -> Intake:
    """What of the shared form the member's own form asks, at the member's own agency."""
    day = local(at).date()
    version = ProcedureVersion.objects.in_force(day).filter(procedure=member.procedure_id).first()
    offering = _nearest(Offering.objects.in_force(day).filter(procedure=member.procedure_id), intake.offering)
    if version is None or offering is None:
        raise MoveRefused(f"Chưa có nơi giải quyết thủ tục {member.procedure.code} trong liên thông này.")
    asked = set(version.form_fields.values_list("key", flat=True))
    return replace(
        intake,
        key=uuid.uuid5(intake.key, member.procedure.code),
        version=version,
        offering=offering,
        case=None,
        summary="",
        form_data={key: value for key, value in intake.form_data.items() if key in asked},
        papers=_counted(version, intake),
        fee_answers={},
    )


def _nearest(rows: Iterable[Offering], chosen: Offering) -> Offering | None:
    """At the chosen agency, else at its desk, else the only one there is."""
    found = list(rows)
    here = [one for one in found if one.department_id == chosen.department_id]
    at_its_desk = [one for one in found if one.desk_id == chosen.desk_id]
    return next(iter(here or at_its_desk or (found if len(found) == 1 else [])), None)


def _counted(version: ProcedureVersion, intake: Intake) -> dict[int, tuple[int, int]]:
    """How many of the member's own papers were handed in as papers of the shared form, which name them alike."""
    counts = {one.code: intake.papers[one.pk] for one in intake.version.requirements.all() if one.pk in intake.papers}
    return {one.pk: counts[one.code] for one in version.requirements.all() if one.code in counts}


def _kept(
    scans: Mapping[int, Sequence["UploadedFile[bytes]"]], first: Dossier, *, by: User, at: datetime
) -> list[Document]:
    names = {one.pk: one for one in RequiredDocument.objects.filter(pk__in=scans)}
    papers = {one.code: one for one in first.version.requirements.all()}
    return [
        accept_upload(upload, at=at, by=by, dossier=first, requirement=papers.get(names[pk].code))
        for pk, files in scans.items()
        for upload in uploads_together(files, names[pk].name)
    ]


def _share(documents: Sequence[Document], dossiers: Sequence[Dossier], *, by: User, at: datetime) -> None:
    """Each agency has its own copy of every file, beside the paper of its own that is named alike, if there is one."""
    for dossier in dossiers:
        papers = {one.code: one for one in dossier.version.requirements.all()}
        for document in documents:
            asked = papers.get(document.requirement.code) if document.requirement else None
            if document.dossier_id != dossier.pk:
                copy_document(document, by=by, at=at, dossier=dossier, requirement=asked)
        note_files(dossier, list(dossier.documents.all()))
        dossier.save(update_fields=["digitisation_status"])
