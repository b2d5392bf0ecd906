"""Beside the work: notes, reminders and reasons, corrections, paper that becomes a file."""

from cases.actions.change_case import change_case
from cases.actions.comment import comment
from cases.actions.correct import correct
from cases.actions.digitise_papers import digitise_papers
from cases.actions.review import ask_reason, escalate, explain, urge
from cases.actions.shelve import shelve
from cases.forms.corrections import ChangeCaseForm, CorrectForm
from cases.forms.digitising import DigitiseForm
from cases.forms.move import CommentForm, ShelfForm
from cases.forms.moves.asking import Asking
from cases.forms.review import EscalateForm, ExplainForm, UrgeForm

BESIDE_THE_WORK: dict[str, Asking] = {
    "urge": Asking(UrgeForm, urge, "đã được đôn đốc", "Người giữ hồ sơ thấy lời này ngay khi mở trang của mình."),
    "ask_reason": Asking(
        UrgeForm, ask_reason, "đã được hỏi lý do", "Người giữ hồ sơ được hỏi và trả lời bằng một lời giải trình."
    ),
    "escalate": Asking(
        EscalateForm, escalate, "đã báo cáo lãnh đạo", "Hồ sơ đứng trong danh sách của lãnh đạo cho đến khi có ý kiến."
    ),
    "explain": Asking(
        ExplainForm, explain, "đã có lời giải trình", "Lý do được giữ cùng hồ sơ; người nộp không thấy lời này."
    ),
    "correct": Asking(
        CorrectForm,
        correct,
        "đã được sửa thông tin",
        "Chỉ sửa lỗi gõ, lỗi chép so với giấy tờ. Nhật ký ghi cả chữ cũ và chữ mới; Giấy tiếp nhận in lại được.",
    ),
    "change_case": Asking(
        ChangeCaseForm,
        change_case,
        "đã đổi trường hợp",
        "Ngày hẹn trả và phí, lệ phí được tính lại từ lúc tiếp nhận theo trường hợp mới.",
    ),
    "comment": Asking(CommentForm, comment, "có thêm ghi chú"),
    "digitise": Asking(
        DigitiseForm,
        digitise_papers,
        "có thêm giấy tờ số hóa",
        "Chọn bản quét, hoặc kéo thả, dán (Ctrl+V) vào ô của giấy tờ. Nhiều trang của một giấy tờ thành một tệp PDF.",
    ),
    "shelve": Asking(ShelfForm, shelve, "đã ghi nơi để hồ sơ giấy", "Tìm theo nơi để được ở ô tìm của danh sách."),
}
