"""A dossier in the list behind a number: as it was known at the end of the period, not as it is now."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from cases.keyset import Order
from cases.lists import Looking
from cases.reports.form_06a import Origin
from cases.reports.frame.listing import DOSSIER_HEADINGS, Listing, Row, Told, dossier_cells, dossier_row
from cases.reports.outcomes import CLOSED, Outcome
from cases.reports.question import Question
from cases.reports.standing_at import known_at
from cases.status import Status
from departments.vietnamese import plain_moment

FILE_HEADINGS = (
    *DOSSIER_HEADINGS, "Vào kỳ báo cáo", "Tiếp nhận", "Hẹn trả (khi đó)", "Xong (khi đó)", "Trạng thái (khi đó)",
    "Kết luận",
)  # fmt: skip
_KINDS = {
    Outcome.EARLY: "early",
    Outcome.ON_TIME: "done",
    Outcome.LATE: "late",
    Outcome.WITHIN: "on",
    Outcome.STANDING: "stopped",
    Outcome.OVERDUE: "late",
}


def as_known(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    """The dossiers with what their rows show."""
    known = known_at(rows, question.moment)  # type: ignore[arg-type]
    return known.select_related("version__procedure", "owner", "department", "division", "current_task")


def row_of(dossier: Any, look: Looking) -> Row:
    """One row; `dossier` comes from `as_known`, with its origin and outcome."""
    outcome = Outcome(dossier.outcome)
    kind = _KINDS.get(outcome, "none")
    finished = _finished(dossier)
    return dossier_row(
        dossier,
        look,
        Told("Đơn vị giải quyết", dossier.division.name, dossier.department.name),
        Told("Tiếp nhận", plain_moment(dossier.received_at), Origin(dossier.origin).label),
        Told("Hẹn trả khi đó", plain_moment(dossier.then_due) or "Không có thời hạn"),
        Told("Kết luận khi đó", outcome.label, f"Xong {finished}" if finished else _status(dossier), kind),
        late=kind == "late",
    )


def cells(dossiers: Iterable[Any], look: Looking) -> Iterator[tuple[object, ...]]:
    """The rows in a file, under `FILE_HEADINGS`."""
    return AS_KNOWN.cells(dossiers, look)


def _written(dossier: Any, look: Looking) -> tuple[object, ...]:
    return (
        *dossier_cells(dossier, look),
        Origin(dossier.origin).label,
        plain_moment(dossier.received_at),
        plain_moment(dossier.then_due),
        _finished(dossier),
        _status(dossier),
        Outcome(dossier.outcome).label,
    )


def _finished(dossier: Any) -> str:
    return plain_moment(dossier.then_finished) if Outcome(dossier.outcome) in CLOSED else ""


def _status(dossier: Any) -> str:
    return Status(dossier.then_status).label if dossier.then_status else ""


AS_KNOWN = Listing(as_known, Order("received_at"), row_of, FILE_HEADINGS, _written)
