"""Who holds how much, and how the steps kept to their norms: a head sees his officers, an officer himself."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import Dossier, Task
from cases.reports.scope import reported_on
from cases.reports.workload import DAYS, Load, loads, officers_in, steps_done
from cases.typed import ids
from departments.access import has_role, posts_in_force
from departments.exports import csv_file
from departments.models import User
from departments.roles import Role
from departments.vietnamese import plain_moment

_NEWEST = Order("closed_at", descending=True)
_HEADINGS = (
    "Chuyên viên", "Đang giữ", "Quá hạn", "Chậm bước, còn trong hạn", "Đang tạm dừng",
    f"Bước đã xong trong {DAYS} ngày", "Trong định mức", "Tỷ lệ", "Cả phòng, cùng thủ tục",
)  # fmt: skip
_STEP_HEADINGS = ("Mã hồ sơ", "Thủ tục", "Bước", "Chuyên viên", "Bắt đầu", "Hạn của bước", "Xong", "Trong định mức")


@staff_only(Role.HEAD, Role.OFFICER)
@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """One row an officer; `?nguoi=…` lists the steps he finished; `?dang=csv` either as a file."""
    user, at = person(request), timezone.now()
    leads = has_role(user, Role.HEAD)
    divisions = [
        post.department_id for post in posts_in_force(user) if post.role == (Role.HEAD if leads else Role.OFFICER)
    ]
    rows = reported_on(user) if leads else Dossier.objects.visible_to(user)
    done = steps_done(divisions, at)
    officers = officers_in(divisions, at) if leads else [user]
    asked = next(iter(ids([request.GET.get("nguoi", "")])), None)
    chosen = next((officer for officer in officers if officer.pk == asked), None)
    if chosen is not None:
        return _steps(request, done.filter(assignee=chosen), chosen)
    found = loads(officers, rows.filter(division__in=divisions), done, at)
    if request.GET.get("dang") == "csv":
        return csv_file("khoi-luong.csv", _HEADINGS, (_cells(load) for load in found))
    context = {
        "unit": posts_in_force(user)[0].department,
        "leads": leads,
        "at": at,
        "days": DAYS,
        "rows": [{"load": load, **_links(load.officer, leads=leads)} for load in found],
        "csv_url": "?dang=csv",
    }
    return render(request, "cases/desk/workload.html", context)


def _steps(request: HttpRequest, done: Any, officer: User) -> HttpResponseBase:
    rows = done.select_related("dossier__version", "step", "assignee")
    if request.GET.get("dang") == "csv":
        found = _NEWEST.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"buoc-da-xong-{officer.pk}.csv", _STEP_HEADINGS, _step_cells(found))
    shown = page(rows, _NEWEST, request.GET)
    here = {"nguoi": str(officer.pk)}
    context = {
        "officer": officer,
        "days": DAYS,
        "count": rows.count(),
        "rows": [{"task": task, "kept": _kept(task)} for task in shown.rows],
        "csv_url": f"?{urlencode({**here, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({**here, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({**here, AFTER: shown.after})}" if shown.after else "",
        "crumbs": [
            {"label": "Khối lượng công việc", "url": reverse("cases:workload")},
            {"label": officer.get_full_name(), "url": ""},
        ],
    }
    return render(request, "cases/desk/workload_steps.html", context)


def _links(officer: User, *, leads: bool) -> dict[str, str]:
    """The lists with the same dossiers as the numbers."""
    within = {"can-bo": str(officer.pk)} | ({"pham-vi": "bao-cao"} if leads else {})
    late, desk = reverse("cases:overdue"), reverse("cases:desk")
    return {
        "held_url": f"{desk}?{urlencode({'muc': 'dang-giai-quyet', **within})}",
        "overdue_url": f"{late}?{urlencode({'muc': 'qua-han', **within})}",
        "slow_url": f"{late}?{urlencode({'muc': 'cham-buoc', **within})}",
        "standing_url": f"{late}?{urlencode({'muc': 'tam-dung', **within})}",
        "done_url": f"?{urlencode({'nguoi': officer.pk})}",
    }


def _kept(task: Task) -> bool:
    return task.closed_at is not None and task.late_from is not None and task.closed_at < task.late_from


def _cells(load: Load) -> tuple[object, ...]:
    now = (load.now[name] for name in ("held", "overdue", "slow", "standing"))
    told = (load.share.text, load.expected) if load.share.comparable else ("", "")
    return (load.officer.get_full_name(), *now, load.steps, load.share.good, *told)


def _step_cells(rows: Iterable[Task]) -> Iterator[tuple[object, ...]]:
    for task in rows:
        who = task.assignee.get_full_name() if task.assignee else ""
        moments = (plain_moment(moment) for moment in (task.opened_at, task.due_at, task.closed_at))
        yield (task.dossier.code, task.dossier.version.name, task.step.name, who, *moments, "có" if _kept(task) else "")
