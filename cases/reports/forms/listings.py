"""How members that are no dossiers of biểu II.06a are listed: dossiers by status, late ones, requests, stops, money."""

from typing import Any

from django.db.models import DateTimeField, QuerySet, Value

from cases.keyset import Order
from cases.lateness import lateness
from cases.lists import Looking
from cases.reports.frame.listing import DOSSIER_HEADINGS, Listing, Row, Told, dossier_cells, dossier_row
from cases.reports.list_06a import as_known
from cases.reports.question import Question
from cases.spent import longest_over
from cases.status import Status
from departments.vietnamese import grouped, plain_moment, short_date

_OF_DOSSIER = ("dossier__version__procedure", "dossier__owner", "dossier__department", "dossier__division")


def _dossiers(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return as_known(rows, question)


def _dossier_told(dossier: Any, look: Looking) -> Row:
    return dossier_row(
        dossier,
        look,
        Told("Đơn vị giải quyết", dossier.division.name, dossier.department.name),
        Told("Nộp", plain_moment(dossier.submitted_at)),
        Told("Tiếp nhận", plain_moment(dossier.received_at)),
        Told("Hẹn trả khi đó", plain_moment(dossier.then_due)),
        Told("Trạng thái khi đó", _status(dossier), plain_moment(dossier.then_finished)),
    )


def _dossier_written(dossier: Any, look: Looking) -> tuple[object, ...]:
    moments = (dossier.submitted_at, dossier.received_at, dossier.then_due, dossier.then_finished)
    return (*dossier_cells(dossier, look), *map(plain_moment, moments), _status(dossier))


def _status(dossier: Any) -> str:
    return Status(dossier.then_status).label if dossier.then_status else ""


DOSSIERS = Listing(
    _dossiers,
    Order("submitted_at"),
    _dossier_told,
    (*DOSSIER_HEADINGS, "Nộp", "Tiếp nhận", "Hẹn trả (khi đó)", "Xong (khi đó)", "Trạng thái (khi đó)"),
    _dossier_written,
)


def _late(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    until = Value(question.moment, output_field=DateTimeField())
    known: QuerySet[Any] = as_known(rows, question).annotate(known_until=until)
    return known.prefetch_related("tasks__step", "tasks__assignee", "tasks__closed_by")


def _late_told(dossier: Any, look: Looking) -> Row:
    step, holder, days = _how_late(dossier, look)
    done = plain_moment(dossier.then_finished)
    return dossier_row(
        dossier,
        look,
        Told("Đơn vị chậm", dossier.division.name, dossier.department.name),
        Told("Bước chậm nhất, người giữ", step, holder),
        Told("Tiếp nhận", plain_moment(dossier.received_at)),
        Told("Hẹn trả", plain_moment(dossier.then_due)),
        Told("Số ngày quá hạn", f"{days} ngày làm việc" if days else "Trong ngày", done or "Chưa xong", "late"),
        Told("Xin lỗi, hẹn lại", "Đã xin lỗi" if dossier.apologised == "yes" else "Chưa xin lỗi"),
        late=True,
    )


def _late_written(dossier: Any, look: Looking) -> tuple[object, ...]:
    step, holder, days = _how_late(dossier, look)
    moments = (dossier.received_at, dossier.then_due, dossier.then_finished)
    sorry = "Đã xin lỗi" if dossier.apologised == "yes" else "Chưa"
    return (*dossier_cells(dossier, look), *map(plain_moment, moments), days, step, holder, sorry)


def _how_late(dossier: Any, look: Looking) -> tuple[str, str, int]:
    """The step that went furthest over its limit, who held it, and by how many working days the promise was broken."""
    task = longest_over(dossier, look.at, look.calendar)
    end = dossier.then_finished or min(look.at, dossier.known_until)
    days = lateness(dossier.then_due, end, look.calendar).working_days if dossier.then_due else 0
    if task is None:
        return "", "", days
    who = task.assignee or task.closed_by
    return task.step.name, who.get_full_name() if who else "", days


LATE = Listing(
    _late,
    Order("due_at"),
    _late_told,
    (
        *DOSSIER_HEADINGS, "Tiếp nhận", "Hẹn trả", "Có kết quả", "Số ngày quá hạn", "Bước chậm nhất", "Người giữ bước",
        "Xin lỗi",
    ),
    _late_written,
)  # fmt: skip


def _answers(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return rows.select_related("version__procedure", "owner", "department", "division", "desk", "current_task")


def _answer_told(dossier: Any, look: Looking) -> Row:
    late = dossier.timely == "no"
    verdict = "Trả lời muộn" if late else "Đúng giờ"
    return dossier_row(
        dossier,
        look,
        Told("Nơi tiếp nhận", dossier.desk.name),
        Told("Nộp", plain_moment(dossier.submitted_at)),
        Told("Phải trả lời trước", plain_moment(dossier.answer_due_at)),
        Told("Trả lời", verdict, plain_moment(dossier.answered), "late" if late else "done"),
        late=late,
    )


def _answer_written(dossier: Any, look: Looking) -> tuple[object, ...]:
    moments = (dossier.submitted_at, dossier.answer_due_at, dossier.answered)
    verdict = "Muộn" if dossier.timely == "no" else "Đúng giờ"
    return (*dossier_cells(dossier, look), dossier.desk.name, *map(plain_moment, moments), verdict)


ANSWERS = Listing(
    _answers,
    Order("answer_due_at"),
    _answer_told,
    (*DOSSIER_HEADINGS, "Nơi tiếp nhận", "Nộp", "Phải trả lời trước", "Trả lời", "Kết luận"),
    _answer_written,
)


def _requests(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return rows.select_related(*_OF_DOSSIER, "asked_by")


def _request_told(request: Any, look: Looking) -> Row:
    until = f"hạn bổ sung {short_date(request.respond_by)}" if request.respond_by else ""
    return dossier_row(
        request.dossier,
        look,
        Told("Đơn vị", request.dossier.division.name, request.asked_by.get_full_name()),
        Told("Lần thứ", str(request.ordinal), "trước khi tiếp nhận" if request.before_receipt else "khi giải quyết"),
        Told("Yêu cầu", plain_moment(request.asked_at), until),
        Told("Người nộp gửi", plain_moment(request.answered_at)),
        Told("Nhận đủ", plain_moment(request.accepted_at)),
    )


def _request_written(request: Any, look: Looking) -> tuple[object, ...]:
    phase = "trước khi tiếp nhận" if request.before_receipt else "khi giải quyết"
    moments = (request.asked_at, request.answered_at, request.accepted_at)
    who = request.asked_by.get_full_name()
    return (*dossier_cells(request.dossier, look), request.ordinal, phase, who, *map(plain_moment, moments))


REQUESTS = Listing(
    _requests,
    Order("asked_at"),
    _request_told,
    (*DOSSIER_HEADINGS, "Lần", "Giai đoạn", "Người yêu cầu", "Yêu cầu lúc", "Người nộp gửi", "Nhận đủ"),
    _request_written,
)


def _stops(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return rows.select_related(*_OF_DOSSIER)


def _stop_told(stop: Any, look: Looking) -> Row:
    return dossier_row(
        stop.dossier,
        look,
        Told("Đơn vị", stop.dossier.division.name),
        Told("Lý do", stop.get_reason_display().capitalize(), stop.legal_basis or "không có căn cứ pháp lý"),
        Told("Dừng từ", plain_moment(stop.since)),
        Told("Đến", plain_moment(stop.until) or "Đang dừng"),
    )


def _stop_written(stop: Any, look: Looking) -> tuple[object, ...]:
    moments = map(plain_moment, (stop.since, stop.until))
    return (*dossier_cells(stop.dossier, look), stop.get_reason_display(), stop.legal_basis, *moments)


STOPS = Listing(_stops, Order("since"), _stop_told, (*DOSSIER_HEADINGS, "Lý do", "Căn cứ", "Từ", "Đến"), _stop_written)


def _payments(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return rows.select_related(*_OF_DOSSIER, "desk")


def _payment_told(payment: Any, look: Looking) -> Row:
    back = f"hoàn {plain_moment(payment.refunded_at)}" if payment.refunded_at else ""
    return dossier_row(
        payment.dossier,
        look,
        Told("Nơi thu", payment.desk.name, payment.receipt_number),
        Told("Số tiền", f"{grouped(payment.amount)} đồng", payment.get_method_display()),
        Told("Thu lúc", plain_moment(payment.confirmed_at)),
        Told("Hoàn", payment.refund_number or "–", back),
    )


def _payment_written(payment: Any, look: Looking) -> tuple[object, ...]:
    moments = map(plain_moment, (payment.confirmed_at, payment.refunded_at))
    names = (payment.desk.name, payment.receipt_number, payment.amount, payment.get_method_display())
    return (*dossier_cells(payment.dossier, look), *names, *moments, payment.refund_number)


PAYMENTS = Listing(
    _payments,
    Order("confirmed_at"),
    _payment_told,
    (*DOSSIER_HEADINGS, "Nơi thu", "Số phiếu thu", "Số tiền (đồng)", "Cách nộp", "Thu lúc", "Hoàn lúc", "Phiếu hoàn"),
    _payment_written,
)


def _rated(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    return rows.select_related(*_OF_DOSSIER)


def _rating_told(rating: Any, look: Looking) -> Row:
    return dossier_row(
        rating.dossier,
        look,
        Told("Đơn vị", rating.dossier.division.name),
        Told("Mức độ", rating.get_score_display(), f"{rating.score}/5"),
        Told("Đánh giá lúc", plain_moment(rating.at)),
    )


def _rating_written(rating: Any, look: Looking) -> tuple[object, ...]:
    return (*dossier_cells(rating.dossier, look), rating.score, rating.get_score_display(), plain_moment(rating.at))


RATINGS = Listing(_rated, Order("at"), _rating_told, (*DOSSIER_HEADINGS, "Điểm", "Mức độ", "Lúc"), _rating_written)
