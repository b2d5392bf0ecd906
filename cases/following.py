"""A dossier as its applicant follows it: the promise, and the one thing to do now, in plain words.

Reads what was loaded with the dossier (supplements, stops, result); asks the database nothing.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cases.deadlines import reading
from cases.marks import mark
from cases.models import Dossier, SupplementRequest
from cases.plain_words import STATUSES
from cases.promise import promise_of
from cases.status import Status
from departments.vietnamese import money, short_moment
from departments.working_time import CalendarError, WorkingCalendar

_IN_THE_OFFICE = (Status.RECEIVED, Status.PROCESSING)
_NOT_YET = "Ngày hẹn trả kết quả có ngay khi hồ sơ đủ và được tiếp nhận."
_NOTHING_BUT_THE_FEE = "Nộp {fee} phí, lệ phí ngay tại đây, hoặc tại quầy khi nhận kết quả. Hồ sơ đang được giải quyết."
_NOTHING_TO_DO = {
    Status.RECEIVED: "Bạn chưa cần làm gì. Hồ sơ đã được tiếp nhận, đang chuyển đi giải quyết.",
    Status.PROCESSING: "Bạn chưa cần làm gì. Có tin mới, chúng tôi báo ngay tại trang này.",
    Status.STOPPED: "Bạn chưa cần làm gì. Hồ sơ đang tạm dừng; lý do ghi ở phần “Hồ sơ đang ở đâu”.",
    Status.RETURNED: "Kết quả đã trả. Hồ sơ đã kết thúc.",
    Status.WITHDRAWN: "Hồ sơ đã rút theo đề nghị của bạn. Muốn làm lại, bạn nộp hồ sơ mới.",
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
        return {"moment": short_moment(due) if due else "Chưa tính được", "note": str(error)}
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
            until = f", chậm nhất {short_moment(dossier.answer_due_at)}" if dossier.answer_due_at else ""
            return _quiet(f"Bạn chưa cần làm gì. {dossier.desk.name} đang kiểm tra hồ sơ và trả lời{until}.")
        case Status.WAITING:
            return _supplement(dossier)
        case Status.PAYING:
            return _act(
                "Nộp khoản tiền đã báo cho bạn (ghi ở phần “Hồ sơ đang ở đâu”), rồi mang giấy nộp tiền đến "
                f"{dossier.desk.name}. Trong lúc chờ, thời hạn giải quyết tạm dừng."
            )
        case Status.FINISHED:
            return _fetch(dossier, hours)
        case Status.REFUSED:
            url = reverse("procedures:procedure", args=[dossier.version.procedure.code])
            return _act(
                "Hồ sơ không được tiếp nhận; lý do ghi ở phần “Hồ sơ đang ở đâu”. Sửa xong, bạn nộp lại được.",
                url,
                "Xem lại thủ tục",
            )
        case Status.STOPPED if dossier.finished_at is not None:
            return _quiet("Hồ sơ đã dừng giải quyết; lý do ghi ở phần “Hồ sơ đang ở đâu”.")
    if owes_from_home(dossier):
        return _pay(dossier, _NOTHING_BUT_THE_FEE)
    return _quiet(_NOTHING_TO_DO.get(Status(dossier.status), STATUSES[Status(dossier.status)]) + _fee_to_come(dossier))


def _supplement(dossier: Dossier) -> dict[str, Any]:
    request = open_request(dossier)
    if request is None:
        return _quiet("Bạn đã gửi phần bổ sung. Cơ quan đang kiểm tra, đủ thì giải quyết tiếp.")
    until = f" trước ngày {request.respond_by:%d/%m/%Y}" if request.respond_by else ""
    clock = "đang tạm dừng" if dossier.received_at else "chưa bắt đầu"
    url = reverse("cases:my_supplement", args=[dossier.code])
    return _act(f"Bổ sung hồ sơ{until}. Thời hạn giải quyết {clock} cho đến khi hồ sơ đủ.", url, "Xem và bổ sung")


def _fetch(dossier: Dossier, hours: str) -> dict[str, Any]:
    fee = _fee_to_come(dossier)
    if dossier.finance_status == Dossier.Finance.OWED:
        return _pay(dossier, "Đã có kết quả. Nộp {fee} phí, lệ phí ngay tại đây, hoặc tại quầy, rồi nhận kết quả.")
    match dossier.delivery:
        case Dossier.Delivery.POST:
            return _quiet(f"Đã có kết quả. Kết quả được gửi qua bưu điện tới: {dossier.delivery_address}.{fee}")
        case Dossier.Delivery.ELECTRONIC:
            result = getattr(dossier, "result", None)
            if result is not None and result.document_id:
                url = reverse("cases:document", args=[result.document_id])
                return _act(f"Đã có kết quả bản điện tử, bạn tải về được ngay.{fee}", url, "Tải kết quả")
    when = f" Mở cửa {hours}." if hours else ""
    return _act(
        "Đã có kết quả. Mang thẻ căn cước và giấy tiếp nhận (hoặc mã hồ sơ) đến "
        f"{dossier.desk.name} để nhận.{when}{fee}"
    )


def _before_receipt(dossier: Dossier) -> dict[str, Any]:
    if dossier.status == Status.NEW and dossier.answer_due_at is not None:
        return {
            "title": "Bộ phận Một cửa trả lời bạn chậm nhất",
            "moment": short_moment(dossier.answer_due_at),
            "note": f"Trong 8 giờ làm việc kể từ khi hệ thống nhận hồ sơ. {_NOT_YET}",
        }
    return {"title": "Hẹn trả kết quả", "moment": "Chưa có ngày hẹn", "note": _NOT_YET}


def _fee_to_come(dossier: Dossier) -> str:
    if dossier.finance_status == Dossier.Finance.UNSETTLED:
        return " Phí, lệ phí tính theo thực tế, nộp tại quầy."
    if dossier.finance_status != Dossier.Finance.OWED:
        return ""
    return f" Phí, lệ phí phải nộp tại quầy: {money(dossier.fee_amount)}."


def _pay(dossier: Dossier, text: str) -> dict[str, Any]:
    url = reverse("cases:my_payment", args=[dossier.code])
    return _act(text.format(fee=money(dossier.fee_amount)), url, "Nộp phí, lệ phí")


def _act(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    return {"text": text, "url": url, "label": label, "quiet": False}


def _quiet(text: str) -> dict[str, Any]:
    return {"text": text, "url": "", "label": "", "quiet": True}
