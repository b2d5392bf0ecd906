"""The lists of a fee clerk: what is awaited, what was taken, what is to be given back and what was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import QueryDict

from cases.codes import bare, tidy
from cases.keyset import Order
from cases.models import Payment
from cases.models.payment import PaymentQuerySet
from departments.vietnamese import plain_moment, read_day
from departments.working_time import HANOI

LIST, TEXT, SINCE, UNTIL = "muc", "q", "tu", "den"
FILE_HEADINGS = (
    "Số phiếu thu", "Mã hồ sơ", "Thủ tục", "Người nộp tiền", "Số tiền (đồng)", "Cách nộp", "Tình trạng",
    "Mã thanh toán", "Mã giao dịch", "Thu lúc", "Người thu", "Số phiếu hoàn", "Hoàn lúc", "Người hoàn",
    "Lý do hoàn", "Mã giao dịch hoàn",
)  # fmt: skip
_AT_ONCE = 500
_FEE, _STATE = Payment.Purpose.FEE, Payment.State


@dataclass(frozen=True)
class MoneyList:
    """One list; `which` is its question, `order` its order."""

    key: str
    label: str
    which: Q
    order: Order
    empty: str


MONEY_LISTS = (
    MoneyList(
        "doi-chieu",
        "Chờ đối chiếu",
        Q(state=_STATE.STARTED, method=Payment.Method.TRANSFER),
        Order("started_at"),
        "Không có khoản chuyển khoản nào đang chờ.",
    ),
    MoneyList(
        "phai-hoan",
        "Nộp thừa, phải hoàn",
        Q(state=_STATE.CONFIRMED, surplus=True),
        Order("confirmed_at"),
        "Không có khoản nào nộp thừa.",
    ),
    MoneyList(
        "da-thu",
        "Đã thu",
        Q(state=_STATE.CONFIRMED),
        Order("confirmed_at", descending=True),
        "Chưa thu khoản nào trong khoảng đã chọn.",
    ),
    MoneyList(
        "da-hoan",
        "Đã hoàn",
        Q(state=_STATE.REFUNDED),
        Order("refunded_at", descending=True),
        "Chưa hoàn khoản nào trong khoảng đã chọn.",
    ),
    MoneyList(
        "khong-thanh",
        "Không thành",
        Q(state=_STATE.FAILED),
        Order("started_at", descending=True),
        "Không có khoản nào bị bỏ dở.",
    ),
)


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed by: a code, and days of the moment the list is ordered by."""

    text: str
    since: date | None
    until: date | None

    @classmethod
    def read(cls, asked: QueryDict) -> "Narrowed":
        """From the address; what is no day is no wish."""
        return cls(
            asked.get(TEXT, "").replace("\0", "").strip()[:60],
            read_day(asked.get(SINCE, "")),
            read_day(asked.get(UNTIL, "")),
        )

    def apply(self, rows: PaymentQuerySet) -> PaymentQuerySet:
        """The rows that have the code of a dossier, a payment, a receipt or a transaction."""
        if not self.text:
            return rows
        same = Q(dossier__code=tidy(self.text)) | Q(reference=bare(self.text)) | Q(receipt_number=self.text)
        return rows.filter(same | Q(outside_reference=self.text))

    def in_days(self, rows: PaymentQuerySet, field: str) -> PaymentQuerySet:
        """The rows whose moment lies in the days, both included."""
        if self.since:
            rows = rows.filter(**{f"{field}__gte": _midnight(self.since)})
        if self.until:
            rows = rows.filter(**{f"{field}__lt": _midnight(self.until + timedelta(days=1))})
        return rows


def of_desks(desks: Iterable[int]) -> PaymentQuerySet:
    """The fees that these desks collect."""
    return Payment.objects.filter(desk__in=list(desks), purpose=_FEE)


def chosen(asked: QueryDict) -> MoneyList:
    """The list the address names, else the first."""
    return next((one for one in MONEY_LISTS if one.key == asked.get(LIST)), MONEY_LISTS[0])


def bearing(rows: PaymentQuerySet, references: Iterable[str]) -> list[Payment]:
    """The payments with one of the references, a statement for every five hundred of them."""
    wanted = sorted(references)
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return [payment for part in parts for payment in rows.filter(reference__in=part)]


def counted(rows: PaymentQuerySet) -> dict[str, int]:
    """How many stand in each list, in one statement."""
    found: dict[str, int] = rows.aggregate(
        **{one.key.replace("-", "_"): Count("pk", filter=one.which) for one in MONEY_LISTS}
    )
    return {one.key: found[one.key.replace("-", "_")] for one in MONEY_LISTS}


def total(rows: PaymentQuerySet) -> tuple[int, int]:
    """How many payments, and their sum in đồng."""
    found = rows.aggregate(number=Count("pk"), sum=Sum("amount"))
    return found["number"], found["sum"] or 0


def rows_as_cells(rows: PaymentQuerySet) -> Iterator[tuple[Any, ...]]:
    """Each payment under `FILE_HEADINGS`."""
    for one in rows.select_related("dossier__version").iterator(chunk_size=500):
        yield (
            one.receipt_number, one.dossier.code, one.dossier.version.name, one.payer, one.amount,
            one.get_method_display(), "Nộp thừa" if one.surplus and not one.refunded_at else one.get_state_display(),
            one.reference, one.outside_reference, plain_moment(one.confirmed_at), one.confirmed_by_name,
            one.refund_number, plain_moment(one.refunded_at), one.refunded_by_name,
            one.refund_reason, one.refund_reference,
        )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)
