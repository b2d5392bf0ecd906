"""The catalogue as a file: what was searched for and filtered, in the order of the page."""

import csv
import io
from typing import Any

from procedures.catalogue_file import HEADINGS
from procedures.models import ProcedureVersion
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, version


def lines(client: Any, **asked: str) -> list[list[str]]:
    """The cells of the file for the words and filters."""
    answer = client.get("/thu-tuc/", {**asked, "dang": "csv"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_file_holds_what_the_page_shows(world: World, client: Any) -> None:
    headings, *found = lines(client, q="khai sinh")
    assert tuple(headings) == HEADINGS
    assert [line[:2] for line in found] == [["1.001193", "Đăng ký khai sinh"]]
    assert found[0][-2:] == ["Nộp được trực tuyến", f"{SINCE:%d/%m/%Y}"]
    assert len(lines(client)) == 1 + ProcedureVersion.objects.exclude(status="draft").count()
    assert lines(client, q="xyz") == [list(HEADINGS)]


def test_the_page_offers_the_file_of_its_own_search(world: World, client: Any) -> None:
    page = client.get("/thu-tuc/", {"q": "khai sinh", "trang": "1", "cap": ""}).content.decode()
    assert 'href="?q=khai+sinh&amp;dang=csv"' in page
    assert "dang=csv" not in client.get("/thu-tuc/", {"q": "xyz không có"}).content.decode()


def test_a_name_that_begins_like_a_formula_is_text(world: World, client: Any) -> None:
    version("9.000009", "=1+1", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    assert "'=1+1" in {line[1] for line in lines(client)}


def test_the_file_costs_the_same_for_one_and_for_three(world: World, client: Any) -> None:
    few = statements(lambda: lines(client, q="khai sinh"))
    for number in range(3):
        version(
            f"9.00000{number}", f"Khai sinh tại xe {number}", world.field, amount=3, unit="working_day", steps=LONG_WAY
        )
    assert statements(lambda: lines(client, q="khai sinh")) == few
    assert len(lines(client, q="khai sinh")) == 5
