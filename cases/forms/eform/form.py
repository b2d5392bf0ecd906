"""The e-form, or one page of it, as a Django form that knows which of its questions are asked."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from cases.forms.eform.addresses import Communes, communes_on
from cases.forms.eform.building import Around, form_field
from cases.forms.eform.fields import is_answered, storable
from cases.forms.eform.reading import said_to
from procedures.condition_words import condition_in_words
from procedures.conditions import Said, asked, is_required, looked_at
from procedures.models import FormField


class EForm(forms.Form):
    """Questions in their groups. What a condition hides is neither checked nor kept, whatever was sent.

    A paper is named among the questions, and handed in among the papers.
    """

    def __init__(
        self,
        questions: Iterable[FormField],
        data: Mapping[str, Any] | None = None,
        *,
        day: date,
        named: Iterable[FormField] = (),
        known: Said | None = None,
        prefix: str | None = None,
    ) -> None:
        """Build one field for each question; `day` is today, `known` what was said to the questions of pages before.

        `named` are the questions that conditions may look at, for their words.
        """
        super().__init__(data, prefix=prefix)
        self.questions = list(questions)
        self._named = {one.key: one for one in (*named, *self.questions)}
        self._known = dict(known or {})
        wants_places = any(one.kind == FormField.Kind.ADDRESS for one in self.questions)
        around = Around(day, communes_on(day) if wants_places else Communes())
        for question in self.questions:
            if question.kind != FormField.Kind.FILE:
                self.fields[question.key] = form_field(question, around)
        self._open = self._decide(waiting={one.key for one in self.questions})
        if data is not None:
            self._open_now = self._require()

    def clean(self) -> dict[str, Any]:
        """Forget what is not asked, and what was wrong about it."""
        answers = super().clean() or {}
        for key in self.fields:
            if not self._open_now[key]:
                self.errors.pop(key, None)
                answers.pop(key, None)
        return answers

    def groups(self) -> list[dict[str, Any]]:
        """Title and questions of each group, in order; with a question, the words and data of its condition."""
        return [
            {"title": title, "questions": [self._shown(one) for one in group]}
            for title, group in groupby(self.questions, key=lambda one: one.group)
        ]

    def known(self) -> str:
        """What the browser must know of earlier pages, as JSON."""
        looked = {key for one in self.questions for key in looked_at(one.show_when or {})}
        return json.dumps({key: list(said) for key, said in self._known.items() if key in looked})

    def said(self) -> Said:
        """What was said to each question, as conditions see it; only of a form that was sent."""
        return said_to(self.questions, self.data, self.prefix or "")

    def answers(self) -> dict[str, Any]:
        """What was rightly answered, as JSON can hold it; empty answers are left out."""
        return {key: storable(value) for key, value in self.cleaned_data.items() if is_answered(value)}

    def _decide(self, said: Said | None = None, waiting: Iterable[str] = ()) -> dict[str, bool | None]:
        return asked(self.questions, said or {}, waiting=set(waiting), known=self._known)

    def _require(self) -> dict[str, bool | None]:
        """Whether each question is asked, given what was sent; those that are get their duty to be answered."""
        said = self.said()
        found = self._decide(said)
        heard = self._known | {key: texts for key, texts in said.items() if found[key]}
        asked_for = {one.key: one for one in self.questions}
        for key, field in self.fields.items():
            field.required = bool(found[key]) and is_required(asked_for[key], heard)
        return found

    def _shown(self, question: FormField) -> dict[str, Any]:
        undecided = self._open[question.key] is None
        return {
            "key": question.key,
            "label": question.label,
            "help": question.help_text,
            "field": self[question.key] if question.key in self.fields else None,
            "is_table": question.kind == FormField.Kind.TABLE,
            "must": question.required or bool(question.require_when),
            "show_when": json.dumps(question.show_when, ensure_ascii=False) if undecided else "",
            "only_when": condition_in_words(question.show_when, self._named) if undecided else "",
            "required_when": condition_in_words(question.require_when or {}, self._named),
        }
