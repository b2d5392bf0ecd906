"""The leader decides: sign, send back for correction, recall a result with an error in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.actions._issue import issue, numbered, revoke
from cases.actions._move import moving
from cases.actions._signatures import SignedPaper, sign_papers
from cases.actions._tasks import advance, close_step, hand_over_step, last_handling_step, open_step
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.models import Document, Dossier, Result, Task
from cases.signing.signer import SigningFailed
from cases.storage import store
from departments.models import User


@dataclass(frozen=True)
class Signing:
    """What became of one dossier of a batch; `error` is a sentence for who signs or issues, "" when it is done."""

    dossier: Dossier
    error: str = ""


def sign(
    dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None, pin: str = ""
) -> Dossier:
    """Sign what another person proposed: the work is finished, or goes to the records clerk where one issues results.

    Whoever has a key signs the file of the draft with it (`pin` opens it), others by hand on paper. Raises MoveRefused
    when nothing was proposed (no dossier is finished without a result or a written refusal) or the key does not sign.
    Call it outside of a transaction: a signing service may take its time.
    """
    try:
        papers = sign_papers([dossier] if revision in (None, dossier.revision) else [], by=by, at=at, pin=pin)
    except SigningFailed as failed:
        raise MoveRefused(str(failed)) from failed
    return _sign(dossier, papers.get(dossier.pk), by=by, at=at, note=note, revision=revision)


def sign_many(
    dossiers: Sequence[tuple[Dossier, int | None]], *, by: User, at: datetime, note: str = "", pin: str = ""
) -> Iterator[Signing]:
    """Sign each dossier of the list (with the revision its list showed): what fails keeps no other from being signed.

    The key is opened and asked once for all. Raises MoveRefused before anything is signed where it does not sign.
    """
    try:
        # What another one has changed since is refused below, and nothing of it is signed before.
        unchanged = [dossier for dossier, revision in dossiers if revision in (None, dossier.revision)]
        papers = sign_papers(unchanged, by=by, at=at, pin=pin)
    except SigningFailed as failed:
        raise MoveRefused(str(failed)) from failed
    for dossier, revision in dossiers:
        try:
            _sign(dossier, papers.get(dossier.pk), by=by, at=at, note=note, revision=revision)
        except (MoveRefused, NotAllowed) as error:
            yield Signing(dossier, str(error))
        else:
            yield Signing(dossier)


def return_to(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Send the draft back to the officer who made it, with the reason."""
    with moving(dossier, "return_to", by=by, at=at, note=reason, revision=revision) as locked:
        back_to_handling(locked, by=by, at=at, why=reason)
    return dossier


def recall(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Take back a signed result that has an error before it is handed over; the clock has been running all the time.

    Its number stays used and its paper stands no more; the officer drafts another.
    """
    with moving(dossier, "recall", by=by, at=at, note=reason, revision=revision) as locked:
        locked.finished_at = None
        locked.delivery_status = Dossier.DeliveryStatus.NOT_READY
        revoke(locked, at=at, reason=reason)
        unsign(locked.result)
        back_to_handling(locked, by=by, at=at, why=reason)
    return dossier


def _sign(
    dossier: Dossier,
    paper: SignedPaper | SigningFailed | None,
    *,
    by: User,
    at: datetime,
    note: str,
    revision: int | None,
) -> Dossier:
    if isinstance(paper, SigningFailed):
        raise MoveRefused(str(paper))
    data: dict[str, str] = {}
    action = "sign_to_issue" if dossier.is_issued_by_clerk else "sign"
    with moving(dossier, action, by=by, at=at, note=note, data=data, revision=revision) as locked:
        result: Result | None = getattr(locked, "result", None)
        if result is None:
            raise MoveRefused("Hồ sơ chưa có dự thảo kết quả để ký.")
        if paper is not None:
            if paper.draft != result.document_id:
                raise Changed("Dự thảo kết quả vừa được thay. Hãy xem lại rồi ký.")
            result.document = keep_signed(paper, locked, by=by, at=at)
            data["signature"] = "digital"
        result.signed_by, result.signed_at = by, at
        if action == "sign":
            finish(locked, result, by=by, at=at, is_signed=paper is not None)
            data["number"] = result.number
        result.save()
        advance(locked, by=by, at=at)
    return dossier


def finish(dossier: Dossier, result: Result, *, by: User, at: datetime, is_signed: bool) -> None:
    """The result has its number and leaves; the work is over, which is what decides on time or late."""
    issue(numbered(dossier, at=at), result, by=by, at=at, is_signed=is_signed)
    dossier.finished_at = at
    dossier.delivery_status = Dossier.DeliveryStatus.READY


def keep_signed(paper: SignedPaper, dossier: Dossier, *, by: User, at: datetime) -> Document:
    """The signed file beside its draft, which stays as it was proposed."""
    return Document.objects.create(
        dossier=dossier,
        kind=Document.Kind.RESULT,
        name=paper.file.name,
        file=store(paper.file, at),
        content_type=paper.file.content_type,
        size=paper.file.size,
        sha256=paper.file.sha256,
        uploaded_by=by,
        uploaded_at=at,
    )


def unsign(result: Result) -> None:
    """A draft again, without file and number: the officer drafts another."""
    result.number, result.signed_by, result.signed_at, result.issued_at = "", None, None, None
    result.document, result.token = None, ""
    result.save()


def back_to_handling(dossier: Dossier, *, by: User, at: datetime, why: str) -> None:
    """The officer's last step is open again, in the hands of who drafted, with the reason."""
    close_step(dossier, by=by, at=at)
    task = open_step(dossier, last_handling_step(dossier), at=at)
    hand_over_step(task, Task.Handed.RETURNED, by=by, at=at, why=why, to=dossier.result.proposed_by)
