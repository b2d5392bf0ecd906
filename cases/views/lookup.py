"""Public look-up by code and a second factor: the way and the promise, nothing else that is personal."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.following import promised
from cases.forms.lookup import LookUpForm
from cases.lookup import find
from cases.ratings import can_be_rated, rating_pass
from cases.story import tone_of
from cases.timeline import timeline
from departments.calendars import calendar_for
from departments.client import address_of
from departments.opening_hours import opening_hours
from departments.rate_limits import Brake, hit_all
from departments.too_often import too_often

PER_ADDRESS, PER_CODE, WINDOW = 30, 10, timedelta(minutes=15)
# Four digits are few: at the short brake's pace alone a code would be opened within days.
PER_CODE_A_DAY, DAY = 40, timedelta(days=1)
# One sentence whatever was wrong, so that nobody learns which codes exist.
NOT_FOUND = (
    "Không tìm thấy hồ sơ nào khớp cả mã và 4 số cuối. Hãy xem lại giấy tiếp nhận; nếu hồ sơ không ghi số định danh "
    "hay điện thoại, hãy hỏi Bộ phận Một cửa nơi nộp."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """The form; and the dossier for whoever knows its code and its applicant's last four digits."""
    sent = request.POST if request.method == "POST" else None
    form = LookUpForm(sent, initial={"code": request.GET.get("ma", "")[:60]})
    context = {"section": "lookup", "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "cases/public/lookup.html", context, status=422 if form.is_bound else 200)
    code, at = form.cleaned_data["code"], timezone.now()
    brakes = [
        Brake(["look-up", "address", address_of(request)], PER_ADDRESS, WINDOW),
        Brake(["look-up", "code", code], PER_CODE, WINDOW),
        Brake(["look-up", "code", "day", code], PER_CODE_A_DAY, DAY),
    ]
    verdict = hit_all(brakes, at=at)
    if not verdict:
        return too_often(request, verdict)
    dossier = find(code, form.cleaned_data["digits"])
    if dossier is None:
        form.add_error(None, NOT_FOUND)
        return render(request, "cases/public/lookup.html", context, status=404)
    calendar = calendar_for(dossier.department)
    context |= {
        "dossier": dossier,
        "promise": promised(dossier, at, calendar),
        "timeline": timeline(dossier, at, calendar, in_full=False),
        "tone": tone_of(dossier),
        "at": at,
        "hours": opening_hours(calendar_for(dossier.desk), timezone.localdate(at)),
        "rating_pass": rating_pass(dossier) if can_be_rated(dossier) else "",
        "is_mine": request.user.is_authenticated and dossier.account_id == request.user.pk,
    }
    return render(request, "cases/public/found.html", context)
