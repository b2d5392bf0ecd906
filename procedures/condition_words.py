"""A condition of an e-form in words that people understand. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from departments.written import as_vietnamese, filled, joined
from procedures.conditions import Condition
from procedures.models import FormField

Named = Mapping[str, FormField]


def condition_in_words(condition: Condition, named: Named) -> str:
    """The condition as the end of “only when …”, with the questions and answers as they are shown; "" for none."""
    return _words(condition, named, inside=False) if condition else ""


def _words(condition: Condition, named: Named, *, inside: bool) -> str:
    for word, joint in (("and", _(" và ")), ("or", _(" hoặc "))):
        if word in condition:
            text = joined(joint, (_words(part, named, inside=True) for part in condition[word]))
            return filled("({})", text) if inside and len(condition[word]) > 1 else text
    if "not" in condition:
        return filled(_("không phải {condition}"), condition=_words(condition["not"], named, inside=True))
    question = named[condition["field"]]
    if "filled" in condition:
        told = _("câu “{question}” có câu trả lời") if condition["filled"] else _("câu “{question}” để trống")
        return filled(told, question=as_vietnamese(question.label))
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    answers = joined(_(" hoặc "), (_answer(question, value) for value in wanted))
    return filled(_("câu “{question}” trả lời {answers}"), question=as_vietnamese(question.label), answers=answers)


def _answer(question: FormField, value: Any) -> str:
    said = str(dict(question.pairs()).get(str(value), value))
    return filled("“{}”", said if question.kind == FormField.Kind.YES_NO else as_vietnamese(said))
