"""What may happen to a dossier, as lists of moves; pure. `stage` plays them, `plan` decides who lives which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.status import SIGNS
from procedures.steps import StepKind


@dataclass(frozen=True)
class Life:
    """One way through the office.

    `rests_at` names the move that has not been made ("sign"; "propose:2" is the second one); without it the dossier
    goes on as far as time allows. `due_in` sets when the promise ends, in working days from today; otherwise `age` says
    how many working days ago the dossier came in. `waits` says how much of its time it has been resting.
    """

    rests_at: str = ""
    due_in: int | None = None
    age: tuple[int, int] = (0, 70)
    waits: str = ""
    detours: tuple[str, ...] = ()
    ending: str = "hand_over"
    finish: str = "early"


# What a detour adds to the way, before receipt or while the officer works.
BEFORE_RECEIPT = {
    "completion": ("ask_completion", "answer_completion"),
    # Another one, and what cannot be received, goes through the leader.
    "completion again": ("propose_completion", "ask_completion", "answer_completion"),
}
WHILE_HANDLED = {
    "note": ("comment",),
    "reassign": ("assign",),
    "supplement": ("request_supplement", "answer_supplement", "accept_supplement"),
    "supplement again": ("propose_supplement", "request_supplement", "answer_supplement", "accept_supplement"),
    "supplement declined": ("propose_supplement", "decline"),
    "payment": ("require_payment", "confirm_payment"),
    "suspend": ("suspend", "resume"),
    "apology": ("apologise",),
}


def script(life: Life, kinds: Sequence[StepKind], *, online: bool) -> list[str]:
    """The moves that follow the intake, in order, up to where the life rests."""
    moves = list(_moves(life, kinds, online=online))
    if not life.rests_at:
        return moves
    action, _, ordinal = life.rests_at.partition(":")
    same = SIGNS if action in SIGNS else {action}
    places = [place for place, move in enumerate(moves) if move in same]
    return moves[: places[int(ordinal or 1) - 1]]


def _moves(life: Life, kinds: Sequence[StepKind], *, online: bool) -> Iterator[str]:
    if online:
        for detour in life.detours:
            yield from BEFORE_RECEIPT.get(detour, ())
        if life.ending in ("refuse", "withdraw_early"):
            yield from ("propose_refusal", "refuse") if life.ending == "refuse" else ("withdraw",)
            return
        yield "receive"
    yield "transfer"
    yield "assign" if StepKind.ASSIGN in kinds else "claim"
    for detour in life.detours:
        yield from WHILE_HANDLED.get(detour, ())
    if life.ending in ("stop", "withdraw"):
        yield life.ending
        return
    yield from ["forward"] * (list(kinds).count(StepKind.HANDLE) - 1)
    decision = ["propose", "approve"] if StepKind.REVIEW in kinds else ["propose"]
    yield from decision
    if "return" in life.detours:
        yield from ["return_to", *decision]
    signing = ["sign_to_issue", "issue"] if StepKind.ISSUE in kinds else ["sign"]
    yield from signing
    if "recall" in life.detours:
        yield from ["recall", *decision, *signing]
    yield "hand_over"
