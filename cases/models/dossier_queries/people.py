"""Which people a dossier belongs to: who works on it, watches it, is asked about it, and holds it now."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from departments.access import desks_of, posts_in_force
from departments.models import Post, User
from departments.roles import Role


def holder_works_there(path: str = "") -> Exists:
    """Whether who holds the step at hand still works at its unit today; `path` leads to the dossier."""
    posts = Post.objects.in_force().filter(user__is_active=True, user=OuterRef(f"{path}current_task__assignee"))
    return Exists(posts.filter(department=OuterRef(f"{path}current_task__department")))


def worked_on_by(user: User | AnonymousUser) -> Q:
    """By a post of today at its desk, division or agency."""
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        match post.role:
            case Role.RECEIVER:
                found |= Q(desk=post.department_id)
            case Role.OFFICER | Role.HEAD:
                found |= Q(division=post.department_id)
            case Role.LEADER:
                found |= Q(department=post.department_id) | Q(division=post.department_id)
                found |= Q(desk=post.department_id)
            case Role.RECORDS_CLERK:
                found |= Q(department=post.department_id)
    return found


def taken_in_by_desks_of(user: User | AnonymousUser) -> Q:
    """Taken in for another unit at a desk where the user receives today."""
    desks = desks_of(user)
    return Q(origin_desk__in=desks) if desks else Q(pk__in=[])


def watched_by(user: User | AnonymousUser) -> Q:
    """By a post of today that inspects its agency."""
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        if post.role == Role.INSPECTOR:
            found |= Q(department__path__startswith=post.department.path)
    return found


def asked_about(user: User | AnonymousUser) -> Q:
    """A unit of the user owes its opinion."""
    from cases.models.opinion import Opinion

    return Q(pk__in=Opinion.objects.open().asked_of(user).values("dossier"))
