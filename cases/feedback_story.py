"""A feedback as pages show it: the mark of what is due, the promise with its reasons, what to do now, what happened."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from cases.feedback_access import moves_of_sender
from cases.feedback_deadlines import reading, term_of
from cases.feedback_status import DUTIES, FEEDBACK_MOVES, FeedbackStatus
from cases.feedback_terms import PUBLISH, REFUSE, RESOLVE
from cases.lateness import lateness, remaining_days
from cases.marks import Mark
from cases.models import Feedback, FeedbackEvent
from departments.working_time import CalendarError, WorkingCalendar, local
from departments.written import as_vietnamese, filled, moment, problem, short

S = FeedbackStatus
_TONES = {S.ASKED: "wait", S.DRAFTED: "wait", S.ANSWERED: "ok", S.PUBLISHED: "ok", S.CLOSED: "ok"}
_QUIET = (S.REFUSED, S.WITHDRAWN)
_TITLES = {REFUSE: "Phải tiếp nhận hoặc từ chối trước", RESOLVE: "Phải trả lời trước", PUBLISH: "Phải công khai trước"}
_TO_DO = {
    S.SENT: said("Bạn chưa cần làm gì. {unit} đang xem phản ánh và báo bạn khi tiếp nhận."),
    S.ACCEPTED: said("Bạn chưa cần làm gì. {unit} đang xử lý. Có câu trả lời, chúng tôi báo cho bạn."),
    S.DRAFTED: said("Bạn chưa cần làm gì. Câu trả lời đang chờ người có thẩm quyền duyệt."),
    S.REFUSED: said("Phản ánh không được tiếp nhận; lý do ghi bên dưới. Bạn gửi phản ánh khác được bất cứ lúc nào."),
    S.WITHDRAWN: said("Bạn đã rút phản ánh này."),
}
# What a sender reads of an event; the others are the office's own business.
_TOLD = {
    "send": said("Bạn gửi phản ánh"),
    "accept": said("Cơ quan tiếp nhận"),
    "refuse": said("Cơ quan không tiếp nhận"),
    "ask": said("Cơ quan hỏi thêm"),
    "complete": said("Bạn gửi bổ sung"),
    "supplement": said("Bạn gửi bổ sung"),
    "transfer": said("Chuyển đơn vị xử lý"),
    "answer": said("Cơ quan trả lời"),
    "publish": said("Câu trả lời được công khai"),
    "close": said("Kết thúc, không công khai"),
    "take_down": said("Gỡ khỏi trang công khai"),
    "withdraw": said("Bạn rút phản ánh"),
    "rate": said("Bạn đánh giá câu trả lời"),
}
_WITH_NOTE = ("ask", "complete", "supplement", "transfer")
_OTHER_LABELS = {"send": "Gửi phản ánh", "unlink_account": "Xóa tài khoản, phản ánh được giữ lại"}


def tone_of(feedback: Feedback) -> str:
    """The tone of the status badge."""
    status = FeedbackStatus(feedback.status)
    return "quiet" if status in _QUIET else _TONES.get(status, "brand")


def state_for_sender(feedback: Feedback) -> str:
    """The status as the sender reads it: who is waited for is “you”."""
    return _("Chờ bạn bổ sung") if feedback.status == S.ASKED else feedback.get_status_display()


def mark_of(feedback: Feedback, at: datetime, calendar: WorkingCalendar) -> Mark:
    """How it stands to what is due now, or how it ended."""
    due, late_from = feedback.duty_due_at, feedback.duty_late_from
    if due is None or late_from is None:
        if feedback.status == S.ASKED:
            return Mark("stopped", "Chờ người gửi")
        if feedback.status == S.WITHDRAWN:
            return Mark("none", "Đã rút")
        return Mark("late", "Đã quá hạn") if feedback.broken_term else Mark("done", "Đúng hạn")
    if late_from <= at:
        days = lateness(due, at, calendar).working_days
        return Mark("late", f"Quá {days} ngày làm việc" if days else "Quá hạn")
    if local(due).date() <= local(at).date():
        return Mark("today", "Đến hạn hôm nay")
    days = remaining_days(due, at, calendar)
    return Mark("soon" if days <= 1 else "on", f"Còn {days} ngày làm việc" if days else "Sắp đến hạn")


def promise_of(
    feedback: Feedback, at: datetime, calendar: WorkingCalendar, *, for_sender: bool
) -> dict[str, Any] | None:
    """What components/promise.html takes: for the sender when he is answered, for staff what is due next; else None.

    Every line of the reading stands behind “Vì sao là ngày này?”, with the term's legal basis.
    """
    name = RESOLVE if for_sender or feedback.status == S.ASKED else DUTIES.get(FeedbackStatus(feedback.status))
    if name is None or (for_sender and feedback.status not in (S.SENT, S.ASKED, S.ACCEPTED, S.DRAFTED)):
        return None
    title = _("Cơ quan trả lời bạn chậm nhất") if for_sender else _TITLES[name]
    try:
        found, mark = reading(feedback, name, calendar), mark_of(feedback, at, calendar)
    except CalendarError as error:
        return {"title": title, "moment": _("Chưa tính được"), "note": problem(error)}
    shown = {
        "title": title,
        "moment": moment(found.due_at) if found.due_at else "",
        "lines": found.lines,
        "basis": _("Căn cứ: {basis}").format(basis=term_of(feedback, name).legal_basis),
    }
    if not for_sender or feedback.status == S.ASKED:
        shown |= {"due_kind": mark.kind, "due_text": _("Chờ bạn") if for_sender else mark.text}
    if found.due_original != found.due_at and found.due_original:
        shown["original"] = moment(found.due_original)
    return shown


def to_do(feedback: Feedback) -> dict[str, Any]:
    """The sender's next step: one sentence, and one action where there is something to do."""
    moves = moves_of_sender(feedback)
    if "complete" in moves or "supplement" in moves:
        url = reverse("cases:feedback_follow", args=[feedback.code, "bo-sung"])
        text = _("Cơ quan cần bạn cho biết thêm. Thời hạn trả lời tạm dừng cho đến khi bạn gửi bổ sung.")
        return {"text": text, "url": url, "label": _("Xem và bổ sung"), "quiet": False}
    if "rate" in moves:
        url = reverse("cases:feedback_follow", args=[feedback.code, "danh-gia"])
        text = _("Cơ quan đã trả lời. Hãy cho biết bạn có hài lòng không.")
        return {"text": text, "url": url, "label": _("Đánh giá câu trả lời"), "quiet": False}
    text = _TO_DO.get(FeedbackStatus(feedback.status), said("Phản ánh đã có câu trả lời. Cảm ơn bạn đã đánh giá."))
    return {"text": filled(_(text), unit=as_vietnamese(feedback.unit.name)), "url": "", "label": "", "quiet": True}


