"""Public look-up by code and a second factor: the way and the promise, nothing else that is personal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.following import promised
from cases.forms.lookup import LookUpForm
from cases.look_up_brakes import by_digits, from_here
from cases.lookup import find, is_whole
from cases.models import Dossier
from cases.ratings import can_be_rated, rating_pass
from cases.story import tone_of
from cases.timeline import timeline
from cases.ways_to_pay import account_for
from departments.calendars import calendars_for
from departments.client import address_of
from departments.opening_hours import opening_hours
from departments.too_often import too_often

# One sentence whatever was wrong, so that nobody learns which codes exist.
NOT_FOUND = _(
    "Không tìm thấy hồ sơ nào khớp cả mã và 4 số cuối. Hãy xem lại giấy tiếp nhận; nếu hồ sơ không ghi số định danh "
    "hay điện thoại, hãy hỏi Bộ phận Một cửa nơi nộp."
)

_WHOLE = _(
    "Mã này vừa được thử nhiều lần. Để chắc đúng là bạn, hãy nhập cả số định danh cá nhân hoặc cả số điện thoại đã ghi "
    "trong hồ sơ, thay cho 4 số cuối."
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
    digits = form.cleaned_data["digits"]
    here = from_here("look-up", code, address_of(request), at=at)
    if not here:
        return too_often(request, here)
    if not is_whole(digits) and not by_digits("look-up", code, at=at):
        form.add_error("digits", _WHOLE)
        return render(request, "cases/public/lookup.html", context, status=429)
    dossier = find(code, digits)
    if dossier is None:
        form.add_error(None, NOT_FOUND)
        return render(request, "cases/public/lookup.html", context, status=404)
    calendar, desk_calendar = calendars_for(dossier.department, dossier.desk)
    owes = dossier.finance_status == Dossier.Finance.OWED
    context |= {
        "dossier": dossier,
        "promise": promised(dossier, at, calendar),
        "timeline": timeline(dossier, at, calendar, in_full=False),
        "tone": tone_of(dossier),
        "at": at,
        "hours": opening_hours(desk_calendar, timezone.localdate(at)),
        "rating_pass": rating_pass(dossier) if can_be_rated(dossier) else "",
        "owes": owes,
        "by_transfer": owes and account_for(dossier, at) is not None,
        "matter_pass": rating_pass(dossier),
        "is_mine": request.user.is_authenticated and dossier.account_id == request.user.pk,
    }
    return render(request, "cases/public/found.html", context)
