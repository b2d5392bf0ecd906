"""The columns of biểu II.06a/VPCP/KSTT, what each counts, and the sums that must hold on every row.

3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13, and 6 = 11 of the period before + what was reopened since. Pure.
"""

from django.db.models import TextChoices

from cases.reports.frame.definition import Column, Identity, Ratio
from cases.reports.outcomes import CLOSED, UNFINISHED, Outcome


class Origin(TextChoices):
    """How a dossier came into the report."""

    ONLINE = "online", "Nhận trong kỳ, trực tuyến"
    DIRECT = "direct", "Nhận trong kỳ, trực tiếp hoặc bưu chính"
    CARRIED = "carried", "Từ kỳ trước chuyển qua"
    REOPENED = "reopened", "Kỳ trước đã xong, thu hồi kết quả để giải quyết lại"


AXES = ("origin", "outcome")


def _came(*origins: Origin) -> dict[str, tuple[str, ...]]:
    return {"origin": origins}


def _stood(*outcomes: Outcome) -> dict[str, tuple[str, ...]]:
    return {"outcome": outcomes}


COLUMNS = (
    Column(
        "3",
        "Tiếp nhận: tổng số",
        "Tổng số",
        sums=("4", "5", "6"),
        meaning="Hồ sơ đã tiếp nhận (có giấy tiếp nhận, hẹn trả) trong kỳ và hồ sơ kỳ trước chuyển qua; "
        "chưa tiếp nhận hoặc không được tiếp nhận thì không tính.",
    ),
    Column(
        "4",
        "Tiếp nhận trong kỳ: trực tuyến",
        "Trực tuyến",
        _came(Origin.ONLINE),
        meaning="Ngày tiếp nhận trong kỳ, nộp qua cổng.",
    ),
    Column(
        "5",
        "Tiếp nhận trong kỳ: trực tiếp, dịch vụ bưu chính",
        "Trực tiếp, bưu chính",
        _came(Origin.DIRECT),
        meaning="Ngày tiếp nhận trong kỳ, nộp tại quầy, ki-ốt hoặc qua bưu chính công ích.",
    ),
    Column(
        "6",
        "Từ kỳ trước",
        "Từ kỳ trước",
        _came(Origin.CARRIED, Origin.REOPENED),
        meaning="Tiếp nhận trước kỳ và đến cuối kỳ trước chưa giải quyết xong; gồm cả kết quả bị thu hồi để làm lại.",
    ),
    Column("7", "Đã giải quyết: tổng số", "Tổng số", _stood(*CLOSED), sums=("8", "9", "10")),
    Column(
        "8",
        "Đã giải quyết: trước hạn",
        "Trước hạn",
        _stood(Outcome.EARLY),
        meaning="Xử lý xong trước ngày hẹn trả (ngày ký kết quả, không phải ngày người dân đến lấy).",
    ),
    Column(
        "9",
        "Đã giải quyết: đúng hạn",
        "Đúng hạn",
        _stood(Outcome.ON_TIME, Outcome.ENDED, Outcome.ENDED_LATE),
        meaning="Xử lý xong trong ngày hẹn trả, hoặc thủ tục không quy định thời hạn; gồm cả hồ sơ rút, dừng.",
    ),
    Column(
        "10",
        "Đã giải quyết: quá hạn",
        "Quá hạn",
        _stood(Outcome.LATE),
        late=True,
        meaning="Xử lý xong sau ngày hẹn trả ban đầu; xin lỗi và hẹn lại không làm hết quá hạn.",
    ),
    Column("11", "Đang giải quyết: tổng số", "Tổng số", _stood(*UNFINISHED), sums=("12", "13")),
    Column(
        "12",
        "Đang giải quyết: trong hạn",
        "Trong hạn",
        _stood(Outcome.WITHIN, Outcome.STANDING),
        meaning="Lúc chốt chưa xong và chưa qua ngày hẹn, hoặc đang tạm dừng đúng căn cứ.",
    ),
    Column(
        "13",
        "Đang giải quyết: quá hạn",
        "Quá hạn",
        _stood(Outcome.OVERDUE),
        late=True,
        meaning="Lúc chốt chưa xong và đã qua ngày hẹn.",
    ),
)
# The groups of the form's head: label, first and last column.
GROUPS = (
    ("Số hồ sơ tiếp nhận", "3", "6"),
    ("Số hồ sơ đã giải quyết", "7", "10"),
    ("Số hồ sơ đang giải quyết", "11", "13"),
)
# Told under the table, each with its list.
NOTES = (
    Column("mo-lai", "Trong cột 6: kết quả kỳ trước bị thu hồi, giải quyết lại", where=_came(Origin.REOPENED)),
    Column("rut", "Trong cột 9: rút hoặc dừng giải quyết", where=_stood(Outcome.ENDED, Outcome.ENDED_LATE)),
    Column("rut-muon", "Trong đó rút hoặc dừng sau ngày hẹn", where=_stood(Outcome.ENDED_LATE), late=True),
    Column("tam-dung", "Trong cột 12: đang tạm dừng tính thời hạn", where=_stood(Outcome.STANDING)),
    Column("chua-ro", "Nhật ký không khớp, chưa xếp được vào cột 7 hay 11", where=_stood(Outcome.UNKNOWN), late=True),
)
IDENTITIES = (
    Identity(("3",), ("4", "5", "6")),
    Identity(("3",), ("7", "11")),
    Identity(("7",), ("8", "9", "10")),
    Identity(("11",), ("12", "13")),
)
# Early and on time of all that came to a result; what was withdrawn or stopped is in neither number.
ON_TIME = Ratio(
    "dung-han",
    "Giải quyết trước và đúng hạn",
    {"8": 1, "9": 1, "rut": -1},
    {"7": 1, "rut": -1},
    "Tỷ lệ trước và đúng hạn",
    meaning="Trước hạn và đúng hạn trên tổng số đã có kết quả, không kể hồ sơ rút và dừng.",
)