def way_of(feedback: Feedback, events: list[FeedbackEvent]) -> list[dict[str, str]]:
    """What happened, as its sender reads it: units and moments, no names of officers."""
    items = []
    for event in events:
        if event.action not in _TOLD:
            continue
        where = filled(", {}", as_vietnamese(event.department.name)) if event.department else ""
        note = filled(" – {}", as_vietnamese(event.note)) if event.note and event.action in _WITH_NOTE else ""
        title = _(_TOLD[event.action])
        items.append({"state": "done", "title": title, "sub": filled("{}{}{}", short(event.at), where, note)})
    if feedback.status in (S.SENT, S.ASKED, S.ACCEPTED, S.DRAFTED):
        items.append({"state": "now", "title": state_for_sender(feedback), "sub": as_vietnamese(feedback.unit.name)})
    return items


def log_rows(events: list[FeedbackEvent], *, in_full: bool) -> list[dict[str, Any]]:
    """The whole log for staff, the newest first; whoever only watches reads actions, moments and units."""
    return [
        {
            "label": _label(event.action),
            "who": event.by_name if event.department_id else ("Người gửi" if not in_full else event.by_name),
            "where": event.department.name if event.department else "",
            "at": event.at,
            "note": event.note if in_full else "",
            "status": f"{event.get_from_status_display()} → {event.get_to_status_display()}"
            if event.from_status is not None and event.from_status != event.to_status
            else event.get_to_status_display(),
        }
        for event in reversed(events)
    ]


def _label(action: str) -> str:
    move = FEEDBACK_MOVES.get(action)
    return move.label if move else _OTHER_LABELS[action]
