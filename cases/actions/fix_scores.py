"""Fix the scores of a division for a closed period: from then on they stand, with what was known then."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cases.errors import MoveRefused, NotAllowed
from cases.models import FixedScore
from cases.reports.frame.table import seal_of
from cases.reports.periods import Period
from cases.reports.scoring.counting import Scored, scored
from cases.scoring_access import heads
from departments.calendars import calendar_for
from departments.models import Department, User
from departments.vietnamese import plain_moment
from departments.working_time import local


def fix_scores(unit: Department, period: Period, *, by: User, at: datetime, note: str = "") -> list[FixedScore]:
    """One score an officer, all or none; each can be objected to until the day its set of criteria gives.

    Raises NotAllowed for who does not head the unit; MoveRefused for a period that is not over, one that is fixed
    already and one without criteria or officers.
    """
    if not heads(by, unit):
        raise NotAllowed("Chỉ trưởng đơn vị chốt điểm của đơn vị.")
    if not period.is_over(at):
        raise MoveRefused(f"{period.name} chưa kết thúc nên chưa chốt điểm được.")
    rows = scored(unit, period, at)
    if not rows:
        raise MoveRefused(f"Không có bộ tiêu chí nào áp dụng cho {period.name}, hoặc đơn vị không có chuyên viên.")
    until = calendar_for(unit).add_days(local(at).date(), rows[0].score.objection_days)
    try:
        with transaction.atomic():
            return [_fixed(row, unit, period, by=by, at=at, note=note, until=until) for row in rows]
    except IntegrityError as error:
        earlier = FixedScore.objects.select_related("fixed_by").filter(unit=unit, period=period.key).first()
        if earlier is None:
            raise
        who, when = earlier.fixed_by.get_full_name(), plain_moment(earlier.fixed_at)
        raise MoveRefused(f"{who} đã chốt điểm kỳ này lúc {when}.") from error


def _fixed(
    row: Scored, unit: Department, period: Period, *, by: User, at: datetime, note: str, until: date
) -> FixedScore:
    score, evidence = row.score.as_json(), row.evidence_json()
    return FixedScore.objects.create(
        unit=unit,
        officer=row.officer,
        period=period.key,
        score=score,
        evidence=evidence,
        fingerprint=seal_of({"score": score, "evidence": evidence}),
        note=note,
        fixed_by=by,
        fixed_at=at,
        object_until=until,
    )
