"""Put procedures into a round of review, each with what its followers do today, and take out what was not begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from departments.models import Department
from procedures.compliance_cost import MINUTES
from procedures.models import CostLine, ProcedureReview, ProcedureVersion, ReviewRound


@dataclass(frozen=True)
class Measured:
    """What the portal knows of a procedure: dossiers of a year, and the mean fee of one in đồng."""

    times: int = 0
    fee: int = 0


@transaction.atomic
def plan_review(
    plan: ReviewRound,
    versions: Sequence[ProcedureVersion],
    *,
    unit: Department,
    measured: Mapping[int, Measured],
    today: date,
) -> list[ProcedureReview]:
    """The reviews that were added; `measured` is by procedure. Raises ValidationError, and then none was added.

    A procedure is in one round a year, so that none is counted twice in the year's numbers.
    """
    if plan.is_over(today):
        raise ValidationError(f"Kế hoạch đã hết hạn ngày {plan.last:%d/%m/%Y}; hãy kéo dài rồi thêm thủ tục.")
    wanted = [version.procedure_id for version in versions]
    there = ProcedureReview.objects.filter(round__year=plan.year, procedure__in=wanted)
    taken = [f"{one.procedure.code} ({one.round.name})" for one in there.select_related("procedure", "round")]
    if taken:
        raise ValidationError(f"Đã nằm trong kế hoạch của năm {plan.year}: {', '.join(taken)}.")
    made = ProcedureReview.objects.bulk_create(
        ProcedureReview(
            round=plan,
            procedure_id=version.procedure_id,
            version=version,
            unit=unit,
            times_a_year=measured.get(version.procedure_id, Measured()).times,
        )
        for version in versions
    )
    CostLine.objects.bulk_create(
        line
        for review, version in zip(made, versions, strict=True)
        for line in _today(review, version, measured.get(version.procedure_id, Measured()).fee)
    )
    return made


def take_out(review: ProcedureReview) -> None:
    """Raises ValidationError once there is a conclusion."""
    if review.conclusion:
        raise ValidationError("Thủ tục đã có kết luận rà soát nên không đưa ra khỏi kế hoạch được.")
    review.delete()


def _today(review: ProcedureReview, version: ProcedureVersion, fee: int) -> list[CostLine]:
    """A line for each paper that must be brought, then handing in, paying and fetching; minutes as suggested."""
    activity = CostLine.Activity
    papers = [one for one in version.requirements.all() if one.required and not (one.is_note or one.present_only)]
    lines = [CostLine(review=review, activity=activity.PREPARE, document=one, name=one.name[:500]) for one in papers]
    lines.append(CostLine(review=review, activity=activity.SUBMIT))
    if fee:
        lines.append(CostLine(review=review, activity=activity.PAY, money_before=fee, money_after=fee))
    lines.append(CostLine(review=review, activity=activity.COLLECT))
    for line in lines:
        line.minutes_before = line.minutes_after = MINUTES[line.activity]
    return lines
