"""Who may make which move on which dossier: reads MOVES and posts, nothing else."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from cases.asking import PROPOSES, is_for_the_leader
from cases.models import Dossier
from cases.models.opinion import units_of
from cases.status import ANSWERS, MOVES, SIGNS, TAKES_BACK, Move, Status
from departments.access import posts_in_force
from departments.models import Post, User
from departments.roles import Role
from departments.working_time import local
from procedures.models import StepKind

# Where a role must be held for it to count on a dossier.
PLACES = {
    Role.RECEIVER: ("desk_id",),
    Role.OFFICER: ("division_id",),
    Role.HEAD: ("division_id",),
    # A leader of the agency, or of a division that decides in its own name (ward police).
    Role.LEADER: ("department_id", "division_id"),
    Role.RECORDS_CLERK: ("department_id",),
}

# What both desks do for the applicant when one took the dossier in for the other.
_AT_EITHER_DESK = frozenset(
    {
        "comment", "answer_completion", "answer_supplement", "confirm_apology", "change_delivery", "withdraw", "shelve",
    }
)  # fmt: skip
# What waits until the competent unit has the papers.
_WITH_THE_PAPERS = frozenset({"receive", "ask_completion", "propose_completion", "propose_refusal", "refuse"})
# What a leader of the desk may do whatever has become of a dossier that his desk took in.
_OF_THE_DESK_TOO = frozenset({"comment", "delete", "restore"})


def post_for(user: User | AnonymousUser, action: str, dossier: Dossier, at: datetime | None = None) -> Post | None:
    """The post by which the user may make the move in principle, whatever the dossier's status is.

    `at` is the moment of the move: the posts of that day count; without it those of today. A post of one's own comes
    before one of a deputy, except on what is held by the person one stands in for.
    """
    posts = list(_posts_for(user, action, dossier, at))
    if len(posts) < 2:
        return next(iter(posts), None)
    holder = dossier.current_task.assignee_id if dossier.current_task else None
    return min(posts, key=lambda post: (not _is_for(post, holder), post.deputy_for_id is not None))


def knows_the_people(user: User | AnonymousUser, dossier: Dossier) -> bool:
    """Whether the person works on the dossier and so reads whose it is: names, numbers, free words, files.

    A unit that is asked for its opinion reads it too, until it has answered.
    The one rule of every page and list; whoever only watches sees actions, moments and units (Luật Bảo vệ dữ liệu cá
    nhân 91/2025/QH15). Asks the database nothing.
    """
    return post_for(user, "comment", dossier) is not None or bool(dossier.units_asked() & set(units_of(user)))


def may(user: User | AnonymousUser, action: str, dossier: Dossier, at: datetime | None = None) -> bool:
    """Whether the person may make this move, now (or at `at`) or at another time of the dossier's life."""
    if MOVES[action].citizen and user.is_authenticated and dossier.account_id == user.pk:
        return True
    posts = list(_posts_for(user, action, dossier, at))
    if is_for_the_leader(action, dossier):
        posts = [post for post in posts if post.role == Role.LEADER]
    if not posts:
        return False
    if action in TAKES_BACK:
        return dossier.handed_on_by_id in (None, user.pk)
    if action in SIGNS:
        return not _proposed(user, dossier)
    # A step that someone holds is his; his head or leader may still act on it where the move says so.
    if not MOVES[action].steps or any(post.role != Role.OFFICER for post in posts):
        return True
    holder = dossier.holder
    return holder is None or holder == user or any(_is_for(post, holder.pk) for post in posts)


def post_on(user: User | AnonymousUser, dossier: Dossier) -> Post | None:
    """The post by which the user reads the dossier: one where it is worked on, else one that watches; None for none."""
    posts = posts_in_force(user)
    here = {dossier.desk_id, dossier.division_id, dossier.department_id, dossier.origin_desk_id}
    at_work = (post for post in posts if post.role in PLACES and post.department_id in here)
    return next(at_work, None) or next(iter(sorted(posts, key=lambda post: post.role != Role.INSPECTOR)), None)


def can_now(action: str, dossier: Dossier) -> bool:
    """Whether the move can start from where the dossier is, whoever makes it."""
    move = MOVES[action]
    if (dossier.deleted_at is not None) != (action == "restore"):
        return False
    if dossier.is_not_there_yet and action in _WITH_THE_PAPERS:
        return False
    return dossier.status in move.sources and _at_step(move, dossier) and _in_phase(move, dossier)


def allowed_actions(user: User | AnonymousUser, dossier: Dossier) -> list[Move]:
    """The moves this person can make on the dossier now, in the order of MOVES: the likeliest first."""
    return [move for name, move in MOVES.items() if can_now(name, dossier) and may(user, name, dossier)]


