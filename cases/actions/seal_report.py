"""Seal a report of a closed period: from then on its figures stand, and what is corrected later is told beside them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cases.errors import MoveRefused
from cases.models import SealedReport
from cases.reports.frame.definition import Definition
from cases.reports.question import Question
from cases.reports.sealing import Subject, counted, name_of
from departments.models import User
from departments.vietnamese import plain_moment


def seal_report(
    definition: Definition, subject: Subject, question: Question, *, by: User, at: datetime, note: str = ""
) -> SealedReport:
    """Keep figures and members with their fingerprint.

    Raises MoveRefused for a period that is not over, for sums that do not hold, and for what is sealed already.
    """
    if not question.period.is_over(at):
        raise MoveRefused(f"Kỳ {question.period.name} chưa kết thúc nên chưa niêm phong được.")
    found = counted(definition, question)
    if found.broken:
        raise MoveRefused("Số liệu chưa khớp nên chưa niêm phong được: " + "; ".join(found.broken[:5]))
    asked = name_of(definition, subject, question)
    try:
        with transaction.atomic():
            return SealedReport.objects.create(
                report=definition.key,
                unit=subject.unit,
                covers=subject.covers,
                period=question.period.key,
                asked=asked,
                figures=found.figures,
                members=found.members,
                fingerprint=found.fingerprint,
                note=note,
                sealed_by=by,
                sealed_at=at,
            )
    except IntegrityError as error:
        earlier = SealedReport.objects.select_related("sealed_by").get(asked=asked)
        who, when = earlier.sealed_by.get_full_name(), plain_moment(earlier.sealed_at)
        raise MoveRefused(f"{who} đã niêm phong báo cáo này lúc {when}.") from error
