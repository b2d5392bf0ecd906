"""What a form asks of the owner though it was said before: filled in beforehand, and compared afterwards."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases.forms.eform import EForm
from departments.vietnamese import fold
from departments.written import as_vietnamese, filled
from procedures.models import FormField

_NAME = FormField.OwnerFact.NAME


def fill_in(form: EForm, said: Mapping[str, Any]) -> EForm:
    """The fresh form with what was said of the owner in its boxes; all of it can be changed."""
    for question in form.questions:
        if question.owner_fact and said.get(question.owner_fact):
            form.fields[question.key].initial = said[question.owner_fact]
    return form


def differing_names(questions: Iterable[FormField], answers: Mapping[str, Any], name: str) -> list[str]:
    """A sentence for each answer that names the owner otherwise than before."""
    return [
        filled(
            _("“{question}” ghi “{answer}”, khác với “{name}” đã khai ở bước đầu."),
            question=as_vietnamese(question.label),
            answer=as_vietnamese(answers[question.key]),
            name=as_vietnamese(name),
        )
        for question in questions
        if question.owner_fact == _NAME
        and question.key in answers
        and fold(" ".join(str(answers[question.key]).split())) != fold(" ".join(name.split()))
    ]
