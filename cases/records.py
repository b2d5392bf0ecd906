"""What was asked, laid before the leader, decided and logged of a dossier, as its page shows it.

`in_full` is for those who work on it; without it no free words, no names of applicants: who of the office did what,
when, for which unit. Reads what `cases.loading` has loaded; asks the database nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from cases.models import Dossier, Event, SupplementRequest
from cases.status import MOVES
from departments.vietnamese import money, plain_moment

# Entries of the log that are no moves.
_OTHER_DEEDS = {
    "submit": "Nộp hồ sơ",
    "release": "Hồ sơ trước trong liên thông đã xong",
    "let_go": "Hồ sơ trước trong liên thông đã bị xóa",
    "wait_again": "Lại chờ hồ sơ trước trong liên thông",
    "recount": "Tính lại ngày hẹn vì lịch làm việc thay đổi",
    "pay": "Nộp phí, lệ phí",
    "link_account": "Người nộp đưa hồ sơ vào tài khoản",
    "unlink_account": "Người nộp xóa tài khoản, hồ sơ được giữ lại",
    "overpay": "Nộp thừa, phải hoàn lại",
    "refund": "Hoàn tiền",
    "move_work": "Chuyển mọi việc",
    "take_papers": "Nhận đủ hồ sơ giấy",
    "lack_papers": "Nhận hồ sơ giấy, còn thiếu",
    "quarantine": "Cách ly một tệp có mã độc",
}
_OF_MONEY = ("set_fee", "collect_fee", "confirm_payment", "pay", "overpay", "refund")


def requests_of(dossier: Dossier, *, in_full: bool) -> list[dict[str, Any]]:
    """The supplement requests, the last one first."""
    return [
        {
            "title": str(request),
            "badge": _request_state(request),
            "tone": "ok" if request.accepted_at else "wait" if request.is_open else "quiet",
            "sub": f"{request.asked_by.get_full_name()}, {plain_moment(request.asked_at)}"
            + (f" · {request.approved_by.get_full_name()} duyệt" if request.approved_by else "")
            + (f" · bổ sung trước ngày {request.respond_by:%d/%m/%Y}" if request.respond_by else ""),
            "items": [item.text for item in request.items.all()] if in_full else [],
            "reason": request.reason if in_full else "",
            "answer": request.answer if in_full else "",
        }
        for request in reversed(dossier.supplements.all())
    ]


def proposal_of(dossier: Dossier, *, in_full: bool) -> list[dict[str, Any]]:
    """What waits for the leader's word, or what he did not approve, told as requests are; empty where there is none."""
    proposal = dossier.proposal
    if proposal is None:
        return []
    return [
        {
            "title": f"Trình lãnh đạo: {proposal.get_kind_display().lower()}",
            "badge": proposal.get_decision_display() or "Chờ lãnh đạo duyệt",
            "tone": "quiet" if proposal.decision else "wait",
            "sub": f"{proposal.proposed_by.get_full_name()}, {plain_moment(proposal.proposed_at)}",
            "items": [line["text"] for line in proposal.lines] if in_full else [],
            "reason": proposal.reason if in_full else "",
            "answer": proposal.answer if in_full else "",
            "answered_by": proposal.decided_by.get_full_name() if proposal.decided_by else "",
        }
    ]


def result_of(dossier: Dossier, *, in_full: bool) -> dict[str, Any] | None:
    """The result or its draft: what was decided, by whom and when; None where there is none."""
    result = getattr(dossier, "result", None)
    if result is None:
        return None
    steps = [f"{result.proposed_by.get_full_name()} trình {plain_moment(result.proposed_at)}"]
    if result.signed_at:
        steps.append(f"{result.signed_by.get_full_name()} ký {plain_moment(result.signed_at)}")
    if result.issued_at:
        steps.append(f"số {result.number}, ban hành {plain_moment(result.issued_at)}")
    if result.received_by and in_full:
        steps.append(f"người nhận: {result.received_by}")
    return {
        "title": "Kết quả" if result.signed_at else "Dự thảo kết quả",
        "outcome": result.get_outcome_display(),
        "text": result.text if in_full else "",
        "sub": " · ".join(steps),
        "file_url": reverse("cases:document", args=[result.document_id]) if in_full and result.document_id else "",
        "file_name": result.document.name if in_full and result.document_id else "",
    }


def event_rows(dossier: Dossier, events: Iterable[Event], *, in_full: bool) -> list[dict[str, str]]:
    """The log in words: what, who, when, and what was said."""
    return [
        {
            "title": _deed(event),
            "by": _who(event, dossier, in_full=in_full) + (f", {event.department.name}" if event.department else ""),
            "at": plain_moment(event.at),
            "note": _note(event) if in_full else "",
            "status": f"{event.get_from_status_display()} → {event.get_to_status_display()}"
            if event.from_status is not None and event.from_status != event.to_status
            else "",
        }
        for event in events
    ]


def _request_state(request: SupplementRequest) -> str:
    if request.accepted_at is not None:
        return "Đã bổ sung" if request.before_receipt and request.answered_at else "Đã nhận đủ"
    if request.dropped_at is not None:
        return "Không còn cần, hồ sơ đã kết thúc"
    return "Người nộp đã gửi, chờ kiểm tra" if request.answered_at else "Đang chờ người nộp"


def _who(event: Event, dossier: Dossier, *, in_full: bool) -> str:
    """Who did it; the applicant's own account is not named to those who only watch."""
    by_applicant = event.by_id is not None and event.by_id == dossier.account_id
    if by_applicant and not in_full:
        return "Người nộp"
    return f"{event.by_name} (thay cho {event.data['for']})" if event.data.get("for") else event.by_name


def _note(event: Event) -> str:
    """What was said, after what was corrected: the old words and the new ones."""
    changed = [f"{one['label']}: “{one['old']}” → “{one['new']}”" for one in event.data.get("changes", [])]
    return "\n".join([*changed, event.note])


def _deed(event: Event) -> str:
    label = MOVES[event.action].label if event.action in MOVES else _OTHER_DEEDS.get(event.action, event.action)
    if event.action in _OF_MONEY and event.data.get("amount"):
        return f"{label}: {money(event.data['amount'])}"
    if event.action in ("assign", "pass_on", "move_work") and event.data.get("officer"):
        return f"{label.removesuffix(' cho đồng nghiệp')} cho {event.data['officer']}"
    if event.action in ("ask_opinion", "ask_opinion_stopping") and event.data.get("unit"):
        return f"{label}: {event.data['unit']}"
    if event.action == "send_on" and event.data.get("unit"):
        return f"{label}: {event.data['unit']}"
    if event.action == "change_case" and event.data.get("case"):
        return f"{label}: {event.data['case']}"
    if event.action in ("sign", "issue") and event.data.get("number"):
        return f"{label}, số {event.data['number']}"
    if event.action == "apologise" and event.data.get("due_after"):
        return f"{label} đến {plain_moment(datetime.fromisoformat(event.data['due_after']))}"
    return label
