"""The pages of an e-form: one group of questions each; a group of which nothing is asked has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from cases.forms.eform import EForm, said_to
from procedures.conditions import Said, asked, is_required
from procedures.models import FormField

FORM = "to-khai"


@dataclass(frozen=True)
class FormPage:
    """One page: its address, its title, what may be asked on it, and what was said before it."""

    slug: str
    title: str
    questions: tuple[FormField, ...]
    named: tuple[FormField, ...]  # the questions up to here: conditions are said in their words
    known: Mapping[str, Sequence[str]]

    def form(self, data: Mapping[str, Any] | None, day: date) -> EForm:
        """The form of the page, bound where data is given."""
        return EForm(self.questions, data, day=day, named=self.named, known=self.known)


def form_pages(questions: Sequence[FormField], typed: Mapping[str, Any]) -> list[FormPage]:
    """The pages on which something may be asked, given what was typed so far; addresses stay with their group."""
    pages: list[FormPage] = []
    known: dict[str, Sequence[str]] = {}
    earlier: list[FormField] = []
    groups = [(title, list(group)) for title, group in groupby(questions, key=lambda one: one.group)]
    for number, (title, group) in enumerate(groups, 1):
        undecided = asked(group, {}, waiting={one.key for one in group}, known=known)
        open_ones = tuple(one for one in group if undecided[one.key] is not False)
        if open_ones:
            slug = FORM if number == 1 else f"{FORM}-{number}"
            pages.append(FormPage(slug, title, open_ones, (*earlier, *group), dict(known)))
        said = said_to(group, typed)
        known |= {key: said.get(key, []) for key, is_asked in asked(group, said, known=known).items() if is_asked}
        earlier += group
    return pages


def asked_papers(questions: Sequence[FormField], said: Said) -> dict[str, bool | None]:
    """The papers that an e-form speaks of, by their codes: True must be handed in, False may be, None is not asked."""
    verdicts = asked(questions, said)
    heard = {key: texts for key, texts in said.items() if verdicts.get(key)}
    found: dict[str, bool | None] = {}
    for one in questions:
        if one.kind == FormField.Kind.FILE:
            needed = is_required(one, heard) if verdicts[one.key] else None
            found[one.paper] = bool(needed or found.get(one.paper)) if needed is not None else found.get(one.paper)
    return found
