"""Who is told what at which move, and by which carriers: one table, in plain Vietnamese.

Pure text; `cases.actions._notice` stores it. The words are the shipped ones: an administrator may replace each by a
`MessageText`. A name in braces is filled in from the dossier; `PLACEHOLDERS` lists them all.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as said

from cases.feedback_news import FEEDBACK_NEWS
from cases.news import Audience, Carrier, News
from cases.plain_words import DELIVERIES
from departments.vietnamese import money, plain_moment, short_moment

if TYPE_CHECKING:
    from cases.models import Dossier, Feedback

__all__ = ["Audience", "Carrier", "News"]

# What a text may name: what it stands for, and an example at its longest.
PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "ma_ho_so": ("mã hồ sơ, mã phản ánh", "H26.105.03-261125-0001"),
    "thu_tuc": ("tên thủ tục, tóm tắt phản ánh", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"),
    "noi_tiep_nhan": (
        "Bộ phận Một cửa giữ hồ sơ, cơ quan trả lời phản ánh",
        "Trung tâm Phục vụ hành chính công phường Cửa Nam",
    ),
    "nop_luc": ("lúc nộp", "16:40, thứ Sáu 20/11/2026"),
    "tra_loi_truoc": ("lúc phải trả lời hồ sơ trực tuyến", "16:40, thứ Hai 23/11/2026"),
    "hen_tra": ("ngày hẹn trả kết quả, hạn trả lời phản ánh", "17:00, thứ Năm 26/11/2026"),
    "hen_lai": ("ngày hẹn lại", "17:00, thứ Hai 30/11/2026"),
    "so_tien": ("phí, lệ phí của hồ sơ", "99.999.999 đồng"),
    "cach_nhan": ("cách nhận kết quả", "Gửi về nhà qua bưu điện (bưu chính công ích)"),
    "noi_dung": ("lý do hoặc nội dung cán bộ ghi", "Bản vẽ thiếu chữ ký của chủ đầu tư."),
}
# In a short message only what is short, for one that breaks off says nothing; moments are written in figures there.
IN_SMS = ("ma_ho_so", "nop_luc", "tra_loi_truoc", "hen_tra", "hen_lai", "so_tien")
# A dossier takes its code last of all, so what stands in the portal is written before there is one; its page shows it.
IN_PORTAL = tuple(name for name in PLACEHOLDERS if name != "ma_ho_so")
SMS_LONGEST = 160
# What the reader did himself stands in his list and is no news to him.
OLD_HAT = ("submit", "withdraw", "feedback_send", "feedback_withdraw")
_NAMED = re.compile(r"\{(\w*)\}")
_LATER = "khi có thông báo"

TABLE: dict[str, News] = {
    "submit": News(
        said("Hệ thống đã nhận được hồ sơ của bạn"),
        "Hồ sơ được gửi tới {noi_tiep_nhan} lúc {nop_luc}. Bộ phận Một cửa sẽ trả lời chậm nhất {tra_loi_truoc}.",
        "Đã nhận hồ sơ {ma_ho_so}. Cơ quan trả lời chậm nhất {tra_loi_truoc}. Dùng mã này để tra cứu.",
    ),
    "receive": News(
        said("Hồ sơ đã được tiếp nhận"),
        "Hồ sơ đã đầy đủ, hợp lệ. Hẹn trả kết quả: {hen_tra}.",
        "Hồ sơ {ma_ho_so} đã được tiếp nhận. Hẹn trả kết quả: {hen_tra}.",
        owner_too=True,
    ),
    "recount": News(
        said("Ngày hẹn trả kết quả được tính lại"),
        "Lịch làm việc đã thay đổi. Hẹn trả kết quả: {hen_tra}.",
        "Hồ sơ {ma_ho_so}: lịch làm việc thay đổi, hẹn trả kết quả {hen_tra}.",
    ),
    "ask_completion": News(
        said("Bạn cần bổ sung hồ sơ"),
        "Hồ sơ chưa đủ để tiếp nhận: {noi_dung} Thời hạn giải quyết chỉ bắt đầu khi hồ sơ đủ.",
        "Hồ sơ {ma_ho_so} chưa đủ để tiếp nhận. Mời bạn xem phần cần bổ sung trên cổng hoặc hỏi Bộ phận Một cửa.",
    ),
    "request_supplement": News(
        said("Bạn cần bổ sung hồ sơ"),
        "Trong khi giải quyết, cơ quan cần bạn bổ sung: {noi_dung} Thời hạn giải quyết tạm dừng.",
        "Hồ sơ {ma_ho_so} cần bổ sung, thời hạn tạm dừng. Mời bạn xem trên cổng hoặc hỏi Bộ phận Một cửa.",
        owner_too=True,
    ),
    "remind_supplement": News(
        "Sắp hết hạn bổ sung hồ sơ",
        "Cơ quan vẫn đang chờ bạn bổ sung: {noi_dung}",
        "Hồ sơ {ma_ho_so} còn chờ bạn bổ sung và sắp hết hạn. Mời bạn xem trên cổng hoặc hỏi Bộ phận Một cửa.",
        owner_too=True,
    ),
    "refuse": News(
        said("Hồ sơ không được tiếp nhận"),
        "Lý do: {noi_dung}",
        "Hồ sơ {ma_ho_so} không được tiếp nhận. Mời bạn xem lý do trên cổng hoặc hỏi Bộ phận Một cửa.",
        owner_too=True,
    ),
    "accept_supplement": News(
        said("Cơ quan đã nhận đủ phần bổ sung"),
        "Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {hen_tra}.",
        "Hồ sơ {ma_ho_so} đã đủ, được xử lý tiếp. Hẹn trả kết quả: {hen_tra}.",
    ),
    "require_payment": News(
        said("Bạn cần thực hiện nghĩa vụ tài chính"),
        "{noi_dung}",
        "Hồ sơ {ma_ho_so}: bạn cần nộp nghĩa vụ tài chính, thời hạn tạm dừng. Mời bạn xem trên cổng.",
        owner_too=True,
    ),
    "confirm_payment": News(
        said("Đã xác nhận khoản nộp"),
        "Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {hen_tra}.",
        "Hồ sơ {ma_ho_so}: đã xác nhận khoản nộp. Hẹn trả kết quả: {hen_tra}.",
    ),
    "pay": News(
        said("Đã nhận phí, lệ phí"),
        "Đã nhận {so_tien}. Phiếu thu tải được tại trang hồ sơ này.",
        "Hồ sơ {ma_ho_so}: đã nhận phí, lệ phí {so_tien}. Phiếu thu ở trang hồ sơ trên cổng.",
    ),
    "set_fee": News(
        said("Phí, lệ phí của hồ sơ đã được xác định"),
        "Số tiền phải nộp: {so_tien}. Cách tính: {noi_dung} Nộp được ngay tại trang hồ sơ này, hoặc tại quầy.",
        "Hồ sơ {ma_ho_so}: phí, lệ phí phải nộp là {so_tien}. Nộp tại trang hồ sơ trên cổng hoặc tại quầy.",
    ),
    "overpay": News(
        said("Bạn đã nộp thừa"),
        "{noi_tiep_nhan} nhận thêm một khoản cho hồ sơ đã nộp đủ và sẽ hoàn lại cho bạn.",
    ),
    "refund": News(said("Đã hoàn tiền cho bạn"), "Lý do: {noi_dung}"),
    "quarantine": News(
        said("Một tệp bạn đã gửi có mã độc"),
        "Tệp “{noi_dung}” đã được cách ly, cơ quan không mở được. Hãy quét máy bằng phần mềm diệt vi-rút; cơ quan sẽ "
        "báo nếu cần bạn gửi lại giấy tờ này.",
        "Hồ sơ {ma_ho_so}: một tệp bạn gửi có mã độc và đã được cách ly. Mời bạn xem trên cổng.",
    ),
    "ask_opinion_stopping": News(
        "Thời hạn tạm dừng để lấy ý kiến cơ quan khác",
        "Theo quy định, thời gian chờ ý kiến này không tính vào thời hạn giải quyết. Bạn không phải làm gì.",
        "Hồ sơ {ma_ho_so}: thời hạn tạm dừng để lấy ý kiến cơ quan khác. Bạn không phải làm gì.",
        owner_too=True,
    ),
    "answer_last_opinion": News("Đã có ý kiến của cơ quan khác", "Ngày hẹn trả mới: {hen_tra}."),
    "drop_opinion_resuming": News("Hồ sơ được giải quyết tiếp", "Ngày hẹn trả mới: {hen_tra}."),
    "change_case": News(
        "Ngày hẹn và phí được tính lại theo trường hợp đúng của hồ sơ",
        "Lý do: {noi_dung} Hẹn trả kết quả: {hen_tra}. Phí, lệ phí: {so_tien}.",
        "Hồ sơ {ma_ho_so}: tính lại theo trường hợp đúng, hẹn trả {hen_tra}, phí {so_tien}.",
        owner_too=True,
    ),
    "apologise": News(
        said("Xin lỗi vì chậm trả kết quả"),
        "Cơ quan thành thật xin lỗi. Lý do: {noi_dung} Hẹn lại: {hen_lai}.",
        "Cơ quan xin lỗi vì chậm trả kết quả hồ sơ {ma_ho_so}. Hẹn lại: {hen_lai}.",
        owner_too=True,
    ),
    "suspend": News(said("Hồ sơ tạm dừng giải quyết"), "Lý do: {noi_dung}", owner_too=True),
    "resume": News(said("Hồ sơ được giải quyết tiếp"), "Ngày hẹn trả mới: {hen_tra}."),
    "stop": News(
        said("Hồ sơ dừng giải quyết"),
        "Lý do: {noi_dung}",
        "Hồ sơ {ma_ho_so} dừng giải quyết. Mời bạn xem lý do trên cổng hoặc hỏi Bộ phận Một cửa.",
        owner_too=True,
    ),
    "sign": News(
        said("Đã có kết quả"),
        "Cách nhận: {cach_nhan}. Nơi trả kết quả: {noi_tiep_nhan}.",
        "Hồ sơ {ma_ho_so} đã có kết quả. Mang thẻ căn cước và mã này đến Bộ phận Một cửa, hoặc nhận như đã đăng ký.",
        owner_too=True,
    ),
    "issue": News(
        said("Đã có kết quả"),
        "Cách nhận: {cach_nhan}. Nơi trả kết quả: {noi_tiep_nhan}.",
        "Hồ sơ {ma_ho_so} đã có kết quả. Mang thẻ căn cước và mã này đến Bộ phận Một cửa, hoặc nhận như đã đăng ký.",
        owner_too=True,
    ),
    "recall": News(said("Kết quả được thu hồi để sửa sai sót"), "Lý do: {noi_dung}", owner_too=True),
    "hand_over": News(said("Đã trả kết quả"), "Cảm ơn bạn. Hồ sơ đã kết thúc.", owner_too=True),
    "reply": News(
        said("Cơ quan trả lời câu hỏi của bạn"),
        "{noi_dung}",
        "Hồ sơ {ma_ho_so}: cơ quan đã trả lời câu hỏi của bạn. Mời bạn xem trên cổng.",
    ),
    "withdraw": News(said("Hồ sơ đã được rút"), "Hồ sơ được rút theo đề nghị của người nộp.", owner_too=True),
    "delete": News(
        said("Hồ sơ nhập nhầm đã được xóa"),
        "Lý do: {noi_dung} Hồ sơ này không còn trong danh sách của bạn.",
        "Hồ sơ {ma_ho_so} được nhập nhầm và đã được xóa. Cần hỏi thêm, mời bạn liên hệ Bộ phận Một cửa.",
    ),
    "restore": News(
        said("Hồ sơ đã xóa được khôi phục"),
        "Hồ sơ được giải quyết tiếp như trước. Hẹn trả kết quả: {hen_tra}.",
        "Hồ sơ {ma_ho_so} đã được khôi phục. Hẹn trả kết quả: {hen_tra}.",
    ),
    **FEEDBACK_NEWS,
}


def text_for(action: str, dossier: "Dossier", note: str) -> tuple[str, str] | None:
    """The shipped subject and text, or None when the move is nobody's news outside the office."""
    news = TABLE.get(action)
    if news is None:
        return None
    return news.subject, fill(news.text, words_of(dossier, note))


