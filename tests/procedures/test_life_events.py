"""Moments of life: entrances of the first page and of the catalogue, and a page each."""

import io
import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from procedures.models import LifeEvent, LifeEventStep, ProcedureVersion
from tests.queries import statements
from tests.world import LONG_WAY, World, version

SHIPPED = settings.BASE_DIR / "procedures" / "data" / "entrances.json"


@pytest.fixture
def building(world: World) -> LifeEvent:
    """Building a house: first the permit, then its renewal."""
    event = LifeEvent.objects.create(slug="lam-nha", name="Xây, sửa nhà", text="Giấy phép", icon="building")
    for position, (one, note) in enumerate(((world.renewal, "Khi sắp hết hạn"), (world.permit, "Xây mới")), 1):
        LifeEventStep.objects.create(event=event, procedure=one.procedure, position=-position % 10, note=note)
    return event


@pytest.mark.parametrize("address", ["/", "/thu-tuc/"])
def test_a_moment_of_life_is_an_entrance(building: LifeEvent, client: Any, address: str) -> None:
    page = client.get(address).content.decode()
    assert 'href="/viec-trong-doi/lam-nha/"' in page
    assert "Xây, sửa nhà" in page


@pytest.mark.parametrize("query", [{"q": "khai sinh"}, {"cap": "xa"}, {"trang": "2"}])
def test_who_looks_for_something_sees_what_he_looks_for(
    building: LifeEvent, client: Any, query: dict[str, str]
) -> None:
    assert "viec-trong-doi" not in client.get("/thu-tuc/", query).content.decode()


def test_its_page_shows_the_procedures_in_order_with_when_they_are_needed(building: LifeEvent, client: Any) -> None:
    page = client.get("/viec-trong-doi/lam-nha/").content.decode()
    order = ["Cấp giấy phép xây dựng", "Xây mới", "Gia hạn giấy phép", "Khi sắp hết hạn"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert page.count("Nộp được trực tuyến") == 2


def test_a_procedure_that_ended_is_left_out_and_an_empty_moment_is_no_entrance(
    building: LifeEvent, world: World, client: Any
) -> None:
    ProcedureVersion.objects.filter(pk=world.renewal.pk).update(status="ended", valid_until="2026-01-01")
    assert "Gia hạn giấy phép" not in client.get("/viec-trong-doi/lam-nha/").content.decode()
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    assert "chưa được công bố" in client.get("/viec-trong-doi/lam-nha/").content.decode()
    assert "viec-trong-doi" not in client.get("/").content.decode()


def test_all_moments_stand_on_one_page(building: LifeEvent, client: Any) -> None:
    page = client.get("/viec-trong-doi/").content.decode()
    assert 'href="/viec-trong-doi/lam-nha/"' in page
    assert 'href="/viec-trong-doi/"' in client.get("/viec-trong-doi/lam-nha/").content.decode()


def test_there_is_no_page_for_what_is_no_moment(world: World, client: Any) -> None:
    assert client.get("/viec-trong-doi/khong-co/").status_code == 404


def test_its_page_costs_as_many_statements_for_many_as_for_few(building: LifeEvent, world: World, client: Any) -> None:
    few = statements(lambda: client.get("/viec-trong-doi/lam-nha/"))
    for number in range(3):
        made = version(f"1.20000{number}", "Thủ tục", world.field, amount=3, unit="working_day", steps=LONG_WAY)
        LifeEventStep.objects.create(event=building, procedure=made.procedure)
    assert statements(lambda: client.get("/viec-trong-doi/lam-nha/")) == few <= 7


def test_the_shipped_moments_use_drawings_that_are_there_and_procedures_of_the_demo() -> None:
    content = json.loads(SHIPPED.read_text())
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text()))
    assert set(LifeEvent.Icon.values) <= sprite
    assert {event["icon"] for event in content["events"]} <= set(LifeEvent.Icon.values)
    catalogue = json.loads((SHIPPED.parent / "demo_procedures.json").read_text())
    codes = {row["code"] for row in catalogue["procedures"]}
    used = {step["procedure"] for event in content["events"] for step in event["steps"]}
    used |= {code for row in content["synonyms"] for code in row["procedures"]}
    used |= {code for row in content["taken_in_for_others"] for code in row["procedures"]}
    used |= {row["procedure"] for row in content["bundles"]}
    used |= {one["procedure"] for row in content["bundles"] for one in row["members"]}
    assert used <= codes


def test_the_command_loads_the_shipped_file_and_says_what_it_cannot_read(world: World, tmp_path: Any) -> None:
    told = io.StringIO()
    call_command("load_entrances", stdout=told)
    assert "việc trong đời" in told.getvalue()
    steps = LifeEvent.objects.get(slug="lam-nha").steps.all()
    assert [step.procedure.code for step in steps] == ["1.013225", "1.013227"]
    broken = tmp_path / "x.json"
    broken.write_text("{")
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("load_entrances", str(broken))
