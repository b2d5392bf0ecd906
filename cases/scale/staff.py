"""Who works in the offices: those who do already, and accounts nobody can sign in to where there is nobody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from cases.demo.names import Names
from departments.models import Department, Post, User
from departments.roles import Role

Staff = dict[tuple[int, Role], list[User]]

# How many people fill an office that has none.
_STRENGTH = {Role.RECEIVER: 4, Role.OFFICER: 5, Role.HEAD: 1, Role.LEADER: 2}


def staff_for(wanted: Iterable[tuple[Department, Role]], *, since: date, names: Names, rng: Random) -> Staff:
    """At least one person for each (unit, role), in office since the day; every user knows his post."""
    held = _held(since)
    missing = {(unit.pk, role): (unit, role) for unit, role in wanted if not held[unit.pk, role]}
    _appoint(missing.values(), since=since, names=names, rng=rng)
    return _held(since) if missing else held


def _held(since: date) -> Staff:
    """Those with exactly one post, so that it is plain for which unit they act."""
    posts = Post.objects.filter(until=None).select_related("user", "department").order_by("pk")
    by_user: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_user[post.user_id].append(post)
    staff: Staff = defaultdict(list)
    for user_posts in by_user.values():
        post = user_posts[0]
        if len(user_posts) == 1 and post.since <= since and post.user.is_active:
            # What `posts_in_force` would remember: the rules of access can then be asked without a statement.
            post.user._posts_in_force = {None: (post,)}
            staff[post.department_id, Role(post.role)].append(post.user)
    return staff


def _appoint(wanted: Iterable[tuple[Department, Role]], *, since: date, names: Names, rng: Random) -> None:
    taken = set(User.objects.filter(username__startswith="scale.").values_list("username", flat=True))
    password = make_password(None)
    posts = []
    for unit, role in wanted:
        free = (name for n in range(1, 10_000) if (name := f"scale.{unit.code}.{role}.{n}".lower()) not in taken)
        for _ in range(_STRENGTH[role]):
            full_name = names.full_name(rng, female=rng.random() < 0.5)
            user = User(username=next(free), full_name=full_name, password=password)
            posts.append(Post(user=user, role=role, department=unit, since=since))
    User.objects.bulk_create([post.user for post in posts], batch_size=1000)
    Post.objects.bulk_create(posts, batch_size=1000)
