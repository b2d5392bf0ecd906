"""The e-form of a draft, looked at before it is published: page by page as citizens will see it."""

from typing import Any

import pytest

from cases.models import Draft
from procedures.actions.publish import new_draft
from procedures.models import FormField, ProcedureVersion
from tests.cases.views.test_wizard_form import DAY, FORM
from tests.world import World, hanoi


@pytest.fixture
def draft(world: World) -> ProcedureVersion:
    made = new_draft(world.permit, by=world.quan, at=hanoi("2026-11-25 09:00"))
    made.form_fields.all().delete()
    for position, row in enumerate(FORM, 1):
        FormField.objects.create(version=made, position=position, **row)
    return made


@pytest.fixture
def look(world: World, draft: ProcedureVersion, signed_in: Any) -> Any:
    client = signed_in(world.quan)
    return lambda sent=None: client.post(url(draft), sent) if sent else client.get(url(draft))


def url(draft: ProcedureVersion) -> str:
    return f"/xem-thu/to-khai/{draft.pk}/"


FIRST = {"trang": "to-khai", "da-xem": ["to-khai"], "child": "Na", "married": "yes", **DAY}


def test_the_pages_follow_each_other_and_nothing_is_kept(look: Any) -> None:
    assert "Bước 1/2: <b>Trẻ em</b>" in look().content.decode()
    page = look({**FIRST, "go": "next"}).content.decode()
    assert "Bước 2/3: <b>Cha</b>" in page
    assert '<input type="hidden" name="child" value="Na">' in page
    assert "Hãy điền mục này" not in page
    second = {**FIRST, "trang": "to-khai-2", "da-xem": ["to-khai", "to-khai-2"], "father": "Hùng"}
    assert look({**second, "go": "next"}).status_code == 422
    second |= {"father_phone": "0912345678"}
    assert "Bước 3/3: <b>Người thân</b>" in look({**second, "go": "next"}).content.decode()
    third = {**second, "trang": "to-khai-3", "da-xem": ["to-khai", "to-khai-2", "to-khai-3"]}
    more = look({**third, "family-0-name": "Lan", "go": "them:family"}).content.decode()
    assert ("Dòng 2" in more, 'value="Lan"' in more) == (True, True)
    end = look({**third, "go": "next"}).content.decode()
    assert ("Hết tờ khai" in end, "0912 345 678" in end, "01/02/2020" in end) == (True, True, True)
    assert not Draft.objects.exists()


def test_one_goes_back_with_everything_typed(look: Any) -> None:
    second = {**FIRST, "trang": "to-khai-2", "da-xem": ["to-khai", "to-khai-2"], "father": "Hùng", "go": "back"}
    page = look(second).content.decode()
    assert ("Bước 1/3" in page, 'value="Na"' in page, 'name="father" value="Hùng"' in page) == (True, True, True)


@pytest.mark.parametrize(
    "sent", [{"trang": "x"}, {"trang": "to-khai-2", "da-xem": ["to-khai-2", "y"]}, {"go": "bo:x:y"}]
)
def test_what_makes_no_sense_shows_the_first_page(look: Any, sent: dict[str, Any]) -> None:
    assert "<b>Trẻ em</b>" in look(sent).content.decode()


def test_only_who_describes_procedures_looks(world: World, draft: ProcedureVersion, signed_in: Any) -> None:
    assert signed_in(world.lan).get(url(draft)).status_code == 403
    assert signed_in(world.mai).get(url(draft)).status_code == 403
    assert signed_in(world.quan).get("/xem-thu/to-khai/999999/").status_code == 404
