"""Keeping what is typed on a page of the wizard while it is typed; sending the page stays the wizard's own business."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.drafts import Superseded, draft_of, writing
from cases.models import Draft
from cases.wizard import CHECK, Wizard
from departments.models import User
from departments.working_time import local


@require_POST
def keep(request: HttpRequest, code: str, page: str, number: int = 1) -> HttpResponse:
    """Put what stands on the page into the draft, right or wrong, and say when.

    The page asks in the background, so nothing here redirects: 403 without a session, 404 where there is no such draft
    or page, 409 where the page was sent meanwhile. `Draft-Turn` names the turn in which the page was opened.
    """
    if not isinstance(request.user, User):
        return HttpResponse(_("Hãy đăng nhập."), status=403, content_type="text/plain; charset=utf-8")
    turn, draft, now = request.headers.get("Draft-Turn", ""), draft_of(request.user, code, number), timezone.now()
    if draft is None or request.POST.get("draft-key", str(draft.key)) != str(draft.key):
        return HttpResponse(status=404)
    wizard = Wizard(draft, local(now).date())
    if page == CHECK or page not in wizard.pages():
        return HttpResponse(status=404)
    try:
        with writing(draft, at=now, turn=int(turn) if turn.isascii() and turn.isdigit() else -1):
            wizard.keep(page, request.POST)
    except Superseded:
        return HttpResponse(status=409)
    except Draft.DoesNotExist:
        return HttpResponse(status=404)
    return HttpResponse(_("Đã lưu lúc {now:%H:%M}").format(now=local(now)), content_type="text/plain; charset=utf-8")
