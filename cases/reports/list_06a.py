"""The list behind a number of biểu II.06a: each dossier as it was known at the end of the period, not as it is now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.lists import Looking
from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import BY_KEY, TOTAL, Origin
from cases.reports.outcomes import CLOSED, Outcome
from cases.reports.question import Question
from cases.reports.report_06a import dossiers_behind
from cases.reports.rows_06a import name_of
from cases.reports.standing_at import known_at
from cases.rows import owner_for
from cases.status import Status
from departments.vietnamese import plain_moment

FILE_HEADINGS = (
    "Mã hồ sơ", "Thủ tục", "Mã thủ tục", "Chủ hồ sơ", "Cơ quan", "Đơn vị giải quyết", "Vào kỳ báo cáo", "Tiếp nhận",
    "Hẹn trả (khi đó)", "Xong (khi đó)", "Trạng thái (khi đó)", "Kết luận",
)  # fmt: skip
_KINDS = {
    Outcome.EARLY: "early",
    Outcome.ON_TIME: "done",
    Outcome.LATE: "late",
    Outcome.WITHIN: "on",
    Outcome.STANDING: "stopped",
    Outcome.OVERDUE: "late",
}


@dataclass(frozen=True)
class Row:
    """A dossier in the list, with what was known of it then; `kind` and `outcome` make its mark."""

    dossier: Dossier
    owner: str
    origin: str
    outcome: str
    kind: str
    due: datetime | None
    finished: datetime | None
    status: str


def title_of(question: Question, row: str, column: str) -> tuple[str, str]:
    """What the number is called and whose it is. Raises KeyError where the form has no such row or column."""
    label = BY_KEY[column].label
    heading = f"Cột {column}. {label}" if column.isdigit() else label
    return heading, "" if row == TOTAL else name_of(question, row)


def rows_behind(question: Question, row: str, column: str) -> DossierQuerySet:
    """The dossiers of the list, with what its rows show. Raises KeyError where the form has no such row or column."""
    found = known_at(dossiers_behind(question, row, column), question.moment)
    return found.select_related("version__procedure", "owner", "department", "division")


def row_of(dossier: Any, look: Looking) -> Row:
    """One row; `dossier` comes from `rows_behind`."""
    outcome = Outcome(dossier.outcome)
    return Row(
        dossier=dossier,
        owner=owner_for(dossier, look),
        origin=Origin(dossier.origin).label,
        outcome=outcome.label,
        kind=_KINDS.get(outcome, "none"),
        due=dossier.then_due,
        finished=dossier.then_finished if outcome in CLOSED else None,
        status=Status(dossier.then_status).label if dossier.then_status else "",
    )


def cells(dossiers: Iterator[Any], look: Looking) -> Iterator[tuple[object, ...]]:
    """The rows in a file, under `FILE_HEADINGS`."""
    for row in (row_of(dossier, look) for dossier in dossiers):
        dossier = row.dossier
        yield (
            dossier.code,
            dossier.version.name,
            dossier.version.procedure.code,
            row.owner,
            dossier.department.name,
            dossier.division.name,
            row.origin,
            plain_moment(dossier.received_at),
            plain_moment(row.due),
            plain_moment(row.finished),
            row.status,
            row.outcome,
        )
