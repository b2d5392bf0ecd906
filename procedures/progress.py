"""How far review and simplification have come, by field: the same conditions give the numbers and their lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from procedures.compliance_cost import Cost
from procedures.models import ProcedureReview, ProcedureVersion, WorkflowStep

_WHERE, _FIELD = "procedure__field", "procedure__field__name"
_HAS_STEPS = Q(Exists(WorkflowStep.objects.filter(version=OuterRef("pk"))))
_PROPOSED = Q(conclusion=ProcedureReview.Conclusion.SIMPLIFY)
_APPROVED = Q(decision=ProcedureReview.Decision.APPROVED)
# What is counted: versions in force, then reviews of the rounds looked at, each under its key with its name.
_VERSIONS = {
    "thu-tuc": ("Thủ tục đang áp dụng", Q()),
    "quy-trinh": ("Có quy trình nội bộ", _HAS_STEPS),
}
_REVIEWS = {
    "ke-hoach": ("Đưa vào rà soát", Q()),
    "da-ra-soat": ("Đã rà soát", ~Q(conclusion="")),
    "de-xuat": ("Đề xuất đơn giản hóa", _PROPOSED),
    "cho-quyet-dinh": ("Chờ quyết định", _PROPOSED & Q(decision="")),
    "da-duyet": ("Đã đơn giản hóa", _APPROVED),
    "khong-duyet": ("Không duyệt", Q(decision=ProcedureReview.Decision.REJECTED)),
    "ban-moi": ("Đã có bản mới", _APPROVED & Q(draft__published_at__isnull=False)),
}
COLUMNS: dict[str, str] = {key: name for key, (name, _) in (*_VERSIONS.items(), *_REVIEWS.items())}
# The row of all internal procedures, and the two sums; every other key is a field's.
INTERNAL, PUBLIC, ALL = "noi-bo", "hanh-chinh", "tong"


@dataclass
class Row:
    """One field's numbers, its decisions, and the cost of what was approved."""

    key: str
    name: str
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    decisions: set[tuple[str, date | None]] = field(default_factory=set)
    cost: Cost = field(default_factory=Cost)

    def add(self, other: "Row") -> None:
        """Take the other's numbers in; a decision about both is one decision."""
        self.numbers = {key: number + other.numbers[key] for key, number in self.numbers.items()}
        self.decisions |= other.decisions
        self.cost += other.cost


def progress(reviews: QuerySet[ProcedureReview], day: date) -> list[Row]:
    """One row a field with procedures or reviews, by name; then public ones together, internal ones, and all."""
    fields: dict[int, Row] = {}
    internal, public, everything = (
        Row(INTERNAL, "Thủ tục hành chính nội bộ"),
        Row(PUBLIC, "Thủ tục hành chính"),
        Row(ALL, "Tất cả"),
    )
    counted: tuple[tuple[QuerySet[ProcedureVersion] | QuerySet[ProcedureReview], dict[str, tuple[str, Q]]], ...] = (
        (ProcedureVersion.objects.in_force(day), _VERSIONS),
        (reviews, _REVIEWS),
    )
    for rows, columns in counted:
        for pk, name, inside, *numbers in _counted(rows, columns):
            row = internal if inside else fields.setdefault(pk, Row(str(pk), name))
            for column, number in zip(columns, numbers, strict=True):
                row.numbers[column] += number
    for review in reviews.filter(_APPROVED).select_related("round", "procedure").prefetch_related("costs"):
        row = internal if review.procedure.internal else fields[review.procedure.field_id]
        row.decisions.add((review.decision_number, review.decision_day))
        row.cost += review.cost()
    for total, parts in ((public, fields.values()), (everything, (public, internal))):
        for part in parts:
            total.add(part)
    return [*sorted(fields.values(), key=lambda row: row.name), public, internal, everything]


def members(
    reviews: QuerySet[ProcedureReview], column: str, row: str, day: date
) -> QuerySet[ProcedureReview] | QuerySet[ProcedureVersion]:
    """What a number counts: versions in force in the first two columns, reviews in the others. Raises KeyError."""
    found: QuerySet[ProcedureReview] | QuerySet[ProcedureVersion]
    if column in _VERSIONS:
        found = ProcedureVersion.objects.in_force(day).filter(_VERSIONS[column][1])
    else:
        found = reviews.filter(_REVIEWS[column][1])
    if row == ALL:
        return found
    if row in (INTERNAL, PUBLIC):
        return found.filter(procedure__internal=row == INTERNAL)
    if not (row.isascii() and row.isdigit() and len(row) < 18):
        raise KeyError(row)
    return found.filter(procedure__internal=False, procedure__field=int(row))


def _counted(
    rows: QuerySet[ProcedureVersion] | QuerySet[ProcedureReview], columns: dict[str, tuple[str, Q]]
) -> Iterable[tuple[int, str, bool, *tuple[int, ...]]]:
    counts = {f"n{place}": Count("pk", filter=q or None) for place, (_, q) in enumerate(columns.values())}
    return rows.order_by().values_list(_WHERE, _FIELD, "procedure__internal").annotate(**counts)
