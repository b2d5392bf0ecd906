"""Who stands in for whom, and moving all work of one person to another."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.move_work import loads, move_work, work_to_move
from cases.errors import MoveRefused
from cases.forms.staff import DeputyForm, MoveWorkForm
from cases.gate import person, staff_only
from departments.access import has_role
from departments.actions.deputies import deputies_named_by, end_deputy, name_deputy, posts_to_depute
from departments.exports import csv_file
from departments.models import Post, User
from departments.roles import Role

WORKING = (Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK)
HEADINGS = ("Người làm thay", "Thay cho", "Vai trò", "Đơn vị", "Từ ngày", "Đến hết ngày", "Người ủy quyền")


@staff_only(*WORKING)
@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest) -> HttpResponseBase:
    """The deputies of one's own post and of one's unit; a POST names one, or ends one (`thoi`)."""
    user, today = person(request), timezone.localdate()
    if request.method == "POST" and "thoi" in request.POST:
        return _end(request, user, today)
    posts = posts_to_depute(user, today)
    people = _people_of(posts, today)
    form = DeputyForm(posts, people, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = name_deputy(
                said["post"], to=said["to"], first=said["first"], last=said["last"], by=user, today=today
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            days = f"từ {said['first']:%d/%m/%Y} đến hết {said['last']:%d/%m/%Y}"
            messages.success(request, f"{made.user} làm thay {said['post'].user} {days}.")
            return redirect("cases:deputies")
    rows = deputies_named_by(user, today)
    if request.GET.get("dang") == "csv":
        return csv_file("lam-thay.csv", HEADINGS, (_cells(one) for one in rows))
    context: dict[str, Any] = {
        "form": form,
        "rows": list(rows),
        "today": today,
        "may_move_work": has_role(user, Role.HEAD),
    }
    return render(request, "cases/desk/deputies.html", context, status=422 if form.errors else 200)


@staff_only(Role.HEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponseBase:
    """Move everything that one person holds to another one."""
    user, at = person(request), timezone.now()
    divisions = work_to_move(user).values("division")
    officers = Post.objects.in_force(timezone.localdate(at)).filter(department__in=divisions, role=Role.OFFICER)
    people = User.objects.filter(is_active=True, pk__in=officers.values("user")).order_by("full_name")
    held = loads(user)
    form = MoveWorkForm(held, people, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            number = move_work(**said, by=user, at=at)
        except MoveRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã chuyển {number} hồ sơ từ {said['source']} sang {said['to']}.")
            return redirect("cases:move_work")
    context: dict[str, Any] = {"form": form, "held": held}
    return render(request, "cases/desk/move_work.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest, user: User, today: date) -> HttpResponseBase:
    """Whoever may name a deputy may end him, and the deputy himself may not."""
    pk = request.POST.get("thoi", "")
    mine = Post.objects.filter(deputy_for__in=posts_to_depute(user, today), until__gt=today).select_related("user")
    found = get_object_or_404(mine, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0)
    end_deputy(found, today=today)
    messages.success(request, f"Từ hôm nay {found.user} không làm thay nữa.")
    return redirect("cases:deputies")


def _people_of(posts: Any, today: date) -> Any:
    """All who work at one of these units; which of them fits a post is said when it is named."""
    units = posts.values("department")
    own = Post.objects.in_force(today).filter(department__in=units, deputy_for=None)
    own = own.exclude(role__in=[Role.INSPECTOR, Role.ADMINISTRATOR])
    return User.objects.filter(is_active=True, pk__in=own.values("user")).order_by("full_name")


def _cells(one: Post) -> tuple[Any, ...]:
    whom = one.deputy_for.user.get_full_name() if one.deputy_for else ""
    by = one.appointed_by.get_full_name() if one.appointed_by else ""
    last = one.last_day
    return (
        one.user.get_full_name(),
        whom,
        one.get_role_display(),
        one.department.name,
        f"{one.since:%d/%m/%Y}",
        f"{last:%d/%m/%Y}" if last else "",
        by,
    )
