"""What becomes of a proposal when its dossier moves; used by moves, inside their transaction."""

from datetime import datetime

from cases.asking import is_proposed
from cases.models import Dossier, Proposal
from cases.status import MOVES
from departments.models import User

# Moves that leave the status and yet take the dossier to another step: what was proposed at the one before is void.
_LEADS_ON = ("forward", "propose")


def decide(dossier: Dossier, decision: Proposal.Decision, *, by: User | None, at: datetime, answer: str = "") -> None:
    """Write what became of the open proposal."""
    proposal = dossier.open_proposal
    if proposal is not None:
        proposal.decision, proposal.decided_by, proposal.decided_at, proposal.answer = decision, by, at, answer
        proposal.save()


def settle_proposal(dossier: Dossier, action: str, *, by: User | None, at: datetime) -> None:
    """The move that was proposed agrees to it; another one that leads the dossier on makes it void."""
    if is_proposed(action, dossier):
        decide(dossier, Proposal.Decision.AGREED, by=by, at=at)
    if MOVES[action].to is not None or action in _LEADS_ON:
        decide(dossier, Proposal.Decision.DROPPED, by=by, at=at)
        dossier.proposal = None
