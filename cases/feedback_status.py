"""The whole life of a phản ánh, kiến nghị on one screen: its statuses and the moves between them.

Pure: no database, no clock. The terms of the moves are data (`cases.feedback_terms`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as said

from cases.feedback_terms import ASK, PUBLISH, REFUSE, RESOLVE
from departments.roles import Role


class FeedbackStatus(models.IntegerChoices):
    """Where it stands; the labels are what senders and staff read."""

    SENT = 1, _("Mới gửi")
    ASKED = 2, _("Chờ người gửi bổ sung")
    ACCEPTED = 3, _("Đang xử lý")
    DRAFTED = 4, _("Chờ duyệt câu trả lời")
    ANSWERED = 5, _("Đã trả lời")
    PUBLISHED = 6, _("Đã trả lời, đã công khai")
    CLOSED = 7, _("Đã trả lời, không công khai")
    REFUSED = 8, _("Không tiếp nhận")
    WITHDRAWN = 9, _("Người gửi đã rút")


@dataclass(frozen=True)
class FeedbackMove:
    """One verb. `to` is None where the status stays; `accepted` says whether it must have been accepted before.

    `term` is the limit the move must keep; `sender` lets the one who sent it act.
    """

    name: str
    label: str
    sources: frozenset[FeedbackStatus]
    to: FeedbackStatus | None = None
    by: frozenset[Role] = frozenset()
    sender: bool = False
    accepted: bool | None = None
    term: str = ""


def _move(
    label: str,
    *sources: FeedbackStatus,
    to: FeedbackStatus | None = None,
    by: Iterable[Role] = (),
    sender: bool = False,
    accepted: bool | None = None,
    term: str = "",
) -> FeedbackMove:
    return FeedbackMove("", label, frozenset(sources), to, frozenset(by), sender, accepted, term)


S, R = FeedbackStatus, Role
_WORKING = {R.RECEIVER, R.OFFICER, R.HEAD, R.LEADER}
_DECIDING = {R.HEAD, R.LEADER}

_TABLE = {
    # Is it for us, and do we know enough?
    "accept": _move("Tiếp nhận", S.SENT, to=S.ACCEPTED, by=_WORKING),
    "refuse": _move("Không tiếp nhận", S.SENT, S.ASKED, to=S.REFUSED, by=_DECIDING, term=REFUSE),
    "ask": _move("Hỏi thêm người gửi", S.SENT, S.ACCEPTED, to=S.ASKED, by=_WORKING, term=ASK),
    "transfer": _move(
        "Chuyển đơn vị khác", S.SENT, S.ACCEPTED, to=S.SENT, by={R.RECEIVER, R.HEAD, R.LEADER}
    ),
    # The answer
    "assign": _move("Giao người xử lý", S.ACCEPTED, by=_DECIDING),
    "draft": _move("Trình câu trả lời", S.ACCEPTED, to=S.DRAFTED, by={R.RECEIVER, R.OFFICER}),
    "return_draft": _move("Trả lại để sửa", S.DRAFTED, to=S.ACCEPTED, by=_DECIDING),
    "answer": _move("Duyệt, trả lời", S.ACCEPTED, S.DRAFTED, to=S.ANSWERED, by=_DECIDING, term=RESOLVE),
    # What everybody may read
    "publish": _move("Công khai câu trả lời", S.ANSWERED, to=S.PUBLISHED, by=_DECIDING, term=PUBLISH),
    "close": _move("Kết thúc, không công khai", S.ANSWERED, to=S.CLOSED, by=_DECIDING, term=PUBLISH),
    "take_down": _move("Gỡ khỏi trang công khai", S.PUBLISHED, to=S.CLOSED, by=_DECIDING),
    # The sender
    "complete": _move(said("Gửi bổ sung"), S.ASKED, to=S.SENT, sender=True, accepted=False),
    "supplement": _move(said("Gửi bổ sung"), S.ASKED, to=S.ACCEPTED, sender=True, accepted=True),
    "withdraw": _move(said("Rút phản ánh"), S.SENT, S.ASKED, S.ACCEPTED, S.DRAFTED, to=S.WITHDRAWN, sender=True),
    "rate": _move(said("Đánh giá câu trả lời"), S.ANSWERED, S.PUBLISHED, S.CLOSED, sender=True),
}  # fmt: skip

FEEDBACK_MOVES: dict[str, FeedbackMove] = {name: replace(move, name=name) for name, move in _TABLE.items()}

# What the office owes next in each status, by the name of its term; elsewhere it owes nothing.
DUTIES = {S.SENT: REFUSE, S.ACCEPTED: RESOLVE, S.DRAFTED: RESOLVE, S.ANSWERED: PUBLISH}
OPEN = frozenset({S.SENT, S.ASKED, S.ACCEPTED, S.DRAFTED})
# What was decided by an answer; the sender may say how content he is.
DONE = frozenset({S.ANSWERED, S.PUBLISHED, S.CLOSED})
