"""A dossier as its applicant follows it: the promise, and the one thing to do now, in plain words.

Reads what was loaded with the dossier (supplements, stops, result); asks the database nothing.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from cases.deadlines import reading
from cases.marks import mark
from cases.models import Dossier, SupplementRequest
from cases.plain_words import status_words
from cases.promise import promise_of
from cases.status import Status
from departments.working_time import CalendarError, WorkingCalendar
from departments.written import as_vietnamese, day, moment, money, problem

_IN_THE_OFFICE = (Status.RECEIVED, Status.PROCESSING)
_NOT_YET = said("Ngày hẹn trả kết quả có ngay khi hồ sơ đủ và được tiếp nhận.")
_NOTHING_BUT_THE_FEE = said(
    "Nộp {fee} phí, lệ phí ngay tại đây, hoặc tại quầy khi nhận kết quả. Hồ sơ đang được giải quyết."
)
_NOTHING_TO_DO = {
    Status.RECEIVED: said("Bạn chưa cần làm gì. Hồ sơ đã được tiếp nhận, đang chuyển đi giải quyết."),
    Status.PROCESSING: said("Bạn chưa cần làm gì. Có tin mới, chúng tôi báo ngay tại trang này."),
    Status.STOPPED: said("Bạn chưa cần làm gì. Hồ sơ đang tạm dừng; lý do ghi ở phần “Hồ sơ đang ở đâu”."),
    Status.RETURNED: said("Kết quả đã trả. Hồ sơ đã kết thúc."),
    Status.WITHDRAWN: said("Hồ sơ đã rút theo đề nghị của bạn. Muốn làm lại, bạn nộp hồ sơ mới."),
}


def open_request(dossier: Dossier) -> SupplementRequest | None:
    """The supplement request that still waits for the applicant's answer, if any."""
    requests = dossier.supplements.all()
    return next((one for one in requests if one.is_open and one.answered_at is None), None)


def promised(dossier: Dossier, at: datetime, calendar: WorkingCalendar) -> dict[str, Any] | None:
    """What components/promise.html shows to the applicant; None for a dossier that ended without a result."""
    if is_over_without_result(dossier):
        return None
    if dossier.received_at is None:
        return _before_receipt(dossier)
    try:
        found = reading(dossier, calendar)
        now = mark(dossier, at, calendar)
    except CalendarError as error:
        due = dossier.promised_at
        return {"moment": moment(due) if due else _("Chưa tính được"), "note": problem(error)}
    return promise_of(dossier, now, found)


def is_over_without_result(dossier: Dossier) -> bool:
    """Refused, withdrawn, or stopped for good."""
    if dossier.status in (Status.REFUSED, Status.WITHDRAWN):
        return True
    return dossier.status == Status.STOPPED and dossier.finished_at is not None


def my_turn() -> Q:
    """Among which dossiers those that wait for their applicant are found."""
    owing = Q(finance_status=Dossier.Finance.OWED, status__in=_IN_THE_OFFICE)
    return Q(status__in=[Status.WAITING, Status.PAYING, Status.FINISHED]) | owing


def waits_for_applicant(dossier: Dossier) -> bool:
    """Whether it is the applicant's turn: to supplement, to pay, to fetch the result."""
    if dossier.status == Status.WAITING:
        return open_request(dossier) is not None
    return dossier.status in (Status.PAYING, Status.FINISHED) or owes_from_home(dossier)


def owes_from_home(dossier: Dossier) -> bool:
    """Whether a known fee is owed while the office works: it may be paid now and holds up nothing but the result."""
    return dossier.finance_status == Dossier.Finance.OWED and dossier.status in _IN_THE_OFFICE


