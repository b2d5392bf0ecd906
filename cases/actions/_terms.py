"""What a dossier's version promises and asks for its case and channel: limit and fee; used by moves."""

from datetime import datetime

from cases.models import Dossier
from departments.working_time import local
from procedures.fee_count import FeeAnswers, FeeLine, count_fees, is_open, sum_of
from procedures.terms import limit_for


def fix_limit(dossier: Dossier) -> None:
    """Write the limit into the dossier (unsaved); its due moment follows when the move settles."""
    row = limit_for(dossier.version, channel=dossier.channel, case=dossier.case)
    limit = row.time_limit() if row else None
    dossier.limit_amount, dossier.limit_unit = (limit.amount, limit.unit) if limit else (None, "")


def fees_of(dossier: Dossier, at: datetime) -> list[FeeLine]:
    """The lines of the fee by the rates of that day."""
    said = FeeAnswers.read(dossier.fee_answers)
    day = local(at).date()
    return count_fees(dossier.version, channel=dossier.channel, case=dossier.case, at=day, said=said)


def fix_fee(dossier: Dossier, lines: list[FeeLine]) -> None:
    """Write what is owed into the dossier (unsaved)."""
    dossier.fee_lines, dossier.fee_amount = [line.stored() for line in lines], sum_of(lines)
    if is_open(lines):
        dossier.finance_status = Dossier.Finance.UNSETTLED
    else:
        dossier.finance_status = Dossier.Finance.OWED if dossier.fee_amount else Dossier.Finance.NOTHING
