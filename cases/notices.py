"""Who is told what at which move: one table, in plain Vietnamese. Pure text; `cases.actions._notice` stores it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from departments.vietnamese import money, short_moment

if TYPE_CHECKING:
    from cases.models import Dossier

Message = tuple[str, Callable[["Dossier", str], str]]


def _moment(at: datetime | None) -> str:
    return short_moment(at) if at else "khi có thông báo"


TABLE: dict[str, Message] = {
    "submit": (
        "Hệ thống đã nhận được hồ sơ của bạn",
        lambda d, note: (
            f"Hồ sơ được gửi tới {d.desk} lúc {_moment(d.submitted_at)}. Bộ phận Một cửa sẽ trả lời chậm nhất "
            f"{_moment(d.answer_due_at)}."
        ),
    ),
    "receive": (
        "Hồ sơ đã được tiếp nhận",
        lambda d, note: (
            f"Hồ sơ đã đầy đủ, hợp lệ. Hẹn trả kết quả: {_moment(d.due_at)}."
            if d.due_at
            else "Hồ sơ đã đầy đủ, hợp lệ."
        ),
    ),
    "recount": (
        "Ngày hẹn trả kết quả được tính lại",
        lambda d, note: f"Lịch làm việc đã thay đổi. Hẹn trả kết quả: {_moment(d.due_at)}.",
    ),
    "ask_completion": (
        "Bạn cần bổ sung hồ sơ",
        lambda d, note: f"Hồ sơ chưa đủ để tiếp nhận: {note} Thời hạn giải quyết chỉ bắt đầu khi hồ sơ đủ.",
    ),
    "request_supplement": (
        "Bạn cần bổ sung hồ sơ",
        lambda d, note: f"Trong khi giải quyết, cơ quan cần bạn bổ sung: {note} Thời hạn giải quyết tạm dừng.",
    ),
    "refuse": ("Hồ sơ không được tiếp nhận", lambda d, note: f"Lý do: {note}"),
    "accept_supplement": (
        "Cơ quan đã nhận đủ phần bổ sung",
        lambda d, note: f"Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {_moment(d.due_at)}.",
    ),
    "require_payment": ("Bạn cần thực hiện nghĩa vụ tài chính", lambda d, note: note),
    "confirm_payment": (
        "Đã xác nhận khoản nộp",
        lambda d, note: f"Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {_moment(d.due_at)}.",
    ),
    "pay": (
        "Đã nhận phí, lệ phí",
        lambda d, note: f"Đã nhận {money(d.fee_amount)}. Phiếu thu tải được tại trang hồ sơ này.",
    ),
    "overpay": (
        "Bạn đã nộp thừa",
        lambda d, note: f"{d.desk} nhận thêm một khoản cho hồ sơ đã nộp đủ và sẽ hoàn lại cho bạn.",
    ),
    "refund": ("Đã hoàn tiền cho bạn", lambda d, note: f"Lý do: {note}"),
    "apologise": (
        "Xin lỗi vì chậm trả kết quả",
        lambda d, note: f"Cơ quan thành thật xin lỗi. Lý do: {note} Hẹn lại: {_moment(d.reappointed_at)}.",
    ),
    "suspend": ("Hồ sơ tạm dừng giải quyết", lambda d, note: f"Lý do: {note}"),
    "resume": ("Hồ sơ được giải quyết tiếp", lambda d, note: f"Ngày hẹn trả mới: {_moment(d.due_at)}."),
    "stop": ("Hồ sơ dừng giải quyết", lambda d, note: f"Lý do: {note}"),
    "sign": (
        "Đã có kết quả",
        lambda d, note: f"Cách nhận: {d.get_delivery_display()}. Nơi trả kết quả: {d.desk}.",
    ),
    "recall": ("Kết quả được thu hồi để sửa sai sót", lambda d, note: f"Lý do: {note}"),
    "hand_over": ("Đã trả kết quả", lambda d, note: "Cảm ơn bạn. Hồ sơ đã kết thúc."),
    "withdraw": ("Hồ sơ đã được rút", lambda d, note: "Hồ sơ được rút theo đề nghị của người nộp."),
}


def text_for(action: str, dossier: "Dossier", note: str) -> tuple[str, str] | None:
    """Subject and text for the applicant, or None when the move is nobody's news outside the office."""
    entry = TABLE.get(action)
    if entry is None:
        return None
    subject, write = entry
    return subject, write(dossier, note)
