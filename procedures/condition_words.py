"""A condition of an e-form in words that people understand. Pure."""

from collections.abc import Mapping
from typing import Any

from procedures.conditions import Condition
from procedures.models import FormField

Named = Mapping[str, FormField]


def condition_in_words(condition: Condition, named: Named) -> str:
    """The condition as the end of “only when …”, with the questions and answers as they are shown; "" for none."""
    return _words(condition, named, inside=False) if condition else ""


def _words(condition: Condition, named: Named, *, inside: bool) -> str:
    for word, joint in (("and", " và "), ("or", " hoặc ")):
        if word in condition:
            text = joint.join(_words(part, named, inside=True) for part in condition[word])
            return f"({text})" if inside and len(condition[word]) > 1 else text
    if "not" in condition:
        return f"không phải {_words(condition['not'], named, inside=True)}"
    question = named[condition["field"]]
    if "filled" in condition:
        return f"câu “{question.label}” {'có câu trả lời' if condition['filled'] else 'để trống'}"
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    return f"câu “{question.label}” trả lời {' hoặc '.join(_answer(question, value) for value in wanted)}"


def _answer(question: FormField, value: Any) -> str:
    return f"“{dict(question.pairs()).get(str(value), value)}”"
