"""Save what a person wrote into a draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from departments.vietnamese import fold
from procedures.models import Procedure, ProcedureVersion


@transaction.atomic
def save_draft(version: ProcedureVersion) -> ProcedureVersion:
    """Save the draft with what search looks in; a new one gets the next number of its procedure.

    Raises ValidationError for a version that is published: it can only end.
    """
    if version.status != ProcedureVersion.Status.DRAFT:
        raise ValidationError("Phiên bản đã công bố không sửa được; hãy lập bản nháp mới.")
    # Under lock, so that two people who begin at once get two numbers.
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    if version._state.adding:
        version.number = (procedure.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version.search_text = fold(f"{version.name} {version.keywords} {version.synopsis} {procedure.code}")
    version.save()
    return version
