"""One row of a list of dossiers: what it says, on the page and in the file alike."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.access import can_now, knows_the_people, may
from cases.asking import PROPOSED_BY, is_proposed
from cases.at_work import at_work
from cases.clock import transfer_due
from cases.lists import Looking
from cases.marks import Mark, answer_mark, mark, step_mark, waiting_mark
from cases.models import Applicant, Dossier, Task
from cases.spent import Spent, spent
from cases.status import MOVES, Status
from departments.day_names import duration_name
from departments.identity import mask_name
from departments.vietnamese import plain_moment
from departments.working_time import WorkingCalendar, local
from procedures.channels import Channel
from procedures.models import StepKind

# Who is awaited at a step that nobody in particular holds.
_AWAITED = {
    StepKind.RECEIVE: "Bộ phận Một cửa",
    StepKind.ASSIGN: "Chờ phân công",
    StepKind.HANDLE: "Chưa có người nhận",
    StepKind.REVIEW: "Chờ trưởng phòng duyệt",
    StepKind.SIGN: "Chờ lãnh đạo ký",
    StepKind.ISSUE: "Chờ văn thư phát hành",
    StepKind.HAND_OVER: "Chờ trả kết quả",
}
_STANDING = {
    Status.WAITING: "Chờ người dân bổ sung",
    Status.PAYING: "Chờ nghĩa vụ tài chính",
    Status.STOPPED: "Tạm dừng giải quyết",
}
# What a list offers at a row: these can be judged from the row alone.
_ROW_MOVES = (
    "ask_completion", "request_supplement", "refuse", "decline", "receive", "transfer", "assign", "claim", "forward",
    "approve", "sign", "sign_to_issue", "issue", "apologise", "collect_fee", "hand_over",
)  # fmt: skip

FILE_HEADINGS = (
    "Mã hồ sơ",
    "Thủ tục",
    "Chủ hồ sơ",
    "Đơn vị giải quyết",
    "Trạng thái",
    "Bước",
    "Người giữ",
    "Hạn của bước",
    "Hẹn trả",
    "Tình trạng hạn",
)


@dataclass(frozen=True)
class Row:
    """A dossier in a list."""

    dossier: Dossier
    owner: str
    holder: str
    holder_sub: str
    due: Mark
    step: Mark
    moves: list[dict[str, str]]
    spent: Spent | None = None
    # Who is at work on it just now, in words; "" for nobody else than the reader.
    at_work: str = ""
    # What stands under each heading of the list the row is shown in; see `cases.columns`.
    cells: list[Any] = field(default_factory=list)

    @property
    def is_to_be_looked_at(self) -> bool:
        """Whether the papers of an online dossier are to be looked at beside its form, before the desk answers."""
        return is_to_be_looked_at(self.dossier) and any(move["name"] == "receive" for move in self.moves)

    @property
    def is_late(self) -> bool:
        """Whether the promise is broken, or a mark that is shown says late: the desk's answer, its transfer."""
        return any(mark.kind == "late" for mark in (self.due, *(cell.mark for cell in self.cells if cell.mark)))


def row_of(dossier: Dossier, look: Looking, *, with_spent: bool = False) -> Row:
    """The row; `with_spent` needs the dossier's tasks (with their steps) and stops."""
    holder, since = holder_of(dossier)
    answered = answered_at(dossier)
    due = waiting_mark(answered, look.at, look.calendar) if answered else mark(dossier, look.at, look.calendar)
    if dossier.open_proposal is not None and dossier.received_at is None:
        # Whoever lets the desk wait for his word sees how the desk stands to its time.
        due = desk_mark(dossier, look)
    # An apology is offered where the promise is broken or about to be, once.
    pressing = due.kind in ("late", "today", "soon") and dossier.reappointed_at is None
    return Row(
        dossier=dossier,
        owner=owner_for(dossier, look),
        holder=holder,
        holder_sub=since,
        at_work=at_work(dossier, look.user, look.at),
        due=due,
        step=step_mark(dossier.current_task, dossier, look.at, look.calendar),
        moves=[
            {"name": name, "label": label_of(name, dossier)}
            for name in _ROW_MOVES
            if (name != "forward" or _knows_its_steps(dossier))
            and _offered(name, dossier, pressing)
            and can_now(name, dossier)
            and may(look.user, name, dossier)
        ],
        spent=spent(dossier, look.at, look.calendar) if with_spent else None,
    )


def _offered(name: str, dossier: Dossier, pressing: bool) -> bool:
    """An apology when the promise presses; at the hand-over first the fee that is owed, then the result."""
    if name == "apologise":
        return pressing
    if name in PROPOSED_BY:
        return is_proposed(name, dossier)
    owed = dossier.owes
    if name == "collect_fee":
        return owed and dossier.status == Status.FINISHED
    return name != "hand_over" or not owed


