"""An officer's written objection to his fixed score, and its answer, which may correct criteria; all is kept."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from cases.errors import MoveRefused, NotAllowed
from cases.models import FixedScore, ScoreEntry
from cases.reports.scoring.points import read_score
from cases.scoring_access import may_answer
from departments.models import User
from departments.vietnamese import short_date
from departments.working_time import local


def object_to_score(score: FixedScore, *, by: User, at: datetime, text: str) -> ScoreEntry:
    """Say once, until the last day for it, what is wrong.

    Raises NotAllowed for anybody but the officer himself, MoveRefused when it is too late or was done.
    """
    if by.pk != score.officer_id:
        raise NotAllowed("Chỉ người được chấm điểm phản hồi về điểm của mình.")
    if local(at).date() > score.object_until:
        raise MoveRefused(f"Đã hết hạn phản hồi ngày {short_date(score.object_until)}.")
    with transaction.atomic():
        locked = _locked(score)
        if locked.entries.filter(kind=ScoreEntry.Kind.OBJECT).exists():
            raise MoveRefused("Bạn đã phản hồi về điểm kỳ này rồi; mỗi kỳ một lần.")
        return locked.entries.create(kind=ScoreEntry.Kind.OBJECT, text=text, by=by, at=at)


def answer_objection(
    score: FixedScore, *, by: User, at: datetime, text: str, corrections: Mapping[str, Decimal]
) -> ScoreEntry:
    """Answer once, in writing; `corrections` are new points by criterion, for the reason that the answer gives.

    Raises NotAllowed for who may not, MoveRefused where nobody objected, it is answered, or the points cannot be.
    """
    if not may_answer(by, score):
        raise NotAllowed("Trưởng đơn vị hoặc lãnh đạo trả lời phản hồi, không phải chính người được chấm.")
    weights = {line.criterion.measure.value: line.criterion.weight for line in read_score(score.score).lines}
    if any(not 0 <= points <= weights.get(measure, -1) for measure, points in corrections.items()):
        raise MoveRefused("Điểm sửa phải từ 0 đến điểm tối đa của tiêu chí.")
    with transaction.atomic():
        locked = _locked(score)
        said = set(locked.entries.values_list("kind", flat=True))
        if ScoreEntry.Kind.OBJECT not in said:
            raise MoveRefused("Chưa có phản hồi nào để trả lời.")
        if ScoreEntry.Kind.ANSWER in said:
            raise MoveRefused("Phản hồi này đã được trả lời.")
        for measure, points in corrections.items():
            locked.entries.create(kind=ScoreEntry.Kind.CORRECT, measure=measure, points=points, text=text, by=by, at=at)
        return locked.entries.create(kind=ScoreEntry.Kind.ANSWER, text=text, by=by, at=at)


def _locked(score: FixedScore) -> FixedScore:
    return FixedScore.objects.select_for_update(of=("self",)).get(pk=score.pk)
