"""Fixing the scores of a period, objecting to one's own, answering an objection: one page each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from cases.actions.fix_scores import fix_scores
from cases.actions.object_to_score import answer_objection, object_to_score
from cases.errors import MoveRefused
from cases.forms.scoring import AnswerObjectionForm, FixForm, ObjectForm
from cases.gate import person, staff_only
from cases.reports.scoring.asked import one_score, read_period
from cases.scoring_access import heads, may_answer
from departments.models import Department
from departments.roles import Role
from departments.vietnamese import short_date


@staff_only(Role.HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    """Fix the scores of all officers of the unit, once."""
    user, at, unit = person(request), timezone.now(), get_object_or_404(Department, code=code)
    period = read_period(key, at)
    if period is None or not heads(user, unit):
        raise Http404
    back = f"{reverse('cases:scores')}?{urlencode({'don-vi': code, 'ky': key})}"
    form = FixForm(request.POST if request.method == "POST" else None)
    words = {
        "title": f"Chốt điểm {period.name}",
        "sub": f"{unit.name}. Điểm và hồ sơ làm căn cứ của từng chuyên viên được giữ nguyên như đếm lúc này, không sửa "
        "và không chốt lại được; chuyên viên có quyền phản hồi bằng văn bản.",
        "button": "Chốt điểm",
    }
    done = "Đã chốt điểm. Từng chuyên viên thấy điểm của mình và phản hồi được."
    return _asked(
        request, form, words, back, lambda: fix_scores(unit, period, by=user, at=at, **form.cleaned_data), done
    )


@staff_only(Role.OFFICER, Role.HEAD, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, code: str, key: str, officer: int) -> HttpResponseBase:
    """An officer's word on his own score."""
    user, at = person(request), timezone.now()
    _, period, row = one_score(user, code, key, officer, at)
    fixed = row.fixed
    if fixed is None or officer != user.pk:
        raise Http404
    form = ObjectForm(request.POST if request.method == "POST" else None)
    words = {
        "title": "Phản hồi về điểm của tôi",
        "sub": f"{period.label}. Phản hồi được đến hết ngày {short_date(fixed.object_until)}; "
        "trưởng đơn vị hoặc lãnh đạo trả lời bằng văn bản.",
        "button": "Gửi phản hồi",
    }
    done = "Đã gửi phản hồi."
    act = lambda: object_to_score(fixed, by=user, at=at, **form.cleaned_data)  # noqa: E731
    return _asked(request, form, words, fixed.get_absolute_url(), act, done)


@staff_only(Role.HEAD, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, key: str, officer: int) -> HttpResponseBase:
    """What head or leader says to an objection."""
    user, at = person(request), timezone.now()
    _, period, row = one_score(user, code, key, officer, at)
    fixed = row.fixed
    if fixed is None or not may_answer(user, fixed):
        raise Http404
    form = AnswerObjectionForm(row.score, request.POST if request.method == "POST" else None)
    words = {
        "title": "Trả lời phản hồi",
        "sub": f"{row.officer.get_full_name()}, {period.label}. "
        + " ".join(f"Phản hồi: “{entry.text}”" for entry in row.entries if entry.kind == "object"),
        "button": "Trả lời",
    }

    def act() -> Any:
        said = form.cleaned_data["text"]
        return answer_objection(fixed, by=user, at=at, text=said, corrections=form.corrections())

    return _asked(request, form, words, fixed.get_absolute_url(), act, "Đã trả lời.")


def _asked(
    request: HttpRequest, form: forms.Form, words: dict[str, str], back: str, act: Callable[[], Any], done: str
) -> HttpResponseBase:
    """Show the form, and do it; what is refused is said, and what was typed stays."""
    if form.is_valid():
        try:
            act()
        except MoveRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {**words, "form": form, "back": back, "can_drop": False}
    return render(request, "cases/desk/list_form.html", context, status=422 if form.errors else 200)
