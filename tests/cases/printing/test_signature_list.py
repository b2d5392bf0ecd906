"""What is laid before a leader stands on one list to be printed, of now and of a day; his queue shows the same."""

from datetime import date
from typing import Any

from cases.actions.sign import return_to, sign
from cases.printing.signature_list import laid_before, signature_list
from departments.models import User
from tests.cases.printing.papers import words_of
from tests.queries import statements
from tests.world import World, hanoi

AT, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-20 15:00")


def rows(user: User, day: date | None = None) -> list[list[str]]:
    """What the list says to this person."""
    posts = list(user.posts.select_related("department"))
    facts = signature_list(laid_before(posts, day), posts[0].department, day=day, at=LATER)
    return list(facts["rows"])


def test_the_list_for_signature_says_what_the_queue_shows_and_keeps_its_day(world: World, signed_in: Any) -> None:
    first, second, third = (world.for_signature(AT) for _ in range(3))
    son = signed_in(world.son)
    page = son.get("/xu-ly/?muc=cho-ky").content.decode()
    assert 'href="/in/trinh-ky.pdf"' in page
    said = words_of(son.get("/in/trinh-ky.pdf").content)
    for one in (first, second, third):
        assert (str(one.code) in page, str(one.code) in said) == (True, True)
    for words in ("DANH SÁCH TRÌNH KÝ", "03 hồ sơ", "Lê Quang Minh", "Đồng ý, cấp kết quả", "17:00 02/12/2026"):
        assert words in said, words
    sign(first, by=world.son, at=LATER)
    return_to(second, by=world.son, at=LATER, reason="Sửa.")
    assert statements(lambda: son.get("/in/trinh-ky.pdf")) <= 4
    assert [row[1] for row in rows(world.ha)] == [third.code]
    of_day = {row[1]: row[7] for row in rows(world.ha, AT.date())}
    assert of_day == {
        first.code: "Đã ký 15:00 20/11/2026",
        second.code: "Không ký, đã chuyển bước 15:00 20/11/2026",
        third.code: "",
    }
    assert (rows(world.ha, date(2026, 11, 19)), rows(world.tam, AT.date())) == ([], [])
    assert [son.get(f"/in/trinh-ky.pdf?ngay={day}").status_code for day in ("x", "0001-01-01")] == [404, 404]
