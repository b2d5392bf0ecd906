"""All reports there are, by the key in their address, and in the order in which they are offered."""

from typing import Any

from django.urls import reverse

from cases.reports.asking import Asked
from cases.reports.forms.channels import CHANNELS
from cases.reports.forms.feedback import FEEDBACK
from cases.reports.forms.intake import INTAKE
from cases.reports.forms.money import MONEY
from cases.reports.forms.progress import PROGRESS
from cases.reports.forms.quality import QUALITY
from cases.reports.frame.definition import Definition
from cases.reports.periods import Kind, latest
from cases.reports.question import By
from cases.reports.report_06a import II_06A

# What is offered under which heading.
_SECTIONS: tuple[tuple[str, str, tuple[Definition, ...]], ...] = (
    ("Tiến độ giải quyết", "Cùng hồ sơ với biểu II.06a", PROGRESS),
    ("Tiếp nhận, bổ sung, từ chối, tạm dừng", "", (*INTAKE, *CHANNELS)),
    ("Phí, lệ phí", "", MONEY),
    ("Thủ tục, số hóa, hài lòng, phản ánh, dữ liệu", "", (*QUALITY, FEEDBACK)),
)
REPORTS: dict[str, Definition] = {
    one.key: one for one in (II_06A, *(one for _, _, reports in _SECTIONS for one in reports))
}


def sections(asked: Asked) -> list[dict[str, Any]]:
    """What the page of all reports shows: {title, text, entries: list of {title, text, url}}."""
    return [
        {"title": II_06A.title, "text": "Biểu II.06a/VPCP/KSTT", "entries": _ready(asked)},
        *({"title": title, "text": text, "entries": [_entry(one) for one in of]} for title, text, of in _SECTIONS),
        {
            "title": "Báo cáo niêm phong",
            "text": "Số liệu của kỳ đã kết thúc, giữ nguyên như lúc niêm",
            "entries": [
                {
                    "title": "Đã niêm phong",
                    "text": "Ai niêm, lúc nào, mã niêm, điều chỉnh về sau",
                    "url": reverse("cases:sealed_reports"),
                }
            ],
        },
        {
            "title": "Bộ chỉ số phục vụ người dân, doanh nghiệp",
            "text": "QĐ 766/QĐ-TTg",
            "entries": [
                {
                    "title": "Điểm theo sáu nhóm",
                    "text": "Từng tiêu chí, vì sao, và việc nâng điểm nhiều nhất",
                    "url": reverse("cases:index_766"),
                },
                {
                    "title": "So các đơn vị",
                    "text": "Điểm của từng đơn vị, cao trước",
                    "url": reverse("cases:index_766_units"),
                },
            ],
        },
    ]


def _entry(definition: Definition) -> dict[str, str]:
    url = reverse("cases:report", args=[definition.key])
    return {"title": definition.title, "text": definition.about, "url": url}


def _ready(asked: Asked) -> list[dict[str, str]]:
    """Biểu II.06a as it is asked for most often."""
    at = asked.question.at
    month, quarter, year = (next(latest(kind, at, 1)) for kind in (Kind.MONTH, Kind.QUARTER, Kind.YEAR))
    wanted = (
        (month.previous(), By.FIELD),
        (month, By.FIELD),
        (month, By.UNIT),
        (month, By.PROCEDURE),
        (quarter, By.UNIT),
        (year, By.FIELD),
    )
    address = reverse("cases:report", args=[II_06A.key])
    return [
        {
            "title": f"{period.name}, theo {by.label.lower()}",
            "text": period.days.capitalize() + ("" if period.is_over(at) else " (đang diễn ra)"),
            "url": address + asked.address(ky=period.key, dong=by),
        }
        for period, by in wanted
    ]
