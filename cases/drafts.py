"""A citizen's draft: find it, write into it, and take it along when the law has changed meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Document, Dossier, Draft
from cases.storage import delete_draft
from departments.models import User
from procedures.models import Offering, ProcedureVersion

MOST_DRAFTS = 20  # an account may have at a time; each may hold as many files as a dossier


class TooManyDrafts(Exception):
    """The account has as many drafts as it may have; the text says what to do."""


def draft_of(account: User, code: str, number: int = 1) -> Draft | None:
    """The account's draft of this number for the procedure, with what the wizard's pages show; the newest version's."""
    drafts = Draft.objects.filter(account=account, version__procedure__code=code, number=number)
    alone = ("version__procedure", "offering__department", "offering__desk", "offering__division", "account")
    return drafts.select_related(*alone).order_by("-version__number").first()


def begin(account: User, version: ProcedureVersion, *, key: UUID, at: datetime, **values: Any) -> Draft:
    """A new draft under the lowest number that is free; the same key again gives the draft it became the first time.

    Raises TooManyDrafts. `values` are further columns.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)  # two buttons at once get two numbers
        drafts = Draft.objects.filter(account=account)
        if existing := drafts.filter(key=key).first():
            return existing
        if drafts.count() >= MOST_DRAFTS:
            raise TooManyDrafts(
                _("Bạn đang có {most} bản nháp. Hãy nộp hoặc xóa bớt rồi bắt đầu hồ sơ mới.").format(most=MOST_DRAFTS)
            )
        if Dossier.everything.filter(submission_key=key).exists() or Draft.objects.filter(key=key).exists():
            key = uuid4()
        taken = set(drafts.filter(version__procedure=version.procedure_id).values_list("number", flat=True))
        number = next(one for one in count(1) if one not in taken)
        return Draft.objects.create(
            account=account, version=version, key=key, number=number, started_at=at, saved_at=at, **values
        )


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
        for other in Draft.objects.filter(account=draft.account_id, version=version, number=draft.number).exclude(
            pk=draft.pk
        ):
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
