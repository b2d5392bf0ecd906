"""In the division: who holds it, what is missing, what others think, and the draft of the result."""

from cases.actions.ask_leader import propose_supplement
from cases.actions.assign import assign, claim, pass_on
from cases.actions.consult import answer_opinion, ask_opinion, ask_opinion_stopping, drop_opinion, urge_opinion
from cases.actions.payment import confirm_payment, require_payment
from cases.actions.propose import approve, forward, propose
from cases.actions.send_back import send_back
from cases.actions.supplement import accept_supplement, request_supplement
from cases.actions.take_back import take_back, take_back_transfer
from cases.forms.decisions import AssignForm, PassOnForm, ProposeForm
from cases.forms.fees import ObligationForm
from cases.forms.move import BasisForm, ConfirmForm, NoteForm, ReasonForm
from cases.forms.moves.asking import Asking
from cases.forms.opinions import AnswerOpinionForm, AskOpinionForm, AskOpinionStoppingForm
from cases.forms.supplements import SupplementForm

LEAVES = "Trả lời xong, đơn vị bạn không còn mở được hồ sơ này; câu trả lời vẫn ở trang “Lấy ý kiến”."

IN_THE_DIVISION: dict[str, Asking] = {
    "assign": Asking(AssignForm, assign, "đã được phân công"),
    "pass_on": Asking(
        PassOnForm,
        pass_on,
        "đã chuyển cho đồng nghiệp",
        "Hạn của bước và ngày hẹn trả không đổi. Trưởng phòng thấy việc này trong danh sách “Vừa đổi người giữ”.",
    ),
    "send_back": Asking(
        ReasonForm,
        send_back,
        "đã trả lại Bộ phận Một cửa",
        "Bộ phận Một cửa đọc lý do này và làm lại phần của mình. Ngày hẹn trả không đổi; người nộp không phải làm gì.",
    ),
    "take_back": Asking(
        ConfirmForm, take_back, "đã về lại tay bạn", "Người nhận chưa làm gì, nên lấy lại được. Hạn của bước như cũ."
    ),
    "take_back_transfer": Asking(
        ConfirmForm,
        take_back_transfer,
        "đã về lại Bộ phận Một cửa",
        "Phòng chuyên môn chưa làm gì, nên lấy lại được. Ngày hẹn trả không đổi.",
    ),
    "claim": Asking(ConfirmForm, claim, "nay do bạn giữ", "Bạn nhận hồ sơ này về mình để giải quyết."),
    "forward": Asking(NoteForm, forward, "đã sang bước tiếp theo"),
    "propose": Asking(ProposeForm, propose, "đã trình kết quả"),
    "request_supplement": Asking(
        SupplementForm,
        request_supplement,
        "đã gửi yêu cầu bổ sung",
        "Liệt kê đủ mọi thứ còn thiếu trong một lần. Đồng hồ dừng cho đến khi bạn nhận đủ.",
    ),
    "propose_supplement": Asking(
        SupplementForm,
        propose_supplement,
        "đã trình lãnh đạo",
        "Lãnh đạo duyệt thì yêu cầu mới đến người nộp và đồng hồ mới dừng.",
    ),
    "accept_supplement": Asking(
        NoteForm, accept_supplement, "được giải quyết tiếp", "Bạn xác nhận đã nhận đủ. Đồng hồ chạy tiếp từ lúc này."
    ),
    "ask_opinion": Asking(
        AskOpinionForm,
        ask_opinion,
        "đã được gửi lấy ý kiến",
        "Thời hạn vẫn tính trong khi chờ; bạn vẫn giải quyết và trình được. Muốn hỏi nhiều đơn vị thì gửi nhiều lần.",
    ),
    "ask_opinion_stopping": Asking(
        AskOpinionStoppingForm,
        ask_opinion_stopping,
        "đã được gửi lấy ý kiến, thời hạn dừng",
        "Đồng hồ dừng đến khi đơn vị được hỏi cuối cùng trả lời; người nộp được báo. Trong khi dừng không trình được.",
    ),
    "urge_opinion": Asking(
        ConfirmForm, urge_opinion, "đã nhắc các đơn vị chưa trả lời", "Mọi đơn vị chưa trả lời thấy lời nhắc này."
    ),
    "drop_opinion": Asking(
        ReasonForm, drop_opinion, "không chờ ý kiến nữa", "Đơn vị chưa trả lời thì không phải trả lời nữa."
    ),
    "drop_opinion_resuming": Asking(
        ReasonForm, drop_opinion, "được giải quyết tiếp", "Đơn vị chưa trả lời thì không phải nữa; đồng hồ chạy tiếp."
    ),
    "answer_opinion": Asking(AnswerOpinionForm, answer_opinion, "đã có ý kiến của đơn vị bạn", LEAVES),
    "answer_last_opinion": Asking(
        AnswerOpinionForm, answer_opinion, "đã có ý kiến của đơn vị bạn", f"{LEAVES} Đồng hồ chạy tiếp từ lúc này."
    ),
    "require_payment": Asking(
        BasisForm, require_payment, "chờ nghĩa vụ tài chính", "Người nộp nhận được lý do này; đồng hồ dừng."
    ),
    "confirm_payment": Asking(ObligationForm, confirm_payment, "được giải quyết tiếp"),
    "approve": Asking(NoteForm, approve, "đã trình lãnh đạo ký"),
}
