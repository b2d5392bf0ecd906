"""The life of a version: published from a day, ended on a day, drafted anew from what holds."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from departments.models import User
from procedures.actions._record import record
from procedures.completeness import missing
from procedures.models import FeeItem, Procedure, ProcedureVersion, ProcessingLimit, RequiredDocument

Status = ProcedureVersion.Status
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def publish(version: ProcedureVersion, *, by: User, at: datetime, valid_from: date) -> ProcedureVersion:
    """Make the draft the law of its procedure from the day on; the version before it ends that day.

    From then on the database itself refuses every change of it. Raises ValidationError with a sentence for each thing
    that is missing, and then nothing has happened.
    """
    locked = _locked(version)
    if locked.status != Status.DRAFT:
        raise ValidationError("Chỉ công bố được bản nháp; phiên bản này đã công bố.")
    _require(missing(locked))
    others = locked.procedure.versions.exclude(status=Status.DRAFT)
    later = others.filter(valid_from__gte=valid_from).first()
    if later is not None:
        raise ValidationError(
            f"Phiên bản số {later.number} có hiệu lực từ {later.valid_from:%d/%m/%Y}; "
            "phiên bản mới phải có hiệu lực sau ngày đó."
        )
    others.filter(models.Q(valid_until=None) | models.Q(valid_until__gt=valid_from)).update(
        status=Status.ENDED, valid_until=valid_from
    )
    locked.status, locked.valid_from, locked.valid_until = Status.PUBLISHED, valid_from, None
    locked.published_at, locked.published_by = at, by
    locked.save(update_fields=["status", "valid_from", "valid_until", "published_at", "published_by"])
    record(locked, f"Công bố, có hiệu lực từ {valid_from:%d/%m/%Y}.", by=by, at=at)
    version.refresh_from_db()
    return version


@transaction.atomic
def end(version: ProcedureVersion, *, by: User, at: datetime, valid_until: date) -> ProcedureVersion:
    """Let the published version hold until the day before `valid_until` and nothing follow it.

    Dossiers received under it go on under it. Raises ValidationError for a draft or a day before it began.
    """
    locked = _locked(version)
    if locked.status == Status.DRAFT or locked.valid_from is None:
        raise ValidationError("Chỉ định ngày hết hiệu lực cho phiên bản đã công bố.")
    if valid_until <= locked.valid_from:
        raise ValidationError(f"Ngày hết hiệu lực phải sau ngày có hiệu lực {locked.valid_from:%d/%m/%Y}.")
    if locked.valid_until is not None and valid_until > locked.valid_until:
        raise ValidationError(f"Phiên bản đã hết hiệu lực từ {locked.valid_until:%d/%m/%Y}; không kéo dài thêm được.")
    locked.status, locked.valid_until = Status.ENDED, valid_until
    locked.save(update_fields=["status", "valid_until"])
    record(locked, f"Hết hiệu lực từ {valid_until:%d/%m/%Y}.", by=by, at=at)
    version.refresh_from_db()
    return version


@transaction.atomic
def new_draft(version: ProcedureVersion, *, by: User, at: datetime) -> ProcedureVersion:
    """A draft that says all that `version` says, with the next number of its procedure."""
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    last = procedure.versions.aggregate(last=Max("number"))["last"]
    copy = _copy(
        version,
        number=last + 1,
        status=Status.DRAFT,
        valid_from=None,
        valid_until=None,
        published_at=None,
        published_by=None,
        # What the importer compares its source with stays with the version that was read from it.
        source_fingerprint="",
    )
    cases = {case: _copy(case, version=copy) for case in version.cases.all()}
    rows: Iterable[ProcessingLimit | FeeItem | RequiredDocument]
    rows = chain(version.limits.all(), version.fees.all(), version.requirements.all())
    for row in rows:
        _copy(row, version=copy, case=cases[row.case] if row.case else None)
    for part in chain(version.reliefs.all(), version.results.all(), version.steps.all(), version.form_fields.all()):
        _copy(part, version=copy)
    record(copy, f"Lập bản nháp từ phiên bản số {version.number}.", by=by, at=at)
    return copy


def _locked(version: ProcedureVersion) -> ProcedureVersion:
    """The version as it is now; the procedure is locked, so that two people cannot publish at once."""
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    return ProcedureVersion.objects.select_related("procedure").get(pk=version.pk)


def _require(sentences: list[str]) -> None:
    if sentences:
        raise ValidationError(sentences)


def _copy(row: Row, **changes: Any) -> Row:
    """A new row with the values of the old one, but for the changes."""
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)._default_manager.create(**{**values, **changes})
