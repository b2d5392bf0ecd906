"""The counter of a ward with the keyboard only.

Nobody touches a mouse: after signing in everybody presses keys and holds cards and receipts under a scanner. What the
portal asks of the hands is counted, dossier by dossier at the counter.
"""

import logging
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from tests.journeys.typist import Typist
from tests.journeys.ward_on_that_day import AGAIN, MORNING, Comes, came_online, open_ward
from tests.world import World, hanoi

pytestmark = pytest.mark.browser

KEY, SCAN = 0.28, 3.0  # seconds of a slow clerk: a key with the thinking before it; a card taken, held, given back
MOST = 60.0  # seconds for one dossier at the counter
log = logging.getLogger("tests.day")


@dataclass
class Ward:
    """The people of the day, their screens, and what the clock says."""

    world: World
    visitor: Any
    clock: Any

    def comes(self, username: str, start: str) -> Typist:
        """Somebody sits down at a screen of their own."""
        return Typist(self.visitor(f"{username}-ngay"), username, start)

    def at(self, time: str) -> None:
        """It is so late now."""
        self.clock.move_to(hanoi(f"2026-11-20 {time}"))


def test_a_dossier_at_the_counter_takes_less_than_a_minute_without_a_mouse(
    world: World, visitor: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_online(world, open_ward(world, settings, monkeypatch))
    with time_machine.travel(hanoi("2026-11-20 08:00")) as clock:
        ward = Ward(world, visitor, clock)
        lan = ward.comes("lan", "/mot-cua/")
        for one in MORNING:
            take_in(lan, one)
        take_in(lan, AGAIN, of_the_same=True)
        lan.sees("2 hồ sơ người này nộp hôm nay")


def take_in(lan: Typist, one: Comes, *, of_the_same: bool = False) -> None:
    """One dossier at the counter, until its receipt is printed; in less than a minute."""
    lan.begin()
    if of_the_same:
        lan.press("F8")
        lan.to("Nhận thêm của người này")
        lan.goes("Enter")
    else:
        lan.goes("g", "t")
    lan.write(one.letters)
    lan.goes("Enter")
    lan.to(one.procedure)
    lan.goes("Enter")
    if not of_the_same:
        lan.scan(one.card)
        lan.write(one.phone)
        lan.press("F8")
    lan.to("Nội dung đề nghị")
    lan.write(one.wants)
    lan.press("F8")
    lan.to("Bản quét Tờ khai")
    lan.to("Bản sao")
    lan.write("1")
    if one.pays:
        lan.press("F8")
        lan.stands_at("Đã thu đủ phí, lệ phí")
        lan.press("Space")
    lan.goes("Control+Enter")
    lan.sees("Đã tiếp nhận hồ sơ của")
    lan.prints("v")
    seconds = lan.keys * KEY + lan.scans * SCAN + lan.served / 1000
    said = f"{one.letters}: {lan.keys} keys, {lan.scans} scans, {lan.served:.0f} ms of the server, {seconds:.0f} s"
    log.warning(said)
    assert seconds < MOST, said
