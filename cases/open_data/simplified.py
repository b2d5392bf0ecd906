"""Which procedures were made simpler by which decision, and what that spares those who follow them."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop as said

from cases.open_data.dataset import Cell, Dataset, Field, Wanted
from procedures.compliance_cost import LEGAL_BASIS
from procedures.models import ProcedureReview


def _simplified(_wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    rows = ProcedureReview.objects.filter(decision=ProcedureReview.Decision.APPROVED, procedure__internal=False)
    rows = rows.select_related("round__decided_by", "procedure__field", "version").prefetch_related("changes", "costs")
    for row in rows.order_by("-decision_day", "decision_number", "procedure__code"):
        cost = row.cost()
        share = cost.saved * 1000 // cost.before / 10 if cost.before else None
        what = "; ".join(change.text for change in row.changes.all())
        procedure = (row.procedure.code, row.version.name, row.procedure.field.name)
        yield (row.decision_number, row.decision_day, row.round.decided_by.name, *procedure, what, cost.saved, share)


SIMPLIFIED = Dataset(
    "don-gian-hoa",
    said("Thủ tục đã được đơn giản hóa"),
    said("Quyết định đơn giản hóa từng thủ tục: bỏ, bớt, rút ngắn điều gì, tiết kiệm bao nhiêu một năm."),
    (
        Field("quyet_dinh", said("Quyết định")),
        Field("ngay", said("Ngày quyết định"), kind="day"),
        Field("co_quan", said("Cơ quan quyết định")),
        Field("ma_thu_tuc", said("Mã thủ tục")),
        Field("thu_tuc", said("Thủ tục")),
        Field("linh_vuc", said("Lĩnh vực")),
        Field("noi_dung", said("Điều được đơn giản hóa")),
        Field("tiet_kiem", said("Tiết kiệm (đồng một năm)"), said("Theo mô hình chi phí chuẩn."), "whole"),
        Field("ty_le", said("Tỷ lệ cắt giảm chi phí (%)"), "", "number", said("chưa có chi phí để so")),
    ),
    _simplified,
    notes=(LEGAL_BASIS,),
)
