"""Lists that people keep under a name, and the columns they like."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.keep_queue import NameTaken, choose_columns, drop_queue, keep_queue, may_change
from cases.forms.saved_queues import ColumnsForm, SavedQueueForm
from cases.gate import person, staff_only
from cases.listing import LIST, QUESTION, SAVED
from cases.models import SavedQueue
from cases.queues import FROM, PAGES, QueuePage, came_from, way_back
from departments.access import has_role
from departments.models import User

_ASKED = tuple(name for name in QUESTION if name != SAVED)


@staff_only()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The person's kept lists, and those of his units."""
    user = person(request)
    rows = [
        {"queue": one, "page": _page_of(one), "url": _address_of(one), "may_change": may_change(one, user)}
        for one in SavedQueue.objects.for_reader(user)
    ]
    return render(request, "cases/desk/saved_queues.html", {"rows": rows, "user": user})


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponseBase:
    """Keep the list one came from under a name."""
    page, asked = _came_from(request)
    user = person(request)
    queue = SavedQueue(owner=user, page=page.key, asked={name: asked[name] for name in _ASKED if asked.get(name)})
    return _keep(request, queue, user, page)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a kept list another name, other readers or other columns; or let it go."""
    user = person(request)
    queue = get_object_or_404(SavedQueue.objects.for_reader(user), pk=pk)
    if not may_change(queue, user):
        raise Http404
    if request.POST.get("viec") == "xoa":
        drop_queue(queue, by=user)
        messages.success(request, f"Đã xóa danh sách “{queue.name}”. Không hồ sơ nào bị ảnh hưởng.")
        return redirect("cases:queues")
    return _keep(request, queue, user, _page_of(queue))


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest) -> HttpResponseBase:
    """Which columns a page shows this person."""
    page, _ = _came_from(request)
    user, back = person(request), way_back(request.GET.get(FROM, ""))
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, initial={"columns": page.columns_for(user)})
    if form.is_valid():
        choose_columns(user, page.key, form.cleaned_data["columns"])
        return redirect(back)
    context = {"title": "Chọn cột", "sub": page.key.label, "form": form, "back": back, "button": "Dùng các cột này"}
    return _ask(request, form, context)


def _keep(request: HttpRequest, queue: SavedQueue, user: User, page: QueuePage) -> HttpResponseBase:
    form = SavedQueueForm(queue, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keep_queue(queue, by=user, asked=queue.asked, **form.cleaned_data)
        except NameTaken as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"Đã lưu danh sách “{queue.name}”.")
            return redirect(_address_of(queue))
    chosen = next((one.label for one in page.lists if one.key == queue.asked.get(LIST)), page.lists[0].label)
    context = {
        "title": "Lưu danh sách" if queue._state.adding else "Sửa danh sách",
        "sub": f"{page.key.label} · {chosen}{', theo bộ lọc đang mở' if len(queue.asked) > 1 else ''}",
        "form": form,
        "back": way_back(request.GET.get(FROM, "")) or page.url,
        "button": "Lưu danh sách",
        "can_drop": not queue._state.adding,
    }
    return _ask(request, form, context)


def _ask(request: HttpRequest, form: Form, context: dict[str, Any]) -> HttpResponse:
    return render(request, "cases/desk/list_form.html", context, status=422 if form.errors else 200)


def _came_from(request: HttpRequest) -> tuple[QueuePage, Any]:
    found = came_from(request.GET.get(FROM, ""))
    if found is None or not has_role(person(request), *found[0].roles):
        raise Http404
    return found


def _page_of(queue: SavedQueue) -> QueuePage:
    return next(one for one in PAGES if one.key == queue.page)


def _address_of(queue: SavedQueue) -> str:
    return f"{_page_of(queue).url}?{urlencode({**queue.asked, SAVED: queue.pk})}"
