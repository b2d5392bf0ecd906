"""A sender's own feedback as data: part of what he can take away."""

from typing import Any

from cases.feedback_status import DONE, FeedbackStatus
from cases.models import Document, Feedback


def feedback_data(feedback: Feedback) -> dict[str, Any]:
    """Everything he sent and was told."""
    told = feedback.status in DONE or feedback.status == FeedbackStatus.REFUSED
    return {
        "ma_phan_anh": feedback.code,
        "ve_viec": feedback.get_kind_display(),
        "tom_tat": feedback.subject,
        "noi_dung": feedback.text,
        "co_quan_tra_loi": feedback.department.name,
        "nguoi_gui": {
            "ten": feedback.sender_name,
            "so_dien_thoai": feedback.phone,
            "thu_dien_tu": feedback.email,
            "dia_chi": feedback.address,
        },
        "trang_thai": feedback.get_status_display(),
        "gui_luc": feedback.sent_at,
        "tra_loi_truoc": feedback.due_at,
        "tra_loi": feedback.answer if told else None,
        "tra_loi_luc": feedback.finished_at,
        "cong_khai_luc": feedback.published_at,
        "hai_long": feedback.satisfied,
        "y_kien": feedback.rating_words,
        "bo_sung": [
            {"luc": event.at, "noi_dung": event.note}
            for event in feedback.events.all()
            if event.action in ("complete", "supplement")
        ],
    }


def files_of_sender(feedback: Feedback) -> list[Document]:
    """What he sent, and what he was answered with."""
    answered = feedback.status in DONE
    return [one for one in feedback.documents.all() if answered or one.kind != Document.Kind.RESULT]
