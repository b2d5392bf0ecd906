"""Opening a dossier to work on it is seen by colleagues, keeps nobody out, ends by the move or by itself; it counts."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.work import end_stale_work
from cases.models import Dossier, Work
from tests.queries import statements
from tests.world import World, hanoi


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock("10:02")` sets what time it is on the day."""

    def set_to(text: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: hanoi(f"2026-11-20 {text}"))

    set_to("09:30")
    return set_to


def send(client: Any, dossier: Dossier, action: str, **more: Any) -> Any:
    dossier.refresh_from_db()
    return client.post(f"/xu-ly/{dossier.code}/{action}/", {"revision": dossier.revision, **more})


def test_a_colleague_sees_who_works_on_it_since_when_and_can_still_do_it(
    world: World, signed_in: Any, clock: Any
) -> None:
    dossier = world.transferred(hanoi("2026-11-20 09:00"), world.birth)
    minh, binh = signed_in(world.minh), signed_in(world.binh)
    clock("10:02")
    assert "Đang được xử lý" not in minh.get(f"/xu-ly/{dossier.code}/propose/").content.decode()
    clock("10:10")
    said = "Đang được xử lý từ 10:02, bởi Lê Quang Minh"
    for address in (f"/xu-ly/{dossier.code}/", f"/xu-ly/{dossier.code}/propose/", "/xu-ly/?muc=dang-giai-quyet"):
        assert said in binh.get(address).content.decode(), address
    assert said not in minh.get(f"/xu-ly/{dossier.code}/").content.decode()
    # Bình's look took nothing from Minh, and his move goes through.
    assert Work.objects.get().person == world.minh
    assert send(binh, dossier, "propose", outcome="granted", text="Đủ.").status_code == 302
    work = Work.objects.get()
    assert (work.ended_at, work.minutes) == (hanoi("2026-11-20 10:02"), 1)


def test_minutes_run_from_opening_to_the_move_and_beside_it_nothing_ends(
    world: World, signed_in: Any, clock: Any
) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"), world.birth)
    minh = signed_in(world.minh)
    clock("10:00")
    minh.get(f"/xu-ly/{dossier.code}/propose/")
    clock("10:20")
    assert send(minh, dossier, "comment", text="Gọi điện.").status_code == 302
    assert send(minh, dossier, "propose", outcome="").status_code == 422
    clock("10:47")
    assert send(minh, dossier, "propose", outcome="granted", text="Đủ.").status_code == 302
    work = Work.objects.get()
    assert (work.minutes, work.step and work.step.kind, work.department) == (47, "handle", world.office)


def test_it_ends_by_itself_and_the_next_takes_over(world: World, signed_in: Any, clock: Any, settings: Any) -> None:
    settings.WORK_MINUTES = 10
    dossier = world.transferred(hanoi("2026-11-20 09:00"), world.birth)
    minh, binh = signed_in(world.minh), signed_in(world.binh)
    minh.get(f"/xu-ly/{dossier.code}/propose/")
    clock("09:40")
    assert "Đang được xử lý" not in binh.get(f"/xu-ly/{dossier.code}/propose/").content.decode()
    assert list(Work.objects.order_by("pk").values_list("person", "ended_at", "minutes")) == [
        (world.minh.pk, hanoi("2026-11-20 09:30"), 1),
        (world.binh.pk, None, 0),
    ]
    assert [end_stale_work(at=hanoi(f"2026-11-20 09:{minute}")) for minute in ("49", "50", "51")] == [0, 1, 0]


def test_the_head_sees_minutes_by_step_and_nobodys_name(world: World, signed_in: Any, clock: Any) -> None:
    minh = signed_in(world.minh)
    for minutes in ("12", "25"):
        dossier = world.assigned(hanoi("2026-11-20 09:00"), world.birth)
        clock("10:00")
        minh.get(f"/xu-ly/{dossier.code}/propose/")
        clock(f"10:{minutes}")
        send(minh, dossier, "propose", outcome="granted", text="Đủ.")
    ha = signed_in(world.ha)
    address = "/bao-cao/gio-lam-theo-buoc/"
    page = ha.get(address)
    assert [(row["line"].dossiers, row["line"].minutes, row["line"].average) for row in page.context["rows"]] == [
        (2, 37, 19)
    ]
    behind = ha.get(address + page.context["rows"][0]["url"]).content.decode()
    assert dossier.code in behind
    assert "Lê Quang Minh" not in behind
    sheet = b"".join(ha.get(f"{address}?dang=csv").streaming_content).decode()
    assert "Kiểm tra, vào sổ" in sheet
    assert ha.get(f"{address}?tu=31/12/2026&den=01/12/2026").status_code == 422
    assert statements(lambda: ha.get(address)) <= 5
