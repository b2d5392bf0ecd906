"""The records clerk numbers, dates, seals and issues what the leader has signed, or sends it back before it leaves."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cases.actions._move import moving
from cases.actions._signatures import SignedPaper, seal_papers
from cases.actions._tasks import advance
from cases.actions.sign import Signing, back_to_handling, finish, keep_signed, unsign
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.models import Dossier, Result
from cases.signing.signer import SigningFailed
from departments.models import User


def issue_result(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    symbol: str = "",
    note: str = "",
    revision: int | None = None,
    pin: str = "",
) -> Dossier:
    """The next number of that symbol (ký hiệu) and today's date are the result's; the applicant is told.

    Into a file that was signed here number and date are written, and the agency's seal is set where it has a key (`pin`
    opens it). Raises MoveRefused where the seal does not sign. Call it outside of a transaction.
    """
    unchanged = [(dossier, symbol)] if revision in (None, dossier.revision) else []
    try:
        papers = seal_papers(unchanged, by=by, at=at, pin=pin)
    except SigningFailed as failed:
        raise MoveRefused(str(failed)) from failed
    return _issue(dossier, papers.get(dossier.pk), by=by, at=at, symbol=symbol, note=note, revision=revision)


def issue_many(
    dossiers: Sequence[tuple[Dossier, int | None]],
    *,
    by: User,
    at: datetime,
    symbol: str = "",
    note: str = "",
    pin: str = "",
) -> Iterator[Signing]:
    """Number and issue each dossier of the list in its order: what fails keeps no other from being issued.

    Each draft keeps its own symbol; `symbol` is for those that have none. The seal is opened and asked once for all.
    Raises MoveRefused before anything is issued where it does not sign.
    """
    named = {one.pk: (getattr(getattr(one, "result", None), "symbol", "") or symbol) for one, _ in dossiers}
    unchanged = [(one, named[one.pk]) for one, revision in dossiers if revision in (None, one.revision)]
    try:
        papers = seal_papers(unchanged, by=by, at=at, pin=pin)
    except SigningFailed as failed:
        raise MoveRefused(str(failed)) from failed
    for dossier, revision in dossiers:
        paper = papers.get(dossier.pk)
        try:
            _issue(dossier, paper, by=by, at=at, symbol=named[dossier.pk], note=note, revision=revision)
        except (MoveRefused, NotAllowed) as error:
            yield Signing(dossier, str(error))
        else:
            yield Signing(dossier)


def _issue(
    dossier: Dossier,
    paper: SignedPaper | SigningFailed | None,
    *,
    by: User,
    at: datetime,
    symbol: str,
    note: str,
    revision: int | None,
) -> Dossier:
    if isinstance(paper, SigningFailed):
        raise MoveRefused(str(paper))
    data: dict[str, str] = {}
    with moving(dossier, "issue", by=by, at=at, note=note, data=data, revision=revision) as locked:
        result: Result = locked.result
        _keep(paper, locked, result, by=by, at=at)
        result.symbol = symbol
        signature = locked.events.filter(action="sign_to_issue").order_by("-number").first()
        signed = signature is not None and signature.data.get("signature") == "digital"
        finish(locked, result, by=by, at=at, is_signed=signed)
        data["number"] = result.number
        result.save()
        advance(locked, by=by, at=at)
    return dossier


def return_unissued(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """There is an error in what was signed: back to the officer, who drafts another; no number is used up."""
    with moving(dossier, "return_unissued", by=by, at=at, note=reason, revision=revision) as locked:
        unsign(locked.result)
        back_to_handling(locked, by=by, at=at, why=reason)
    return dossier


def _keep(paper: SignedPaper | None, dossier: Dossier, result: Result, *, by: User, at: datetime) -> None:
    if paper is None:
        return
    if paper.draft != result.document_id:
        raise Changed("Văn bản vừa được thay. Hãy xem lại rồi phát hành.")
    result.document = keep_signed(paper, dossier, by=by, at=at)
