"""Write the notice that a move owes to the applicant."""

from datetime import datetime

from cases.models import Dossier, Notice
from cases.notices import text_for


def tell(dossier: Dossier, action: str, *, at: datetime, note: str = "") -> Notice | None:
    """Store what the table in `cases.notices` says about this move, if anything."""
    message = text_for(action, dossier, note)
    if message is None:
        return None
    subject, text = message
    return Notice.objects.create(
        dossier=dossier, account_id=dossier.account_id, action=action, subject=subject, text=text, created_at=at
    )
