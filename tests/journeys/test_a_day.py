"""One day of a ward with the keyboard only: twenty dossiers from the counter and from the evening before.

Nobody touches a mouse: after signing in everybody presses keys and holds cards and receipts under a scanner. What the
portal asks of the hands is counted, chapter by chapter.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from cases.models import Dossier
from cases.status import Status
from tests.journeys.typist import Typist
from tests.journeys.ward_on_that_day import AFTER_THREE, AGAIN, MORNING, PIN, Comes, came_online, open_ward
from tests.world import World, hanoi

pytestmark = pytest.mark.browser

KEY, SCAN = 0.28, 3.0  # seconds of a slow clerk: a key with the thinking before it; a card taken, held, given back
MOST = 60.0  # seconds for one dossier at the counter
MOST_KEYS = 65  # for one dossier, from all hands together, what is written included
log = logging.getLogger("tests.day")


@dataclass
class Ward:
    """The people of the day at their screens, and what the clock says."""

    visitor: Any
    clock: Any
    people: dict[str, Typist] = field(default_factory=dict)

    def who(self, username: str, start: str) -> Typist:
        """Somebody turns to the page; who comes for the first time sits down at a screen of their own."""
        if username not in self.people:
            self.people[username] = Typist(self.visitor(f"{username}-ngay"), username, start)
        return self.people[username]

    @contextmanager
    def chapter(self, time: str, username: str, *, start: str, most: int, dossiers: int) -> Iterator[Typist]:
        """At this time somebody does something to so many dossiers, with at most so many keys for each."""
        self.clock.move_to(hanoi(f"2026-11-20 {time}"))
        one = self.who(username, start)
        one.begin()
        yield one
        said = f"{time} {username}: {one.keys} keys, {one.pages} pages for {dossiers} dossiers"
        log.warning(said)
        assert one.keys <= most * dossiers, said


def test_a_day_of_twenty_dossiers_without_a_mouse(
    world: World, visitor: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    online = came_online(world, open_ward(world, settings, monkeypatch))
    to_complete, to_ask, to_supplement = online[1], online[2], online[3]
    with time_machine.travel(hanoi("2026-11-20 08:00")) as clock:
        ward = Ward(visitor, clock)
        with ward.chapter("08:00", "lan", start="/mot-cua/", most=80, dossiers=6) as lan:
            for one in MORNING:
                take_in(lan, one)
            take_in(lan, AGAIN, of_the_same=True)
            lan.sees("2 hồ sơ người này nộp hôm nay")
        with ward.chapter("09:10", "lan", start="/mot-cua/", most=14, dossiers=12) as lan:
            answer_online(lan, 12, asks=to_complete)
        with ward.chapter("10:00", "lan", start="/mot-cua/", most=1, dossiers=17) as lan:
            lan.goes("4")
            on_all(lan, "Chuyển xử lý", 17)
        with ward.chapter("10:10", "ha", start="/xu-ly/", most=1, dossiers=17) as ha:
            on_all(ha, "Phân công", 17, officer="Lê Quang Minh")
        with ward.chapter("10:20", "minh", start="/xu-ly/", most=40, dossiers=17) as minh:
            handle(minh, 17, asks=to_ask, lacks=to_supplement)
        with ward.chapter("11:00", "phu", start="/y-kien/", most=40, dossiers=1) as phu:
            phu.press("j")
            phu.goes("v")
            phu.goes("v")
            phu.write("Không tranh chấp.", at="Ý kiến của đơn vị")
            phu.goes("Control+Enter")
            phu.sees("Không đơn vị nào hỏi ý kiến đơn vị bạn.")
        with ward.chapter("13:30", "lan", start="/mot-cua/", most=40, dossiers=2) as lan:
            for one, what in ((to_complete, "Tờ khai đã ký"), (to_supplement, "Bản vẽ mới")):
                lan.scan(str(one.code))
                lan.goes("v")
                lan.write(what, at="Người nộp bổ sung những gì")
                lan.goes("Control+Enter")
                lan.sees("đã nhận phần bổ sung")
            answer_online(lan, 1)
        with ward.chapter("13:45", "minh", start="/xu-ly/", most=30, dossiers=2) as minh:
            minh.scan(str(to_supplement.code))
            minh.goes("v")
            minh.stands_at("Ghi chú")
            minh.goes("Control+Enter")
            handle(minh, 2)
        with ward.chapter("13:55", "ha", start="/xu-ly/", most=1, dossiers=13) as ha:
            ha.goes("g", "x")
            ha.goes("2")
            on_all(ha, "Duyệt, trình ký", 13)
        with ward.chapter("14:05", "son", start="/xu-ly/", most=1, dossiers=17) as son:
            on_all(son, "Ký duyệt", 17, pin=PIN)
        with ward.chapter("14:20", "huong", start="/xu-ly/", most=2, dossiers=3) as huong:
            on_all(huong, "Lấy số, phát hành", 3)
        with ward.chapter("14:30", "lan", start="/mot-cua/", most=5, dossiers=13) as lan:
            for name in ("Phạm Thị Hoa", "Lý Thị Sen"):
                lan.scan(str(Dossier.objects.get(owner__full_name=name).code))
                lan.goes("v")
                lan.stands_at(f"Người nộp: {name}")
                lan.press("Space")
                lan.goes("Control+Enter")
                lan.sees("đã trả kết quả")
            lan.goes("5")
            lan.press("/")
            lan.write("tran thi mai", at="Tên chủ hồ sơ hoặc mã")
            lan.goes("Enter")
            on_all(lan, "Trả kết quả", 11, taker="Người nộp của từng hồ sơ")
        with ward.chapter("15:10", "lan", start="/mot-cua/", most=80, dossiers=2) as lan:
            for one in AFTER_THREE:
                take_in(lan, one)
        with ward.chapter("15:30", "lan", start="/mot-cua/", most=3, dossiers=3) as lan:
            lan.goes("g", "m")
            lan.goes("4")
            on_all(lan, "Chuyển xử lý", 3)
        with ward.chapter("15:40", "ha", start="/xu-ly/", most=4, dossiers=3) as ha:
            ha.goes("g", "x")
            on_all(ha, "Phân công", 3, officer="Lê Quang Minh")
        living = Dossier.objects.all()
        assert Counter(living.values_list("status", flat=True)) == {
            Status.RETURNED: 13, Status.FINISHED: 4, Status.PROCESSING: 3
        }  # fmt: skip
        assert not living.overdue(hanoi("2026-11-20 16:00")).exists()
        keys = sum(one.day_keys for one in ward.people.values())
        assert keys <= MOST_KEYS * living.count(), f"{keys} keys"


def take_in(lan: Typist, one: Comes, *, of_the_same: bool = False) -> None:
    """One dossier at the counter, until its receipt is printed; in less than a minute."""
    keys, scans, served = lan.keys, lan.scans, lan.served
    if of_the_same:
        lan.press("F8")
        lan.to("Nhận thêm của người này")
        lan.goes("Enter")
    else:
        lan.goes("g", "t")
    lan.write(one.letters, at="Tên thủ tục hoặc mã")
    lan.goes("Enter")
    lan.to(one.procedure)
    lan.goes("Enter")
    if not of_the_same:
        lan.scan(one.card)
        lan.write(one.phone, at="Số điện thoại")
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
    seconds = (lan.keys - keys) * KEY + (lan.scans - scans) * SCAN + (lan.served - served) / 1000
    said = f"{one.letters}: {lan.keys - keys} keys, {lan.scans - scans} scans, {seconds:.0f} s"
    log.warning(said)
    assert seconds < MOST, said


def answer_online(lan: Typist, number: int, *, asks: Dossier | None = None) -> None:
    """The papers of what came online are looked at one after the other; of one something is missing."""
    lan.goes("g", "m")
    lan.goes("1")
    lan.press("j")
    lan.goes("v")
    for _ in range(number):
        wrong = asks is not None and str(asks.code) in lan.page.url
        mark(lan, fails=wrong)
        if wrong:
            lan.press("Tab")
            lan.write("Chưa ký", at="Chưa đạt ở chỗ nào")
        mark(lan)
        lan.press("F8")
        lan.stands_at("Lưu và tiếp nhận")
        if wrong:
            lan.to("yêu cầu bổ sung")
            lan.goes("Enter")
            lan.write("Tờ khai chưa có chữ ký", at="Lý do")
            lan.goes("Control+Enter")
        else:
            lan.goes("Enter")
            lan.stands_at("Tiếp nhận")
            lan.goes("Enter")
    lan.sees("Không có hồ sơ trực tuyến nào chờ kiểm tra.")


def mark(lan: Typist, *, fails: bool = False) -> None:
    """The next paper will do, or will not; what was said of it before stands until it is said otherwise."""
    lan.press("F8")
    before = lan.here().removeprefix("radio ")
    wanted = "Không đạt" if fails else "Đạt"
    order = ("Chưa xem", "Đạt", "Không đạt")
    steps = order.index(wanted) - order.index(before)
    lan.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))
    lan.stands_at(wanted)


def on_all(one: Typist, button: str, number: int, *, officer: str = "", pin: str = "", taker: str = "") -> None:
    """One move on the whole list: ticked, looked at once more, made."""
    one.press("a", "b")
    one.stands_at(button)
    one.goes("Enter")
    one.sees(f"{number} hồ sơ đã chọn, {number} hồ sơ làm được lúc này")
    if officer:
        one.stands_at("Giao cho")
        one.chooses(officer)
    if pin:
        one.write(pin, at="Mã PIN")
    if taker:
        one.stands_at(taker)
        one.press("Space")
    one.goes("Control+Enter")
    one.sees("Đã làm xong mọi hồ sơ.")


def handle(minh: Typist, number: int, *, asks: Dossier | None = None, lacks: Dossier | None = None) -> None:
    """An officer goes through what he holds: most is proposed, one needs another ward's opinion, one a paper."""
    minh.press("j")
    minh.goes("o")
    for _ in range(number):
        if asks is not None and str(asks.code) in minh.page.url:
            minh.press("F8")
            minh.to("Lấy ý kiến đơn vị khác")
            minh.goes("Enter")
            minh.stands_at("Hỏi đơn vị")
            minh.chooses("Phòng Kinh tế, Hạ tầng và Đô thị (UBND phường Hoàn Kiếm)")
            minh.press("Tab")
            minh.write("Ranh giới có tranh chấp không?", at="Cần ý kiến về việc gì")
            minh.goes("Control+Enter")
        elif lacks is not None and str(lacks.code) in minh.page.url:
            minh.press("F8")
            minh.to("Yêu cầu bổ sung")
            minh.goes("Enter")
            minh.write("Bản vẽ thiếu kích thước", at="Nội dung khác cần bổ sung")
            minh.to("Lý do")
            minh.write("Chưa đủ")
            minh.goes("Control+Enter")
        else:
            propose(minh)


def propose(minh: Typist) -> None:
    """The draft of a result: by its template where there is one."""
    by_template = "Xác nhận" in minh.page.inner_text("h1")
    minh.goes("v")
    minh.stands_at("Đồng ý, cấp kết quả")
    if by_template:
        minh.goes("v")
        minh.stands_at("Nội dung")
    else:
        minh.press("Space", "Tab")
        minh.write("Đủ điều kiện", at="Nội dung kết quả")
    minh.goes("Control+Enter")
