"""Phản ánh, kiến nghị for everybody: what was answered, sending one, and finding it again."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.send_feedback import send_feedback
from cases.feedback_files import keep_files
from cases.feedback_lookup import find, is_whole, remember
from cases.feedback_places import agencies, agency_named
from cases.feedback_terms import sender_basis, terms_on
from cases.forms.feedback import FeedbackForm, FeedbackLookUpForm
from cases.keyset import AFTER, BEFORE, Order
from cases.keyset import page as keyset_page
from cases.look_up_brakes import by_digits, from_here
from cases.models import Dossier, Feedback
from cases.public_feedback import FILE_HEADINGS, Wanted, cells
from cases.ratings import RATING_PASS_SECONDS, pass_holder
from cases.reports.feedback import feedback_figures
from cases.reports.periods import Kind, containing
from cases.storage import UploadRefused
from cases.with_parked import with_parked
from departments.client import address_of
from departments.exports import csv_file
from departments.models import User
from departments.rate_limits import Brake, Verdict, hit, hit_all
from departments.too_often import too_often
from departments.working_time import CalendarError, local
from procedures.models import Procedure

NEWEST = Order("published_at", descending=True)
_TRIES, _SENT, _SENT_A_DAY, _HOUR, _DAY = 40, 5, 15, timedelta(hours=1), timedelta(days=1)
_NOT_FOUND = _(
    "Không tìm thấy phản ánh nào khớp cả mã và số điện thoại hoặc thư điện tử. "
    "Hãy xem lại tin đã nhận khi gửi phản ánh."
)
_WHOLE = _(
    "Mã này vừa được thử nhiều lần. Để chắc đúng là bạn, hãy nhập cả số điện thoại hoặc địa chỉ thư điện tử đã ghi."
)


@require_safe
def published(request: HttpRequest) -> HttpResponseBase:
    """What can be sent, how soon it is answered, and the answers that were published; `?dang=csv` for a file."""
    at = timezone.now()
    wanted, rows = Wanted.read(request.GET), Feedback.objects.select_related("department")
    found = wanted.find(rows)
    if request.GET.get("dang") == "csv":
        return csv_file("phan-anh.csv", FILE_HEADINGS, cells(NEWEST.sorted(found).iterator(chunk_size=500)))
    shown = keyset_page(found, NEWEST, request.GET, size=10)
    day = local(at).date()
    period = containing(Kind.YEAR, day)
    context = {
        "section": "feedback",
        "rows": shown.rows,
        "wanted": wanted,
        "kinds": Feedback.Kind.choices,
        "places": agencies(day),
        "terms": terms_on(day),
        "basis": sender_basis(),
        "period": period,
        "figures": feedback_figures(Feedback.objects.all(), period, at),
        "csv_url": _address(wanted, dang="csv"),
        "newer_url": _address(wanted, **{BEFORE: shown.before}) if shown.before else "",
        "older_url": _address(wanted, **{AFTER: shown.after}) if shown.after else "",
    }
    return render(request, "cases/public/feedback.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def send(request: HttpRequest) -> HttpResponseBase:
    """Write one and send it, with an account or without; what cannot be taken is given back as it was typed."""
    user, at = request.user if isinstance(request.user, User) else None, timezone.now()
    asked = request.POST if request.method == "POST" else request.GET
    dossier, procedure = _dossier(asked, user), _procedure(asked)
    day = local(at).date()
    agency = dossier.department if dossier else None
    tries = _tries(request, user, at)
    sent = (request.POST, request.FILES if tries else None) if request.method == "POST" else ()
    form = FeedbackForm(
        *sent, places=agencies(day), agency=agency, by=user, initial={"agency": request.GET.get("noi", "")[:32]}
    )
    status = 200
    if form.is_bound:
        if tries:
            made, status = _send(request, form, user, at, dossier, procedure)
        else:
            made, status = None, _braked(form, tries)
        if made is not None:
            if user is None:
                remember(request.session, made.code or "", at)
            messages.success(
                request,
                gettext("Đã gửi phản ánh. Mã của bạn là {code}, hãy giữ lại để tra cứu.").format(code=made.code),
            )
            return redirect("cases:feedback", made.code)
    context = {
        "section": "feedback",
        "form": form,
        "dossier": dossier,
        "procedure": procedure,
        "pass": asked.get("pass", ""),
        "basis": sender_basis(),
        "terms": {term.name: term for term in terms_on(day)},
    }
    return render(request, "cases/public/feedback_send.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponseBase:
    """Find a feedback by its code and the phone or mail its sender gave; then its page is open for an hour."""
    sent = request.POST if request.method == "POST" else None
    form = FeedbackLookUpForm(sent, initial={"code": request.GET.get("ma", "")[:40]})
    context = {"section": "feedback", "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "cases/public/feedback_lookup.html", context, status=status)
    code, proof, at = form.cleaned_data["code"], form.cleaned_data["proof"], timezone.now()
    here = from_here("feedback look-up", code, address_of(request), at=at)
    if not here:
        return too_often(request, here)
    if not is_whole(proof) and not by_digits("feedback look-up", code, at=at):
        form.add_error("proof", _WHOLE)
        return render(request, "cases/public/feedback_lookup.html", context, status=429)
    if find(code, proof) is None:
        form.add_error(None, _NOT_FOUND)
        return render(request, "cases/public/feedback_lookup.html", context, status=404)
    remember(request.session, code, at)
    return redirect("cases:feedback", code)


def _send(
    request: HttpRequest,
    form: FeedbackForm,
    user: User | None,
    at: datetime,
    dossier: Dossier | None,
    procedure: Procedure | None,
) -> tuple[Feedback | None, int]:
    """What was sent, or the status of the answer, with what was wrong said in the form."""
    if not form.is_valid():
        return None, 422
    there = Feedback.objects.filter(key=form.cleaned_data["key"], account=user).first()
    if there is not None:
        return there, 302
    who = ["account", user.pk] if user else ["address", address_of(request)]
    pace = hit_all(
        [Brake(["feedback", *who], _SENT, _HOUR), Brake(["feedback", "day", *who], _SENT_A_DAY, _DAY)], at=at
    )
    if not pace:
        return None, _braked(form, pace)
    department = dossier.department if dossier else agency_named(form.cleaned_data["agency"], local(at).date())
    if department is None:
        form.add_error("agency", gettext("Hãy chọn cơ quan trong danh sách."))
        return None, 422
    keep = partial(keep_files, uploads=form.cleaned_data["attachments"], by=user, at=at)
    try:
        feedback = send_feedback(
            key=form.cleaned_data["key"],
            by=user,
            at=at,
            department=department,
            dossier=dossier,
            procedure=procedure,
            keep=keep,
            **form.values(),
        )
    except UploadRefused as error:
        form.add_error("attachments", str(error))
        return None, 422
    except CalendarError as error:
        form.add_error(None, str(error))
        return None, 503
    return feedback, 302


def _tries(request: HttpRequest, user: User | None, at: datetime) -> Verdict:
    """Count what a place without an account sends, before anybody looks into its files."""
    if request.method != "POST" or user is not None:
        return Verdict(allowed=True, retry_after=timedelta(0))
    return hit(["feedback", "try", address_of(request)], limit=_TRIES, window=_HOUR, at=at)


def _braked(form: FeedbackForm, verdict: Verdict) -> int:
    """429, with the time to wait said in the form."""
    minutes = int(verdict.retry_after.total_seconds()) // 60 + 1
    form.add_error(
        None,
        gettext("Nơi này đã gửi nhiều phản ánh. Hãy gửi lại sau {minutes} phút; lời bạn viết còn đây.").format(
            minutes=minutes
        ),
    )
    return 429


def _dossier(asked: Any, user: User | None) -> Dossier | None:
    """The dossier it is about, where the person has shown that it is his: by the account or by the look-up's pass."""
    rows = Dossier.objects.select_related("department", "version__procedure")
    if user is not None and asked.get("ho-so"):
        return rows.submitted_by(user).filter(code=asked["ho-so"][:40].replace("\0", "")).first()
    try:
        holder = pass_holder(asked.get("pass", ""), max_age=RATING_PASS_SECONDS)
    except signing.BadSignature:
        return None
    return rows.get(pk=holder.pk)


def _procedure(asked: Any) -> Procedure | None:
    code = asked.get("thu-tuc", "")[:20].replace("\0", "")
    return Procedure.objects.filter(code=code).first() if code else None


def _address(wanted: Wanted, **more: str) -> str:
    values = {"q": wanted.words, "viec": wanted.kind, "co-quan": wanted.agency} | more
    return "?" + urlencode({name: value for name, value in values.items() if value})
