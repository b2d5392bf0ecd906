"""Name a deputy for a post, for some days: absence, leave, training (ủy quyền làm thay)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from departments.access import posts_in_force
from departments.models import Post, User
from departments.models.post import PostQuerySet
from departments.roles import Role

_NEVER = (Role.INSPECTOR, Role.ADMINISTRATOR)


def posts_to_depute(user: User, day: date) -> PostQuerySet:
    """The posts for which the person may name a deputy: his own, those of the unit he heads, of the agency he leads."""
    ours = Q(user=user)
    for post in posts_in_force(user, day):
        if post.role == Role.HEAD:
            ours |= Q(department=post.department_id)
        if post.role == Role.LEADER:
            ours |= Q(department__path__startswith=post.department.path)
    found = Post.objects.in_force(day).filter(ours, deputy_for=None).exclude(role__in=_NEVER)
    return found.select_related("user", "department").order_by("department__path", "role", "user__full_name")


def deputies_named_by(user: User, day: date) -> PostQuerySet:
    """Deputies of those posts, and those one is oneself: now or later, the first to end on top."""
    posts = posts_to_depute(user, day)
    current = Post.objects.filter(deputy_for__isnull=False, until__gt=day)
    found = current.filter(Q(deputy_for__in=posts) | Q(user=user))
    return found.select_related("user", "department", "deputy_for__user", "appointed_by").order_by("until", "pk")


def name_deputy(post: Post, *, to: User, first: date, last: date, by: User, today: date) -> Post:
    """Let `to` act for the holder of the post from the first day to the last one, both included.

    Raises ValidationError with a sentence: a stranger to the unit, days in the past, days that are given already.
    """
    if last < first or first < today:
        raise ValidationError({"last": "Thời gian ủy quyền phải từ hôm nay trở đi, ngày cuối không trước ngày đầu."})
    if to == post.user:
        raise ValidationError({"to": "Người làm thay phải là người khác."})
    if not colleagues_of(post, first).filter(pk=to.pk).exists():
        raise ValidationError({"to": f"{to} không làm việc tại {post.department}."})
    until = last + timedelta(days=1)
    with transaction.atomic():
        # Two who name a deputy for one post at a time wait for each other.
        Post.objects.select_for_update().get(pk=post.pk)
        if post.deputies.filter(since__lt=until, until__gt=first).exists():
            raise ValidationError({"first": "Vị trí này đã có người làm thay trong những ngày đó."})
        return Post.objects.create(
            user=to,
            role=post.role,
            department=post.department,
            since=first,
            until=until,
            deputy_for=post,
            appointed_by=by,
        )


def end_deputy(deputy: Post, *, today: date) -> None:
    """The holder is back: from today on nobody acts for him. What has not begun never was."""
    if deputy.since >= today:
        deputy.delete()
    else:
        deputy.until = today
        deputy.save(update_fields=["until"])


def colleagues_of(post: Post, day: date) -> QuerySet[User]:
    """Who may stand in: those who hold a post of their own in the unit or in one below it on that day."""
    own = Post.objects.in_force(day).filter(deputy_for=None, department__path__startswith=post.department.path)
    return User.objects.filter(is_active=True, pk__in=own.exclude(role__in=_NEVER).values("user")).exclude(
        pk=post.user_id
    )
