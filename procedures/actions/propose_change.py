"""Write what is to be made simpler, with its reason, and keep the cost after it in step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from procedures.models import CostLine, ProcedureReview, ProposedChange

Kind = ProposedChange.Kind


@transaction.atomic
def propose_change(review: ProcedureReview, *, kind: str, reason: str, text: str = "", **parts: Any) -> ProposedChange:
    """Add one change; what it spares for sure, a paper's lines or part of the fee, is spared in the costs too.

    Raises ValidationError for what is no cut, was proposed already, or comes after the decision.
    """
    locked = open_review(review)
    change = ProposedChange(review=locked, kind=kind, reason=reason, **parts)
    _require_cut(change)
    change.text = text.strip() or _said(change)
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise ValidationError("Phần này của thủ tục đã có trong đề xuất.") from error
    _spare(change, back=False)
    return change


@transaction.atomic
def drop_change(change: ProposedChange) -> None:
    """Take a change back, and what it spared. Raises ValidationError after the decision."""
    open_review(change.review)
    _spare(change, back=True)
    change.delete()


def open_review(review: ProcedureReview) -> ProcedureReview:
    """The review under lock. Raises ValidationError when it is decided: what was decided on is not rewritten."""
    rows = ProcedureReview.objects.select_for_update(of=("self",)).select_related("round", "version")
    locked = rows.get(pk=review.pk)
    if locked.decision:
        raise ValidationError("Phương án đã được quyết định nên không sửa được nữa.")
    return locked


def _require_cut(change: ProposedChange) -> None:
    """A new amount is lower than the old one; a limit stays above nothing."""
    match change.kind:
        case Kind.CUT_LIMIT:
            old, least = change.limit.amount if change.limit else None, 1
        case Kind.CUT_FEE:
            old, least = change.fee.amount if change.fee else None, 0
        case Kind.MERGE_DOCUMENTS if change.document == change.into:
            raise ValidationError({"into": "Chọn hai giấy tờ khác nhau để gộp."})
        case _:
            return
    if old is None or change.amount is None or not least <= change.amount < old:
        raise ValidationError({"amount": f"Mức mới phải từ {least} và thấp hơn mức hiện nay ({old or 'chưa có số'})."})


def _said(change: ProposedChange) -> str:
    """The change in a sentence, where nobody wrote one."""
    match change.kind:
        case Kind.DROP_DOCUMENT:
            text = f"Bỏ giấy tờ: {change.document}"
        case Kind.MERGE_DOCUMENTS:
            text = f"Gộp “{change.document}” vào “{change.into}”"
        case Kind.CUT_LIMIT if change.limit:
            text = f"Rút thời hạn từ {change.limit} còn {change.amount} {change.limit.get_unit_display()}"
        case Kind.DROP_STEP:
            text = f"Bỏ bước: {change.step}"
        case Kind.CUT_FEE if change.fee:
            text = f"Giảm {change.fee}: từ {change.fee.amount} còn {change.amount} đồng"
        case _:
            raise ValidationError({"text": "Hãy viết điều đề xuất."})
    return text[:1000]


def _spare(change: ProposedChange, *, back: bool) -> None:
    """Zero after the change for a paper that goes; the fee's line is lower by as much as the rate is."""
    lines = CostLine.objects.filter(review=change.review)
    if change.kind in (Kind.DROP_DOCUMENT, Kind.MERGE_DOCUMENTS):
        for line in lines.filter(document=change.document):
            line.minutes_after, line.money_after = (line.minutes_before, line.money_before) if back else (0, 0)
            line.save(update_fields=["minutes_after", "money_after"])
    if change.kind == Kind.CUT_FEE and change.fee and change.amount is not None:
        spared = (change.fee.amount or 0) - change.amount
        for paid in lines.filter(activity=CostLine.Activity.PAY)[:1]:
            paid.money_after = paid.money_before if back else max(paid.money_after - spared, 0)
            paid.save(update_fields=["money_after"])
