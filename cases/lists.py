"""The lists people work from: what each is called, whom it is for, what stands in it.

A list is a question of `DossierQuerySet`; the number on its tile is asked with the same question, so the two agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from cases.keyset import Order
from cases.models.dossier_queries import DossierQuerySet
from cases.weeks import Week
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.working_time import WorkingCalendar, local
from procedures.models import StepKind

BY_PROMISE = Order("due_at")


@dataclass(frozen=True)
class Looking:
    """Who looks at a list, and when."""

    user: User
    at: datetime
    calendar: WorkingCalendar


@dataclass(frozen=True)
class DossierList:
    """One list; `key` names it in the address, `roles` is empty where it is for everybody on the page."""

    key: str
    label: str
    find: Callable[[DossierQuerySet, Looking], DossierQuerySet]
    empty: str
    roles: frozenset[Role] = frozenset()
    late: bool = False
    order: Order = BY_PROMISE


OVERDUE = DossierList(
    "qua-han", "Quá hạn", lambda rows, look: rows.overdue(look.at), "Không có hồ sơ nào quá hạn.", late=True
)
DUE_TODAY = DossierList(
    "hom-nay",
    "Đến hạn hôm nay",
    lambda rows, look: rows.due_today(look.at),
    "Không có hồ sơ nào phải trả trong hôm nay.",
)
DUE_SOON = DossierList(
    "sap-den-han",
    "Sắp đến hạn (1 ngày)",
    lambda rows, look: rows.due_soon(look.at, look.calendar),
    "Không có hồ sơ nào đến hạn trong ngày làm việc tới.",
)
STEP_LATE = DossierList(
    "cham-buoc",
    "Chậm bước, còn trong hạn",
    lambda rows, look: rows.step_late(look.at),
    "Mọi bước đang làm đều trong định mức.",
)
STANDING = DossierList(
    "tam-dung",
    "Đang tạm dừng",
    lambda rows, look: rows.standing(),
    "Không có hồ sơ nào đang dừng tính thời hạn.",
)

OVERDUE_LISTS = (OVERDUE, DUE_TODAY, DUE_SOON, STEP_LATE, STANDING)

ENDANGERED = DossierList(
    "nguy-co",
    "Có nguy cơ trễ",
    lambda rows, look: rows.endangered(look.at, look.calendar),
    "Không có hồ sơ nào sắp đến hạn hay chậm bước.",
)
LATE_THIS_WEEK = DossierList(
    "tre-trong-tuan",
    "Trễ trong tuần",
    lambda rows, look: rows.became_late(Week.of(local(look.at).date()).start, look.at),
    "Tuần này chưa có hồ sơ nào thành quá hạn.",
    late=True,
)
UNEXPLAINED = DossierList(
    "chua-giai-trinh",
    "Quá hạn chưa giải trình",
    lambda rows, look: rows.overdue(look.at).unexplained(),
    "Hồ sơ quá hạn nào cũng đã có lý do.",
)
ESCALATED = DossierList(
    "bao-cao",
    "Đã báo cáo lãnh đạo",
    lambda rows, look: rows.escalated(),
    "Không có hồ sơ nào đang chờ lãnh đạo cho ý kiến về việc chậm.",
)
REVIEW_LISTS = (OVERDUE, ENDANGERED, LATE_THIS_WEEK, UNEXPLAINED, ESCALATED)
REMINDED = DossierList(
    "duoc-nhac",
    "Được đôn đốc",
    lambda rows, look: rows.reminded(look.user),
    "Không ai đôn đốc hay hỏi lý do hồ sơ nào bạn đang giữ.",
    frozenset({Role.OFFICER}),
)

WATCHED = DossierList(
    "theo-doi",
    "Tôi theo dõi",
    lambda rows, look: rows.watched_by(look.user),
    "Bạn chưa theo dõi hồ sơ nào. Mở một hồ sơ rồi bấm “Theo dõi hồ sơ này”.",
)
TO_DECIDE = DossierList(
    "cho-y-kien",
    "Chờ ý kiến: bổ sung, từ chối",
    lambda rows, look: rows.to_decide(look.user),
    "Không có yêu cầu bổ sung hay từ chối tiếp nhận nào chờ duyệt.",
    frozenset({Role.LEADER}),
    order=Order("proposal__proposed_at"),
)
# Whoever has the dossier answers: the division while it works on it, the desk before and after.
ASKED_IN_WORK = DossierList(
    "cau-hoi",
    "Câu hỏi chưa trả lời",
    lambda rows, look: rows.asked().filter(received_at__isnull=False, finished_at=None),
    "Mọi câu hỏi của người nộp đều đã được trả lời.",
)
ASKED_AT_DESK = DossierList(
    "cau-hoi",
    "Câu hỏi chưa trả lời",
    lambda rows, look: rows.asked().exclude(received_at__isnull=False, finished_at=None),
    "Mọi câu hỏi của người nộp đều đã được trả lời.",
)

DESK_LISTS = (
    DossierList(
        "cua-toi",
        "Của tôi",
        lambda rows, look: rows.held_by(look.user),
        "Bạn không giữ hồ sơ nào. Hồ sơ được phân công cho bạn sẽ ở đây.",
        frozenset({Role.OFFICER}),
    ),
    DossierList(
        "chua-phan-cong",
        "Chưa phân công",
        lambda rows, look: rows.unassigned(),
        "Mọi hồ sơ đều đã có người giữ.",
        frozenset({Role.HEAD, Role.OFFICER}),
    ),
    DossierList(
        "can-duyet",
        "Cần duyệt",
        lambda rows, look: rows.at_step(StepKind.REVIEW),
        "Không có dự thảo nào chờ kiểm tra.",
        frozenset({Role.HEAD}),
    ),
    DossierList(
        "cho-ky",
        "Chờ ký",
        lambda rows, look: rows.to_sign(look.user),
        "Không có kết quả nào chờ ký.",
        frozenset({Role.LEADER}),
    ),
    DossierList(
        "cho-phat-hanh",
        "Chờ phát hành",
        lambda rows, look: rows.at_step(StepKind.ISSUE),
        "Không có văn bản nào chờ lấy số, phát hành.",
        frozenset({Role.RECORDS_CLERK}),
    ),
    TO_DECIDE,
    REMINDED,
    # What is late stands before what merely is.
    OVERDUE,
    DUE_TODAY,
    DUE_SOON,
    STEP_LATE,
    ASKED_IN_WORK,
    DossierList(
        "vua-doi-nguoi",
        "Vừa đổi người giữ",
        lambda rows, look: rows.just_passed(look.at),
        "Bảy ngày qua không hồ sơ nào đổi người giữ.",
        frozenset({Role.HEAD}),
    ),
    DossierList(
        "dang-giai-quyet",
        "Đang giải quyết",
        lambda rows, look: rows.unfinished(),
        "Không có hồ sơ nào đang giải quyết.",
    ),
    DossierList(
        "cho-bo-sung",
        "Chờ bổ sung",
        lambda rows, look: rows.waiting_for_applicant().filter(received_at__isnull=False),
        "Không có hồ sơ nào chờ người dân bổ sung.",
    ),
    STANDING,
    WATCHED,
)

TO_ANSWER = DossierList(
    "cho-tra-loi",
    "Chờ trả lời",
    lambda rows, look: rows.to_answer(),
    "Không có hồ sơ trực tuyến nào chờ kiểm tra.",
    order=Order("answer_due_at"),
)
ANSWER_LATE = DossierList(
    "tra-loi-muon",
    "Trả lời muộn",
    lambda rows, look: rows.answer_late(look.at),
    "Mọi hồ sơ trực tuyến đều được trả lời đúng giờ.",
    late=True,
    order=Order("answer_due_at"),
)
TO_TRANSFER = DossierList(
    "can-chuyen", "Cần chuyển", lambda rows, look: rows.to_transfer(), "Không có hồ sơ nào phải chuyển."
)
WAITING = DossierList(
    "cho-bo-sung",
    "Chờ bổ sung",
    lambda rows, look: rows.waiting_for_applicant(),
    "Không có hồ sơ nào chờ người dân bổ sung.",
)
TO_HAND_OVER = DossierList(
    "cho-tra",
    "Chờ trả kết quả",
    lambda rows, look: rows.to_hand_over().filter(returns_to_origin=False),
    "Không có kết quả nào chờ người đến nhận.",
)
COUNTER_LISTS = (TO_ANSWER, ANSWER_LATE, WAITING, TO_TRANSFER, TO_HAND_OVER, ASKED_AT_DESK)


def lists_for(user: User, lists: Iterable[DossierList]) -> list[DossierList]:
    """Those of the lists that are for this person's roles of today."""
    held = {Role(post.role) for post in posts_in_force(user)}
    return [one for one in lists if not one.roles or one.roles & held]


def chosen(lists: list[DossierList], key: str) -> DossierList:
    """The list the address names; the first one when it names none of them."""
    return next((one for one in lists if one.key == key), lists[0])
