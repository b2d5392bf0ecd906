"""Which boxes of a page belong to a question, and what was said in them."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from procedures.conditions import texts
from procedures.form_rules import PARTS
from procedures.models import FormField


def names_of(question: FormField, prefix: str = "") -> set[str]:
    """The names of the question's boxes, as its widget gives them; those of a table stand in its rows."""
    name = f"{prefix}-{question.key}" if prefix else question.key
    return {name} | {f"{name}_{part}" for part in PARTS.get(FormField.Kind(question.kind), ())}


def belongs(question: FormField, box: str) -> bool:
    """Whether the box of this name belongs to the question."""
    if question.kind != FormField.Kind.TABLE:
        return box in names_of(question)
    return re.match(rf"{question.key}-\d{{1,2}}-[a-z]", box, re.ASCII) is not None


def said_to(questions: list[FormField], data: Mapping[str, Any], prefix: str = "") -> dict[str, list[str]]:
    """What was said to each question, as conditions see it; nobody looks at the rows of a table."""
    return {
        question.key: [text for name in sorted(names_of(question, prefix)) for text in texts(_sent(data, name))]
        for question in questions
        if question.kind != FormField.Kind.TABLE
    }


def _sent(data: Mapping[str, Any], name: str) -> Any:
    return data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name)
