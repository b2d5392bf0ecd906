"""Who may make which move on which feedback: reads FEEDBACK_MOVES and posts, nothing else."""

from django.contrib.auth.models import AnonymousUser

from cases.feedback_status import FEEDBACK_MOVES, FeedbackMove
from cases.models import Feedback
from departments.access import posts_in_force
from departments.models import Post, User
from departments.roles import Role

# Where a role must be held for it to count.
_PLACES = {
    Role.RECEIVER: ("unit_id",),
    Role.OFFICER: ("unit_id",),
    Role.HEAD: ("unit_id",),
    Role.LEADER: ("department_id", "unit_id"),
}


def post_for(user: User | AnonymousUser, action: str, feedback: Feedback) -> Post | None:
    """The post by which the user may make the move in principle.

    Whoever holds the dossier that is complained of handles no complaint about it; his head and leader do.
    """
    for post in posts_in_force(user):
        places = _PLACES.get(Role(post.role), ())
        here = post.department_id in (getattr(feedback, place) for place in places)
        if (
            here
            and post.role in FEEDBACK_MOVES[action].by
            and not (post.role == Role.OFFICER and _concerns(user, feedback))
        ):
            return post
    return None


def works_on(user: User | AnonymousUser, feedback: Feedback) -> bool:
    """Whether the person may read whose it is, the words and the files; whoever only watches may not."""
    return any(
        post.department_id in (feedback.unit_id, feedback.desk_id)
        or (post.role == Role.LEADER and post.department_id == feedback.department_id)
        for post in posts_in_force(user)
        if post.role in _PLACES and not (post.role == Role.OFFICER and _concerns(user, feedback))
    )


def is_sender(user: User | AnonymousUser, feedback: Feedback) -> bool:
    """Whether it is the account's own."""
    return user.is_authenticated and feedback.account_id == user.pk


def can_now(action: str, feedback: Feedback) -> bool:
    """Whether the move can start from where the feedback is, whoever makes it."""
    move = FEEDBACK_MOVES[action]
    if feedback.status not in move.sources:
        return False
    if action == "rate":
        return feedback.rated_at is None
    return move.accepted is None or move.accepted == (feedback.accepted_at is not None)


def allowed_moves(user: User | AnonymousUser, feedback: Feedback) -> list[FeedbackMove]:
    """What this member of staff can do with it now, in the order of FEEDBACK_MOVES."""
    return [move for name, move in FEEDBACK_MOVES.items() if can_now(name, feedback) and post_for(user, name, feedback)]


def moves_of_sender(feedback: Feedback) -> list[str]:
    """The names of what its sender can do with it now."""
    return [name for name, move in FEEDBACK_MOVES.items() if move.sender and can_now(name, feedback)]


def _concerns(user: User | AnonymousUser, feedback: Feedback) -> bool:
    """Whether the dossier it is about lies in this person's hands."""
    task = feedback.dossier.current_task if feedback.dossier else None
    return task is not None and task.assignee_id == user.pk
