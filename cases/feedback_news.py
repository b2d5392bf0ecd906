"""What senders of feedback are told at which move; part of the one table in `cases.notices`. Pure text."""

from django.utils.translation import gettext_noop as said

from cases.news import News

FEEDBACK_NEWS: dict[str, News] = {
    "feedback_send": News(
        said("Đã nhận được phản ánh của bạn"),
        said("Phản ánh “{thu_tuc}” được gửi tới {noi_tiep_nhan} lúc {nop_luc}. Cơ quan trả lời chậm nhất {hen_tra}."),
        said("Đã nhận phản ánh {ma_ho_so}. Cơ quan trả lời chậm nhất {hen_tra}. Dùng mã này để tra cứu."),
    ),
    "feedback_accept": News(
        said("Phản ánh của bạn đã được tiếp nhận"),
        said("{noi_tiep_nhan} đang xử lý và trả lời bạn chậm nhất {hen_tra}."),
    ),
    "feedback_refuse": News(
        said("Phản ánh của bạn không được tiếp nhận"),
        said("Lý do: {noi_dung}"),
        said("Phản ánh {ma_ho_so} không được tiếp nhận. Mời bạn xem lý do trên cổng."),
    ),
    "feedback_ask": News(
        said("Cơ quan cần bạn cho biết thêm"),
        said("{noi_dung} Thời hạn trả lời tạm dừng cho đến khi bạn gửi bổ sung."),
        said("Phản ánh {ma_ho_so}: cơ quan cần bạn cho biết thêm, thời hạn tạm dừng. Mời bạn xem trên cổng."),
    ),
    "feedback_transfer": News(
        said("Phản ánh của bạn được chuyển cho đơn vị khác"),
        said("Nay {noi_tiep_nhan} trả lời bạn, chậm nhất {hen_tra}. Lý do chuyển: {noi_dung}"),
    ),
    "feedback_answer": News(
        said("Đã có câu trả lời cho phản ánh của bạn"),
        "{noi_dung}",
        said("Phản ánh {ma_ho_so} đã có câu trả lời. Mời bạn xem và đánh giá trên cổng."),
    ),
    "feedback_publish": News(
        said("Câu trả lời cho phản ánh của bạn đã được công khai"),
        said("Nội dung đăng không có tên và liên hệ của bạn."),
    ),
    "feedback_withdraw": News(
        said("Phản ánh đã được rút"), said("Phản ánh “{thu_tuc}” được rút theo đề nghị của bạn.")
    ),
}
