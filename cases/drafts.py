"""A citizen's draft: find it, write into it, and take it along when the law has changed meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction

from cases.models import Document, Draft
from cases.storage import delete_draft
from departments.models import User
from procedures.models import Offering, ProcedureVersion


def draft_of(account: User, code: str) -> Draft | None:
    """The account's draft for the procedure, with what the wizard's pages show; the newest version's where several."""
    drafts = Draft.objects.filter(account=account, version__procedure__code=code)
    alone = ("version__procedure", "offering__department", "offering__desk", "offering__division", "account")
    return drafts.select_related(*alone).order_by("-version__number").first()


class Superseded(Exception):
    """The page was sent meanwhile, here or in another window: what came late must not overwrite it."""


@contextmanager
def writing(draft: Draft, *, at: datetime, turn: int | None = None) -> Iterator[None]:
    """Change the draft's answers inside, under lock and from what is stored now; they are saved at the end.

    A page that is sent takes the next turn. What is kept while somebody types names the turn its page was opened in
    (`turn`) and raises Superseded when another has begun; Draft.DoesNotExist when the draft is gone.
    """
    with transaction.atomic():
        stored = Draft.objects.select_for_update().get(pk=draft.pk)
        if turn is not None and turn != stored.turn:
            raise Superseded
        draft.answers, draft.turn, draft.saved_at = stored.answers, stored.turn + (turn is None), at
        yield
        draft.save(update_fields=["answers", "turn", "saved_at"])


def version_in_force(code: str, day: date) -> ProcedureVersion | None:
    """What the procedure asks on the day, or None where it is not offered under this code."""
    found = ProcedureVersion.objects.in_force(day).filter(procedure__code=code)
    return found.select_related("procedure").order_by("-number").first()


def holds_on(version: ProcedureVersion, day: date) -> bool:
    """Whether a dossier may still be submitted under the version."""
    if version.status == ProcedureVersion.Status.DRAFT or version.valid_from is None:
        return False
    return version.valid_from <= day and (version.valid_until is None or day < version.valid_until)


def receives_online(offering: Offering | None, day: date) -> bool:
    """Whether the chosen place still takes dossiers online."""
    return offering is not None and Offering.objects.in_force(day).online().filter(pk=offering.pk).exists()


def renew(draft: Draft, version: ProcedureVersion, *, at: datetime) -> Draft:
    """Go on under another version of the same procedure: answers stay, files follow to the paper of the same code.

    What the new version does not ask stays in the draft unseen. A draft that exists there already is replaced.
    """
    codes = {paper.code or paper.name: paper for paper in version.requirements.all() if not paper.is_note}
    with transaction.atomic():
        for other in Draft.objects.filter(account=draft.account_id, version=version).exclude(pk=draft.pk):
            delete_draft(other)
        for document in Document.objects.filter(draft=draft).select_related("requirement"):
            paper = document.requirement
            document.requirement = codes.get(paper.code or paper.name) if paper else None
            document.save(update_fields=["requirement"])
        if not any(case.code == draft.answers.get("case") for case in version.cases.all()):
            draft.answers = {name: value for name, value in draft.answers.items() if name != "case"}
        draft.version, draft.saved_at = version, at
        draft.save(update_fields=["version", "answers", "saved_at"])
    return draft
