"""A page that says no: in the frame of whoever reads it, and one line in the log."""

import logging
from typing import Any

import pytest

from cases.actions.assign import assign
from tests.world import World, hanoi


@pytest.mark.parametrize(("who", "is_staff"), [("minh", True), ("mai", False)])
def test_who_may_not_reads_it_in_his_own_frame(world: World, signed_in: Any, who: str, is_staff: bool) -> None:
    page = signed_in(getattr(world, who)).get("/mot-cua/")
    assert page.status_code == 403
    assert ("masthead-desk" in page.content.decode()) == is_staff


def test_who_was_slower_stays_at_his_desk(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    seen = dossier.revision
    assign(dossier, by=world.ha, at=hanoi("2026-11-24 09:00"), officer=world.minh)
    page = signed_in(world.minh).post(
        f"/xu-ly/{dossier.code}/propose/", {"revision": seen, "outcome": "granted", "text": "Đủ."}
    )
    assert page.status_code == 409
    assert "masthead-desk" in page.content.decode()


def test_a_refusal_is_one_warning_without_a_trace_or_a_name(
    world: World, signed_in: Any, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    with caplog.at_level(logging.WARNING):
        assert signed_in(world.thanh).get(f"/xu-ly/{dossier.code}/propose/").status_code == 403
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert (record.levelname, record.exc_info, record.exc_text) == ("WARNING", None, None)
    assert "Trần Thị Mai" not in caplog.text
    assert "Traceback" not in caplog.text
