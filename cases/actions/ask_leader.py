"""Lay a further request for papers, or a refusal, before the leader; he sends it himself, or says why not.

Who decides on a refusal is the centre's leader, to whom the desk reports (trình tự thủ tục 1.001193); further requests
are his because nobody is to come again and again for one matter (NĐ 63/2010 Đ20.4).
"""

from collections.abc import Sequence
from datetime import datetime

from cases.actions._move import moving
from cases.actions._proposals import decide
from cases.actions.supplement import Missing, in_one_sentence
from cases.asking import PROPOSES
from cases.models import Dossier, Proposal
from departments.models import User


def propose_completion(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    missing: Sequence[Missing],
    reason: str = "",
    ignored_guidance: str = "",
    revision: int | None = None,
) -> Dossier:
    """The desk would ask once more before it receives; its time to answer goes on meanwhile."""
    return _propose(
        dossier, "propose_completion", by, at, revision, missing=missing, reason=reason, ignored=ignored_guidance
    )


def propose_supplement(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    missing: Sequence[Missing],
    reason: str = "",
    ignored_guidance: str = "",
    revision: int | None = None,
) -> Dossier:
    """The officer would ask once more in process; the clock goes on until the leader has asked."""
    return _propose(
        dossier, "propose_supplement", by, at, revision, missing=missing, reason=reason, ignored=ignored_guidance
    )


def propose_refusal(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """The desk cannot receive it, and says why."""
    return _propose(dossier, "propose_refusal", by, at, revision, reason=reason)


def decline(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """The leader does not send it; who proposed it reads why and goes on."""
    with moving(dossier, "decline", by=by, at=at, note=reason, revision=revision) as locked:
        decide(locked, Proposal.Decision.DECLINED, by=by, at=at, answer=reason)
    return dossier


def _propose(
    dossier: Dossier,
    action: str,
    by: User,
    at: datetime,
    revision: int | None,
    *,
    reason: str,
    missing: Sequence[Missing] = (),
    ignored: str = "",
) -> Dossier:
    note = in_one_sentence(item.text for item in missing) or reason
    with moving(dossier, action, by=by, at=at, note=note, revision=revision) as locked:
        locked.proposal = Proposal.objects.create(
            dossier=locked,
            kind=PROPOSES[action],
            lines=[
                {"text": item.text, "requirement": item.requirement.pk if item.requirement else None}
                for item in missing
            ],
            reason=reason,
            ignored_guidance=ignored,
            proposed_by=by,
            proposed_at=at,
        )
    return dossier
