"""What citizens read of their dossier where the law's word is hard: plain words, the law's once in brackets. Pure.

Staff pages, reports and printed forms keep the law's own words. Those of a procedure: `procedures/plain_words.py`.
"""

from cases.status import Status

# The national names are in `cases.status`; what a status means to the one who waits stands here.
STATUSES = {
    Status.NEW: "Đã nộp, chờ kiểm tra",
    Status.RECEIVED: "Đã tiếp nhận",
    Status.REFUSED: "Không được tiếp nhận",
    Status.PROCESSING: "Đang giải quyết",
    Status.WAITING: "Chờ bổ sung giấy tờ",
    Status.PAYING: "Chờ nộp tiền (nghĩa vụ tài chính)",
    Status.WITHDRAWN: "Đã rút hồ sơ",
    Status.STOPPED: "Dừng giải quyết",
    Status.FINISHED: "Đã có kết quả",
    Status.RETURNED: "Đã trả kết quả",
}
# The keys are those of `Dossier.Delivery`.
DELIVERIES = {
    "pick_up": "Đến lấy tại Bộ phận Một cửa",
    "post": "Gửi về nhà qua bưu điện (bưu chính công ích)",
    "electronic": "Tải bản điện tử về máy",
}
