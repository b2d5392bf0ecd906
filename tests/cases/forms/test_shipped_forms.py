"""The forms that the demo ships: whole, asked page by page, and answered by the demo as a citizen could answer them."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.conf import settings

from cases.demo.answers import Writer, answers
from cases.demo.names import Names
from cases.demo.people import FILE
from cases.form_pages import form_pages
from cases.forms.eform import EForm, answers_in_words
from cases.forms.eform.addresses import communes_on
from departments.actions.load_organisation import load_organisation
from departments.models import User
from procedures.actions.load_catalogue import load_catalogue
from procedures.models import FormField, ProcedureVersion
from tests.cases.forms.test_eform_kinds import sent
from tests.cases.forms.typing import typed
from tests.standing_city import StandingCity

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
RICH = (
    "1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "2.000815", "1.004222", "1.004194", "1.001612",
    "1.013225", "1.013831", "1.001776", "3.000333",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped(standing_city: StandingCity, django_db_blocker: Any) -> Iterator[dict[str, list[FormField]]]:
    """The questions of every shipped form, by the code of the procedure."""
    with django_db_blocker.unblock(), standing_city.away():
        load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
        load_catalogue(
            settings.BASE_DIR / "procedures" / "data" / "demo_procedures.json",
            by=User.objects.create(username="quan"),
            since=date(2025, 7, 1),
        )
        versions = ProcedureVersion.objects.select_related("procedure").prefetch_related("form_fields")
        yield {version.procedure.code: list(version.form_fields.all()) for version in versions}


def test_what_the_demo_answers_a_citizen_could_answer_too(shipped: dict[str, list[FormField]]) -> None:
    cast = Names(json.loads(FILE.read_text(encoding="utf-8")))
    communes = communes_on(TODAY)
    for code, questions in shipped.items():
        for seed in range(6):
            rng = Random(f"{code}:{seed}")
            who = cast.organisation(rng) if seed == 5 and code == "1.013225" else cast.person(rng)
            told = answers(questions, Writer(who, TODAY, cast, communes, rng))
            form = EForm(questions, sent(**typed(questions, told)), day=TODAY)
            assert form.is_valid(), (code, form.errors.as_json(escape_html=False), told)
            assert form.answers() == told, code


@pytest.mark.parametrize("code", RICH)
def test_a_rich_form_has_pages_of_a_few_questions_that_hang_on_each_other(
    shipped: dict[str, list[FormField]], code: str
) -> None:
    questions = shipped[code]
    pages = form_pages(questions, sent())
    assert 2 <= len(pages) <= 6
    assert all(len(page.questions) <= 9 for page in pages)
    assert any(one.show_when for one in questions)


def test_a_form_shows_exactly_what_was_asked_in_words(shipped: dict[str, list[FormField]]) -> None:
    told = {"birth_at": "Tại nhà hoặc nơi khác", "mother_known": "no", "father_stated": "no"}
    labels = {row["label"] for group in answers_in_words(shipped["1.001193"], told) for row in group["rows"]}
    assert {"Địa chỉ nơi trẻ sinh ra", "Họ và tên người làm chứng việc sinh"} <= labels
    assert not labels & {"Tên bệnh viện, trạm y tế", "Họ và tên mẹ", "Họ và tên cha"}
