"""The pages of the reports: who may see them, that each number opens its list, and what a wrong address gets."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.supplement import Missing, request_supplement
from tests.world import World, hanoi

FORM, LIST = "/bao-cao/ii06a/", "/bao-cao/ii06a/ho-so/"
NOVEMBER = "ky=thang-2026-11"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def lives(world: World) -> None:
    world.received(hanoi("2026-10-05 09:00"))
    world.finished(hanoi("2026-11-02 09:00"))
    world.received(hanoi("2026-11-09 09:00"), world.birth)
    waiting = world.assigned(hanoi("2026-11-10 09:00"))
    request_supplement(waiting, by=world.minh, at=hanoi("2026-11-12 09:00"), missing=[Missing("Bản vẽ")])


def lines(response: Any) -> list[list[str]]:
    """The rows of a text file, its heading left out."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))[1:]


@pytest.mark.parametrize("page", ["/bao-cao/", FORM, LIST])
@pytest.mark.parametrize(
    ("name", "status"), [("thanh", 200), ("son", 200), ("ha", 200), ("minh", 403), ("lan", 403), ("mai", 403)]
)
def test_reports_are_for_those_who_lead_or_watch(
    world: World, signed_in: Any, page: str, name: str, status: int
) -> None:
    assert signed_in(world.people[name]).get(page).status_code == status


def test_a_stranger_is_asked_to_sign_in(world: World, client: Any) -> None:
    assert client.get(FORM).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("by", ["linh-vuc", "thu-tuc", "don-vi", "cap", "truong-hop", "can-bo", "kenh", "thang"])
def test_every_number_on_the_page_opens_a_list_as_long_as_it_says(world: World, signed_in: Any, by: str) -> None:
    """Every number of the usual layout; of the others the ends of each line: `test_two_months` asks for the rest."""
    lives(world)
    client = signed_in(world.thanh)
    context = client.get(f"{FORM}?{NOVEMBER}&dong={by}").context
    lines_of_cells = [*(line["cells"] for line in (*context["lines"], context["total"])), context["notes"]]
    assert sum(cell["value"] for cell in context["total"]["cells"]) == 4 * 4
    for cells in lines_of_cells:
        assert all(bool(cell["url"]) == bool(cell["value"]) for cell in cells)
        opening = [cell for cell in cells if cell["url"]]
        for cell in opening if by == "linh-vuc" else opening[:: max(len(opening) - 1, 1)]:
            page = client.get(f"{FORM}{cell['url']}")
            assert (page.context["count"], len(page.context["rows"])) == (cell["value"], cell["value"])
            assert len(lines(client.get(f"{FORM}{cell['url']}&dang=csv"))) == cell["value"]


def test_a_list_shows_what_was_known_when_the_period_ended(world: World, signed_in: Any) -> None:
    lives(world)
    (row,) = signed_in(world.son).get(f"{LIST}?{NOVEMBER}&cot=tam-dung").context["rows"]
    told = row.cells[-1]
    assert (told.text, told.kind, told.sub) == ("Đang tạm dừng", "stopped", "Yêu cầu bổ sung giấy tờ")


def test_those_who_only_watch_see_masked_names(world: World, signed_in: Any) -> None:
    lives(world)
    owners = {row.owner for row in signed_in(world.thanh).get(f"{LIST}?{NOVEMBER}").context["rows"]}
    assert owners == {"Trần T** Mai"}


def test_a_leader_narrows_the_report_to_a_unit_of_his_own_and_to_no_other(world: World, signed_in: Any) -> None:
    lives(world)
    client = signed_in(world.son)
    for code in (world.office.code, world.other_ward.code, "H99"):
        context = client.get(f"{FORM}?{NOVEMBER}&don-vi={code}").context
        assert context["total"]["cells"][0]["value"] == 4
        title = world.office.name if code == world.office.code else world.ward.name
        assert context["scope"].title == title


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("ky=thang-2027-5", "chưa bắt đầu"),
        ("ky=tuan-3", "Không có kỳ báo cáo"),
        ("tu=2026-11-05&den=2026-11-01", "ngày cuối không trước ngày đầu"),
        ("tu=2026-11-05", "Hãy nhập đủ hai ngày"),
        ("tu=hôm nay&den=mai", "Hãy nhập đủ hai ngày"),
    ],
)
def test_a_period_that_makes_no_sense_is_said_and_the_running_month_shown(
    world: World, signed_in: Any, asked: str, problem: str
) -> None:
    page = signed_in(world.son).get(f"{FORM}?{asked}")
    assert problem in page.context["problem"]
    assert page.context["period"].name == "Tháng 12/2026"


def test_a_free_range_is_one_of_the_choices_while_it_is_shown(world: World, signed_in: Any) -> None:
    page = signed_in(world.son).get(f"{FORM}?tu=02/11/2026&den=09/11/2026")
    assert 'value="02/11/2026"' in page.content.decode()
    assert page.context["period"].key == "2026-11-02--2026-11-09"
    assert page.context["period_groups"][0]["choices"] == [
        {"value": "2026-11-02--2026-11-09", "label": page.context["period"].name, "selected": True}
    ]
    assert page.context["total"]["cells"][1]["url"] == ""


@pytest.mark.parametrize("asked", ["cot=14", "cot=", "hang=x-1", "hang=f-99999999", "hang=p-1%20or%201"])
def test_a_number_that_the_form_does_not_have_is_not_found(world: World, signed_in: Any, asked: str) -> None:
    assert signed_in(world.son).get(f"{LIST}?{NOVEMBER}&{asked}").status_code == 404


def test_the_files_carry_the_name_of_the_period(world: World, signed_in: Any) -> None:
    lives(world)
    client = signed_in(world.son)
    book = client.get(f"{FORM}?{NOVEMBER}&dang=xlsx")
    assert book["Content-Disposition"] == 'attachment; filename="ii06a-thang-2026-11.xlsx"'
    assert book.content.startswith(b"PK")
    assert client.get(f"{FORM}?{NOVEMBER}&dang=pdf").content.startswith(b"%PDF")
    (first, total) = lines(client.get(f"{FORM}?{NOVEMBER}&dang=csv"))
    assert (first[1], total[1], total[3]) == ("Hoạt động xây dựng", "Tổng cộng", "4")


def test_a_report_is_narrowed_to_a_field_and_a_channel_and_says_so(world: World, signed_in: Any) -> None:
    lives(world)
    world.taken_in(hanoi("2026-11-09 10:00"), world.renewal)
    client = signed_in(world.son)
    for asked, count, words in (
        ("linh-vuc=XD", 5, "lĩnh vực XD"),
        ("kenh=in_person", 1, "nộp trực tiếp"),
        ("kenh=x", 5, ""),
    ):
        page = client.get(f"{FORM}?{NOVEMBER}&{asked}")
        cell = page.context["total"]["cells"][0]
        assert cell["value"] == count
        assert client.get(f"{FORM}{cell['url']}").context["count"] == count
        assert words in page.content.decode()


def test_a_report_there_is_none_of_is_not_found(world: World, signed_in: Any) -> None:
    assert signed_in(world.son).get("/bao-cao/ii99/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_and_its_list_cost_the_same_for_three_dossiers_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        world.received(hanoi("2026-11-09 09:00"))
    client = signed_in(world.thanh)
    with django_assert_num_queries(8):
        client.get(f"{FORM}?{NOVEMBER}&dong=thu-tuc")
    with django_assert_num_queries(7):
        assert len(client.get(f"{LIST}?{NOVEMBER}").context["rows"]) == count
