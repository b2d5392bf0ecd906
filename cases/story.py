"""A dossier's page in parts: the way through the steps, what to do next, what was asked for, what is known of it.

Reads what `cases.loading` has loaded; asks the database nothing.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cases.asking import PROPOSED_BY, is_proposed
from cases.marks import step_mark
from cases.models import Dossier, Task
from cases.rows import answered_at, holder_of, is_to_be_looked_at, label_of
from cases.status import STANDING, Move, Status
from departments.vietnamese import money, plain_moment
from departments.working_time import WorkingCalendar
from procedures.models import WorkflowStep

# The moves that lead a dossier on, each with the sentence that says what is to be done.
_NEXT = {
    "ask_completion": "{proposed_by} trình yêu cầu bổ sung lần nữa. Xem, gửi cho người nộp hoặc không duyệt.",
    "request_supplement": "{proposed_by} trình yêu cầu bổ sung lần nữa. Xem, gửi cho người nộp hoặc không duyệt.",
    "refuse": "{proposed_by} trình từ chối tiếp nhận. Xem lý do, từ chối hoặc không duyệt.",
    "send_on": "Hồ sơ nhận hộ: chuyển giấy tờ đến {desk}. Thời hạn chỉ tính từ khi nơi ấy tiếp nhận.",
    "receive": "Kiểm tra giấy tờ. Nếu đầy đủ, chính xác thì tiếp nhận; thời hạn giải quyết bắt đầu từ lúc đó.",
    "transfer": "Chuyển hồ sơ cho {division} để giải quyết.",
    "assign": "Giao hồ sơ cho một chuyên viên.",
    "claim": "Hồ sơ chưa có người nhận. Nhận về mình để giải quyết.",
    "answer_last_opinion": "Đơn vị bạn được hỏi ý kiến về hồ sơ này. Xem hồ sơ rồi trả lời; thời hạn đang dừng để chờ.",
    "answer_opinion": "Đơn vị bạn được hỏi ý kiến về hồ sơ này. Xem hồ sơ rồi trả lời.",
    "forward": "Làm xong bước “{step}” thì chuyển sang bước tiếp theo.",
    "propose": "Làm xong bước “{step}” thì trình kết quả.",
    "accept_supplement": "Người nộp đã gửi phần bổ sung. Kiểm tra, đủ thì nhận để giải quyết tiếp.",
    "answer_completion": "Chờ người nộp bổ sung. Họ mang đến quầy thì ghi nhận ở đây.",
    "answer_supplement": "Chờ người nộp bổ sung. Họ mang đến quầy thì ghi nhận ở đây.",
    "confirm_payment": "Khi người nộp đã thực hiện nghĩa vụ tài chính thì xác nhận để giải quyết tiếp.",
    "approve": "Kiểm tra dự thảo kết quả. Đạt thì trình lãnh đạo ký; chưa đạt thì trả lại kèm lý do.",
    "sign": "Xem dự thảo kết quả rồi ký, hoặc trả lại kèm lý do.",
    "sign_to_issue": "Xem dự thảo kết quả rồi ký, hoặc trả lại kèm lý do. Ký xong văn thư lấy số, phát hành.",
    "issue": "Lấy số, ghi ngày, đóng dấu rồi phát hành. Có sai sót thì trả lại trước khi phát hành.",
    "resume": "Khi hết lý do tạm dừng thì cho giải quyết tiếp.",
    "collect_fee": "Thu {fee} trước khi trả kết quả.",
    "hand_over": "Trả kết quả cho người nhận và ghi tên người nhận.",
}
_DONE = {
    Status.REFUSED: "Hồ sơ không được tiếp nhận.",
    Status.WITHDRAWN: "Hồ sơ đã được rút.",
    Status.RETURNED: "Kết quả đã trả. Hồ sơ đã kết thúc.",
}
_ENDED = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)
_PAID = (Dossier.Finance.PAID, Dossier.Finance.REFUNDED)
_TONES = {
    Status.WAITING: "wait",
    Status.PAYING: "wait",
    Status.STOPPED: "wait",
    Status.FINISHED: "ok",
    Status.RETURNED: "ok",
    Status.REFUSED: "quiet",
    Status.WITHDRAWN: "quiet",
}


def next_action(dossier: Dossier, moves: list[Move], *, late: bool) -> dict[str, Any]:
    """What this person should do now, in one sentence with at most one button; `late`: the promise is broken."""
    names = {move.name for move in moves}
    if dossier.status == Status.FINISHED and "collect_fee" in names:
        order = ["collect_fee"]
    else:
        order = [name for name in _NEXT if name != "collect_fee" and _is_next(name, dossier)]
    name = next((name for name in order if name in names), "")
    if name:
        words = {
            "division": dossier.division.name,
            "desk": dossier.desk.name,
            "proposed_by": dossier.open_proposal.proposed_by.get_full_name() if dossier.open_proposal else "",
            "step": dossier.current_task.step.name if dossier.current_task else "",
            "fee": "phí, lệ phí tính theo thực tế"
            if dossier.finance_status == Dossier.Finance.UNSETTLED
            else money(dossier.fee_amount),
        }
        return _to_do(dossier, name, _NEXT[name].format(**words))
    if late and "apologise" in names and dossier.reappointed_at is None:
        return _to_do(dossier, "apologise", "Hồ sơ đã quá hạn. Gửi người nộp lời xin lỗi với lý do và ngày hẹn mới.")
    if late and "assign" in names:
        who, since = holder_of(dossier)
        return _to_do(dossier, "assign", f"Hồ sơ đã quá hạn, {who} giữ {since}. Đôn đốc, hoặc giao người khác.")
    return {"text": awaited(dossier), "url": "", "label": "", "quiet": True}


def awaited(dossier: Dossier) -> str:
    """Whom everybody else waits for."""
    if dossier.status in _DONE:
        return _DONE[Status(dossier.status)]
    if dossier.status == Status.STOPPED and dossier.finished_at is not None:
        return "Hồ sơ đã dừng giải quyết."
    if dossier.status == Status.NEW:
        if dossier.waits_for is not None:
            return f"Chờ kết quả hồ sơ {dossier.waits_for.code} trong liên thông."
        return f"{dossier.desk} kiểm tra và trả lời người nộp."
    who, since = holder_of(dossier)
    return f"Không cần làm gì lúc này. Đang ở: {who}{f' ({since})' if since else ''}."


def other_moves(dossier: Dossier, moves: list[Move], done: str) -> list[dict[str, str]]:
    """The buttons beside the first one, as links."""
    return [
        {"url": reverse("cases:act", args=[dossier.code, move.name]), "label": label_of(move.name, dossier)}
        for move in moves
        if reverse("cases:act", args=[dossier.code, move.name]) != done
    ]


def timeline(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> list[dict[str, str]]:
    """The way of the dossier: submitted, each step with its own due moment, and the steps to come."""
    channel = dossier.get_channel_display().lower()
    items = [{"state": "done", "title": "Nộp hồ sơ", "sub": f"{plain_moment(dossier.submitted_at)}, {channel}"}]
    tasks = list(dossier.tasks.all())
    waits = dossier.status == Status.WAITING and dossier.received_at is None
    if waits:
        items.append({"state": "done", "title": "Bộ phận Một cửa kiểm tra", "sub": "đã yêu cầu bổ sung"})
        looked_at = answered_at(dossier) is not None
        items.append(
            {"state": "now", "title": "Kiểm tra phần bổ sung" if looked_at else "Chờ người nộp bổ sung", "sub": ""}
        )
    elif not tasks and dossier.finished_at is None:
        sub = f"phải trả lời trước {plain_moment(dossier.answer_due_at)}" if dossier.answer_due_at else ""
        items.append({"state": "now", "title": "Bộ phận Một cửa kiểm tra", "sub": sub})
    items += [_done_or_now(task, dossier, at, calendar) for task in tasks]
    if dossier.finished_at is None:
        position = dossier.current_task.step.position if dossier.current_task else 0
        steps = dossier.steps_after(position)
        items += [{"state": "next", "title": step.name, "sub": _norm(step)} for step in steps]
    elif dossier.status in _ENDED:
        items.append({"state": "done", "title": dossier.get_status_display(), "sub": plain_moment(dossier.finished_at)})
    return items


def handed(dossier: Dossier) -> dict[str, str] | None:
    """Who gave the step at hand to its holder, or sent it back, and why; None where it came the usual way."""
    task = dossier.current_task
    if task is None or task.handed_by is None or not task.handed_how:
        return None
    who, when = task.handed_by.get_full_name(), plain_moment(task.handed_at)
    if task.handed_how == Task.Handed.RETURNED:
        return {"title": f"{who} trả lại lúc {when}", "text": task.handed_why}
    to = task.assignee.get_full_name() if task.assignee else task.department.name
    return {"title": f"{who} chuyển cho {to} lúc {when}", "text": task.handed_why}


def tone_of(dossier: Dossier) -> str:
    """The tone of the status badge."""
    return _TONES.get(Status(dossier.status), "brand")


def _to_do(dossier: Dossier, name: str, text: str) -> dict[str, Any]:
    url, label = reverse("cases:act", args=[dossier.code, name]), label_of(name, dossier)
    if name == "receive" and is_to_be_looked_at(dossier):
        # From there it is one key on to the receipt, or to the notice of all that is missing.
        url, label = reverse("cases:review", args=[dossier.code]), "Kiểm tra giấy tờ"
    return {"text": text, "url": url, "label": label, "quiet": False}


def _is_next(name: str, dossier: Dossier) -> bool:
    if name in PROPOSED_BY:
        return is_proposed(name, dossier)
    if name == "accept_supplement":
        return any(request.is_open and request.answered_at for request in dossier.supplements.all())
    if name == "receive":
        return dossier.status == Status.NEW
    if name == "assign":
        return dossier.current_task is not None and dossier.holder is None
    return True


def _done_or_now(task: Task, dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> dict[str, str]:
    mark = step_mark(task, dossier, at, calendar)
    who = task.assignee.get_full_name() if task.assignee else task.department.name
    if task.closed_at is not None:
        sub = f"{who} · {plain_moment(task.opened_at)} đến {plain_moment(task.closed_at)}"
        return {"state": "done", "title": task.step.name, "sub": f"{sub}{_after(mark.text, mark.kind)}"}
    due = f" · hạn của bước {plain_moment(task.due_at)}" if task.due_at and dossier.status not in STANDING else ""
    return {
        "state": "now",
        "title": task.step.name,
        "sub": f"{who} · từ {plain_moment(task.opened_at)}{due}{_after(mark.text, mark.kind)}",
    }


def _after(text: str, kind: str) -> str:
    return "" if kind == "none" else f" · {text[:1].lower()}{text[1:]}"


def _norm(step: WorkflowStep) -> str:
    limit = step.time_limit()
    return f"định mức {limit.text()}" if limit else ""


def printed_forms(dossier: Dossier) -> list[dict[str, str]]:
    """The official forms that exist for the dossier now."""
    there = [
        ("tiep-nhan", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", dossier.received_at is not None),
        ("bo-sung", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", dossier.supplement_count > 0),
        ("tu-choi", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", dossier.status == Status.REFUSED),
        ("xin-loi", "Văn bản xin lỗi, hẹn lại", dossier.reappointed_at is not None),
        ("dung", "Thông báo dừng giải quyết hồ sơ", dossier.status == Status.STOPPED),
        ("kiem-soat", "Phiếu kiểm soát quá trình giải quyết", dossier.received_at is not None),
        ("giao-nhan", "Biên bản giao nhận hồ sơ", dossier.received_at is not None),
        ("bien-nhan", "Biên nhận trả kết quả", dossier.returned_at is not None),
        ("phieu-thu", "Phiếu thu phí, lệ phí", dossier.finance_status in _PAID),
        ("phieu-hoan", "Phiếu hoàn phí, lệ phí", dossier.finance_status == Dossier.Finance.REFUNDED),
    ]
    return [
        {"url": reverse("cases:pdf", args=[dossier.code, form]), "label": label}
        for form, label, exists in there
        if exists
    ]
