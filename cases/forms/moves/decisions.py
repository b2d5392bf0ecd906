"""What leaders decide and the records clerk issues."""

from cases.actions.apologise import apologise
from cases.actions.ask_leader import decline
from cases.actions.delete import delete, restore
from cases.actions.issue_result import issue_result, return_unissued
from cases.actions.sign import recall, return_to, sign
from cases.actions.suspend import resume, stop, suspend
from cases.forms.decisions import ApologyForm
from cases.forms.move import BasisForm, NoteForm, ReasonForm, StopForm
from cases.forms.moves.asking import Asking
from cases.forms.signing import IssueForm, SignForm

DECISIONS: dict[str, Asking] = {
    "decline": Asking(
        ReasonForm, decline, "trở lại người trình", "Người nộp không thấy gì; người trình đọc lý do này."
    ),
    "sign": Asking(
        SignForm,
        sign,
        "đã ký, kết quả sang Bộ phận Một cửa",
        "Việc giải quyết kết thúc khi bạn ký. Người nộp được báo.",
        asks_outside=True,
    ),
    "sign_to_issue": Asking(
        SignForm,
        sign,
        "đã ký, chuyển văn thư phát hành",
        "Văn thư lấy số, ghi ngày, đóng dấu rồi phát hành; việc giải quyết kết thúc khi phát hành.",
        asks_outside=True,
    ),
    "issue": Asking(
        IssueForm,
        issue_result,
        "đã phát hành, kết quả sang Bộ phận Một cửa",
        "Số kế tiếp và ngày hôm nay được ghi vào văn bản. Việc giải quyết kết thúc tại đây; người nộp được báo.",
        asks_outside=True,
    ),
    "return_unissued": Asking(
        ReasonForm, return_unissued, "đã trả lại người soạn để sửa", "Chữ ký không dùng nữa; văn bản được soạn lại."
    ),
    "return_to": Asking(ReasonForm, return_to, "đã trả lại người soạn để sửa"),
    "apologise": Asking(
        ApologyForm,
        apologise,
        "đã gửi xin lỗi, hẹn lại",
        "Ngày hẹn đầu tiên được giữ nguyên và vẫn quyết định hồ sơ đúng hạn hay quá hạn.",
    ),
    "suspend": Asking(BasisForm, suspend, "tạm dừng giải quyết"),
    "resume": Asking(NoteForm, resume, "được giải quyết tiếp"),
    "stop": Asking(StopForm, stop, "đã dừng giải quyết", "Hồ sơ kết thúc mà không có kết quả; không mở lại được."),
    "recall": Asking(
        ReasonForm, recall, "đã thu hồi kết quả để sửa", "Thời hạn tính như chưa từng kết thúc; kết quả được làm lại."
    ),
    "delete": Asking(
        ReasonForm,
        delete,
        "đã được xóa",
        "Chỉ xóa hồ sơ nhập sai hoặc nhập trùng, chưa có kết quả, không giữ tiền của người nộp. Hồ sơ ra khỏi mọi danh "
        "sách và số liệu từ lúc này, nằm ở trang “Hồ sơ đã xóa” và khôi phục được. Người nộp được báo lý do này; hồ sơ "
        "liên thông đang chờ hồ sơ này thì đến lượt ngay.",
    ),
    "restore": Asking(
        ReasonForm,
        restore,
        "đã được khôi phục",
        "Hồ sơ trở lại đúng chỗ cũ; thời gian đã xóa vẫn tính vào thời hạn giải quyết.",
    ),
}