def to_do(dossier: Dossier, hours: str = "") -> dict[str, Any]:
    """One sentence, and one action where there is something to do; `hours` are those of the desk, where known."""
    match dossier.status:
        case Status.NEW:
            if dossier.answer_due_at is None:
                text = _("Bạn chưa cần làm gì. {desk} đang kiểm tra hồ sơ và trả lời.")
                return _quiet(format_html(text, desk=as_vietnamese(dossier.desk.name)))
            text = _("Bạn chưa cần làm gì. {desk} đang kiểm tra hồ sơ và trả lời, chậm nhất {moment}.")
            until = moment(dossier.answer_due_at)
            return _quiet(format_html(text, desk=as_vietnamese(dossier.desk.name), moment=until))
        case Status.WAITING:
            return _supplement(dossier)
        case Status.PAYING:
            text = _(
                "Nộp khoản tiền đã báo cho bạn (ghi ở phần “Hồ sơ đang ở đâu”), rồi mang giấy nộp tiền đến {desk}. "
                "Trong lúc chờ, thời hạn giải quyết tạm dừng."
            )
            return _act(format_html(text, desk=as_vietnamese(dossier.desk.name)))
        case Status.FINISHED:
            return _fetch(dossier, hours)
        case Status.REFUSED:
            url = reverse("procedures:procedure", args=[dossier.version.procedure.code])
            return _act(
                _("Hồ sơ không được tiếp nhận; lý do ghi ở phần “Hồ sơ đang ở đâu”. Sửa xong, bạn nộp lại được."),
                url,
                _("Xem lại thủ tục"),
            )
        case Status.STOPPED if dossier.finished_at is not None:
            return _quiet(_("Hồ sơ đã dừng giải quyết; lý do ghi ở phần “Hồ sơ đang ở đâu”."))
    if owes_from_home(dossier):
        return _pay(dossier, _(_NOTHING_BUT_THE_FEE))
    nothing = _NOTHING_TO_DO.get(Status(dossier.status))
    return _quiet((_(nothing) if nothing else status_words(dossier.status)) + _fee_to_come(dossier))


def _supplement(dossier: Dossier) -> dict[str, Any]:
    request = open_request(dossier)
    if request is None:
        return _quiet(_("Bạn đã gửi phần bổ sung. Cơ quan đang kiểm tra, đủ thì giải quyết tiếp."))
    until = _("Bổ sung hồ sơ trước ngày {day}.").format(day=day(request.respond_by))
    clock = (
        _("Thời hạn giải quyết đang tạm dừng cho đến khi hồ sơ đủ.")
        if dossier.received_at
        else _("Thời hạn giải quyết chưa bắt đầu cho đến khi hồ sơ đủ.")
    )
    url = reverse("cases:my_supplement", args=[dossier.code])
    return _act(f"{until if request.respond_by else _('Bổ sung hồ sơ.')} {clock}", url, _("Xem và bổ sung"))


def _fetch(dossier: Dossier, hours: str) -> dict[str, Any]:
    fee = _fee_to_come(dossier)
    if dossier.finance_status == Dossier.Finance.OWED:
        return _pay(dossier, _("Đã có kết quả. Nộp {fee} phí, lệ phí ngay tại đây, hoặc tại quầy, rồi nhận kết quả."))
    match dossier.delivery:
        case Dossier.Delivery.POST:
            text = _("Đã có kết quả. Kết quả được gửi qua bưu điện tới: {address}.")
            return _quiet(format_html(text + "{fee}", address=as_vietnamese(dossier.delivery_address), fee=fee))
        case Dossier.Delivery.ELECTRONIC:
            result = getattr(dossier, "result", None)
            if result is not None and result.document_id:
                url = reverse("cases:document", args=[result.document_id])
                return _act(_("Đã có kết quả bản điện tử, bạn tải về được ngay.") + fee, url, _("Tải kết quả"))
    text = _("Đã có kết quả. Mang thẻ căn cước và giấy tiếp nhận (hoặc mã hồ sơ) đến {desk} để nhận.")
    when = " " + _("Mở cửa {hours}.").format(hours=hours) if hours else ""
    return _act(format_html(text + "{when}{fee}", desk=as_vietnamese(dossier.desk.name), when=when, fee=fee))


def _before_receipt(dossier: Dossier) -> dict[str, Any]:
    if dossier.status == Status.NEW and dossier.answer_due_at is not None:
        return {
            "title": _("Bộ phận Một cửa trả lời bạn chậm nhất"),
            "moment": moment(dossier.answer_due_at),
            "note": _("Trong 8 giờ làm việc kể từ khi hệ thống nhận hồ sơ.") + " " + _(_NOT_YET),
        }
    return {"title": _("Hẹn trả kết quả"), "moment": _("Chưa có ngày hẹn"), "note": _(_NOT_YET)}


def _fee_to_come(dossier: Dossier) -> str:
    if dossier.finance_status == Dossier.Finance.UNSETTLED:
        return " " + _("Phí, lệ phí tính theo thực tế, nộp tại quầy.")
    if dossier.finance_status != Dossier.Finance.OWED:
        return ""
    return " " + _("Phí, lệ phí phải nộp tại quầy: {fee}.").format(fee=money(dossier.fee_amount))


def _pay(dossier: Dossier, text: str) -> dict[str, Any]:
    url = reverse("cases:my_payment", args=[dossier.code])
    return _act(text.format(fee=money(dossier.fee_amount)), url, _("Nộp phí, lệ phí"))


def _act(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    return {"text": text, "url": url, "label": label, "quiet": False}


def _quiet(text: str) -> dict[str, Any]:
    return {"text": text, "url": "", "label": "", "quiet": True}
