"""How many dossiers came to a result in a month and how many of them late: three tables made of the same blocks.

A dossier counts where biểu II.06a counts it: finished in the month, as known at its end, neither withdrawn nor stopped.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as said

from cases.open_data.blocks import Block, Count, blocks
from cases.open_data.dataset import Cell, Dataset, Field, Wanted
from cases.open_data.rules import LEAST, LEAST_BASIS
from cases.reports.outcomes import Outcome
from cases.reports.question import Question
from cases.reports.report_06a import members_of
from cases.reports.scope import whole_city
from departments.models import Department
from procedures.models import ProcedureVersion

_ENDED = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE)
# A closed month is what it is; the cache only spares its counting.
_KEPT = 3600
_UNIT = (
    Field("ma_don_vi", said("Mã đơn vị"), empty=said("các đơn vị có quá ít hồ sơ, cộng chung")),
    Field("don_vi", said("Đơn vị")),
)
_PROCEDURE = (
    Field("ma_thu_tuc", said("Mã thủ tục"), empty=said("các thủ tục có quá ít hồ sơ, cộng chung")),
    Field("thu_tuc", said("Thủ tục")),
)
_NUMBERS = (
    Field("da_co_ket_qua", said("Đã có kết quả"), said("Hồ sơ ký kết quả trong tháng."), "whole"),
    Field("dung_han", said("Trước và đúng hạn"), said("Ký không sau ngày hẹn trả đầu tiên."), "whole"),
    Field(
        "qua_han",
        said("Quá hạn"),
        said("Ký sau ngày hẹn trả đầu tiên; xin lỗi, hẹn lại không làm hết quá hạn."),
        "whole",
    ),
    Field("ty_le_dung_han", said("Tỷ lệ đúng hạn (%)"), said("Làm tròn xuống một chữ số thập phân."), "number"),
)
_NOTES = (
    f"Nhóm dưới {LEAST} hồ sơ được gộp với nhóm khác, cùng một cách ở mọi bảng, để không lộ một người nào. "
    f"Căn cứ: {LEAST_BASIS}.",
    said(
        "Theo tháng báo cáo của NĐ 09/2019/NĐ-CP, từ ngày 15 tháng trước đến ngày 14; chỉ tháng đã kết thúc. "
        "Không kể hồ sơ rút, dừng."
    ),
)


def blocks_of(wanted: Wanted) -> list[Block]:
    """The month's blocks; the same for all tables, whatever a reader narrows them to."""
    if wanted.period is None:
        return []
    key = f"open-data-blocks-{wanted.period.key}"
    found: list[Block] | None = cache.get(key)
    if found is None:
        found = blocks(_cells(wanted), LEAST)
        cache.set(key, found, _KEPT)
    return found


def _cells(wanted: Wanted) -> dict[tuple[int, int], Count]:
    if wanted.period is None:
        return {}
    question = Question(scope=whole_city(), period=wanted.period, at=wanted.at)
    ended: dict[str, Any] = {"outcome__in": _ENDED}
    places = members_of(question).filter(**ended).order_by().values_list("department", "version__procedure")
    counted: QuerySet[Any, Any] = places.annotate(
        done=CountOf("pk"), late=CountOf("pk", filter=Q(outcome=Outcome.LATE))
    )
    return {(unit, procedure): Count(number, late) for unit, procedure, number, late in counted}


def _by_unit_and_procedure(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    found = blocks_of(wanted)
    units, procedures = _units(found), _procedures(found)
    for block in found:
        unit = units.get(block.unit or 0, ("", "Các đơn vị có ít hồ sơ"))
        if wanted.unit and unit[0] != wanted.unit:
            continue
        rest = ("", "Các thủ tục có ít hồ sơ" if block.unit else "Mọi thủ tục")
        yield (*_named(unit), *_named(procedures.get(block.procedure or 0, rest)), *_numbers(block.count))


def _by_unit(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    found = blocks_of(wanted)
    units = _units(found)
    totals: defaultdict[int | None, Count] = defaultdict(Count)
    for block in found:
        totals[block.unit] += block.count
    for unit, count in totals.items():
        yield (*_named(units.get(unit or 0, ("", "Các đơn vị có ít hồ sơ"))), *_numbers(count))
    if totals:
        yield (None, "Toàn thành phố", *_numbers(sum(totals.values(), Count())))


def _by_procedure(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    found = blocks_of(wanted)
    procedures = _procedures(found)
    totals: defaultdict[int | None, Count] = defaultdict(Count)
    for block in found:
        totals[block.procedure] += block.count
    for procedure in sorted(totals, key=lambda one: (one is None, procedures.get(one or 0, ("", ""))[0])):
        named = procedures.get(procedure or 0, ("", "Các nhóm có ít hồ sơ, mọi thủ tục"))
        yield (*_named(named), *_numbers(totals[procedure]))


def _numbers(count: Count) -> tuple[int, int, int, float]:
    good = count.done - count.late
    return count.done, good, count.late, good * 1000 // count.done / 10


def _named(one: tuple[str, str]) -> tuple[str | None, str]:
    return one[0] or None, one[1]


def _units(found: list[Block]) -> dict[int, tuple[str, str]]:
    rows = Department.objects.filter(pk__in={block.unit for block in found if block.unit})
    return {pk: (code, name) for pk, code, name in rows.values_list("pk", "code", "name")}


def _procedures(found: list[Block]) -> dict[int, tuple[str, str]]:
    wanted = {block.procedure for block in found if block.procedure}
    versions = ProcedureVersion.objects.filter(procedure__in=wanted).order_by("number")
    return {pk: (code, name) for pk, code, name in versions.values_list("procedure", "procedure__code", "name")}


BY_UNIT = Dataset(
    "dung-han-don-vi",
    said("Tỷ lệ đúng hạn của từng đơn vị"),
    said("Hồ sơ có kết quả trong tháng ở mỗi đơn vị, bao nhiêu đúng hạn, bao nhiêu quá hạn."),
    (*_UNIT, *_NUMBERS),
    _by_unit,
    monthly=True,
    notes=_NOTES,
)
BY_PROCEDURE = Dataset(
    "dung-han-thu-tuc",
    said("Tỷ lệ đúng hạn của từng thủ tục"),
    said("Hồ sơ có kết quả trong tháng của mỗi thủ tục, cộng từ những đơn vị có đủ hồ sơ để công khai."),
    (*_PROCEDURE, *_NUMBERS),
    _by_procedure,
    monthly=True,
    notes=_NOTES,
)
BY_UNIT_AND_PROCEDURE = Dataset(
    "dung-han",
    said("Tỷ lệ đúng hạn theo đơn vị và thủ tục"),
    said("Hồ sơ có kết quả trong tháng của mỗi thủ tục ở mỗi đơn vị."),
    (*_UNIT, *_PROCEDURE, *_NUMBERS),
    _by_unit_and_procedure,
    monthly=True,
    notes=_NOTES,
)
