"""Following a dossier beside one's own work."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.hand_over import hand_over
from cases.models import Watch
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def test_what_one_follows_stands_in_ones_list_to_its_end_and_in_nobody_elses(world: World, signed_in: Any) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    ha, son = signed_in(world.ha), signed_in(world.son)
    address = dossier.get_absolute_url()
    assert "Theo dõi hồ sơ này" in ha.get(address).content.decode()
    for _ in range(2):
        assert ha.post(f"{address}theo-doi/", {"theo-doi": "1"}).status_code == 302
    hand_over(dossier, by=world.lan, at=hanoi("2026-11-24 09:00"), received_by="Trần Thị Mai")
    listed = ha.get("/xu-ly/?muc=theo-doi")
    assert len(listed.context["rows"]) == 1
    assert str(dossier.code) in listed.content.decode()
    assert son.get("/xu-ly/?muc=theo-doi").context["rows"] == []
    assert "Thôi theo dõi" in ha.get(address).content.decode()
    assert "Theo dõi hồ sơ này" in son.get(address).content.decode()
    ha.post(f"{address}theo-doi/", {"theo-doi": "0"})
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("thanh", 403), ("mai", 403), ("tam", 404), ("lan", 403)],
    ids=["who only watches", "the applicant", "another ward", "the counter"],
)  # fmt: skip
def test_who_does_not_work_on_such_dossiers_follows_none(world: World, signed_in: Any, who: str, status: int) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    client = signed_in(world.people[who])
    assert client.post(f"{dossier.get_absolute_url()}theo-doi/", {"theo-doi": "1"}).status_code == status
    assert not Watch.objects.exists()
    assert "Theo dõi hồ sơ này" not in signed_in(world.thanh).get(dossier.get_absolute_url()).content.decode()
