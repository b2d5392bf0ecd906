"""Several matters of one person at the counter: the person is filled in, and one minute names them all."""

from typing import Any

import pytest
from django.utils import timezone

from cases.intake import Person
from tests.cases.printing.papers import words_of
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")


@pytest.fixture(autouse=True)
def _at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-20 10:00"))


def test_the_next_matter_of_the_same_person_begins_with_him_filled_in(world: World, signed_in: Any) -> None:
    first = world.taken_in(AT)
    lan = signed_in(world.lan)
    done = lan.get(f"/mot-cua/tiep-nhan/1.013225/?xong={first.code}").content.decode()
    assert f'href="/mot-cua/tiep-nhan/?tiep={first.code}"' in done
    assert "nộp hôm nay" not in done
    chosen = lan.get(f"/mot-cua/tiep-nhan/?tiep={first.code}").content.decode()
    assert f'href="/mot-cua/tiep-nhan/1.001193/?tiep={first.code}"' in chosen
    page = lan.get(f"/mot-cua/tiep-nhan/1.001193/?tiep={first.code}").content.decode()
    assert ('value="Trần Thị Mai"' in page, 'value="001190012345"' in page) == (True, True)
    # Of another counter's people nothing is filled in.
    foreign = signed_in(world.oanh).get(f"/mot-cua/tiep-nhan/1.001193/?tiep={first.code}").content.decode()
    assert "Trần Thị Mai" not in foreign


def test_one_minute_names_all_that_a_person_handed_in_that_day(world: World, signed_in: Any) -> None:
    first, second = world.taken_in(AT), world.taken_in(AT, world.birth)
    online, other = world.submitted(AT), world.taken_in(AT, submitter=Person("Lê Văn Tư", phone="+84987654321"))
    yesterday = world.taken_in(hanoi("2026-11-19 09:00"))
    lan = signed_in(world.lan)
    done = lan.get(f"/mot-cua/tiep-nhan/1.013225/?xong={first.code}").content.decode()
    assert "2 hồ sơ người này nộp hôm nay" in done
    minutes = words_of(lan.get(f"/in/mot-luot/{first.code}.pdf").content)
    assert [one.code in minutes for one in (first, second, online, other, yesterday)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert "kiểm đếm đủ 02 hồ sơ" in minutes
    assert "Đại diện: Trần Thị Mai" in minutes
