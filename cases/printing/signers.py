"""In which capacity somebody signs: what stands above his name (NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7)."""

from datetime import datetime

from cases.access import post_for
from cases.models import Dossier
from cases.printing.wording import wording
from departments.access import posts_in_force
from departments.models import Department, Post, User
from departments.roles import Role
from departments.working_time import local

_DIVISION = "phòng "


def capacity(dossier: Dossier, action: str, *, by: User, at: datetime) -> list[str]:
    """The lines above the name of whoever makes the move at the moment; none where he makes it by no leader's post.

    The head signs as himself, his vice in his place (KT.), whoever else acts for him by his authority (TUQ.); for a
    people's committee all of them sign in its name (TM.).
    """
    post = post_for(by, action, dossier, at)
    if post is None or post.role != Role.LEADER:
        return []
    words = wording("cho-ky")["sentences"]
    level = post.department.level
    head = words.get(f"head_{level}", words["head"])
    vice = words.get(f"vice_{level}", words["vice"])
    own = _own_post(by, post, at)
    lines = [words[f"body_{level}"]] if f"body_{level}" in words else []
    if own is not None and own.role == Role.LEADER:
        if post.deputy_for_id is None and not own.title:
            return [*lines, head]
        return [*lines, words["for"].format(head=head), own.title.upper() or vice]
    return [*lines, words["by_authority"].format(head=head), *([_of_division(own, words)] if own else [])]


def _own_post(user: User, post: Post, at: datetime) -> Post | None:
    """The post of his own that says what he is: a leader's of the same unit before that of a head."""
    own = [one for one in posts_in_force(user, local(at).date()) if one.deputy_for_id is None]
    leads = (one for one in own if one.role == Role.LEADER and one.department_id == post.department_id)
    heads = (one for one in own if one.role == Role.HEAD)
    return next(leads, None) or next(heads, None)


def _of_division(post: Post, words: dict[str, str]) -> str:
    """`TRƯỞNG PHÒNG KINH TẾ`: the head of a division by its name."""
    unit: Department = post.department
    if post.title:
        return post.title.upper()
    name = unit.name.removeprefix("UBND ")
    return f"{words['head_of']} {name}".upper() if name.lower().startswith(_DIVISION) else words["head_division"]
