"""What each move asks for, and how its answers are handed to the action: one table."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction

from cases.actions.apologise import apologise
from cases.actions.ask_leader import decline, propose_completion, propose_refusal, propose_supplement
from cases.actions.assign import assign, claim, pass_on
from cases.actions.change_case import change_case
from cases.actions.change_delivery import change_delivery
from cases.actions.comment import comment
from cases.actions.confirm_apology import confirm_apology
from cases.actions.consult import (
    answer_opinion,
    ask_opinion,
    ask_opinion_stopping,
    drop_opinion,
    urge_opinion,
)
from cases.actions.correct import correct
from cases.actions.delete import delete, restore
from cases.actions.digitise_papers import digitise_papers
from cases.actions.hand_over import hand_over
from cases.actions.issue_result import issue_result, return_unissued
from cases.actions.payment import collect_fee, confirm_payment, require_payment
from cases.actions.propose import approve, forward, propose
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.review import ask_reason, escalate, explain, urge
from cases.actions.send_back import send_back
from cases.actions.set_fee import set_fee
from cases.actions.shelve import shelve
from cases.actions.sign import recall, return_to, sign
from cases.actions.supplement import accept_supplement, answer, ask_completion, request_supplement
from cases.actions.suspend import resume, stop, suspend
from cases.actions.take_back import take_back, take_back_transfer
from cases.actions.take_in_for import send_on
from cases.actions.transfer import transfer
from cases.actions.withdraw import withdraw
from cases.forms.corrections import ChangeCaseForm, CorrectForm
from cases.forms.decisions import AnswerForm, ApologyForm, AssignForm, HandOverForm, PassOnForm, ProposeForm
from cases.forms.delivery import ChangeDeliveryForm
from cases.forms.digitising import DigitiseForm
from cases.forms.fees import FeeForm, ObligationForm, SetFeeForm
from cases.forms.move import BasisForm, CommentForm, ConfirmForm, MoveForm, NoteForm, ReasonForm, ShelfForm, StopForm
from cases.forms.opinions import AnswerOpinionForm, AskOpinionForm, AskOpinionStoppingForm
from cases.forms.review import EscalateForm, ExplainForm, UrgeForm
from cases.forms.signing import IssueForm, SignForm
from cases.forms.supplements import RefusalForm, SupplementForm
from cases.models import Dossier

LEAVES = "Trả lời xong, đơn vị bạn không còn mở được hồ sơ này; câu trả lời vẫn ở trang “Lấy ý kiến”."


@dataclass(frozen=True)
class Asking:
    """A move's form and action; `done` is what the next page says has happened, `hint` what the page says before."""

    form: type[MoveForm]
    action: Callable[..., Dossier]
    done: str
    hint: str = ""
    asks_outside: bool = False

    def run(self, dossier: Dossier, form: MoveForm) -> Dossier:
        """Make the move; files and move are kept together or not at all.

        An action that asks a service outside keeps its own transactions, so that nobody waits for its locks.
        """
        with nullcontext() if self.asks_outside else transaction.atomic():
            return self.action(dossier, by=form.by, at=form.at, **form.values())


ASKED: dict[str, Asking] = {
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
    "decline": Asking(
        ReasonForm, decline, "trở lại người trình", "Người nộp không thấy gì; người trình đọc lý do này."
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
    "collect_fee": Asking(FeeForm, collect_fee, "đã thu phí, lệ phí"),
    "set_fee": Asking(SetFeeForm, set_fee, "đã có số phí, lệ phí phải nộp", "Người nộp được báo và nộp được từ nhà."),
    "hand_over": Asking(HandOverForm, hand_over, "đã trả kết quả"),
    "answer_completion": Asking(AnswerForm, answer, "đã nhận phần bổ sung"),
    "answer_supplement": Asking(AnswerForm, answer, "đã nhận phần bổ sung"),
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
    "withdraw": Asking(
        ReasonForm, withdraw, "đã được rút", "Chỉ rút khi người nộp đề nghị; hồ sơ kết thúc và không mở lại được."
    ),
}
