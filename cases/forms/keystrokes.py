"""What spares keys at the counter: answers carried over from the owner, and the box in which the cursor waits."""

from collections.abc import Iterator
from typing import Any

from django import forms

from cases.forms.counter import CounterForms

# The box of the counter's form that has each fact of the owner.
_BOXES = {
    "full_name": "full_name",
    "personal_id": "number",
    "tax_code": "tax_code",
    "birth_date": "birth_date",
    "phone": "phone",
}


def asks_about_owner(page: CounterForms) -> bool:
    """Whether the form repeats what was already stated of the owner."""
    return bool(_repeated(page))


def carry_over(page: CounterForms) -> None:
    """Fill the empty answers about the owner from the owner's boxes; what was typed stays."""
    stated = page.owner.initial if page.for_another else page.submitter.initial
    for key, box in _repeated(page).items():
        if is_typed(stated.get(box)) and not is_typed(page.answers.initial.get(key)):
            page.answers.initial[key] = stated[box]


def _repeated(page: CounterForms) -> dict[str, str]:
    """The questions that repeat a fact of the owner, and the box that has it."""
    facts = {question.key: _BOXES.get(question.owner_fact, "") for question in page.answers.questions}
    return {key: box for key, box in facts.items() if box}


def wait_at(part: forms.Form, name: str) -> None:
    """Put the cursor into this box when the page opens."""
    widget = part.fields[name].widget
    first = widget.widgets[0] if isinstance(widget, forms.MultiWidget) else widget
    first.attrs["autofocus"] = True


def wait_at_first_empty(page: CounterForms, *, answers_only: bool = False) -> None:
    """Put the cursor where the clerk goes on typing; choices beside each other are left to the keyboard's Tab."""
    for part, name in _in_order(page, answers_only=answers_only):
        is_choice = isinstance(part.fields[name].widget, forms.RadioSelect)
        if not is_choice and not is_typed(part.initial.get(name)):
            wait_at(part, name)
            return


def is_typed(value: Any) -> bool:
    """Whether anything stands in the box; a day stands in three."""
    return any(value) if isinstance(value, list) else bool(value)


def _in_order(page: CounterForms, *, answers_only: bool) -> Iterator[tuple[forms.Form, str]]:
    if not answers_only:
        for name in ("full_name", "phone"):
            yield page.submitter, name
        if page.for_another:
            yield page.owner, "full_name"
        if "case" in page.matter.fields:
            yield page.matter, "case"
    for name in page.answers.fields:
        yield page.answers, name
