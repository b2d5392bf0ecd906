"""What a desk took in for other units: to be sent on, on its way, in work there, to be handed over here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import Dossier
from cases.status import Status
from departments.access import desks_of
from departments.exports import csv_file
from departments.roles import Role
from departments.vietnamese import plain_moment

NEWEST = Order("submitted_at", descending=True)
HEADINGS = (
    "Mã hồ sơ",
    "Thủ tục",
    "Chủ hồ sơ",
    "Nơi giải quyết",
    "Nhận lúc",
    "Chuyển lúc",
    "Tiếp nhận lúc",
    "Trạng thái",
)


@dataclass(frozen=True)
class _Part:
    """One list of the page."""

    key: str
    label: str
    where: Q
    empty: str


_PARTS = (
    _Part("can-chuyen", "Cần chuyển đi", Q(status=Status.NEW, sent_on_at=None), "Mọi hồ sơ nhận hộ đều đã chuyển đi."),
    _Part(
        "dang-chuyen",
        "Đã chuyển, chờ tiếp nhận",
        Q(received_at=None, finished_at=None, sent_on_at__isnull=False),
        "Nơi có thẩm quyền đã tiếp nhận mọi hồ sơ được chuyển đến.",
    ),
    _Part("dang-giai-quyet", "Đang giải quyết", Q(received_at__isnull=False, finished_at=None), "Không có hồ sơ nào."),
    _Part(
        "cho-tra",
        "Chờ trả tại đây",
        Q(status=Status.FINISHED, returns_to_origin=True),
        "Không có kết quả nào chờ trả tại quầy này.",
    ),
)


@staff_only(Role.RECEIVER)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """Four lists, the newest on top; as a file with `?dang=csv`."""
    rows = Dossier.objects.filter(origin_desk__in=desks_of(person(request)))
    current = next((one for one in _PARTS if one.key == request.GET.get("muc")), _PARTS[0])
    found = rows.filter(current.where).select_related("version", "owner", "department", "desk")
    found = found.defer("form_data", "version__search_text")
    if request.GET.get("dang") == "csv":
        lines = (_cells(one) for one in NEWEST.sorted(found).iterator(chunk_size=500))
        return csv_file(f"nhan-ho-{current.key}.csv", HEADINGS, lines)
    counted: Callable[..., dict[str, int]] = rows.order_by().aggregate
    numbers = counted(**{f"n{place}": Count("pk", filter=one.where) for place, one in enumerate(_PARTS)})
    shown = keyset_page(found, NEWEST, request.GET, size=50)
    context: dict[str, Any] = {
        "tiles": [
            {
                "url": f"?muc={one.key}",
                "value": numbers[f"n{place}"],
                "label": one.label,
                "current": one == current,
                "late": False,
            }
            for place, one in enumerate(_PARTS)
        ],
        "current": current,
        "rows": [{"dossier": one, "days": (timezone.now() - one.submitted_at).days} for one in shown.rows],
        "csv_url": f"?muc={current.key}&dang=csv",
        **{name: f"{url}&muc={current.key}" if url else "" for name, url in shown.links().items()},
    }
    return render(request, "cases/counter/taken_in_for.html", context)


def _cells(one: Dossier) -> tuple[object, ...]:
    moments = (one.submitted_at, one.sent_on_at, one.received_at)
    who = (one.code, one.version.name, one.owner.full_name, one.department.name)
    return (*who, *map(plain_moment, moments), one.get_status_display())
