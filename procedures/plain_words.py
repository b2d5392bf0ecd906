"""What citizens read of a procedure where the law's word is hard: plain words, the law's once in brackets. Pure.

Staff pages, reports and printed forms keep the law's own words. Those of a dossier: `cases/plain_words.py`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from django.utils.translation import ngettext

from departments.written import in_english, money
from procedures.channels import Channel
from procedures.time_limits import LimitUnit, TimeLimit

# NĐ 224/2026/NĐ-CP Đ14; the keys are those of `Offering.OnlineLevel`.
ONLINE_LEVELS = {
    "full": said("Nộp trực tuyến toàn bộ (dịch vụ công toàn trình)"),
    "partial": said("Nộp trực tuyến, có bước phải đến quầy (dịch vụ công một phần)"),
    "none": said("Chỉ nộp tại quầy"),
}
# What rates are counted by; an office's own words stay as they are.
_PER = (
    said("lần"),
    said("thẻ"),
    said("giấy phép"),
    said("hồ sơ"),
    said("hộ chiếu"),
    said("bản"),
    said("văn bản"),
    said("trang"),
    said("trường hợp"),
    said("giao dịch"),
    said("người"),
)
CHANNELS = {
    Channel.IN_PERSON: said("Tại quầy"),
    Channel.ONLINE: said("Trực tuyến"),
    Channel.POSTAL: said("Gửi qua bưu điện"),
    Channel.KIOSK: said("Tại máy tự phục vụ (ki-ốt)"),
}


def online_level(level: str) -> str:
    """How far a procedure goes online at one place."""
    return _(ONLINE_LEVELS[level])


def channel_words(channel: str) -> str:
    """A way to hand in a dossier."""
    return _(CHANNELS[Channel(channel)])


def rate_words(amount: int, per: str) -> str:
    """What one costs: "8.000 đồng", "2.000 đồng/trang"."""
    return f"{money(amount)}/{_(per)}" if per else money(amount)


def limit_words(limit: TimeLimit) -> str:
    """A limit as the law writes it: "03 ngày làm việc"; in English "3 working days"."""
    number = limit.amount
    words = {
        LimitUnit.WORKING_DAY: ngettext("{number} ngày làm việc", "{number} ngày làm việc", number),
        LimitUnit.CALENDAR_DAY: ngettext("{number} ngày", "{number} ngày", number),
        LimitUnit.WORKING_HOUR: ngettext("{number} giờ làm việc", "{number} giờ làm việc", number),
        LimitUnit.MONTH: ngettext("{number} tháng", "{number} tháng", number),
        LimitUnit.SAME_DAY: _("trong ngày làm việc"),
    }[limit.unit]
    return words.format(number=number if in_english() else f"{number:02d}")
