"""The way of a dossier in the words of those who wait for it: what was done, what is done now, what comes and when.

Reads tasks (with their steps), notices, supplements and the version's steps already loaded with the dossier; the moment
and the calendar are passed in. Planned moments stand beside the actual ones.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from cases.clock import STEP_OPENING
from cases.models import Dossier, Task
from cases.plain_words import delivery_words, status_words
from cases.status import STANDING, Status
from departments.working_time import CalendarError, WorkingCalendar
from departments.written import as_vietnamese, filled, short
from procedures.models import StepKind, WorkflowStep
from procedures.plain_words import channel_words, limit_words

# What the applicant was told, as one line each. Submission and signature have lines of their own.
_TOLD = {
    "release": said("Hồ sơ trước trong liên thông đã xong"),
    "let_go": said("Hồ sơ trước trong liên thông đã bị xóa"),
    "wait_again": said("Lại chờ hồ sơ trước trong liên thông"),
    "take_in_for": said("Nơi khác nhận hộ hồ sơ"),
    "send_on": said("Chuyển đến cơ quan có thẩm quyền"),
    "receive": said("Tiếp nhận hồ sơ, hẹn ngày trả"),
    "ask_completion": said("Đề nghị bổ sung hồ sơ"),
    "refuse": said("Không tiếp nhận hồ sơ"),
    "request_supplement": said("Yêu cầu bổ sung hồ sơ"),
    "accept_supplement": said("Đã nhận đủ phần bổ sung"),
    "require_payment": said("Yêu cầu nộp tiền (nghĩa vụ tài chính)"),
    "confirm_payment": said("Đã xác nhận khoản nộp"),
    "pay": said("Đã nhận phí, lệ phí"),
    "set_fee": said("Đã xác định phí, lệ phí"),
    "overpay": said("Nhận được khoản nộp thừa"),
    "refund": said("Hoàn tiền"),
    "quarantine": said("Cách ly một tệp có mã độc"),
    "apologise": said("Xin lỗi vì chậm, hẹn lại"),
    "recount": said("Tính lại ngày hẹn vì lịch làm việc thay đổi"),
    "suspend": said("Tạm dừng giải quyết"),
    "resume": said("Giải quyết tiếp"),
    "ask_opinion_stopping": said("Tạm dừng giải quyết"),
    "answer_last_opinion": said("Giải quyết tiếp"),
    "drop_opinion_resuming": said("Giải quyết tiếp"),
    "stop": said("Dừng giải quyết"),
    "recall": said("Thu hồi kết quả để sửa sai sót"),
    "withdraw": said("Rút hồ sơ"),
    "delete": said("Xóa hồ sơ nhập nhầm"),
    "restore": said("Khôi phục hồ sơ đã xóa"),
    "hand_over": said("Trả kết quả"),
}
_OVER_WITHOUT_RESULT = (Status.REFUSED, Status.WITHDRAWN)
Item = dict[str, str]


def timeline(dossier: Dossier, at: datetime, calendar: WorkingCalendar, *, in_full: bool = True) -> list[Item]:
    """Items for components/timeline.html in the order of time; without `in_full` no reasons, only what and when."""
    channel = channel_words(dossier.channel).lower()
    first = {"state": "done", "title": _("Nộp hồ sơ"), "sub": f"{short(dossier.submitted_at)}, {channel}"}
    items = [first, *(item for _, item in sorted(_done(dossier, in_full=in_full), key=lambda pair: pair[0]))]
    if _is_over(dossier):
        return items
    return [*items, _now(dossier), *_to_come(dossier, at, calendar)]


def _done(dossier: Dossier, *, in_full: bool) -> Iterator[tuple[tuple[datetime, int], Item]]:
    """What is behind, each with its moment; of the same moment: the receipt, then finished steps, then the rest."""
    for notice in dossier.notices.all():
        if notice.action in _TOLD:
            told = filled(" · {}", as_vietnamese(notice.text)) if in_full and notice.text else ""
            sub = filled("{}{}", short(notice.created_at), told)
            rank = 0 if notice.action == "receive" else 2
            yield (notice.created_at, rank), {"state": "done", "title": _(_TOLD[notice.action]), "sub": sub}
    for request in dossier.supplements.all():
        if request.answered_at is not None:
            words = filled(" · “{}”", as_vietnamese(request.answer)) if in_full and request.answer else ""
            sub = filled("{}{}", short(request.answered_at), words)
            yield (request.answered_at, 2), {"state": "done", "title": _("Người nộp gửi bổ sung"), "sub": sub}
    for task in dossier.tasks.all():
        if task.closed_at is not None and _was_done(task, dossier):
            yield (
                (task.closed_at, 1),
                {"state": "done", "title": as_vietnamese(task.step.name), "sub": _done_words(task)},
            )


def _was_done(task: Task, dossier: Dossier) -> bool:
    """The hand-over is told as such; a step that ended because the whole did was not done."""
    if task.step.kind == StepKind.HAND_OVER:
        return False
    broken_off = dossier.status in (Status.WITHDRAWN, Status.STOPPED) and task.closed_at == dossier.finished_at
    return not broken_off


def _done_words(task: Task) -> str:
    done = _("xong {moment}").format(moment=short(task.closed_at))
    if task.due_at is None or task.closed_at is None or task.closed_at <= task.due_at:
        return done
    return done + " · " + _("muộn hơn dự kiến {moment}").format(moment=short(task.due_at))


def _is_over(dossier: Dossier) -> bool:
    if dossier.status in _OVER_WITHOUT_RESULT or dossier.status == Status.RETURNED:
        return True
    return dossier.status == Status.STOPPED and dossier.finished_at is not None


def _now(dossier: Dossier) -> Item:
    """The one thing that is being waited for."""
    title, sub = _waited_for(dossier)
    return {"state": "now", "title": title, "sub": sub}


def _waited_for(dossier: Dossier) -> tuple[str, str]:
    match dossier.status:
        case Status.NEW:
            until = _("trả lời chậm nhất {moment}").format(moment=short(dossier.answer_due_at))
            return _("Bộ phận Một cửa kiểm tra hồ sơ"), until if dossier.answer_due_at else ""
        case Status.WAITING:
            answered = any(one.answered_at and one.is_open for one in dossier.supplements.all())
            until = _("thời hạn đang tạm dừng") if dossier.received_at else _("thời hạn chưa bắt đầu")
            return (_("Cơ quan kiểm tra phần bổ sung") if answered else _("Chờ người nộp bổ sung hồ sơ")), until
        case Status.PAYING:
            return _("Chờ nộp tiền (nghĩa vụ tài chính)"), _("thời hạn đang tạm dừng")
        case Status.STOPPED:
            return _("Đang tạm dừng giải quyết"), _("ngày hẹn được tính lại khi giải quyết tiếp")
        case Status.FINISHED:
            return _("Đã có kết quả, chờ trả"), delivery_words(dossier.delivery)
    task = dossier.current_task
    if task is None:
        return status_words(dossier.status), ""
    return as_vietnamese(task.step.name), _("dự kiến xong {moment}").format(
        moment=short(task.due_at)
    ) if task.due_at else ""


def _to_come(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Iterator[Item]:
    """The steps ahead: with planned moments while the clock runs, else with how long each may take."""
    if dossier.status == Status.FINISHED:
        return
    if dossier.received_at is None:
        yield {"state": "next", "title": _("Tiếp nhận hồ sơ, hẹn ngày trả"), "sub": ""}
    task = dossier.current_task
    position = task.step.position if task else 1
    steps = dossier.steps_after(position)
    counted = task is not None and dossier.status not in STANDING
    start = max(task.due_at or at, at) if task is not None and counted else None
    for step in steps:
        start = _planned(step, start, calendar)
        yield {"state": "next", "title": as_vietnamese(step.name), "sub": _planned_words(step, start, dossier)}


def _planned(step: WorkflowStep, start: datetime | None, calendar: WorkingCalendar) -> datetime | None:
    """When the step will be done if it begins at `start` and takes all its time; None where nobody can say."""
    limit = step.time_limit()
    if start is None or limit is None:
        return start
    try:
        return limit.count_from(start, calendar, STEP_OPENING).moment
    except CalendarError:
        return None


def _planned_words(step: WorkflowStep, planned: datetime | None, dossier: Dossier) -> str:
    if step.kind == StepKind.HAND_OVER:
        due = dossier.promised_at
        return _("hẹn {moment}").format(moment=short(due)) if due and planned is not None else ""
    limit = step.time_limit()
    if limit is None:
        return ""
    # What the steps may take together can reach beyond the promise; the promise is what counts.
    if planned is not None and (dossier.due_at is None or planned <= dossier.due_at):
        return _("dự kiến {moment}").format(moment=short(planned))
    return _("trong {limit}").format(limit=limit_words(limit).removeprefix("trong "))
