"""What all dossiers of a run use, and what each begins with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.models import Applicant
from cases.scale.copying import Ids
from cases.scale.engine import Engine
from cases.scale.setting import Plan
from departments.models import User
from procedures.fee_count import count_fees, is_open, sum_of
from procedures.models import ProcedureCase
from procedures.terms import limit_for
from procedures.time_limits import TimeLimit

Bill = tuple[list[dict[str, Any]], int, bool]


class Terms:
    """Limit and fee of versions, looked up once for each channel and case."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._limits: dict[tuple[int, str, int | None], TimeLimit | None] = {}
        self._fees: dict[tuple[int, str, int | None, date], Bill] = {}

    def limit(self, plan: Plan, channel: str, case: ProcedureCase | None) -> TimeLimit | None:
        """The limit a dossier is received under."""
        key = (plan.version.pk, channel, case.pk if case else None)
        if key not in self._limits:
            row = limit_for(plan.version, channel=channel, case=case)
            self._limits[key] = row.time_limit() if row else None
        return self._limits[key]

    def fee(self, plan: Plan, channel: str, case: ProcedureCase | None, day: date) -> Bill:
        """The bill, its sum in đồng as far as rates fix it, and whether more may be due."""
        key = (plan.version.pk, channel, case.pk if case else None, day)
        if key not in self._fees:
            lines = count_fees(plan.version, channel=channel, case=case, at=day)
            self._fees[key] = ([line.stored() for line in lines], sum_of(lines), is_open(lines))
        return self._fees[key]


@dataclass(frozen=True)
class Tools:
    """What all courses of a run use."""

    ids: Ids
    engine: Engine
    terms: Terms


@dataclass(frozen=True)
class Arrival:
    """What a dossier begins with."""

    key: UUID
    code: str
    at: datetime
    channel: str
    case: ProcedureCase | None
    account: User | None
    clerk: User
    submitter: Applicant
    owner: Applicant
    form_data: dict[str, Any]
    delivery: str
