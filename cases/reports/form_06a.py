"""The columns of biểu II.06a/VPCP/KSTT, what each counts, and the sums that must hold on every row.

3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13, and 6 = 11 of the period before + what was reopened since. Pure.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices

from cases.reports.outcomes import CLOSED, UNFINISHED, Outcome

# The key of the total row.
TOTAL = "tong"


class Origin(TextChoices):
    """How a dossier came into the report."""

    ONLINE = "online", "Nhận trong kỳ, trực tuyến"
    DIRECT = "direct", "Nhận trong kỳ, trực tiếp hoặc bưu chính"
    CARRIED = "carried", "Từ kỳ trước chuyển qua"
    REOPENED = "reopened", "Kỳ trước đã xong, thu hồi kết quả để giải quyết lại"


@dataclass(frozen=True)
class Column:
    """A number of the form: which origins and outcomes it counts (empty: all), and how it is called."""

    key: str
    label: str
    origins: tuple[Origin, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def holds(self, origin: str, outcome: str) -> bool:
        """Whether a dossier of this origin and outcome is counted here."""
        return (not self.origins or origin in self.origins) and (not self.outcomes or outcome in self.outcomes)


COLUMNS = (
    Column("3", "Tiếp nhận: tổng số"),
    Column("4", "Tiếp nhận trong kỳ: trực tuyến", (Origin.ONLINE,)),
    Column("5", "Tiếp nhận trong kỳ: trực tiếp, dịch vụ bưu chính", (Origin.DIRECT,)),
    Column("6", "Từ kỳ trước", (Origin.CARRIED, Origin.REOPENED)),
    Column("7", "Đã giải quyết: tổng số", (), CLOSED),
    Column("8", "Đã giải quyết: trước hạn", (), (Outcome.EARLY,)),
    Column("9", "Đã giải quyết: đúng hạn", (), (Outcome.ON_TIME, Outcome.ENDED, Outcome.ENDED_LATE)),
    Column("10", "Đã giải quyết: quá hạn", (), (Outcome.LATE,)),
    Column("11", "Đang giải quyết: tổng số", (), UNFINISHED),
    Column("12", "Đang giải quyết: trong hạn", (), (Outcome.WITHIN, Outcome.STANDING)),
    Column("13", "Đang giải quyết: quá hạn", (), (Outcome.OVERDUE,)),
)
# The same columns as the form's head prints them, and the groups they stand under: label, first and last column.
HEADINGS = (
    "Tổng số",
    "Trực tuyến",
    "Trực tiếp, bưu chính",
    "Từ kỳ trước",
    "Tổng số",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Tổng số",
    "Trong hạn",
    "Quá hạn",
)
GROUPS = (
    ("Số hồ sơ tiếp nhận", "3", "6"),
    ("Số hồ sơ đã giải quyết", "7", "10"),
    ("Số hồ sơ đang giải quyết", "11", "13"),
)
# Told under the table, each with its list.
NOTES = (
    Column("mo-lai", "Trong cột 6: kết quả kỳ trước bị thu hồi, giải quyết lại", (Origin.REOPENED,)),
    Column("rut", "Trong cột 9: rút hoặc dừng giải quyết", (), (Outcome.ENDED, Outcome.ENDED_LATE)),
    Column("rut-muon", "Trong đó rút hoặc dừng sau ngày hẹn", (), (Outcome.ENDED_LATE,)),
    Column("tam-dung", "Trong cột 12: đang tạm dừng tính thời hạn", (), (Outcome.STANDING,)),
    Column("chua-ro", "Nhật ký không khớp, chưa xếp được vào cột 7 hay 11", (), (Outcome.UNKNOWN,)),
)
BY_KEY = {column.key: column for column in (*COLUMNS, *NOTES)}


@dataclass
class Line:
    """One row: `cells` counts dossiers by (origin, outcome), `opening` those open just before the period."""

    key: str
    label: str
    sub: str = ""
    child: bool = False
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    opening: int = 0

    def __getitem__(self, column: str) -> int:
        """The number in a column, by its key."""
        wanted = BY_KEY[column]
        return sum(number for cell, number in self.cells.items() if wanted.holds(*cell))

    @property
    def violations(self) -> tuple[str, ...]:
        """The identities that do not hold, in words; empty when all is well."""
        n = {column.key: self[column.key] for column in COLUMNS}
        checks = {
            "cột 3 = 4 + 5 + 6": n["3"] == n["4"] + n["5"] + n["6"],
            "cột 3 = 7 + 11": n["3"] == n["7"] + n["11"],
            "cột 7 = 8 + 9 + 10": n["7"] == n["8"] + n["9"] + n["10"],
            "cột 11 = 12 + 13": n["11"] == n["12"] + n["13"],
            "cột 6 = cột 11 kỳ trước + mở lại": n["6"] == self.opening + self["mo-lai"],
        }
        return tuple(name for name, holds in checks.items() if not holds)
