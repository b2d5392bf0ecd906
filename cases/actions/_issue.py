"""Number, issue and end a result's paper; used by moves, inside their transaction."""

from datetime import datetime

from cases.codes import next_number
from cases.models import Document, Dossier, IssuedResult, Result
from cases.models.issued import first_day_of
from departments.models import User
from departments.working_time import local


def numbered(dossier: Dossier, *, at: datetime) -> IssuedResult:
    """The dossier's paper with its number: the one it has already, or the next of agency, symbol and year.

    Locks the counter until the transaction ends, so call it late. A number of a past year that never left is void.
    """
    today = local(at).date()
    for waiting in dossier.issued_results.filter(state=IssuedResult.State.NUMBERED):
        if waiting.year == today.year:
            return waiting
        waiting.end(IssuedResult.State.VOID, at=at, reason="Không ban hành trong năm cấp số.")
        waiting.save()
    result = dossier.result
    symbol = result.symbol
    scope = f"{dossier.department.code}/{symbol or 'KQ'}"
    paper = IssuedResult(
        dossier=dossier,
        department=dossier.department,
        symbol=symbol,
        year=today.year,
        number=next_number(scope, first_day_of(today)),
        name=result.get_outcome_display(),
    )
    if result.token and not IssuedResult.objects.filter(token=result.token).exists():
        paper.token = result.token
    paper.save()
    return paper


def issue(paper: IssuedResult, result: Result, *, by: User, at: datetime, is_signed: bool) -> None:
    """The paper leaves the office, as the result says it; the result says its number."""
    document: Document | None = result.document
    paper.document, paper.sha256 = document, document.sha256 if document else ""
    paper.is_signed, paper.signed_by, paper.signed_at = is_signed, result.signed_by, result.signed_at
    paper.signed_by_name = result.signed_by.get_full_name() if result.signed_by else ""
    paper.state, paper.issued_by, paper.issued_at = IssuedResult.State.VALID, by, at
    paper.issued_on = local(at).date()
    paper.save()
    before = IssuedResult.objects.filter(dossier=paper.dossier_id, state=IssuedResult.State.REVOKED).first()
    if before is not None:
        before.state, before.replaced_by = IssuedResult.State.REPLACED, paper
        before.save()
    result.number, result.issued_at = paper.shown_number, at


def revoke(dossier: Dossier, *, at: datetime, reason: str) -> None:
    """What was issued stands no more."""
    for paper in dossier.issued_results.filter(state=IssuedResult.State.VALID):
        paper.end(IssuedResult.State.REVOKED, at=at, reason=reason)
        paper.save()
