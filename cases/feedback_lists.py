"""The lists staff work feedback from: what each is called and what stands in it; tiles ask the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count, Q

from cases.codes import tidy
from cases.feedback_status import FeedbackStatus as S
from cases.keyset import Order
from cases.models import Feedback
from cases.models.feedback_queries import FeedbackQuerySet
from departments.models import User
from departments.vietnamese import fold

_BY_DUTY, _BY_END, _BY_SENDING = Order("duty_due_at"), Order("finished_at", descending=True), Order("sent_at")


@dataclass(frozen=True)
class FeedbackList:
    """One list; `where` says what stands in it for this reader at this moment."""

    key: str
    label: str
    where: Callable[[User, datetime], Q]
    empty: str
    late: bool = False
    order: Order = _BY_DUTY


def _status(*statuses: S) -> Callable[[User, datetime], Q]:
    return lambda user, at: Q(status__in=statuses)


LISTS = (
    FeedbackList(
        "can-lam",
        "Cần làm",
        lambda user, at: Q(duty_late_from__isnull=False),
        "Không có phản ánh nào chờ đơn vị của bạn.",
    ),
    FeedbackList(
        "qua-han", "Quá hạn", lambda user, at: Q(duty_late_from__lte=at), "Không có phản ánh nào quá hạn.", late=True
    ),
    FeedbackList(
        "cua-toi",
        "Tôi xử lý",
        lambda user, at: Q(handler=user, status__in=[S.ACCEPTED, S.DRAFTED, S.ASKED]),
        "Bạn không giữ phản ánh nào.",
    ),
    FeedbackList("moi", "Mới gửi", _status(S.SENT), "Không có phản ánh nào chờ tiếp nhận."),
    FeedbackList("dang-xu-ly", "Đang xử lý", _status(S.ACCEPTED), "Không có phản ánh nào đang xử lý."),
    FeedbackList("cho-duyet", "Chờ duyệt trả lời", _status(S.DRAFTED), "Không có câu trả lời nào chờ duyệt."),
    FeedbackList("can-cong-khai", "Chờ công khai", _status(S.ANSWERED), "Không có câu trả lời nào chờ công khai."),
    FeedbackList(
        "cho-nguoi-gui",
        "Chờ người gửi",
        _status(S.ASKED),
        "Không có phản ánh nào chờ người gửi bổ sung.",
        order=_BY_SENDING,
    ),
    FeedbackList(
        "da-xong",
        "Đã xong",
        _status(S.PUBLISHED, S.CLOSED, S.REFUSED, S.WITHDRAWN),
        "Chưa có phản ánh nào xong.",
        order=_BY_END,
    ),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what makes no sense narrows nothing."""

    current: FeedbackList
    kind: str = ""
    unit: str = ""
    text: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From the address."""
        current = next((one for one in LISTS if one.key == asked.get("muc")), LISTS[0])
        kind = asked.get("viec", "")
        return cls(
            current,
            kind if kind in Feedback.Kind.values else "",
            asked.get("don-vi", "")[:32].replace("\0", ""),
            asked.get("q", "").strip()[:100].replace("\0", ""),
        )

    @property
    def filtered(self) -> bool:
        """Whether the list is narrowed."""
        return any((self.kind, self.unit, self.text))

    def narrow(self, rows: FeedbackQuerySet, *, by_words: bool) -> FeedbackQuerySet:
        """The rows that fit; whoever only watches finds by code alone, for words would tell him who wrote what."""
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.unit:
            rows = rows.filter(unit__code=self.unit)
        if self.text:
            found, words = Q(code__icontains=tidy(self.text)), fold(self.text)
            rows = rows.filter(found | Q(search_text__contains=words) if by_words and words else found)
        return rows

    def address(self, **changes: str) -> str:
        """The address of this list with something changed, from its first page on."""
        values = {"muc": self.current.key, "viec": self.kind, "don-vi": self.unit, "q": self.text}
        values |= {name.replace("_", "-"): value for name, value in changes.items()}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def tally(rows: FeedbackQuerySet, user: User, at: datetime) -> dict[str, int]:
    """The number of every list, in one statement."""
    counts = {one.key.replace("-", "_"): Count("pk", filter=one.where(user, at)) for one in LISTS}
    found = rows.aggregate(**counts)
    return {one.key: found[one.key.replace("-", "_")] for one in LISTS}
