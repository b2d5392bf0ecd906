"""Submit a dossier online: it gets its code and an automatic acknowledgement (NĐ 310/2026)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from cases.actions._create import create, give_code
from cases.actions._notice import tell
from cases.intake import Intake
from cases.models import Document, Dossier, Draft
from cases.storage import delete_draft
from departments.models import User


def submit(
    intake: Intake, *, by: User, at: datetime, documents: Sequence[Document] = (), draft: Draft | None = None
) -> Dossier:
    """Take the citizen's dossier in; the answer is due within 8 working hours. The draft it came from is gone.

    The same intake submitted again returns the dossier it became the first time.
    """
    existing = Dossier.everything.filter(submission_key=intake.key).first()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            dossier = create(intake, account=by, by=by, at=at, documents=documents)
            if draft is not None:
                delete_draft(draft)
            tell(dossier, "submit", at=at)
            give_code(dossier, at=at)
    except IntegrityError:
        # The same form arrived twice at the same moment: the other one won.
        return Dossier.everything.get(submission_key=intake.key)
    return dossier
