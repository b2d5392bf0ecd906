"""Files of reports that are made in the background, once or again and again: each person's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from cases.actions.ask_for_file import ask_for_file, delete_prepared
from cases.actions.schedule_report import delete_schedule, pause_schedule, resume_schedule, schedule_report
from cases.errors import MoveRefused
from cases.gate import person, staff_only
from cases.keyset import Order, page
from cases.models import PreparedReport, ReportSchedule
from cases.reports.asking import Asked, read
from cases.reports.catalogue import REPORTS
from cases.reports.files import Wanted
from cases.reports.frame.definition import TOTAL, Definition
from cases.reports.scope import REPORTING, reporting_posts, scope_of
from cases.storage.serving import handed_out
from departments.exports import csv_file
from departments.vietnamese import plain_moment

_NEWEST = Order("asked_at", descending=True)
_HEADINGS = ("Nội dung", "Dạng tệp", "Hỏi lúc", "Tình trạng", "Xong lúc", "Giữ đến", "Dung lượng (byte)")
_SCHEDULE_HEADINGS = (
    "Nội dung",
    "Nhịp gửi",
    "Dạng tệp",
    "Đặt lúc",
    "Lần tới",
    "Tạm dừng lúc",
    "Dừng hẳn lúc",
    "Vì sao",
)
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "danh-sach": "text/csv; charset=utf-8",
}
_NO_FORM = "Hãy chọn dạng tệp: Excel, CSV hoặc PDF."
# The file is saved, not shown; whatever a browser makes of it may load and run nothing.
_POLICY = "default-src 'none'; sandbox"


@staff_only(*REPORTING)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """My files: what waits with how far it is, what is ready, what failed and why."""
    if request.GET.get("dang") == "csv":
        rows = _NEWEST.sorted(PreparedReport.objects.of(person(request))).iterator(chunk_size=500)
        return csv_file("tep-bao-cao.csv", _HEADINGS, (_cells(row) for row in rows))
    if request.GET.get("dang") == "dinh-ky":
        schedules = ReportSchedule.objects.of(person(request))
        return csv_file("gui-dinh-ky.csv", _SCHEDULE_HEADINGS, (_schedule_cells(one) for one in schedules))
    return _page(request)


@staff_only(*REPORTING)
@require_POST
def prepare(request: HttpRequest, key: str) -> HttpResponseBase:
    """Ask for a file of the report that the address asks for, in the form that was chosen."""
    definition, asked = _asked(request, key)
    user, at, form = person(request), timezone.now(), request.POST.get("dang", "")
    if asked.problem or form not in PreparedReport.Form.values:
        return _page(request, problem=asked.problem or _NO_FORM, status=422)
    row, column = request.GET.get("hang", TOTAL), request.GET.get("cot", definition.counted[0].key)
    wanted = Wanted(definition, asked, PreparedReport.Form(form), row, column)
    try:
        prepared, is_new = ask_for_file(wanted, by=user, at=at)
    except KeyError as error:
        raise Http404 from error
    except MoveRefused as refused:
        return _page(request, problem=str(refused), status=409)
    if is_new:
        messages.success(request, "Đã nhận. Bạn cứ làm việc khác; khi tệp xong, cổng báo cho bạn.")
    elif prepared.state == PreparedReport.State.READY:
        messages.info(request, "Tệp này bạn đã có: kỳ đã kết thúc, số liệu không đổi.")
    else:
        messages.info(request, "Tệp này đang được chuẩn bị rồi.")
    return redirect("cases:prepared_reports")


@staff_only(*REPORTING)
@require_safe
def download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file, for the one who asked for it and still reports on the same."""
    user = person(request)
    found = get_object_or_404(PreparedReport.objects.of(user), key=key, state=PreparedReport.State.READY)
    if not _may_open(found, reporting_posts(user)):
        raise Http404
    response = handed_out(found.file)
    response["Content-Type"] = _TYPES[found.form]
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@staff_only(*REPORTING)
@require_POST
def delete(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file is no more; one that is being made is given up."""
    delete_prepared(get_object_or_404(PreparedReport.objects.of(person(request)), key=key))
    messages.success(request, "Đã xóa tệp.")
    return redirect("cases:prepared_reports")


@staff_only(*REPORTING)
@require_POST
def schedule(request: HttpRequest, key: str) -> HttpResponseBase:
    """Have the report that the address asks for sent to me again and again, each time of the newest period."""
    definition, asked = _asked(request, key)
    form, rhythm = request.POST.get("dang", ""), request.POST.get("nhip", "")
    problem = asked.problem
    if form not in PreparedReport.Form.values or form == PreparedReport.Form.LIST:
        problem = problem or _NO_FORM
    if rhythm not in ReportSchedule.Rhythm.values:
        problem = problem or "Hãy chọn gửi hằng ngày, hằng tuần, hằng tháng hoặc hằng quý."
    if problem:
        return _page(request, problem=problem, status=422)
    wanted = Wanted(definition, asked, PreparedReport.Form(form))
    try:
        _, is_new = schedule_report(wanted, ReportSchedule.Rhythm(rhythm), by=person(request), at=timezone.now())
    except MoveRefused as refused:
        return _page(request, problem=str(refused), status=409)
    if is_new:
        messages.success(request, "Đã đặt gửi định kỳ; tạm dừng hoặc xóa lúc nào cũng được ở dưới đây.")
    else:
        messages.info(request, "Báo cáo này bạn đã đặt gửi định kỳ rồi.")
    return redirect("cases:prepared_reports")


@staff_only(*REPORTING)
@require_POST
def schedule_change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Pause a schedule of mine, go on with it, or delete it (`viec`)."""
    found, at = get_object_or_404(ReportSchedule.objects.of(person(request)), pk=pk), timezone.now()
    match request.POST.get("viec"):
        case "tam-dung":
            pause_schedule(found, at=at)
        case "tiep-tuc":
            resume_schedule(found, at=at)
        case "xoa":
            delete_schedule(found)
        case _:
            return _page(request, problem="Hãy chọn tạm dừng, tiếp tục hoặc xóa.", status=422)
    return redirect(f"{reverse('cases:prepared_reports')}#dinh-ky")


def _asked(request: HttpRequest, key: str) -> tuple[Definition, Asked]:
    """The report and what its address asks; Http404 where there is no such report."""
    if key not in REPORTS:
        raise Http404
    return REPORTS[key], read(request.GET, scope_of(person(request)), timezone.now(), REPORTS[key].bys)


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    user = person(request)
    shown = page(PreparedReport.objects.of(user), _NEWEST, request.GET, size=20)
    posts = reporting_posts(user)
    context: dict[str, Any] = {
        "rows": [{"file": one, "may_open": _may_open(one, posts)} for one in shown.rows],
        "unfinished": sum(one.state in PreparedReport.UNFINISHED for one in shown.rows),
        "schedules": list(ReportSchedule.objects.of(user)),
        "problem": problem,
        "csv_url": f"{reverse('cases:prepared_reports')}?dang=csv",
        "schedules_csv_url": f"{reverse('cases:prepared_reports')}?dang=dinh-ky",
        "crumbs": [{"label": "Báo cáo", "url": reverse("cases:reports")}, {"label": "Tệp báo cáo", "url": ""}],
        **shown.links(),
    }
    return render(request, "cases/reports/prepared.html", context, status=status)


def _may_open(found: PreparedReport, posts: list[str]) -> bool:
    """Whether its reader still holds the posts that it was made for."""
    return set(found.posts) <= set(posts) and bool(found.expires_at and found.expires_at > timezone.now())


def _cells(row: PreparedReport) -> tuple[object, ...]:
    moments = (plain_moment(row.ready_at), plain_moment(row.expires_at))
    state = row.get_state_display() + (f": {row.error}" if row.error else "")
    return (row.title, row.get_form_display(), plain_moment(row.asked_at), state, *moments, row.size or "")


def _schedule_cells(one: ReportSchedule) -> tuple[object, ...]:
    is_running = one.paused_at is None and one.ended_at is None
    moments = (one.created_at, one.next_at if is_running else None, one.paused_at, one.ended_at)
    return (one.title, one.get_rhythm_display(), one.get_form_display(), *map(plain_moment, moments), one.ended_why)
