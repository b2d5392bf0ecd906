"""Keep a narrowed list under a name, change it, let it go; and the columns a person likes."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction

from cases.errors import NotAllowed
from cases.models import SavedQueue
from departments.access import keeps, posts_in_force
from departments.models import Department, User


class NameTaken(Exception):
    """The person has a list of this name on this page already."""


def keep_queue(
    queue: SavedQueue,
    *,
    by: User,
    name: str,
    asked: Mapping[str, str],
    columns: Iterable[str],
    department: Department | None,
    opens_first: bool,
) -> SavedQueue:
    """Store the list; one that opens first takes that place from the page's earlier one.

    Raises NotAllowed for a list or unit that is none of his, NameTaken for a name he has used on the page.
    """
    if not queue._state.adding and not may_change(queue, by):
        raise NotAllowed("Danh sách này do người khác lưu.")
    if department is not None and department.pk not in {post.department_id for post in posts_in_force(by)}:
        raise NotAllowed("Chỉ dùng chung danh sách trong đơn vị của bạn.")
    queue.name, queue.asked, queue.columns = name, dict(asked), list(columns)
    queue.department, queue.opens_first = department, opens_first
    try:
        with transaction.atomic():
            if opens_first:
                theirs = SavedQueue.objects.filter(owner=queue.owner, page=queue.page, opens_first=True)
                theirs.exclude(pk=queue.pk).update(opens_first=False)
            queue.save()
    except IntegrityError as error:
        raise NameTaken(f"Bạn đã có danh sách “{name}” ở trang này; hãy đặt tên khác.") from error
    return queue


def drop_queue(queue: SavedQueue, *, by: User) -> None:
    """Forget the list. Raises NotAllowed for one that is none of his."""
    if not may_change(queue, by):
        raise NotAllowed("Danh sách này do người khác lưu.")
    queue.delete()


def may_change(queue: SavedQueue, user: User) -> bool:
    """Whoever kept it; a shared one also the head or leader of its unit, so that none is left without a keeper."""
    return keeps(user, queue.owner_id, queue.department_id)


def choose_columns(user: User, page: str, columns: Iterable[str]) -> None:
    """Show these columns on the person's page from now on; none means the usual ones."""
    chosen = list(columns)
    kept = {key: value for key, value in user.list_columns.items() if key != page}
    user.list_columns = {**kept, page: chosen} if chosen else kept
    user.save(update_fields=["list_columns"])
