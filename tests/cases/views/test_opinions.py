"""Asking other units and answering them, on the pages."""

from typing import Any

import pytest
from django.utils import timezone

from cases.models import Opinion
from departments.models import Department
from tests.world import World, hanoi

BUDGET = 7


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def asked(world: World, unit: Department) -> Opinion:
    return Opinion.objects.create(
        dossier=world.assigned(hanoi("2026-11-20 09:00")),
        department=unit,
        question="Ranh giới có đúng?",
        due_at=hanoi("2026-11-24 17:00"),
        asked_by=world.minh,
        asked_at=hanoi("2026-11-20 10:00"),
    )


def test_an_officer_asks_a_unit_that_reads_answers_and_loses_sight_of_it(world: World, signed_in: Any) -> None:
    dossier, unit = world.assigned(hanoi("2026-11-24 09:00")), Department.objects.get(code="H26.104.03")
    address, client = f"/xu-ly/{dossier.code}/ask_opinion/", signed_in(world.minh)
    offered = client.get(address).context["form"].fields["unit"].choices
    assert [name for _, name in offered[2][1]] == [
        "UBND phường Hoàn Kiếm (UBND thành phố Hà Nội)",
        "Phòng Kinh tế, Hạ tầng và Đô thị (UBND phường Hoàn Kiếm)",
    ]
    day = {"due_day_ngay": "27", "due_day_thang": "11", "due_day_nam": "2026"}
    sent = {"revision": dossier.revision, "unit": unit.pk, "question": "Ranh giới có đúng?"}
    early = client.post(address, {**sent, **day, "due_day_ngay": "20"})
    assert early.status_code == 422
    assert "từ hôm nay trở đi" in early.content.decode()
    assert client.post(address, {**sent, **day}).status_code == 302
    opinion = dossier.opinions.get()
    assert (opinion.due_at, opinion.legal_basis) == (hanoi("2026-11-27 17:00"), "")
    there = signed_in(world.phu)
    assert f"/xu-ly/{dossier.code}/" in there.get("/y-kien/").content.decode()
    page = there.get(f"/xu-ly/{dossier.code}/")
    assert page.context["next"]["url"] == f"/xu-ly/{dossier.code}/answer_opinion/"
    assert "Trần Thị Mai" in page.content.decode()
    revision = page.context["dossier"].revision
    done = there.post(f"/xu-ly/{dossier.code}/answer_opinion/", {"revision": revision, "text": "Đúng ranh giới."})
    assert done["Location"] == "/y-kien/"
    assert there.get(f"/xu-ly/{dossier.code}/").status_code == 404
    assert "Đúng ranh giới." in there.get("/y-kien/?muc=da-tra-loi").content.decode()
    assert "Đúng ranh giới." in client.get(f"/xu-ly/{dossier.code}/").content.decode()


def test_a_stop_needs_its_law(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    day = {"due_day_ngay": "27", "due_day_thang": "11", "due_day_nam": "2026"}
    sent = {"revision": dossier.revision, "unit": world.other_ward.pk, "question": "Ranh giới?", "legal_basis": ""}
    answer = signed_in(world.minh).post(f"/xu-ly/{dossier.code}/ask_opinion_stopping/", {**sent, **day})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"legal_basis"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_for_three_as_for_one_and_is_a_file_too(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    unit = Department.objects.get(code="H26.104.03")
    made = [asked(world, unit) for _ in range(count)]
    client = signed_in(world.phu)
    with django_assert_num_queries(BUDGET):
        page = client.get("/y-kien/?muc=tra-loi-cham")
    assert [row["mark"].text for row in page.context["rows"]] == ["Chậm trả lời"] * count
    assert [tile["value"] for tile in page.context["tiles"]] == [count, count, 0, 0]
    # What is over is there and is not counted.
    assert '<a class="btn btn-secondary" href="?muc=da-tra-loi">Đơn vị tôi đã trả lời</a>' in page.content.decode()
    file = b"".join(client.get(page.context["csv_url"].replace("?", "/y-kien/?")).streaming_content).decode()
    assert all(one.dossier.code in file for one in made)
