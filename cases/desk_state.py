"""How a dossier stands at the one-stop desk, in words: what it is, since when, and until when something must happen."""

from dataclasses import dataclass

from cases.models import Dossier
from cases.status import Status
from departments.vietnamese import plain_moment


@dataclass(frozen=True)
class DeskState:
    """What a clerk reads first of a row; each part may be empty."""

    state: str
    since: str
    until: str = ""


def desk_state(dossier: Dossier) -> DeskState:
    """Reads what `DossierQuerySet.with_list_details` loads; asks the database nothing."""
    match dossier.status:
        case Status.NEW:
            return _to_answer(dossier)
        case Status.RECEIVED:
            return DeskState(dossier.get_status_display(), f"tiếp nhận {plain_moment(dossier.received_at)}")
        case Status.WAITING:
            return _waiting(dossier)
        case Status.FINISHED:
            fee = ", còn nợ phí" if dossier.owes else ""
            since = f"có kết quả {plain_moment(dossier.finished_at)}"
            return DeskState(f"{dossier.get_delivery_display()}{fee}", since)
    return DeskState(dossier.get_status_display(), _submitted(dossier))


def _to_answer(dossier: Dossier) -> DeskState:
    state, since, until = "Chờ kiểm tra", _submitted(dossier), plain_moment(dossier.answer_due_at)
    answered = dossier.__dict__.get("completed_at")
    if answered is not None:
        # The time to answer runs from the completion, not from the first submission.
        state, since = "Đã bổ sung, chờ kiểm tra", f"bổ sung {plain_moment(answered)}, {since}"
    if dossier.open_proposal is not None:
        state = "Chờ lãnh đạo duyệt"
    return DeskState(state, since, until)


def _waiting(dossier: Dossier) -> DeskState:
    known = dossier.__dict__
    answered, asked, respond_by = (known.get(name) for name in ("answered_at", "asked_at", "respond_by"))
    if answered is not None:
        return DeskState("Người nộp đã gửi bổ sung", f"gửi {plain_moment(answered)}")
    if asked is None:
        return DeskState(dossier.get_status_display(), _submitted(dossier))
    until = f"bổ sung trước {respond_by:%d/%m/%Y}" if respond_by else ""
    return DeskState("Chờ người nộp bổ sung", f"yêu cầu {plain_moment(asked)}", until)


def _submitted(dossier: Dossier) -> str:
    return f"nộp {plain_moment(dossier.submitted_at)}"
