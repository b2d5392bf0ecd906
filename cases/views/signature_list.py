"""The list for signature as PDF: of now, as the leader's queue has it, or of one day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.gate import staff_only
from cases.printing.paper import paper
from cases.printing.signature_list import laid_before, signature_list
from departments.access import posts_in_force
from departments.roles import Role
from departments.working_time import local

READERS = (Role.LEADER, Role.HEAD, Role.RECORDS_CLERK)


@staff_only(*READERS)
@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """What waits for a signature now; `?ngay=2026-11-20` is what was laid before the leader on that day."""
    posts = [post for post in posts_in_force(request.user) if post.role in READERS]
    at, day = timezone.now(), _day(request)
    facts = signature_list(laid_before(posts, day), posts[0].department, day=day, at=at)
    return paper("trinh-ky", facts, f"Danh sách trình ký {(day or local(at).date()):%Y%m%d}.pdf")


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("ngay", "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if not 2000 <= day.year < 2200:
        raise Http404
    return day
