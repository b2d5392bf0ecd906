"""Which papers go out to an applicant only with a leader's word; the numbers are settings, not code.

Reads what was loaded with the dossier: its requests, and the proposal that is open.
"""

from django.conf import settings

from cases.models import Dossier

# What goes to the applicant, and the move that lays it before the leader where it is not for oneself to send.
PROPOSED_BY = {
    "ask_completion": "propose_completion",
    "request_supplement": "propose_supplement",
    "refuse": "propose_refusal",
}
FOR_THE_LEADER = "Hồ sơ đã được yêu cầu bổ sung; lần này phải trình lãnh đạo duyệt, lãnh đạo gửi cho người nộp."
PROPOSES = {proposing: move for move, proposing in PROPOSED_BY.items()}


def asked_in_phase(dossier: Dossier) -> int:
    """How often papers were asked for in this phase of its life: at the desk before receipt, or in process."""
    before = dossier.received_at is None
    return sum(request.before_receipt == before for request in dossier.supplements.all())


def is_beyond_the_trips(dossier: Dossier) -> bool:
    """Whether one more request sends the applicant on more trips for one matter than the law allows.

    Both phases count: it is the same person who comes (NĐ 63/2010 Đ20.4).
    """
    return dossier.supplement_count >= settings.SUPPLEMENT_TRIPS


def is_proposed(action: str, dossier: Dossier) -> bool:
    """Whether this very move waits for the leader's word."""
    return dossier.open_proposal is not None and dossier.open_proposal.kind == action


def is_for_the_leader(action: str, dossier: Dossier) -> bool:
    """Whether this move on this dossier is a leader's: a refusal always, a request once it is another one."""
    if action not in PROPOSED_BY:
        return False
    if action == "refuse" or is_proposed(action, dossier):
        return True
    if dossier.supplement_count == 0:
        return False
    return is_beyond_the_trips(dossier) or asked_in_phase(dossier) >= settings.SUPPLEMENTS_ALONE
