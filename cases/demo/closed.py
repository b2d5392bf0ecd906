"""What stands for the period that is over: a sealed report, fixed scores, and what was said against two of them."""

from decimal import Decimal

from django.http import QueryDict

from cases.actions.fix_scores import fix_scores
from cases.actions.object_to_score import answer_objection, object_to_score
from cases.actions.seal_report import seal_report
from cases.demo.setting import HOME, Setting
from cases.models import FixedScore, SealedReport
from cases.reports import periods
from cases.reports.asking import read
from cases.reports.catalogue import REPORTS
from cases.reports.periods import Kind, Period
from cases.reports.scope import scope_of
from cases.reports.scoring.points import read_score
from cases.reports.sealing import subject_of
from departments.models import Department

_HEAD, _OFFICER, _INSPECTOR = "truongphong", "thuly", "giamsat"
_REPORT = "ii06a"
_WAITS = "Một hồ sơ tính chậm bước là do chờ ý kiến của đơn vị khác, tôi đã nhắc hai lần. Đề nghị xem lại."
_OBJECTS = "Bước bị chậm là do mất điện cả buổi chiều, có thông báo của phường. Đề nghị xem lại."
_RIGHT = "Phản hồi có căn cứ: đã kiểm tra thông báo cắt điện ngày hôm đó. Sửa điểm của tiêu chí này."

_WRONG = "Đã kiểm tra từng hồ sơ làm căn cứ: bước ấy chậm vì lý do khác. Giữ nguyên điểm."


def close_the_period(setting: Setting) -> None:
    """Of the last legal month that is over; nothing more of a kind that is there already."""
    at = setting.at_desk(1, 60)
    over = next(one for one in periods.latest(Kind.MONTH, at, 3) if one.is_over(at))
    if not SealedReport.objects.exists():
        for name in (_HEAD, _INSPECTOR):
            _seal(name, over, setting)
    if not FixedScore.objects.exists():
        _score(over, setting)


def _seal(name: str, period: Period, setting: Setting) -> None:
    user, at, definition = setting.cast.users[name], setting.at_desk(1, 60), REPORTS[_REPORT]
    asked = read(QueryDict(f"ky={period.key}"), scope_of(user), at, definition.bys)
    subject = subject_of(user, asked)
    if subject is not None:
        seal_report(definition, subject, asked.question, by=user, at=at, note="Đã đối chiếu với sổ theo dõi hồ sơ.")


def _score(period: Period, setting: Setting) -> None:
    """One objection waits, another one was answered; where it was about lost points it was right."""
    unit, head = Department.objects.get(code=f"{HOME}.03"), setting.cast.users[_HEAD]
    fixed = fix_scores(unit, period, by=head, at=setting.at_desk(2, 30), note="Chốt theo số liệu của kỳ báo cáo.")
    mine = next((one for one in fixed if one.officer.username == _OFFICER), None)
    if mine is not None:
        object_to_score(mine, by=mine.officer, at=setting.at_desk(1, 80), text=_WAITS)
    other = next((one for one in fixed if one is not mine and _lost(one)), fixed[-1])
    if other is not mine:
        points = dict(_lost(other)[:1])
        object_to_score(other, by=other.officer, at=setting.at_desk(2, 150), text=_OBJECTS)
        text = _RIGHT if points else _WRONG
        answer_objection(other, by=head, at=setting.at_desk(1, 45), text=text, corrections=points)


def _lost(score: FixedScore) -> list[tuple[str, Decimal]]:
    """The criteria with fewer points than there are, and how many there are."""
    criteria = ((line.criterion, line.points) for line in read_score(score.score).lines)
    return [(one.measure.value, one.weight) for one, points in criteria if points is not None and points < one.weight]
