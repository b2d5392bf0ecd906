"""A dossier as its applicant follows it: what to do now, and the way in plain words with planned and actual moments.

Reads what was loaded with the dossier (tasks with steps, supplements, version steps); asks the database nothing.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cases.models import Dossier, SupplementRequest, Task
from cases.status import Status
from departments.vietnamese import short_moment
from departments.working_time import local
from procedures.steps import StepKind

# Steps that are the office's own paperwork and have their own line here.
_TOLD_APART = {StepKind.RECEIVE, StepKind.HAND_OVER}


def open_request(dossier: Dossier) -> SupplementRequest | None:
    """The supplement request that still waits for the applicant's answer, if any."""
    requests = dossier.supplements.all()
    return next((one for one in requests if one.accepted_at is None and one.answered_at is None), None)


def to_do(dossier: Dossier) -> dict[str, Any]:
    """One sentence, and one action where there is something to do."""
    if open_request(dossier) is not None and dossier.status == Status.WAITING:
        url = reverse("cases:my_supplement", args=[dossier.code])
        return {"text": "Cơ quan cần bạn bổ sung hồ sơ.", "url": url, "label": "Xem và bổ sung", "quiet": False}
    return {"text": _nothing_to_do(dossier), "url": "", "label": "", "quiet": True}


def _nothing_to_do(dossier: Dossier) -> str:
    match dossier.status:
        case Status.NEW:
            return f"Chờ Bộ phận Một cửa trả lời, chậm nhất {_moment(dossier.answer_due_at)}."
        case Status.WAITING:
            return "Bạn đã gửi phần bổ sung. Cơ quan đang xem."
        case Status.PAYING:
            return "Bạn cần thực hiện nghĩa vụ tài chính theo thông báo bên dưới."
        case Status.FINISHED:
            return f"Đã có kết quả. Cách nhận: {dossier.get_delivery_display().lower()}. Nơi trả: {dossier.desk.name}."
        case Status.RETURNED:
            return "Bạn đã nhận kết quả. Hồ sơ đã kết thúc."
        case Status.REFUSED:
            return "Hồ sơ không được tiếp nhận; lý do ở phần thông báo bên dưới. Bạn có thể nộp lại khi đủ điều kiện."
        case Status.WITHDRAWN:
            return "Hồ sơ đã được rút."
        case Status.STOPPED:
            return "Hồ sơ đang dừng giải quyết; lý do ở phần thông báo bên dưới."
    return "Không cần làm gì lúc này. Có tin mới, chúng tôi báo ở đây."


def way(dossier: Dossier, *, with_links: bool) -> list[dict[str, str]]:
    """What happened, what is going on and what will come, each with its moment; links only for the applicant."""
    you = "Bạn đã nộp hồ sơ" if with_links else "Hồ sơ đã nộp"
    channel = dossier.get_channel_display().lower()
    past = [(dossier.submitted_at, _item("done", you, f"{_moment(dossier.submitted_at)}, {channel}"))]
    past += [(one.asked_at, _asked(one)) for one in dossier.supplements.all()]
    past += [(one.answered_at, _answered(one)) for one in dossier.supplements.all() if one.answered_at]
    if dossier.received_at is not None:
        past.append((dossier.received_at, _received(dossier, with_links=with_links)))
    tasks = [task for task in dossier.tasks.all() if task.step.kind not in _TOLD_APART]
    past += [(task.closed_at, _done(task)) for task in tasks if task.closed_at is not None]
    if dossier.finished_at is not None:
        past.append((dossier.finished_at, _end(dossier)))
    if dossier.returned_at is not None:
        past.append((dossier.returned_at, _item("done", "Đã trả kết quả", _moment(dossier.returned_at))))
    told = [item for _, item in sorted(past, key=lambda pair: pair[0])]
    return told + _to_come(dossier, [task for task in tasks if task.closed_at is None])


def _to_come(dossier: Dossier, at_hand: list[Task]) -> list[dict[str, str]]:
    if dossier.status == Status.FINISHED:
        return [_item("now", "Chờ bạn nhận kết quả", dossier.desk.name)]
    if dossier.finished_at is not None:
        return []
    items = []
    if dossier.received_at is None:
        if dossier.status == Status.NEW:
            sub = f"trả lời chậm nhất {_moment(dossier.answer_due_at)}" if dossier.answer_due_at else ""
            items.append(_item("now", f"{dossier.desk.name} đang kiểm tra", sub))
        return [*items, _item("next", "Tiếp nhận, hẹn ngày trả kết quả", "khi hồ sơ đầy đủ")]
    if not at_hand:
        items.append(_item("now", "Chuyển đến phòng chuyên môn", dossier.division.name))
    items += [_now(task) for task in at_hand]
    position = dossier.current_task.step.position if dossier.current_task else 0
    following = [step for step in dossier.version.steps.all() if step.position > position]
    items += [_item("next", step.name, "") for step in following if step.kind not in _TOLD_APART]
    promised = dossier.reappointed_at or dossier.due_at
    return [*items, _item("next", "Trả kết quả", f"hẹn {_moment(promised)}" if promised else "")]


def _now(task: Task) -> dict[str, str]:
    planned = f" · dự kiến xong {_moment(task.due_at)}" if task.due_at else ""
    return _item("now", task.step.name, f"từ {_moment(task.opened_at)} · {task.department.name}{planned}")


def _done(task: Task) -> dict[str, str]:
    planned = f" (dự kiến {_moment(task.due_at)})" if task.due_at else ""
    return _item("done", task.step.name, f"xong {_moment(task.closed_at)}{planned}")


def _received(dossier: Dossier, *, with_links: bool) -> dict[str, str]:
    item = _item("done", f"{dossier.desk.name} đã tiếp nhận", _moment(dossier.received_at))
    if with_links:
        item["url"] = reverse("cases:print", args=[dossier.code, "tiep-nhan"])
        item["url_label"] = "Giấy tiếp nhận và hẹn trả"
    return item


def _end(dossier: Dossier) -> dict[str, str]:
    titles = {
        Status.REFUSED: "Không được tiếp nhận",
        Status.WITHDRAWN: "Hồ sơ đã được rút",
        Status.STOPPED: "Dừng giải quyết",
    }
    return _item("done", titles.get(Status(dossier.status), "Đã có kết quả"), _moment(dossier.finished_at))


def _asked(request: SupplementRequest) -> dict[str, str]:
    return _item("done", f"Cơ quan yêu cầu bổ sung (lần {request.ordinal})", _moment(request.asked_at))


def _answered(request: SupplementRequest) -> dict[str, str]:
    return _item("done", "Phần bổ sung đã gửi", _moment(request.answered_at))


def _item(state: str, title: str, sub: str) -> dict[str, str]:
    return {"state": state, "title": title, "sub": sub}


def _moment(moment: datetime | None) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment else "khi có thông báo"


def promise_of(dossier: Dossier) -> dict[str, str]:
    """The promised moment in words; the first promise beside it where it has moved."""
    promised = dossier.reappointed_at or dossier.due_at
    if promised is None:
        return {"moment": "Chưa có ngày hẹn", "original": ""}
    original = dossier.due_original
    moved = original is not None and original != promised
    return {"moment": short_moment(promised), "original": short_moment(original) if moved and original else ""}
