"""Conclude what was found, decide on it, and begin the version that says so."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from departments.models import User
from procedures.actions.propose_change import open_review
from procedures.actions.publish import new_draft
from procedures.models import ProcedureReview, ProcedureVersion, ProposedChange, RequiredDocument, WorkflowStep

Conclusion, Decision, Kind = ProcedureReview.Conclusion, ProcedureReview.Decision, ProposedChange.Kind


@transaction.atomic
def conclude(review: ProcedureReview, *, by: User, at: datetime, conclusion: str, findings: str) -> ProcedureReview:
    """Say that it stays or is proposed to be simplified. Raises ValidationError where the two do not fit."""
    locked = open_review(review)
    proposed = locked.changes.exists()
    if conclusion == Conclusion.SIMPLIFY and not proposed:
        raise ValidationError({"conclusion": "Chưa có nội dung đề xuất nào; hãy thêm ít nhất một nội dung."})
    if conclusion == Conclusion.KEEP and proposed:
        raise ValidationError({"conclusion": "Đang có nội dung đề xuất; hãy bỏ hết nếu giữ nguyên thủ tục."})
    locked.conclusion, locked.findings = conclusion, findings
    locked.concluded_by, locked.concluded_at = by, at
    locked.save(update_fields=["conclusion", "findings", "concluded_by", "concluded_at"])
    return locked


@transaction.atomic
def decide(
    review: ProcedureReview,
    *,
    by: User,
    at: datetime,
    decision: str,
    number: str = "",
    day: date | None = None,
    note: str = "",
) -> ProcedureReview:
    """Approve by a decision with number and day, or reject with a reason; from then on nothing is rewritten.

    Raises ValidationError for what is not proposed, and for what a decision lacks.
    """
    locked = open_review(review)
    if locked.conclusion != Conclusion.SIMPLIFY or not locked.changes.exists():
        raise ValidationError("Chỉ quyết định được thủ tục đã có đề xuất đơn giản hóa.")
    if decision == Decision.APPROVED and not number:
        raise ValidationError({"number": "Hãy nhập số, ký hiệu của quyết định."})
    if decision == Decision.APPROVED and day is None:
        raise ValidationError({"day": "Hãy nhập ngày của quyết định."})
    if decision == Decision.REJECTED and not note:
        raise ValidationError({"note": "Không duyệt thì ghi lý do để đơn vị rà soát lại."})
    approved = decision == Decision.APPROVED
    locked.decision, locked.decision_note = decision, note
    locked.decision_number, locked.decision_day = (number, day) if approved else ("", None)
    locked.decided_by, locked.decided_at = by, at
    locked.save()
    return locked


@transaction.atomic
def draft_simplified(review: ProcedureReview, *, by: User, at: datetime) -> ProcedureVersion:
    """A draft of the next version with the approved changes in it; a person looks at it before it is published.

    Raises ValidationError when nothing is approved, there is a draft already, or another version came in between.
    """
    locked = ProcedureReview.objects.select_for_update(of=("self",)).select_related("version").get(pk=review.pk)
    if locked.decision != Decision.APPROVED:
        raise ValidationError("Chỉ lập bản nháp theo phương án đã được duyệt.")
    if locked.draft_id is not None:
        raise ValidationError("Đã lập bản nháp theo phương án này.")
    later = locked.version.procedure.versions.filter(number__gt=locked.version.number)
    newer = later.exclude(status=ProcedureVersion.Status.DRAFT).first()
    if newer is not None:
        raise ValidationError(f"Sau khi rà soát đã công bố phiên bản số {newer.number}; hãy sửa tiếp từ phiên bản ấy.")
    draft = new_draft(locked.version, by=by, at=at)
    twins = _twins(locked.version, draft)
    changes = list(locked.changes.select_related("document", "into", "limit", "step", "fee"))
    for change in changes:
        _apply(change, twins, draft)
    _close_gaps(draft)
    said = f"Theo Quyết định {locked.decision_number} ngày {locked.decision_day:%d/%m/%Y}: "
    draft.decision, draft.needs_review = "", True
    draft.review_notes = "\n".join([*(said + change.text for change in changes), "Nhập quyết định công bố mới."])
    draft.save(update_fields=["decision", "needs_review", "review_notes"])
    locked.draft = draft
    locked.save(update_fields=["draft"])
    return draft


def _twins(old: ProcedureVersion, new: ProcedureVersion) -> dict[models.Model | None, Any]:
    """The copy of each part: a draft is copied row by row in the order of the model, before anything goes."""
    pairs = [
        (old.requirements.all(), new.requirements.all()),
        (old.steps.all(), new.steps.all()),
        (old.limits.all(), new.limits.all()),
        (old.fees.all(), new.fees.all()),
    ]
    return {part: copy for rows, copies in pairs for part, copy in zip(rows, copies, strict=True)}


def _apply(change: ProposedChange, twins: dict[models.Model | None, Any], draft: ProcedureVersion) -> None:
    match change.kind:
        case Kind.DROP_DOCUMENT:
            _leave_out(twins[change.document], draft)
        case Kind.MERGE_DOCUMENTS:
            into = twins[change.into]
            into.note = "\n".join(part for part in (into.note, change.text) if part)
            into.save(update_fields=["note"])
            _leave_out(twins[change.document], draft)
        case Kind.DROP_STEP:
            twins[change.step].delete()
        case Kind.CUT_LIMIT | Kind.CUT_FEE:
            row = twins[change.limit or change.fee]
            row.amount, row.text = change.amount, ""
            row.save(update_fields=["amount", "text"])


def _leave_out(document: RequiredDocument, draft: ProcedureVersion) -> None:
    """The paper goes, and with it the questions that asked for its file."""
    draft.form_fields.filter(kind="file", paper=document.code).exclude(paper="").delete()
    document.delete()


def _close_gaps(draft: ProcedureVersion) -> None:
    """Positions of papers and steps run from 1 again; upwards, so that two are never alike."""
    parts: Iterable[Iterable[RequiredDocument | WorkflowStep]] = (draft.requirements.all(), draft.steps.all())
    for rows in parts:
        for position, row in enumerate(rows, 1):
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])
