"""Receive a complete dossier: the clock starts and the moment of the result is promised (NĐ 118/2025 Đ17.3)."""

from datetime import datetime

from django.utils import timezone

from cases.actions._move import moving
from cases.actions._requests import accept_request
from cases.actions._tasks import open_step
from cases.models import Dossier
from departments.models import User
from procedures.fee_count import FeeAnswers, count_fees, is_open, sum_of
from procedures.models import StepKind
from procedures.terms import limit_for


def receive(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """Accept the dossier; limit, fee and due moment are fixed from the version it was submitted under."""
    with moving(dossier, "receive", by=by, at=at, revision=revision) as locked:
        locked.received_at = at
        row = limit_for(locked.version, channel=locked.channel, case=locked.case)
        limit = row.time_limit() if row else None
        if limit:
            locked.limit_amount, locked.limit_unit = limit.amount, limit.unit
        day = timezone.localtime(at).date()
        said = FeeAnswers.read(locked.fee_answers)
        lines = count_fees(locked.version, channel=locked.channel, case=locked.case, at=day, said=said)
        locked.fee_lines, locked.fee_amount = [line.stored() for line in lines], sum_of(lines)
        if is_open(lines):
            locked.finance_status = Dossier.Finance.UNSETTLED
        elif locked.fee_amount:
            locked.finance_status = Dossier.Finance.OWED
        accept_request(locked, at=at)
        open_step(locked, locked.version.steps.get(kind=StepKind.RECEIVE), at=at, assignee=by)
    return dossier
