"""Whatever the form and whatever is sent: only what is asked is checked and kept, and pages add up."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.form_pages import form_pages
from cases.forms.eform import EForm, answers_in_words, said_to
from procedures.conditions import asked, is_required
from procedures.form_rules import flaws
from procedures.models import FormField
from tests.cases.forms.random_forms import answers, forms
from tests.cases.forms.test_eform_kinds import sent
from tests.world import World

TODAY = date(2026, 11, 25)
many = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(st.data())
def test_the_server_checks_and_keeps_exactly_what_is_asked(world: World, data: st.DataObject) -> None:
    questions = data.draw(forms())
    typed = sent(**data.draw(answers(questions)))
    said = said_to(questions, typed)
    is_asked = asked(questions, said)
    form = EForm(questions, typed, day=TODAY)
    form.is_valid()
    shown = {key for key, verdict in is_asked.items() if verdict}
    assert None not in is_asked.values()
    assert set(form.errors) <= shown
    assert set(form.answers()) <= shown
    heard = {key: texts for key, texts in said.items() if key in shown}
    for one in questions:
        if one.key in shown and is_required(one, heard) and not said[one.key]:
            assert one.key in form.errors
    if form.is_valid():
        words = [row["label"] for group in answers_in_words(questions, form.answers()) for row in group["rows"]]
        assert words == [one.label for one in questions if one.key in shown]


@many
@given(st.data())
def test_page_by_page_it_is_the_same_form(world: World, data: st.DataObject) -> None:
    questions = data.draw(forms())
    typed = sent(**data.draw(answers(questions)))
    whole = EForm(questions, typed, day=TODAY)
    whole.is_valid()
    pages = [page.form(typed, TODAY) for page in form_pages(questions, typed)]
    errors: dict[str, Any] = {}
    told: dict[str, Any] = {}
    for page in pages:
        page.is_valid()
        errors |= page.errors
        told |= page.answers()
    assert (errors, told) == (whole.errors, whole.answers())


@many
@given(forms())
def test_a_form_that_looks_back_only_may_be_published(questions: list[FormField]) -> None:
    assert flaws(questions) == []


def test_the_random_forms_are_no_trifles() -> None:
    """Most have a condition that decides something; a strategy that draws nothing would prove nothing."""
    seen: list[bool] = []

    @settings(max_examples=60, deadline=None, database=None)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        questions = data.draw(forms())
        verdicts = asked(questions, said_to(questions, sent(**data.draw(answers(questions)))))
        seen.append(False in verdicts.values() and any(one.show_when and verdicts[one.key] for one in questions))

    look()
    assert sum(seen) > len(seen) / 10


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_a_blank_answer_is_no_answer(world: World, blank: str) -> None:
    first = FormField(key="a", label="A", group="G", kind="text", required=False)
    second = FormField(key="b", label="B", group="G", kind="text", show_when={"field": "a", "filled": True})
    assert EForm([first, second], sent(a=blank), day=TODAY).is_valid()


@many
@given(st.data())
def test_every_page_can_be_shown_whatever_was_said_before(world: World, data: st.DataObject) -> None:
    questions = data.draw(forms())
    for page in form_pages(questions, sent(**data.draw(answers(questions)))):
        for group in page.form(None, TODAY).groups():
            for one in group["questions"]:
                assert bool(one["show_when"]) == bool(one["only_when"])
