"""The whole life of a dossier on one screen: the ten national status codes and the moves between them.

Status codes: the national portal's list (Cổng Dịch vụ công quốc gia). A move names the statuses it may start from, the
status it leads to, who may make it and, where it belongs to one step of the workflow, the kind of that step.
Pure: no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models

from departments.roles import Role
from procedures.steps import StepKind


class Status(models.IntegerChoices):
    """The national portal's codes; the number is what is synchronised, the label is what people read."""

    NEW = 1, "Mới đăng ký"
    RECEIVED = 2, "Được tiếp nhận"
    REFUSED = 3, "Không được tiếp nhận"
    PROCESSING = 4, "Đang xử lý"
    WAITING = 5, "Yêu cầu bổ sung giấy tờ"
    PAYING = 6, "Yêu cầu thực hiện nghĩa vụ tài chính"
    WITHDRAWN = 7, "Công dân yêu cầu rút hồ sơ"
    STOPPED = 8, "Dừng xử lý"
    FINISHED = 9, "Đã xử lý xong"
    RETURNED = 10, "Đã trả kết quả"


@dataclass(frozen=True)
class Move:
    """One verb of a dossier's life.

    `to` is None where the status stays. `received` says whether the dossier must already have been received (its clock
    started): True, False, or None for either. `citizen` lets the account that submitted it act. `steps` binds the move
    to the kind of step at hand. `system` lets the portal itself make it, by a rule of the version.
    """

    name: str
    label: str
    sources: frozenset[Status]
    to: Status | None = None
    by: frozenset[Role] = frozenset()
    citizen: bool = False
    received: bool | None = None
    steps: frozenset[StepKind] = frozenset()
    system: bool = False


def _move(
    label: str,
    *sources: Status,
    to: Status | None = None,
    by: Iterable[Role] = (),
    citizen: bool = False,
    received: bool | None = None,
    steps: Iterable[StepKind] = (),
    system: bool = False,
) -> Move:
    return Move("", label, frozenset(sources), to, frozenset(by), citizen, received, frozenset(steps), system)


S, R, K = Status, Role, StepKind

