"""At the one-stop desk: taking in, what is missing before receipt, money, handing over, the applicant's own wishes."""

from cases.actions.ask_leader import propose_completion, propose_refusal
from cases.actions.change_delivery import change_delivery
from cases.actions.confirm_apology import confirm_apology
from cases.actions.hand_over import hand_over
from cases.actions.payment import collect_fee
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.set_fee import set_fee
from cases.actions.supplement import answer, ask_completion
from cases.actions.take_in_for import send_on
from cases.actions.transfer import transfer
from cases.actions.withdraw import withdraw
from cases.forms.decisions import AnswerForm, HandOverForm
from cases.forms.delivery import ChangeDeliveryForm
from cases.forms.fees import FeeForm, SetFeeForm
from cases.forms.move import ConfirmForm, NoteForm, ReasonForm
from cases.forms.moves.asking import Asking
from cases.forms.supplements import RefusalForm, SupplementForm

AT_THE_DESK: dict[str, Asking] = {
    "receive": Asking(
        ConfirmForm,
        receive,
        "đã được tiếp nhận",
        "Bạn xác nhận hồ sơ đầy đủ, chính xác. Thời hạn giải quyết bắt đầu tính từ lúc này và ngày hẹn trả được báo "
        "cho người nộp.",
    ),
    "send_on": Asking(
        NoteForm,
        send_on,
        "đã chuyển đến cơ quan có thẩm quyền",
        "Giấy tờ rời quầy này. Bộ phận Một cửa có thẩm quyền thấy hồ sơ trong “Chờ trả lời”; thời hạn tính từ khi nơi "
        "ấy tiếp nhận.",
    ),
    "ask_completion": Asking(
        SupplementForm,
        ask_completion,
        "đã gửi yêu cầu bổ sung",
        "Liệt kê đủ mọi thứ còn thiếu trong một lần. Thời hạn giải quyết chưa bắt đầu.",
    ),
    "propose_completion": Asking(
        SupplementForm,
        propose_completion,
        "đã trình lãnh đạo",
        "Lãnh đạo duyệt thì yêu cầu mới đến người nộp. Giờ trả lời vẫn tính trong khi chờ.",
    ),
    "propose_refusal": Asking(
        ReasonForm,
        propose_refusal,
        "đã trình lãnh đạo",
        "Lãnh đạo duyệt thì Phiếu từ chối mới đến người nộp. Giờ trả lời vẫn tính trong khi chờ.",
    ),
    "refuse": Asking(
        RefusalForm, refuse, "đã bị từ chối tiếp nhận", "Hồ sơ kết thúc tại đây; người nộp nhận Phiếu từ chối."
    ),
    "transfer": Asking(NoteForm, transfer, "đã chuyển xử lý", "Hồ sơ rời Bộ phận Một cửa sang phòng chuyên môn."),
    "answer_completion": Asking(AnswerForm, answer, "đã nhận phần bổ sung"),
    "answer_supplement": Asking(AnswerForm, answer, "đã nhận phần bổ sung"),
    "collect_fee": Asking(FeeForm, collect_fee, "đã thu phí, lệ phí"),
    "set_fee": Asking(SetFeeForm, set_fee, "đã có số phí, lệ phí phải nộp", "Người nộp được báo và nộp được từ nhà."),
    "hand_over": Asking(HandOverForm, hand_over, "đã trả kết quả"),
    "confirm_apology": Asking(
        NoteForm,
        confirm_apology,
        "đã ghi người nộp nhận văn bản xin lỗi",
        "Chỉ ghi khi người nộp đã nhận văn bản xin lỗi: bản giấy tại quầy, hoặc nghe đọc qua điện thoại.",
    ),
    "change_delivery": Asking(
        ChangeDeliveryForm,
        change_delivery,
        "đã đổi cách nhận kết quả",
        "Chỉ đổi theo lời người nộp; kết quả chưa trả thì đổi được.",
    ),
    "withdraw": Asking(
        ReasonForm, withdraw, "đã được rút", "Chỉ rút khi người nộp đề nghị; hồ sơ kết thúc và không mở lại được."
    ),
}
