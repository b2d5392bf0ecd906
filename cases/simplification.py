"""What the pages of review and simplification share: who comes in, the rows of a list, the way back."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.vietnamese import short_date
from procedures.models import ProcedureReview, ReviewRound

# Whoever leads or watches reads; the keeper of the catalogue writes; leaders of the deciding unit decide.
READERS = (Role.HEAD, Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR)
WRITER = Role.ADMINISTRATOR
REVIEW_HEADINGS = ("Mã thủ tục", "Thủ tục", "Lĩnh vực", "Đơn vị rà soát", "Kế hoạch", "Kết quả", "Quyết định", "Ngày")


def decides(user: User, plan: ReviewRound) -> bool:
    """Whether the person leads the unit that the round names."""
    return any(post.role == Role.LEADER and post.department_id == plan.decided_by_id for post in posts_in_force(user))


def named(rows: Any) -> QuerySet[ProcedureReview]:
    """The reviews with what a row of a list says of each."""
    found: QuerySet[ProcedureReview] = rows.select_related("procedure__field", "version", "unit", "round")
    return found


def review_cells(row: ProcedureReview) -> tuple[object, ...]:
    """One row of a file of reviews."""
    day = short_date(row.decision_day) if row.decision_day else ""
    said = (row.procedure.field.name, row.unit.name, row.round.name, row.stage)
    return (row.procedure.code, row.version.name, *said, row.decision_number, day)


def crumbs(*way: tuple[str, str]) -> list[dict[str, str]]:
    """From the rounds down; pairs of name and address, the last without one."""
    whole = (("Rà soát thủ tục", reverse("cases:simplify")), *way)
    return [{"label": label, "url": url} for label, url in whole]
