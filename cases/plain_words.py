"""What citizens read of their dossier where the law's word is hard: plain words, the law's once in brackets. Pure.

Staff pages, reports and printed forms keep the law's own words. Those of a procedure: `procedures/plain_words.py`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from cases.status import Status

# The national names are in `cases.status`; what a status means to the one who waits stands here.
STATUSES = {
    Status.NEW: said("Đã nộp, chờ kiểm tra"),
    Status.RECEIVED: said("Đã tiếp nhận"),
    Status.REFUSED: said("Không được tiếp nhận"),
    Status.PROCESSING: said("Đang giải quyết"),
    Status.WAITING: said("Chờ bổ sung giấy tờ"),
    Status.PAYING: said("Chờ nộp tiền (nghĩa vụ tài chính)"),
    Status.WITHDRAWN: said("Đã rút hồ sơ"),
    Status.STOPPED: said("Dừng giải quyết"),
    Status.FINISHED: said("Đã có kết quả"),
    Status.RETURNED: said("Đã trả kết quả"),
}
# The keys are those of `Dossier.Delivery`.
DELIVERIES = {
    "pick_up": said("Đến lấy tại Bộ phận Một cửa"),
    "post": said("Gửi về nhà qua bưu điện (bưu chính công ích)"),
    "electronic": said("Tải bản điện tử về máy"),
}
# What is said of the price of the post: it is the post's own, and no portal knows it beforehand.
POSTAGE = said(
    "Cước bưu điện do bưu điện thu theo bảng giá của bưu điện, trả khi nhận; không nằm trong phí, lệ phí của hồ sơ."
)


def status_words(status: int) -> str:
    """What the status means to the one who waits."""
    return _(STATUSES[Status(status)])


def delivery_words(delivery: str) -> str:
    """How the result comes."""
    return _(DELIVERIES[delivery])
