"""When a question of an e-form is asked: conditions as data, evaluated here and nowhere else on the server. Pure.

A condition is a JSON object: {} always holds; {"field": key, "is": value}, {"field": key, "in": [values]} and
{"field": key, "filled": true or false} look at one answer; {"and": […]}, {"or": […]}, {"not": {…}} join others.
It looks back only: at questions that stand before it. A question that is not asked counts as not answered.
`static/js/conditions.js` follows the same rules in the browser; a test proves that both agree.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

Condition = Mapping[str, Any]
Said = Mapping[str, Sequence[str]]  # what was said to each question: its texts, none where nothing was said


class Conditional(Protocol):
    """What this module needs to know of a question."""

    key: str
    show_when: Any
    require_when: Any
    required: bool


def evaluate(condition: Condition, said: Said, waiting: Collection[str] = ()) -> bool | None:
    """Whether the condition holds; None where that hangs on questions that are still `waiting` for their answer."""
    if "not" in condition:
        verdict = evaluate(condition["not"], said, waiting)
        return None if verdict is None else not verdict
    for word, decisive in (("and", False), ("or", True)):
        if word in condition:
            verdicts = [evaluate(part, said, waiting) for part in condition[word]]
            return decisive if decisive in verdicts else None if None in verdicts else not decisive
    key = condition.get("field")
    if key is None:
        return True
    if key in waiting:
        return None
    texts = said.get(key, ())
    if "filled" in condition:
        return bool(texts) is bool(condition["filled"])
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    return any(text in wanted for text in texts)


def asked(
    questions: Iterable[Conditional], said: Said, *, waiting: Collection[str] = (), known: Said | None = None
) -> dict[str, bool | None]:
    """By key, whether each question is asked, in their order; None where that is not decided yet.

    `waiting` are questions whose answers may still change; `known` are answers of questions that stand before these.
    """
    answers: dict[str, Sequence[str]] = dict(known or {})
    open_ones: set[str] = set()
    found: dict[str, bool | None] = {}
    for question in questions:
        verdict = found[question.key] = evaluate(question.show_when or {}, answers, open_ones)
        if verdict is None or (verdict and question.key in waiting):
            open_ones.add(question.key)
        elif verdict:
            answers[question.key] = said.get(question.key, ())
    return found


def is_required(question: Conditional, said: Said) -> bool:
    """Whether the question, being asked, must be answered."""
    return question.required or bool(question.require_when and evaluate(question.require_when, said))


def texts(value: Any) -> list[str]:
    """An answer as conditions see it: its texts without blank edges, blank ones left out."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    text = "" if value is None else str(value).strip()
    return [text] if text else []


def said_in(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Stored answers as conditions see them."""
    return {key: texts(value) for key, value in answers.items()}


def looked_at(condition: Condition) -> set[str]:
    """The keys of the questions that the condition looks at."""
    parts = [*condition.get("and", ()), *condition.get("or", ())]
    parts += [condition["not"]] if "not" in condition else []
    own = {condition["field"]} if "field" in condition else set()
    return own.union(*(looked_at(part) for part in parts))