def words_of(dossier: "Dossier", note: str, *, in_figures: bool = False) -> dict[str, str]:
    """What the placeholders stand for at this dossier, its code apart: that one is filled in when it is sent."""
    moment = _in_figures if in_figures else _in_words
    return {
        "thu_tuc": dossier.version.name,
        "noi_tiep_nhan": str(dossier.desk),
        "nop_luc": moment(dossier.submitted_at),
        "tra_loi_truoc": moment(dossier.answer_due_at),
        "hen_tra": moment(dossier.due_at),
        "hen_lai": moment(dossier.reappointed_at),
        "so_tien": money(dossier.fee_amount),
        "cach_nhan": DELIVERIES[dossier.delivery],
        "noi_dung": note,
    }


def words_of_feedback(feedback: "Feedback", note: str, *, in_figures: bool = False) -> dict[str, str]:
    """What the placeholders stand for at this feedback; those that a feedback has nothing for say so by staying."""
    moment = _in_figures if in_figures else _in_words
    return {
        "thu_tuc": feedback.subject,
        "noi_tiep_nhan": feedback.department.name,
        "nop_luc": moment(feedback.sent_at),
        "hen_tra": moment(feedback.due_at),
        "noi_dung": note,
    }


def _in_words(at: datetime | None) -> str:
    return short_moment(at) if at else _LATER


def _in_figures(at: datetime | None) -> str:
    return plain_moment(at) if at else _LATER


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with the words in their places; a name without a word stays as it is."""
    return _NAMED.sub(lambda found: words.get(found[1], found[0]), text)


def unknown_names(text: str, allowed: tuple[str, ...]) -> list[str]:
    """Names in braces that mean nothing there, and single braces."""
    names = [found for found in _NAMED.findall(text) if found not in allowed]
    return names + [brace for brace in "{}" if brace in _NAMED.sub("", text)]


def example(text: str, carrier: str) -> str:
    """The text with every placeholder at its longest."""
    words = {name: longest for name, (_, longest) in PLACEHOLDERS.items()}
    if carrier == Carrier.SMS:
        figures = {name: "16:40 20/11/2026" for name in IN_SMS if name not in ("ma_ho_so", "so_tien")}
        words = {**words, **figures}
    return fill(text, words)


def one_message(text: str) -> str:
    """The text on one line and never longer than one short message."""
    line = " ".join(text.split())
    return line if len(line) <= SMS_LONGEST else f"{line[: SMS_LONGEST - 3].rstrip()}..."
