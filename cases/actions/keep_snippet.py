"""Keep a sentence that is written again and again, change it, let it go."""

from django.db import IntegrityError, transaction

from cases.actions.keep_queue import NameTaken
from cases.errors import NotAllowed
from cases.models import Snippet
from departments.access import keeps, posts_in_force
from departments.models import Department, User


def keep_snippet(snippet: Snippet, *, by: User, title: str, text: str, department: Department | None) -> Snippet:
    """Store it. Raises NotAllowed for a snippet or unit that is none of his, NameTaken for a title he has used."""
    if not snippet._state.adding and not keeps(by, snippet.owner_id, snippet.department_id):
        raise NotAllowed("Câu mẫu này do người khác viết.")
    if department is not None and department.pk not in {post.department_id for post in posts_in_force(by)}:
        raise NotAllowed("Chỉ dùng chung câu mẫu trong đơn vị của bạn.")
    snippet.title, snippet.text, snippet.department = title, text, department
    try:
        with transaction.atomic():
            snippet.save()
    except IntegrityError as error:
        raise NameTaken(f"Đã có câu mẫu “{title}”; hãy đặt tên khác.") from error
    return snippet


def drop_snippet(snippet: Snippet, *, by: User) -> None:
    """Forget it. Raises NotAllowed for one that is none of his."""
    if not keeps(by, snippet.owner_id, snippet.department_id):
        raise NotAllowed("Câu mẫu này do người khác viết.")
    snippet.delete()