def _posts_for(user: User | AnonymousUser, action: str, dossier: Dossier, at: datetime | None) -> Iterator[Post]:
    for post in posts_in_force(user, local(at).date() if at else None):
        if action in ANSWERS:
            if post.role in MOVES[action].by and post.department_id in dossier.units_asked(ends_stop=ANSWERS[action]):
                yield post
            continue
        places = _desks(action, dossier) if post.role == Role.RECEIVER else PLACES.get(Role(post.role), ())
        # Before receipt it is the centre's matter, and later its leader still follows what his desk took in.
        if post.role == Role.LEADER and (dossier.received_at is None or action in _OF_THE_DESK_TOO):
            places = (*places, "desk_id")
        if post.role in MOVES[action].by and post.department_id in (getattr(dossier, place) for place in places):
            yield post


def _desks(action: str, dossier: Dossier) -> tuple[str, ...]:
    """At which desks a clerk makes the move; a dossier that its own desk took in has but one."""
    if action == "send_on":
        return ("origin_desk_id",)
    if action == "hand_over":
        return ("origin_desk_id",) if dossier.returns_to_origin else ("desk_id",)
    return ("desk_id", "origin_desk_id") if action in _AT_EITHER_DESK else ("desk_id",)


def _in_phase(move: Move, dossier: Dossier) -> bool:
    if move.received is not None and move.received != (dossier.received_at is not None):
        return False
    if move.name in PROPOSES:
        return dossier.open_proposal is None and is_for_the_leader(PROPOSES[move.name], dossier)
    condition = _ONLY_WHERE.get(move.name)
    return condition is None or condition(dossier)


def _is_asked(dossier: Dossier) -> bool:
    return any(request.is_open and request.answered_at is None for request in dossier.supplements.all())


def _is_held(dossier: Dossier) -> bool:
    return dossier.holder is not None


def _is_free(dossier: Dossier) -> bool:
    return dossier.current_task is not None and dossier.holder is None


def _goes_on_to(dossier: Dossier, *, handling: bool) -> bool:
    following = dossier.next_step()
    return following is not None and (following.kind == StepKind.HANDLE) == handling


# What a move needs beside its status and step.
_ONLY_WHERE: dict[str, Callable[[Dossier], bool]] = {
    "send_on": lambda dossier: dossier.is_to_be_sent_on,
    "answer_completion": _is_asked,
    "answer_supplement": _is_asked,
    "claim": _is_free,
    "pass_on": _is_held,
    **dict.fromkeys(TAKES_BACK, lambda dossier: dossier.handed_on_by_id is not None),
    # A dossier that rests for another reason is not for an officer to go on with.
    "ask_opinion_stopping": lambda dossier: dossier.status != Status.STOPPED or dossier.waits_for_opinions,
    "ask_opinion": lambda dossier: dossier.finished_at is None,
    **dict.fromkeys(("urge_opinion", "drop_opinion", *ANSWERS), lambda dossier: bool(dossier.units_asked())),
    "drop_opinion_resuming": lambda dossier: dossier.waits_for_opinions,
    # Before the first decision: once a result is drafted, its limit and fee are what it was worked by.
    "change_case": lambda dossier: dossier.case_id is not None and getattr(dossier, "result", None) is None,
    "correct": lambda dossier: dossier.status != Status.STOPPED or dossier.finished_at is None,
    "forward": lambda dossier: _goes_on_to(dossier, handling=True),
    "propose": lambda dossier: _goes_on_to(dossier, handling=False),
    "sign": lambda dossier: not dossier.is_issued_by_clerk,
    "sign_to_issue": lambda dossier: dossier.is_issued_by_clerk,
    "collect_fee": lambda dossier: dossier.owes,
    "set_fee": lambda dossier: dossier.owes,
    "decline": lambda dossier: dossier.open_proposal is not None,
    "confirm_apology": lambda dossier: dossier.reappointed_at is not None,
    "change_delivery": lambda dossier: dossier.status != Status.STOPPED or dossier.finished_at is None,
    # A stopped dossier is suspended (it can go on) until it is finished for good.
    "resume": lambda dossier: dossier.finished_at is None,
    # Once a result was signed the dossier is a matter of record, and money that is here has its receipt.
    "delete": lambda dossier: (
        dossier.finished_at is None and not _is_decided(dossier) and dossier.finance_status != Dossier.Finance.PAID
    ),
    "stop": lambda dossier: dossier.finished_at is None,
}


def _is_decided(dossier: Dossier) -> bool:
    result = getattr(dossier, "result", None)
    return result is not None and result.signed_at is not None


def _is_for(post: Post, person: int | None) -> bool:
    """Whether the post is one of a deputy of this person."""
    return post.deputy_for is not None and post.deputy_for.user_id == person


def _at_step(move: Move, dossier: Dossier) -> bool:
    if not move.steps:
        return True
    return dossier.current_task is not None and dossier.current_task.step.kind in move.steps


def _proposed(user: User | AnonymousUser, dossier: Dossier) -> bool:
    result = getattr(dossier, "result", None)
    return result is not None and result.proposed_by_id == user.pk
