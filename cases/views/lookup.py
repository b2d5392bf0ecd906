"""Public look-up by code and a second factor: the way and the promise, nothing else that is personal."""

from datetime import timedelta
from hmac import compare_digest

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.deadlines import reading
from cases.following import promise_of, way
from cases.forms.lookup import LookUpForm
from cases.marks import mark
from cases.models import Applicant, Dossier, Task
from cases.story import tone_of
from departments.calendars import calendar_for
from departments.client import address_of
from departments.rate_limits import hit

PER_ADDRESS, PER_CODE, WINDOW = 30, 10, timedelta(minutes=15)
# One sentence whatever was wrong, so that nobody learns which codes exist.
NOT_FOUND = (
    "Không tìm thấy hồ sơ nào khớp cả mã và 4 số cuối. Hãy xem lại giấy tiếp nhận; nếu hồ sơ không ghi số định danh "
    "hay điện thoại, hãy hỏi Bộ phận Một cửa nơi nộp."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """The form; and the dossier for whoever knows its code and its applicant's last four digits."""
    form = LookUpForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:60]})
    context = {"section": "lookup", "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "cases/public/lookup.html", context, status=422 if form.is_bound else 200)
    code, at = form.cleaned_data["code"], timezone.now()
    verdicts = [
        hit(["look-up", "address", address_of(request)], limit=PER_ADDRESS, window=WINDOW, at=at),
        hit(["look-up", "code", code], limit=PER_CODE, window=WINDOW, at=at),
    ]
    if not all(verdicts):
        wait = max(verdict.retry_after for verdict in verdicts)
        minutes = int(wait.total_seconds() // 60) + 1
        response = render(request, "429.html", {"retry_after_minutes": minutes}, status=429)
        response["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return response
    dossier = _dossier(code)
    if dossier is None or not _knows(form.cleaned_data["digits"], dossier.submitter, dossier.owner):
        form.add_error(None, NOT_FOUND)
        return render(request, "cases/public/lookup.html", context, status=404)
    calendar = calendar_for(dossier.department)
    said, due = reading(dossier, calendar), mark(dossier, at, calendar)
    context |= {
        "dossier": dossier,
        "promise": {**promise_of(dossier), "lines": said.lines if said else (), "kind": due.kind, "text": due.text},
        "way": way(dossier, with_links=False),
        "tone": tone_of(dossier),
    }
    return render(request, "cases/public/found.html", context)


def _dossier(code: str) -> Dossier | None:
    tasks = Task.objects.select_related("step", "department")
    alone = ("version__procedure", "department", "desk", "division", "submitter", "owner", "current_task__step")
    parts = ("version__steps", "supplements", "stops", Prefetch("tasks", tasks))
    return Dossier.objects.filter(code=code).select_related(*alone).prefetch_related(*parts).first()


def _knows(digits: str, *people: Applicant) -> bool:
    """Whether the digits end a number of one of the people; every number is compared, in constant time."""
    numbers = [number for one in people for number in (one.personal_id, one.phone, one.tax_code) if len(number) >= 8]
    return sum(compare_digest(number[-4:].encode(), digits.encode()) for number in numbers) > 0
