"""Who sees scores and who decides on them: the officer his own, the head his unit's, the leader his agency's."""

from cases.models import FixedScore
from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role


def leads(user: User, unit: Department) -> bool:
    """Whether the person heads the unit or leads the agency it belongs to: sees the scores of all who work there."""
    return heads(user, unit) or any(
        post.role == Role.LEADER and unit.path.startswith(post.department.path) for post in posts_in_force(user)
    )


def heads(user: User, unit: Department) -> bool:
    """Whether the person heads the unit: fixes the scores."""
    return any(post.role == Role.HEAD and post.department_id == unit.pk for post in posts_in_force(user))


def may_answer(user: User, score: FixedScore) -> bool:
    """Head or leader, and never about oneself."""
    return user.pk != score.officer_id and leads(user, score.unit)
