"""A citizen's own dossiers with what each page of theirs shows; somebody else's does not exist."""

from django.db.models import Prefetch
from django.http import Http404

from cases.codes import tidy
from cases.models import Dossier, SupplementItem, Task
from cases.unread import with_unread
from departments.models import User

_ALONE = (
    "version__procedure", "case", "department", "desk", "origin_desk", "application", "waits_for", "division",
    "submitter", "owner", "current_task__step", "result__document", "rating",
)  # fmt: skip


def own_dossier(user: User, code: str, *parts: "str | Prefetch[str]") -> Dossier:
    """The dossier by a code as people type it, one statement and one for each of the parts; else Http404."""
    rows = with_unread(Dossier.objects.submitted_by(user).filter(code=tidy(code.replace("\0", ""))), user)
    found = rows.select_related(*_ALONE).prefetch_related(*parts).first()
    if found is None:
        raise Http404
    return found


def own_with_story(user: User, code: str) -> Dossier:
    """With its way so far and to come; 6 statements."""
    tasks = Prefetch("tasks", Task.objects.select_related("step"))
    return own_dossier(user, code, "version__steps", "supplements", "stops", "notices", tasks)


def own_with_contents(user: User, code: str) -> Dossier:
    """With its papers, files and the questions of its form; 5 statements."""
    return own_dossier(user, code, "papers", "documents", "version__requirements", "version__form_fields")


def own_with_requests(user: User, code: str) -> Dossier:
    """With what was asked for; 3 statements."""
    items = SupplementItem.objects.select_related("requirement")
    return own_dossier(user, code, "supplements", Prefetch("supplements__items", items))
