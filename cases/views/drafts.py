"""What becomes of a draft beside being filled in: copied, deleted; and a new one like an earlier dossier."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.copying import draft_like_dossier, draft_like_draft
from cases.drafts import TooManyDrafts
from cases.gate import person
from cases.models import Draft
from cases.own import own_dossier
from cases.storage import delete_draft
from cases.typed import key_in
from cases.wizard import WHO

_COPIED = _("Đã tạo bản nháp mới. Hãy xem lại từng trang và sửa những gì khác trước khi nộp.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Delete a draft and its files, after one more question."""
    draft = get_object_or_404(Draft.objects.select_related("version"), account=person(request), key=key)
    if request.method == "POST":
        delete_draft(draft)
        messages.success(request, gettext("Đã xóa bản nháp."))
        return redirect("cases:mine")
    return render(request, "cases/citizen/draft_delete.html", {"section": "mine", "draft": draft})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A second draft with the same content, after saying what goes along."""
    drafts = Draft.objects.select_related("version__procedure", "account", "offering")
    draft, now = get_object_or_404(drafts, account=person(request), key=key), timezone.now()
    return _copied(
        request,
        draft.version.name,
        lambda new: draft_like_draft(draft, key=new, at=now, day=timezone.localdate(now)),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: HttpRequest, code: str) -> HttpResponseBase:
    """A draft like a dossier of one's own, for the next one of the kind."""
    user, now = person(request), timezone.now()
    mine = own_dossier(user, code)
    return _copied(
        request,
        mine.version.name,
        lambda new: draft_like_dossier(mine, by=user, key=new, at=now, day=timezone.localdate(now)),
    )


def _copied(request: HttpRequest, name: str, make: Callable[[UUID], Draft | None]) -> HttpResponseBase:
    """Ask, then make it; the page's own key lets the button pressed twice make one."""
    refused = ""
    if request.method == "POST":
        try:
            draft = make(key_in(request.POST.get("key", "")) or uuid4())
        except TooManyDrafts as error:
            refused = str(error)
        else:
            if draft is not None:
                messages.success(request, _COPIED)
                return redirect(draft.address(WHO if draft.offering_id else ""))
            refused = gettext("Thủ tục này hiện không còn được tiếp nhận, nên không tạo được bản nháp mới.")
    context = {"section": "mine", "name": name, "refused": refused, "key": uuid4()}
    return render(request, "cases/citizen/copy.html", context, status=422 if refused else 200)
