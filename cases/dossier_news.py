"""What submitters and owners are told at which move; part of the one table in `cases.notices`. Pure text."""

from django.utils.translation import gettext_noop as said

from cases.news import News

DOSSIER_NEWS: dict[str, News] = {
    "submit": News(
        said("Hệ thống đã nhận được hồ sơ của bạn"),
        said("Hồ sơ được gửi tới {noi_tiep_nhan} lúc {nop_luc}. Hạn trả lời bạn: {tra_loi_truoc}."),
        said("Đã nhận hồ sơ {ma_ho_so}. Hạn cơ quan trả lời: {tra_loi_truoc}. Dùng mã này để tra cứu."),
    ),
    "receive": News(
        said("Hồ sơ đã được tiếp nhận"),
        said("Hồ sơ đã đầy đủ, hợp lệ. Hẹn trả kết quả: {hen_tra}."),
        said("Hồ sơ {ma_ho_so} đã được tiếp nhận. Hẹn trả kết quả: {hen_tra}."),
        owner_too=True,
    ),
    "recount": News(
        said("Ngày hẹn trả kết quả được tính lại"),
        said("Lịch làm việc đã thay đổi. Hẹn trả kết quả: {hen_tra}."),
        said("Hồ sơ {ma_ho_so}: lịch làm việc thay đổi, hẹn trả kết quả {hen_tra}."),
    ),
    "ask_completion": News(
        said("Bạn cần bổ sung hồ sơ"),
        said("Hồ sơ chưa đủ để tiếp nhận: {noi_dung} Thời hạn giải quyết chỉ bắt đầu khi hồ sơ đủ."),
        said("Hồ sơ {ma_ho_so} chưa đủ để tiếp nhận. Mời bạn xem phần cần bổ sung trên cổng hoặc hỏi Bộ phận Một cửa."),
    ),
    "request_supplement": News(
        said("Bạn cần bổ sung hồ sơ"),
        said("Trong khi giải quyết, cơ quan cần bạn bổ sung: {noi_dung} Thời hạn giải quyết tạm dừng."),
        said("Hồ sơ {ma_ho_so} cần bổ sung, thời hạn tạm dừng. Mời bạn xem trên cổng hoặc hỏi Bộ phận Một cửa."),
        owner_too=True,
    ),
    "remind_supplement": News(
        said("Sắp hết hạn bổ sung hồ sơ"),
        said("Cơ quan vẫn đang chờ bạn bổ sung: {noi_dung}"),
        said("Hồ sơ {ma_ho_so} còn chờ bạn bổ sung và sắp hết hạn. Mời bạn xem trên cổng hoặc hỏi Bộ phận Một cửa."),
        owner_too=True,
    ),
    "refuse": News(
        said("Hồ sơ không được tiếp nhận"),
        said("Lý do: {noi_dung}"),
        said("Hồ sơ {ma_ho_so} không được tiếp nhận. Mời bạn xem lý do trên cổng hoặc hỏi Bộ phận Một cửa."),
        owner_too=True,
    ),
    "accept_supplement": News(
        said("Cơ quan đã nhận đủ phần bổ sung"),
        said("Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {hen_tra}."),
        said("Hồ sơ {ma_ho_so} đã đủ, được xử lý tiếp. Hẹn trả kết quả: {hen_tra}."),
    ),
    "require_payment": News(
        said("Bạn cần nộp tiền (nghĩa vụ tài chính)"),
        "{noi_dung}",
        said("Hồ sơ {ma_ho_so}: bạn cần nộp tiền, thời hạn tạm dừng. Mời bạn xem số tiền trên cổng."),
        owner_too=True,
    ),
    "confirm_payment": News(
        said("Đã xác nhận khoản nộp"),
        said("Hồ sơ được xử lý tiếp. Ngày hẹn trả mới: {hen_tra}."),
        said("Hồ sơ {ma_ho_so}: đã xác nhận khoản nộp. Hẹn trả kết quả: {hen_tra}."),
    ),
    "pay": News(
        said("Đã nhận phí, lệ phí"),
        said("Đã nhận {so_tien}. Phiếu thu tải được tại trang hồ sơ này."),
        said("Hồ sơ {ma_ho_so}: đã nhận phí, lệ phí {so_tien}. Phiếu thu ở trang hồ sơ trên cổng."),
    ),
    "set_fee": News(
        said("Phí, lệ phí của hồ sơ đã được xác định"),
        said("Số tiền phải nộp: {so_tien}. Cách tính: {noi_dung} Nộp được ngay tại trang hồ sơ này, hoặc tại quầy."),
        said("Hồ sơ {ma_ho_so}: phí, lệ phí phải nộp là {so_tien}. Nộp tại trang hồ sơ trên cổng hoặc tại quầy."),
    ),
    "overpay": News(
        said("Bạn đã nộp thừa"),
        said("{noi_tiep_nhan} nhận thêm một khoản cho hồ sơ đã nộp đủ và sẽ hoàn lại cho bạn."),
    ),
    "refund": News(said("Đã hoàn tiền cho bạn"), said("Lý do: {noi_dung}")),
    "quarantine": News(
        said("Một tệp bạn đã gửi có mã độc"),
        said(
            "Tệp “{noi_dung}” đã được cách ly, cơ quan không mở được. Hãy quét máy bằng phần mềm diệt vi-rút; cơ quan "
            "sẽ báo nếu cần bạn gửi lại giấy tờ này."
        ),
        said("Hồ sơ {ma_ho_so}: một tệp bạn gửi có mã độc và đã được cách ly. Mời bạn xem trên cổng."),
    ),
    "ask_opinion_stopping": News(
        said("Thời hạn tạm dừng để lấy ý kiến cơ quan khác"),
        said("Theo quy định, thời gian chờ ý kiến này không tính vào thời hạn giải quyết. Bạn không phải làm gì."),
        said("Hồ sơ {ma_ho_so}: thời hạn tạm dừng để lấy ý kiến cơ quan khác. Bạn không phải làm gì."),
        owner_too=True,
    ),
    "answer_last_opinion": News(said("Đã có ý kiến của cơ quan khác"), said("Ngày hẹn trả mới: {hen_tra}.")),
    "drop_opinion_resuming": News(said("Hồ sơ được giải quyết tiếp"), said("Ngày hẹn trả mới: {hen_tra}.")),
    "change_case": News(
        said("Ngày hẹn và phí được tính lại theo trường hợp đúng của hồ sơ"),
        said("Lý do: {noi_dung} Hẹn trả kết quả: {hen_tra}. Phí, lệ phí: {so_tien}."),
        said("Hồ sơ {ma_ho_so}: tính lại theo trường hợp đúng, hẹn trả {hen_tra}, phí {so_tien}."),
        owner_too=True,
    ),
    "apologise": News(
        said("Xin lỗi vì chậm trả kết quả"),
        said("Cơ quan thành thật xin lỗi. Lý do: {noi_dung} Hẹn lại: {hen_lai}."),
        said("Cơ quan xin lỗi vì chậm trả kết quả hồ sơ {ma_ho_so}. Hẹn lại: {hen_lai}."),
        owner_too=True,
    ),
    "suspend": News(said("Hồ sơ tạm dừng giải quyết"), said("Lý do: {noi_dung}"), owner_too=True),
    "resume": News(said("Hồ sơ được giải quyết tiếp"), said("Ngày hẹn trả mới: {hen_tra}.")),
    "stop": News(
        said("Hồ sơ dừng giải quyết"),
        said("Lý do: {noi_dung}"),
        said("Hồ sơ {ma_ho_so} dừng giải quyết. Mời bạn xem lý do trên cổng hoặc hỏi Bộ phận Một cửa."),
        owner_too=True,
    ),
    "sign": News(
        said("Đã có kết quả"),
        said("Cách nhận: {cach_nhan}. Nơi trả kết quả: {noi_tiep_nhan}."),
        said(
            "Hồ sơ {ma_ho_so} đã có kết quả. Mang thẻ căn cước và mã này đến Bộ phận Một cửa, hoặc nhận như đã đăng ký."
        ),
        owner_too=True,
    ),
    "issue": News(
        said("Đã có kết quả"),
        said("Cách nhận: {cach_nhan}. Nơi trả kết quả: {noi_tiep_nhan}."),
        said(
            "Hồ sơ {ma_ho_so} đã có kết quả. Mang thẻ căn cước và mã này đến Bộ phận Một cửa, hoặc nhận như đã đăng ký."
        ),
        owner_too=True,
    ),
    "recall": News(said("Kết quả được thu hồi để sửa sai sót"), said("Lý do: {noi_dung}"), owner_too=True),
    "hand_over": News(said("Đã trả kết quả"), said("Cảm ơn bạn. Hồ sơ đã kết thúc."), owner_too=True),
    "reply": News(
        said("Cơ quan trả lời câu hỏi của bạn"),
        "{noi_dung}",
        said("Hồ sơ {ma_ho_so}: cơ quan đã trả lời câu hỏi của bạn. Mời bạn xem trên cổng."),
    ),
    "withdraw": News(said("Hồ sơ đã được rút"), said("Hồ sơ được rút theo đề nghị của người nộp."), owner_too=True),
    "delete": News(
        said("Hồ sơ nhập nhầm đã được xóa"),
        said("Lý do: {noi_dung} Hồ sơ này không còn trong danh sách của bạn."),
        said("Hồ sơ {ma_ho_so} được nhập nhầm và đã được xóa. Cần hỏi thêm, mời bạn liên hệ Bộ phận Một cửa."),
    ),
    "restore": News(
        said("Hồ sơ đã xóa được khôi phục"),
        said("Hồ sơ được giải quyết tiếp như trước. Hẹn trả kết quả: {hen_tra}."),
        said("Hồ sơ {ma_ho_so} đã được khôi phục. Hẹn trả kết quả: {hen_tra}."),
    ),
    "take_in_for": News(
        said("Hồ sơ của bạn đã được nhận hộ"),
        said("Hồ sơ sẽ được chuyển đến {noi_tiep_nhan}. Ngày hẹn trả được báo khi nơi ấy tiếp nhận."),
        said("Hồ sơ {ma_ho_so} đã được nhận hộ. Cơ quan có thẩm quyền sẽ báo ngày hẹn trả khi tiếp nhận."),
    ),
    "send_on": News(
        said("Hồ sơ đã được chuyển đến cơ quan có thẩm quyền"),
        said("Nơi giải quyết: {noi_tiep_nhan}. Thời hạn tính từ khi nơi ấy tiếp nhận."),
    ),
    "release": News(
        said("Hồ sơ tiếp theo trong liên thông đến lượt"),
        said("{noi_dung} {noi_tiep_nhan} kiểm tra hồ sơ này từ bây giờ."),
    ),
    "let_go": News(
        said("Hồ sơ tiếp theo trong liên thông đến lượt"),
        said("{noi_dung} {noi_tiep_nhan} kiểm tra hồ sơ này từ bây giờ."),
    ),
    "wait_again": News(
        said("Hồ sơ tiếp theo trong liên thông lại chờ"),
        said("{noi_dung} Có kết quả của hồ sơ ấy thì {noi_tiep_nhan} mới kiểm tra hồ sơ này."),
    ),
}
