"""What an agency sends out under a number: results, and the letters of its head (Mẫu 04, Mẫu 05), in one register.

A result has its own record; a letter is what the log says of the move that it tells of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from cases.keyset import Order, Source
from cases.models import Event, IssuedResult
from cases.models.event import LETTERS
from cases.printing.letters import number_of
from cases.printing.wording import wording
from departments.vietnamese import plain_moment, short_date
from departments.working_time import local

# The columns of the register of outgoing documents (Phụ lục IV NĐ 30/2020/NĐ-CP), as far as results have them.
HEADINGS = (
    "Số, ký hiệu", "Ngày ban hành", "Tên loại và trích yếu", "Mã hồ sơ", "Người ký", "Nơi nhận", "Đơn vị soạn thảo",
    "Hình thức ký", "Người phát hành", "Phát hành lúc", "Tình trạng", "Ghi chú",
)  # fmt: skip
_PARTS = ("dossier__version", "dossier__owner", "dossier__division")
_LONG = ("dossier__form_data", "dossier__version__search_text")
_LETTER_PARTS = ("dossier__submitter", "dossier__desk", "dossier__department")


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its key in the address, its name, and for letters the moves that write one."""

    key: str
    label: str
    actions: tuple[str, ...] = ()


KINDS = (
    Kind("ket-qua", "Kết quả giải quyết"),
    Kind("xin-loi", "Văn bản xin lỗi (Mẫu 04)", ("apologise",)),
    Kind("dung", "Thông báo dừng (Mẫu 05)", ("suspend", "stop")),
)


def sources(departments: Iterable[int], since: date | None, until: date | None, kind: str = "") -> list[Source]:
    """The papers of these agencies issued from the first day to the last; of one kind where `kind` names it."""
    asked = [one for one in KINDS if kind in ("", one.key)]
    actions = [action for one in asked for action in one.actions]
    found = []
    if any(not one.actions for one in asked):
        found.append(Source(_results(departments, since, until), Order("issued_at", descending=True)))
    if actions:
        found.append(Source(_letters(departments, actions, since, until), Order("at", descending=True)))
    return found


def cells(row: Model) -> tuple[str, ...]:
    """What the register says of one paper, under `HEADINGS`."""
    return _of_letter(row) if isinstance(row, Event) else _of_result(row)  # type: ignore[arg-type]


def lines(rows: Iterable[Model]) -> Iterator[tuple[str, ...]]:
    """The same of each."""
    return (cells(row) for row in rows)


def _results(departments: Iterable[int], since: date | None, until: date | None) -> QuerySet[IssuedResult]:
    """Numbers that never left stand in no register of a time; a void one does in that of all times."""
    found = IssuedResult.objects.filter(department__in=departments).exclude(state=IssuedResult.State.NUMBERED)
    if since:
        found = found.filter(issued_on__gte=since)
    if until:
        found = found.filter(issued_on__lte=until)
    return found.select_related(*_PARTS, "issued_by").defer(*_LONG)


def _letters(departments: Iterable[int], actions: list[str], since: date | None, until: date | None) -> QuerySet[Event]:
    """Also of dossiers that were deleted since: the number was given out. Without those that had none."""
    # All letters are named for the index, the kinds that are asked for beside them.
    found = Event.objects.filter(action__in=LETTERS, dossier__department__in=departments, data__has_key="letter")
    if len(actions) < len(LETTERS):
        found = found.filter(action__in=actions)
    if since:
        found = found.filter(at__gte=_start_of(since))
    if until:
        found = found.filter(at__lt=_start_of(until + timedelta(days=1)))
    return found.select_related(*_PARTS, *_LETTER_PARTS).defer(*_LONG)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_result(row: IssuedResult) -> tuple[str, ...]:
    dossier = row.dossier
    return (
        row.shown_number,
        short_date(row.issued_on) if row.issued_on else "",
        f"{row.name}: {dossier.version.name}",
        dossier.code or "",
        row.signed_by_name,
        dossier.owner.full_name,
        dossier.division.name,
        "Ký số" if row.is_signed else "Ký tay",
        row.issued_by.get_full_name() if row.issued_by else "",
        plain_moment(row.issued_at) if row.issued_at else "",
        row.get_state_display(),
        row.end_reason,
    )


def _of_letter(row: Event) -> tuple[str, ...]:
    dossier = row.dossier
    return (
        number_of(dossier, row),
        short_date(local(row.at).date()),
        f"{wording('mau-04' if row.action == 'apologise' else 'mau-05')['name']}: {dossier.version.name}",
        dossier.code or "",
        row.by_name if row.by_id else "",
        dossier.submitter.full_name,
        dossier.division.name,
        "Ký tay",
        row.by_name,
        plain_moment(row.at),
        "Đã ban hành",
        "Hồ sơ đã xóa" if dossier.deleted_at else "Tạm dừng" if row.action == "suspend" else "",
    )


def address_of(row: Any) -> str:
    """The page of its dossier; none of a deleted one."""
    return "" if row.dossier.deleted_at else str(row.dossier.get_absolute_url())
