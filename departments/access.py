"""Who holds which post: the only question the floors above ask before they let someone work."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from departments.models import Post, User
from departments.models.post import PostQuerySet
from departments.roles import Role


def posts_in_force(user: User | AnonymousUser, at: date | None = None) -> tuple[Post, ...]:
    """The posts the user holds on the day `at`, with their departments, in one query.

    Those of a day are remembered on the user object, which lives as long as one request.
    """
    if not isinstance(user, User):
        return ()
    if not hasattr(user, "_posts_in_force"):
        user._posts_in_force = {}
    day = None if at == timezone.localdate() else at
    if day not in user._posts_in_force:
        user._posts_in_force[day] = _posts(user, day)
    return user._posts_in_force[day]


def user_with_posts(user_id: int) -> User | None:
    """The user with the posts he holds today remembered: one query for who holds any, two for who holds none."""
    posts = _oldest_first(_in_force().filter(user=user_id).select_related("user"))
    user = posts[0].user if posts else User.objects.filter(pk=user_id).first()
    if user is not None:
        user._posts_in_force = {None: posts}
    return user


def has_role(user: User | AnonymousUser, *roles: Role) -> bool:
    """Whether the user holds at least one of the roles today, anywhere."""
    return any(post.role in roles for post in posts_in_force(user))


def keeps(user: User | AnonymousUser, owner: int, shared_in: int | None) -> bool:
    """Whether the user changes what is kept for use: as its owner, or as head or leader of the unit that shares it."""
    leads = any(
        post.role in (Role.HEAD, Role.LEADER) and post.department_id == shared_in for post in posts_in_force(user)
    )
    return owner == user.pk or leads


def desks_of(user: User | AnonymousUser) -> list[int]:
    """The one-stop desks at which the user receives today, by id."""
    return [post.department_id for post in posts_in_force(user) if post.role == Role.RECEIVER]


def _posts(user: User, at: date | None) -> tuple[Post, ...]:
    return _oldest_first(_in_force(at).filter(user=user))


def _in_force(at: date | None = None) -> PostQuerySet:
    return Post.objects.in_force(at).select_related("department", "deputy_for__user").order_by()


def _oldest_first(posts: PostQuerySet) -> tuple[Post, ...]:
    """The few posts of one person, put in order here: an ORDER BY makes the statement a third dearer to write."""
    return tuple(sorted(posts, key=lambda post: post.pk))
