"""Sentences that are written again and again: one's own and those of one's units."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.keep_queue import NameTaken
from cases.actions.keep_snippet import drop_snippet, keep_snippet
from cases.forms.snippets import SnippetForm
from cases.gate import person, staff_only
from cases.models import Snippet
from departments.access import keeps
from departments.exports import csv_file

HEADINGS = ("Tên câu mẫu", "Nội dung", "Người viết", "Dùng chung trong đơn vị")


@staff_only()
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All that the person may use; `?dang=csv`."""
    user = person(request)
    found = Snippet.objects.for_reader(user)
    if request.GET.get("dang") == "csv":
        cells = (
            (one.title, one.text, one.owner.get_full_name(), one.department.name if one.department else "")
            for one in found
        )
        return csv_file("cau-mau.csv", HEADINGS, cells)
    rows = [{"snippet": one, "may_change": keeps(user, one.owner_id, one.department_id)} for one in found]
    return render(request, "cases/desk/snippets.html", {"rows": rows})


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Write a new one."""
    return _keep(request, Snippet(owner=person(request)))


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change one, or let it go."""
    user = person(request)
    snippet = get_object_or_404(Snippet.objects.for_reader(user), pk=pk)
    if not keeps(user, snippet.owner_id, snippet.department_id):
        raise Http404
    if request.POST.get("viec") == "xoa":
        drop_snippet(snippet, by=user)
        messages.success(request, f"Đã xóa câu mẫu “{snippet.title}”.")
        return redirect("cases:snippets")
    return _keep(request, snippet)


def _keep(request: HttpRequest, snippet: Snippet) -> HttpResponseBase:
    user, new = person(request), snippet._state.adding
    form = SnippetForm(snippet, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keep_snippet(snippet, by=user, **form.cleaned_data)
        except NameTaken as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, f"Đã lưu câu mẫu “{snippet.title}”.")
            return redirect("cases:snippets")
    context = {
        "title": "Thêm câu mẫu" if new else "Sửa câu mẫu",
        "sub": "Chèn được vào lời ghi, lý do, yêu cầu bổ sung khi làm việc với hồ sơ; chèn rồi vẫn sửa được.",
        "form": form,
        "back": reverse("cases:snippets"),
        "button": "Lưu câu mẫu",
        "can_drop": not new,
        "drop_label": "Xóa câu mẫu này",
    }
    return render(request, "cases/desk/list_form.html", context, status=422 if form.errors else 200)