def _knows_its_steps(dossier: Dossier) -> bool:
    """Whether the steps of its version came with it: no row asks the database by itself."""
    return "steps" in getattr(dossier.version, "_prefetched_objects_cache", {})


def is_to_be_looked_at(dossier: Dossier) -> bool:
    """Whether it came online and the desk has not answered yet."""
    return dossier.status == Status.NEW and dossier.channel == Channel.ONLINE


def office_label(name: str) -> str:
    """What the move is called where the office makes it: what a citizen sends, the desk takes."""
    return "Nhận phần bổ sung" if name in ("answer_supplement", "answer_completion") else MOVES[name].label


def label_of(name: str, dossier: Dossier) -> str:
    """What the move is called at this dossier."""
    if is_proposed(name, dossier):
        return f"Xem, duyệt {MOVES[name].label.lower()}"
    held = dossier.holder is not None
    return "Giao người khác" if name == "assign" and held else office_label(name)


def owner_for(dossier: Dossier, look: Looking) -> str:
    """The owner's name; a person's is masked for those who only watch."""
    name = dossier.owner.full_name
    if dossier.owner.kind == Applicant.Kind.ORGANISATION:
        return name
    return name if knows_the_people(look.user, dossier) else mask_name(name)


def holder_of(dossier: Dossier) -> tuple[str, str]:
    """Who holds the dossier or is awaited, and since when at which step."""
    task, proposal = dossier.current_task, dossier.open_proposal
    if proposal is not None:
        return (
            "Chờ lãnh đạo duyệt",
            f"{proposal.proposed_by.get_full_name()} trình {local(proposal.proposed_at):%H:%M %d/%m}",
        )
    if task is None:
        return (dossier.get_status_display(), "")
    who = dossier.holder.get_full_name() if dossier.holder else _AWAITED[StepKind(task.step.kind)]
    left = f" · {task.assignee.get_full_name()} đã thôi giữ vị trí" if task.assignee and not dossier.holder else ""
    since = f"từ {local(task.opened_at):%d/%m} · {task.step.name}{left or _handed(task)}"
    if answered_at(dossier):
        return ("Đã gửi bổ sung, chờ kiểm tra", f"{who}, {since}")
    if dossier.status in _STANDING and dossier.finished_at is None:
        return (_STANDING[Status(dossier.status)], f"{who}, {since}")
    return (who, since)


def _handed(task: Task) -> str:
    if not task.handed_how or task.handed_by is None or task.handed_at is None:
        return ""
    how = "trả lại" if task.handed_how == Task.Handed.RETURNED else "chuyển"
    return f" · {task.handed_by.get_full_name()} {how} {local(task.handed_at):%d/%m}"


def answered_at(dossier: Dossier) -> datetime | None:
    """When the applicant sent what now waits for the office to look at it; None where nothing does.

    Rows of lists know it from `with_list_details`; elsewhere the dossier's requests are loaded with it.
    """
    if dossier.status != Status.WAITING:
        return None
    if "answered_at" in dossier.__dict__:
        found: datetime | None = dossier.__dict__["answered_at"]
        return found
    return next((request.answered_at for request in dossier.supplements.all() if request.is_open), None)


def transfer_mark(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> Mark:
    """Until when a received dossier must have left the desk (NĐ 118/2025 Đ18.2, the 15:00 rule).

    For one that was sent back the rule begins anew when it came back.
    """
    if dossier.received_at is None:
        return Mark("none", "Chưa tiếp nhận")
    since = dossier.current_task.opened_at if dossier.current_task else dossier.received_at
    due = transfer_due(since, calendar).moment
    if at > due:
        minutes = calendar.minutes_between(due, at)
        return Mark("late", f"Chuyển muộn {duration_name(minutes)} làm việc" if minutes else "Hết giờ chuyển")
    today = due.date() == local(at).date()
    return Mark("today" if today else "on", f"Chuyển trước {due:%H:%M}" + (" hôm nay" if today else f" {due:%d/%m}"))


def desk_mark(dossier: Dossier, look: Looking) -> Mark:
    """What presses at the one-stop desk: the answer, the transfer, else the promise."""
    if dossier.status == Status.NEW and dossier.answer_due_at is not None:
        return answer_mark(dossier, look.at, look.calendar)
    if dossier.status == Status.RECEIVED:
        return transfer_mark(dossier, look.at, look.calendar)
    answered = answered_at(dossier)
    if answered is not None:
        return waiting_mark(answered, look.at, look.calendar)
    return mark(dossier, look.at, look.calendar)


def cells(row: Row) -> tuple[object, ...]:
    """The row in a file, under `FILE_HEADINGS`."""
    dossier = row.dossier
    return (
        dossier.code,
        dossier.version.name,
        row.owner,
        dossier.division.name,
        dossier.get_status_display(),
        dossier.current_task.step.name if dossier.current_task else "",
        row.holder,
        plain_moment(dossier.current_task.due_at if dossier.current_task else None),
        plain_moment(dossier.due_at),
        row.due.text,
    )