_TABLE = {
    # At the one-stop desk, before the clock starts
    "receive": _move("Tiếp nhận", S.NEW, S.WAITING, to=S.RECEIVED, by={R.RECEIVER}, received=False),
    # Taken in for another unit: it goes there first
    "send_on": _move("Chuyển đến cơ quan có thẩm quyền", S.NEW, by={R.RECEIVER}, received=False),
    "ask_completion": _move("Yêu cầu bổ sung", S.NEW, to=S.WAITING, by={R.RECEIVER, R.LEADER}, received=False),
    "propose_completion": _move("Trình lãnh đạo yêu cầu bổ sung", S.NEW, by={R.RECEIVER}, received=False),
    "propose_refusal": _move("Trình lãnh đạo từ chối tiếp nhận", S.NEW, S.WAITING, by={R.RECEIVER}, received=False),
    "refuse": _move(
        "Từ chối tiếp nhận", S.NEW, S.WAITING, to=S.REFUSED, by={R.LEADER}, received=False, system=True
    ),
    "transfer": _move("Chuyển xử lý", S.RECEIVED, to=S.PROCESSING, by={R.RECEIVER}),
    # In the division
    "assign": _move("Phân công", S.PROCESSING, by={R.HEAD}, steps={K.ASSIGN, K.HANDLE}),
    "pass_on": _move(
        "Chuyển cho đồng nghiệp", S.PROCESSING, S.WAITING, S.PAYING, by={R.OFFICER}, received=True, steps={K.HANDLE}
    ),
    "send_back": _move(
        "Trả lại Bộ phận Một cửa", S.PROCESSING, to=S.RECEIVED, by={R.HEAD}, received=True, steps={K.ASSIGN, K.HANDLE}
    ),
    "take_back": _move("Lấy lại", S.PROCESSING, S.WAITING, S.PAYING, by={R.OFFICER, R.HEAD}, received=True),
    "take_back_transfer": _move(
        "Lấy lại từ phòng chuyên môn", S.PROCESSING, to=S.RECEIVED, by={R.RECEIVER}, received=True
    ),
    "claim": _move("Nhận việc", S.PROCESSING, by={R.OFFICER}, steps={K.HANDLE}),
    "forward": _move("Chuyển bước tiếp theo", S.PROCESSING, by={R.OFFICER}, steps={K.HANDLE}),
    "propose": _move("Trình kết quả", S.PROCESSING, by={R.OFFICER}, steps={K.HANDLE}),
    "request_supplement": _move(
        "Yêu cầu bổ sung", S.PROCESSING, to=S.WAITING, by={R.OFFICER, R.LEADER}, received=True, steps={K.HANDLE}
    ),
    "propose_supplement": _move(
        "Trình lãnh đạo yêu cầu bổ sung", S.PROCESSING, by={R.OFFICER}, received=True, steps={K.HANDLE}
    ),
    "decline": _move("Không duyệt", S.NEW, S.WAITING, S.PROCESSING, by={R.LEADER}),
    "accept_supplement": _move(
        "Nhận bổ sung, xử lý tiếp", S.WAITING, to=S.PROCESSING, by={R.OFFICER, R.RECEIVER}, received=True
    ),
    # Other units, asked beside the work: it goes on unless the law says that its clock stands meanwhile.
    "ask_opinion": _move(
        "Lấy ý kiến đơn vị khác", S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, by={R.OFFICER}, received=True,
        steps={K.HANDLE},
    ),
    "ask_opinion_stopping": _move(
        "Lấy ý kiến, dừng tính thời hạn", S.PROCESSING, S.STOPPED, to=S.STOPPED, by={R.OFFICER}, received=True,
        steps={K.HANDLE},
    ),
    "urge_opinion": _move(
        "Nhắc trả lời ý kiến", S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, by={R.OFFICER, R.HEAD},
        received=True,
    ),
    "drop_opinion": _move(
        "Không chờ ý kiến nữa", S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, by={R.OFFICER, R.HEAD}, received=True
    ),
    "drop_opinion_resuming": _move(
        "Không chờ ý kiến nữa, giải quyết tiếp", S.STOPPED, to=S.PROCESSING, by={R.OFFICER, R.HEAD}, received=True
    ),
    "answer_opinion": _move(
        "Trả lời ý kiến", S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED,
        by={R.OFFICER, R.HEAD, R.LEADER}, received=True,
    ),
    "answer_last_opinion": _move(
        "Trả lời ý kiến, hết dừng thời hạn", S.STOPPED, to=S.PROCESSING, by={R.OFFICER, R.HEAD, R.LEADER}, received=True
    ),
    "require_payment": _move(
        "Yêu cầu nghĩa vụ tài chính", S.PROCESSING, to=S.PAYING, by={R.OFFICER}, steps={K.HANDLE}
    ),
    "confirm_payment": _move("Xác nhận đã nộp", S.PAYING, to=S.PROCESSING, by={R.RECEIVER, R.OFFICER}),
    "approve": _move("Duyệt, trình ký", S.PROCESSING, by={R.HEAD}, steps={K.REVIEW}),
    # The leader decides
    "sign": _move("Ký duyệt", S.PROCESSING, to=S.FINISHED, by={R.LEADER}, steps={K.SIGN}),
    # Where a records clerk issues, the work is finished when he has (NĐ 30/2020 Điều 15: number and date come last).
    "sign_to_issue": _move("Ký duyệt, chuyển văn thư", S.PROCESSING, by={R.LEADER}, steps={K.SIGN}),
    "issue": _move("Lấy số, phát hành", S.PROCESSING, to=S.FINISHED, by={R.RECORDS_CLERK}, steps={K.ISSUE}),
    "return_unissued": _move(
        "Trả lại trước khi phát hành", S.PROCESSING, by={R.RECORDS_CLERK, R.LEADER}, steps={K.ISSUE}
    ),
    "return_to": _move(
        "Trả lại để sửa", S.PROCESSING, by={R.HEAD, R.LEADER}, steps={K.REVIEW, K.SIGN}
    ),
    "apologise": _move("Xin lỗi và hẹn lại", S.RECEIVED, S.PROCESSING, by={R.LEADER}, received=True),
    "suspend": _move("Tạm dừng giải quyết", S.PROCESSING, to=S.STOPPED, by={R.LEADER}, received=True),
    "resume": _move("Giải quyết tiếp", S.STOPPED, to=S.PROCESSING, by={R.LEADER}, received=True),
    "stop": _move(
        "Dừng hẳn",
        S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED,
        to=S.STOPPED, by={R.LEADER}, received=True, system=True,
    ),
    "recall": _move("Thu hồi kết quả do sai sót", S.FINISHED, to=S.PROCESSING, by={R.LEADER}, received=True),
    "comment": _move("Ghi chú nội bộ", *S, by=set(R) - {R.INSPECTOR, R.ADMINISTRATOR}),
    # Those who lead look at what is late; whoever holds it says why
    "urge": _move("Đôn đốc", S.RECEIVED, S.PROCESSING, by={R.HEAD, R.LEADER}, received=True),
    "ask_reason": _move("Hỏi lý do chậm", S.RECEIVED, S.PROCESSING, by={R.HEAD, R.LEADER}, received=True),
    "escalate": _move("Báo cáo lãnh đạo", S.RECEIVED, S.PROCESSING, by={R.HEAD}, received=True),
    "explain": _move(
        "Giải trình lý do chậm",
        S.RECEIVED, S.PROCESSING, S.FINISHED,
        by={R.RECEIVER, R.OFFICER, R.HEAD}, received=True,
    ),
    "shelve": _move(
        "Ghi nơi để hồ sơ giấy",
        S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, S.FINISHED,
        by={R.RECEIVER, R.OFFICER, R.HEAD, R.RECORDS_CLERK},
    ),
    # Paper becomes a file; before the result, so that the figures of a period that is over stay what they were
    "digitise": _move(
        "Số hóa giấy tờ",
        S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, by={R.RECEIVER, R.OFFICER, R.RECORDS_CLERK}, received=True,
    ),
    # Put right what was taken in wrongly, traceably
    "correct": _move(
        "Sửa thông tin tiếp nhận",
        S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, S.FINISHED, by={R.RECEIVER},
    ),
    "change_case": _move("Đổi trường hợp", S.RECEIVED, S.PROCESSING, by={R.RECEIVER, R.OFFICER}, received=True),
    # Back at the desk
    "collect_fee": _move(
        "Thu phí, lệ phí", S.RECEIVED, S.PROCESSING, S.WAITING, S.FINISHED, by={R.RECEIVER}, received=True
    ),
    "set_fee": _move(
        "Xác định phí, lệ phí", S.RECEIVED, S.PROCESSING, S.WAITING, S.FINISHED, by={R.RECEIVER}, received=True
    ),
    "hand_over": _move("Trả kết quả", S.FINISHED, to=S.RETURNED, by={R.RECEIVER}),
    # The applicant
    "answer_completion": _move(
        "Gửi bổ sung", S.WAITING, to=S.NEW, by={R.RECEIVER}, citizen=True, received=False
    ),
    "confirm_apology": _move(
        "Xác nhận đã nhận văn bản xin lỗi",
        S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, S.FINISHED,
        by={R.RECEIVER}, citizen=True, received=True,
    ),
    "change_delivery": _move(
        "Đổi cách nhận kết quả",
        S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, S.FINISHED,
        by={R.RECEIVER}, citizen=True,
    ),
    "answer_supplement": _move("Gửi bổ sung", S.WAITING, by={R.RECEIVER}, citizen=True, received=True),
    "withdraw": _move(
        "Rút hồ sơ",
        S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING,
        to=S.WITHDRAWN, by={R.RECEIVER}, citizen=True,
    ),
    # What should never have been: not the clerk who typed it in, but who leads the desk or the agency
    "delete": _move(
        "Xóa hồ sơ nhập sai", S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, by={R.LEADER}
    ),
    "restore": _move(
        "Khôi phục hồ sơ đã xóa", S.NEW, S.RECEIVED, S.PROCESSING, S.WAITING, S.PAYING, S.STOPPED, by={R.LEADER}
    ),
}  # fmt: skip

MOVES: dict[str, Move] = {name: replace(move, name=name) for name, move in _TABLE.items()}

# Moves that give the work to somebody else; as long as he has done nothing, who made one may take it back.
HANDS_ON = frozenset({"transfer", "assign", "forward", "propose", "approve", "pass_on"})
TAKES_BACK = frozenset({"take_back", "take_back_transfer"})
# Moves of a unit that is asked, by whether its answer lets the clock run again.
ANSWERS = {"answer_opinion": False, "answer_last_opinion": True}
# What a leader does who decides on a result; which of the two depends on who issues it.
SIGNS = frozenset({"sign", "sign_to_issue"})
# Moves beside the work: they do not touch the step at hand.
BESIDE = frozenset(
    {
        "comment", "collect_fee", "set_fee", "confirm_apology", "change_delivery", "apologise", "answer_supplement",
        "answer_opinion", "correct", "change_case",
        "urge", "ask_reason", "escalate", "explain", "shelve", "digitise",
    }
)  # fmt: skip
# Statuses in which the work is over: the national index takes the moment such a status is reached as the end.
TERMINAL = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.RETURNED})
# Statuses in which the clock of a received dossier stands still.
STANDING = frozenset({Status.WAITING, Status.PAYING, Status.STOPPED})
