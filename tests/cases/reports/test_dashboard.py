"""The dashboard: its counters are a recount after every move, its open numbers are its lists, and it costs the same."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.actions.recount_statistics import counted_anew, recount_statistics, standing
from cases.actions.sign import recall
from cases.actions.supplement import Missing, request_supplement
from cases.models import Statistic
from cases.reports.alarms import intake_turned, share_turned, silent
from cases.reports.charts import bars, lines
from cases.reports.periods import Kind, containing
from cases.reports.shares import Share
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
BOARD = "/dieu-hanh/"


def test_a_recalled_result_leaves_the_day_in_which_it_was_counted(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-02 09:00"))
    day = timezone.localtime(dossier.finished_at).date()
    there = Statistic.objects.get(span="day", first=day, early=1)
    recall(dossier, by=world.son, at=hanoi("2026-11-24 10:00"), reason="Sai tên")
    there.refresh_from_db()
    assert there.early + there.on_time + there.late == 0
    assert +standing() == +counted_anew()


def test_a_wrong_counter_is_found_and_repaired(world: World, capsys: Any) -> None:
    world.received(hanoi("2026-11-02 09:00"))
    call_command("recount_statistics", check=True)
    Statistic.objects.filter(span="day").update(received=7)
    with pytest.raises(CommandError, match="không khớp"):
        call_command("recount_statistics", check=True)
    assert recount_statistics() == 1
    assert recount_statistics() == 0
    call_command("recount_statistics", check=True)
    assert "Mọi số đếm khớp" in capsys.readouterr().out


@pytest.fixture
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.parametrize("name", ["thanh", "son", "ha"])
def test_every_number_opens_a_list_as_long_as_it_says(world: World, signed_in: Any, name: str) -> None:
    world.received(hanoi("2026-10-05 09:00"))
    world.finished(hanoi("2026-11-16 09:00"))
    world.assigned(hanoi("2026-11-20 10:00"))
    world.received(hanoi("2026-11-23 09:00"), world.birth)
    client = signed_in(world.people[name])
    context = client.get(BOARD).context
    assert context["now_tiles"][1]["value"] >= 1
    _, closed, *parts = (tile["value"] for tile in context["period_numbers"])
    assert sum(parts) == closed
    for tile in context["now_tiles"] + context["period_numbers"][1:]:
        behind = client.get(tile["url"]).context
        assert len(behind["rows"]) == tile["value"], tile
    unit = context["ranking"][0]["unit"] if context["ranking"] else None
    if unit:
        narrowed = client.get(f"{BOARD}?don-vi={unit.code}").context
        for tile in narrowed["now_tiles"]:
            assert len(client.get(tile["url"]).context["rows"]) == tile["value"], tile
    assert client.get(f"{BOARD}?dang=csv").status_code == 200


@pytest.mark.usefixtures("_at_nine")
def test_every_page_means_the_same_by_what_is_being_handled(world: World, signed_in: Any) -> None:
    world.assigned(hanoi("2026-11-20 10:00"))
    waits = world.assigned(hanoi("2026-11-20 10:30"))
    request_supplement(waits, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    head = signed_in(world.ha)
    pages = [(BOARD, "now_tiles"), (f"{BOARD}man-hinh/", "now_tiles"), ("/xu-ly/", "tiles")]
    said = [
        tile["value"]
        for address, name in pages
        for tile in head.get(address).context[name]
        if tile["label"] == "Đang giải quyết"
    ]
    held = sum(row["load"].now["held"] for row in head.get("/khoi-luong/").context["rows"])
    assert [*said, held] == [2, 2, 2, 2]


@pytest.mark.usefixtures("_at_nine")
def test_it_costs_the_same_with_one_dossier_and_with_five(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.thanh)
    client.get(BOARD)
    costs = []
    for more in (1, 4):
        for _ in range(more):
            world.received(hanoi("2026-11-23 09:00"))
        with django_assert_max_num_queries(10) as counted:
            client.get(BOARD)
        costs.append(len(counted))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("_at_nine")
def test_the_wall_turns_by_itself_until_it_is_held(world: World, signed_in: Any) -> None:
    client, seen, address = signed_in(world.thanh), [], ""
    for _ in range(4):
        page = client.get(f"{BOARD}man-hinh/{address}")
        seen.append(page.context["part"])
        address = page.context["next_url"]
        assert f'content="20;url={address}"' in page.content.decode()
    assert seen == ["so-lieu", "xu-huong", "xep-hang", "so-lieu"]
    held = client.get(f"{BOARD}man-hinh/{page.context['hold_url']}")
    assert "http-equiv" not in held.content.decode()
    assert held.context["part"] == "so-lieu"


def test_a_share_is_never_rounded_up_and_its_interval_narrows_with_numbers() -> None:
    assert Share(999, 1000).text == "99,9%"
    assert Share(9_999, 10_000).text == "99,9%"
    assert Share(0, 0).text == "–"
    few, many = Share(29, 30).bounds, Share(2_900, 3_000).bounds
    assert few[0] < many[0] < 29 / 30 < many[1] < few[1]
    # Wilson's interval of 29 in 30, as statistics books give it.
    assert (round(few[0], 3), round(few[1], 3)) == (0.833, 0.994)
    assert (Share(29, 29).comparable, Share(30, 30).comparable) == (False, True)


def test_only_what_really_turned_raises_an_alarm() -> None:
    steady = [Share(95, 100)] * 6
    assert share_turned([*steady, Share(93, 100)]) is None
    worse, better = share_turned([*steady, Share(70, 100)]), share_turned([*steady, Share(100, 100)])
    assert worse
    assert worse.worse
    assert better
    assert not better.worse
    assert share_turned([*steady, Share(1, 10)]) is None
    assert intake_turned([20, 21, 19, 20] * 5 + [22], "Ngày 24/11") is None
    alarm = intake_turned([20, 21, 19, 20] * 5 + [40], "Ngày 24/11")
    assert alarm
    assert "nhiều khác thường" in alarm.text
    assert intake_turned([20, 40], "Ngày 24/11") is None
    quiet = silent({1: [5] * 20 + [0], 2: [1] * 20 + [0], 3: [5] * 21}, {1: "A", 2: "B", 3: "C"}, "ngày 24/11")
    assert [alarm.unit for alarm in quiet] == [1]


def test_the_drawing_stays_within_its_frame() -> None:
    drawn = bars([(0, 0), (143, 7), (1, 2)], ["9", "10", "11"], ("in", "out"))
    assert len(drawn.bars) == 6
    assert all(bar.x >= 0 and bar.x + bar.width <= 720 and bar.y >= 0 and bar.height >= 0 for bar in drawn.bars)
    assert max(bar.height for bar in drawn.bars) == next(bar.height for bar in drawn.bars if bar.x == drawn.bars[2].x)
    assert drawn.grid[-1].text == "150"
    assert bars([(0, 0)], ["1"], ("in", "out")).grid[-1].text == "2"
    line = lines([980, None, 874], [None, None, 1000], ["9", "10", "11"])
    assert [dot.text for dot in line.dots] == ["98,0", "87,4"]
    assert line.grid[0].text == "80%"
    assert len(line.now.split()) == 2
    assert containing(Kind.MONTH, date(2026, 11, 25)).first == date(2026, 11, 15)


@pytest.mark.parametrize(
    "shares", [[980, 900, 975], [990, 905, 960, 1000], [1000, 1000, 800], [50, 0, 70], [700, 760, 700]]
)
def test_the_word_of_a_low_point_stands_under_it_and_over_the_foot_of_the_drawing(shares: list[int]) -> None:
    drawn = lines(shares, [None] * len(shares), [str(month) for month in range(len(shares))])
    foot = drawn.grid[0].y
    for place, dot in enumerate(drawn.dots):
        beside = [drawn.dots[at].y for at in (place - 1, place + 1) if 0 <= at < len(shares)]
        dips = all(y < dot.y for y in beside) and dot.y + 20 <= foot
        assert dot.shift > 0 if dips else dot.shift < 0 or any(y < dot.y for y in beside)
        assert dot.y + dot.shift <= foot
    assert min(shares) == 0 or any(dot.shift > 0 for dot in drawn.dots)
