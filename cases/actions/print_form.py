"""Make an official paper of a dossier and keep it: whoever prints it again gets the very same file."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cases.models import Dossier, PrintedForm
from cases.printing.compile import render, template_version
from cases.printing.forms import FORMS
from cases.storage import checked_pdf, store
from departments.models import User


def print_form(
    dossier: Dossier, form: str, *, look_up: str, by: User | None, at: datetime, ordinal: int | None = None
) -> PrintedForm | None:
    """The paper of that name in `FORMS` as it was made, or made now; None where the dossier has none.

    `ordinal` counts from 1 (the second request); the newest without one. `look_up` is the public look-up's address.
    """
    kind = FORMS[form]
    event = kind.event(dossier, ordinal) if kind.event else None
    if event is None:
        return None
    kept = PrintedForm.objects.filter(dossier=dossier, form=form, event=event)
    there = kept.first()
    facts = None if there else kind.facts(dossier, look_up, ordinal)
    if facts is None:
        return there
    words = facts["form"]
    try:
        with transaction.atomic():
            paper = checked_pdf(render(kind.template, facts), words["name"])
            return PrintedForm.objects.create(
                dossier=dossier,
                form=form,
                event=event,
                name=words["name"],
                label=words["label"],
                template=template_version(kind.template, facts),
                file=store(paper, at),
                size=paper.size,
                sha256=paper.sha256,
                made_by=by,
                made_at=at,
            )
    except IntegrityError:
        # Two asked for it at the same moment: the other one's is the paper.
        return kept.get()
