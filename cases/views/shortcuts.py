"""The sheet of keys, which also turns them off and on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.gate import person, staff_only
from cases.shortcuts import ANYWHERE, IN_A_DOSSIER, IN_LISTS
from departments.actions.choose_shortcuts import choose_shortcuts


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponseBase:
    """What each key does; the places that `g` leads to are those of the person's navigation."""
    user = person(request)
    if request.method == "POST":
        choose_shortcuts(user, on=request.POST.get("bat") == "1")
        messages.success(request, "Đã bật phím tắt." if user.shortcuts else "Đã tắt phím tắt.")
        return redirect("cases:shortcuts")
    groups = [
        {"title": "Trong danh sách", "rows": IN_LISTS},
        {"title": "Trong một hồ sơ", "rows": IN_A_DOSSIER},
        {"title": "Ở mọi trang", "rows": ANYWHERE},
    ]
    return render(request, "cases/desk/shortcuts.html", {"groups": groups, "on": user.shortcuts})
