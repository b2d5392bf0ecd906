"""Number the letters of the agency's head; used by moves, inside their transaction."""

from datetime import datetime

from cases.codes import next_number
from cases.models import Dossier
from cases.models.issued import first_day_of
from departments.working_time import local

APOLOGY, NOTICE = "PXL", "TB"


def letter_number(dossier: Dossier, kind: str, *, at: datetime) -> str:
    """The next number of the agency's letters of that kind in the year (NĐ 30/2020/NĐ-CP Điều 15), as the log keeps it.

    Locks the counter until the transaction ends, so call it late.
    """
    return str(next_number(f"{dossier.department.code}/{kind}", first_day_of(local(at).date())))
