"""The script that shows and hides questions agrees with the server, on forms that ship and on random ones."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from cases.form_pages import FormPage, form_pages
from cases.forms.eform import said_to
from procedures.conditions import asked
from procedures.models import FormField
from tests.cases.forms.random_forms import answers, forms
from tests.cases.forms.test_eform_kinds import sent
from tests.journeys.conftest import DRAWN
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db, DRAWN]

TODAY = date(2026, 11, 25)
SCRIPT = django_settings.BASE_DIR / "static/js/conditions.js"
CATALOGUE = json.loads((django_settings.BASE_DIR / "procedures/data/demo_procedures.json").read_text(encoding="utf-8"))
# Puts texts into boxes as a person would, then tells which questions are seen and what would be sent.
FILL = """(typed) => {
  for (const box of document.querySelectorAll("form input, form select, form textarea")) {
    const texts = typed[box.name];
    if (!texts) continue;
    if (box.type === "radio" || box.type === "checkbox") box.checked = texts.includes(box.value);
    else box.value = texts[0];
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const questions = [...document.querySelectorAll(".question[data-question]")];
  return {
    seen: questions.filter((one) => one.offsetParent !== null).map((one) => one.dataset.question),
    sent: [...new FormData(document.querySelector("form"))],
  };
}"""
# A browser is slow: what fails is told as it was found.
FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
many = settings(max_examples=30, deadline=None, phases=FOUND, suppress_health_check=list(HealthCheck))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page."""
    opened = chromium.new_page()
    yield opened
    opened.close()


def agree(page: Page, form_page: FormPage, typed: dict[str, list[str]]) -> bool:
    """Show the page, fill it, compare; whether anything was hidden."""
    eform = form_page.form(None, TODAY)
    html = render_to_string("components/eform.html", {"eform": eform})
    page.goto("about:blank")
    page.set_content(f"<style>[hidden] {{ display: none !important }}</style><form>{html}</form>")
    page.add_script_tag(path=str(SCRIPT))
    found = page.evaluate(FILL, typed)
    query = QueryDict(mutable=True)
    for name, text in found["sent"]:
        query.appendlist(name, text)
    questions = list(form_page.questions)
    verdicts = asked(questions, said_to(questions, query), known=form_page.known)
    assert found["seen"] == [key for key, verdict in verdicts.items() if verdict]
    return False in verdicts.values()


@many
@given(st.data())
def test_random_forms(world: World, page: Page, data: st.DataObject) -> None:
    questions = data.draw(forms())
    before = sent(**data.draw(answers(questions)))
    typed = data.draw(answers(questions))
    for one in form_pages(questions, before):
        agree(page, one, typed)


def with_conditions() -> Iterator[Any]:
    """Each shipped form that has a condition."""
    for row in CATALOGUE["procedures"]:
        if any("show_when" in question for group in row["form"] for question in group["fields"]):
            yield pytest.param(row["form"], id=row["code"])


def questions_of(form: list[dict[str, Any]]) -> list[FormField]:
    return [
        FormField(
            group=group["group"],
            help_text=one["help"],
            columns=one.get("columns", []),
            choices=one.get("choices", []),
            show_when=one.get("show_when", {}),
            require_when=one.get("require_when", {}),
            **{name: one[name] for name in ("key", "label", "kind", "required")},
        )
        for group in form
        for one in group["fields"]
    ]


@pytest.mark.parametrize("form", list(with_conditions()))
def test_shipped_forms(world: World, page: Page, form: list[dict[str, Any]]) -> None:
    questions = questions_of(form)
    hidden: list[bool] = []

    @settings(max_examples=4, deadline=None, database=None, phases=FOUND, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def look(data: st.DataObject) -> None:
        asked_now = [one for one in questions if one.kind not in (FormField.Kind.TABLE, FormField.Kind.FILE)]
        typed = data.draw(answers(asked_now))
        hidden.extend(agree(page, one, typed) for one in form_pages(questions, sent(**typed)))

    look()
    assert any(hidden)


def test_the_script_is_the_one_that_pages_load() -> None:
    assert Path(SCRIPT).name in (django_settings.BASE_DIR / "templates/base.html").read_text(encoding="utf-8")
