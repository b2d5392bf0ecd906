"""The public catalogue: found without accents, drafts unseen, everything a citizen asks on one page."""

from datetime import date
from typing import Any

import pytest
import time_machine

from departments.models import Department
from procedures.answers import reliefs_of
from procedures.models import (
    FeeItem,
    FeeRelief,
    Offering,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
)
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, hanoi, unit, version


@pytest.mark.parametrize("words", ["dang ky khai sinh", "Đăng ký KHAI SINH", "sinh khai", "1.001193", "khai  sinh "])
def test_a_procedure_is_found_without_accents_in_any_order_or_by_code(world: World, client: Any, words: str) -> None:
    page = client.get("/thu-tuc/", {"q": words}).content.decode()
    assert "Đăng ký khai sinh" in page
    assert "Cấp giấy phép xây dựng" not in page


@pytest.mark.parametrize("words", ["đăng ký khai sinh giúp cháu tôi", "khai sih"])
def test_where_nothing_holds_every_word_the_nearest_is_offered_and_said_so(
    world: World, client: Any, words: str
) -> None:
    page = client.get("/thu-tuc/", {"q": words}).content.decode()
    assert f"Không có thủ tục nào đúng chữ “{words}”" in page
    assert "Đăng ký khai sinh" in page
    assert "Cấp giấy phép xây dựng" not in page


def test_words_that_find_nothing_say_what_to_do(world: World, client: Any) -> None:
    page = client.get("/thu-tuc/", {"q": "xyz không có"}).content.decode()
    assert "Không tìm thấy thủ tục nào" in page
    assert 'value="xyz không có"' in page


def test_a_field_stays_in_the_filter_while_a_new_version_is_prepared(world: World, client: Any) -> None:
    """As after an import, which leaves a draft beside each version whose content changed."""
    for procedure in Procedure.objects.all():
        ProcedureVersion.objects.create(procedure=procedure, number=9, name="Bản mới")
    assert list(client.get("/thu-tuc/").context["fields"]) == [world.permit.procedure.field]
    in_force = ProcedureVersion.objects.filter(procedure__field=world.permit.procedure.field, status="published")
    in_force.update(status="ended", valid_until="2026-01-01")
    assert list(client.get("/thu-tuc/").context["fields"]) == []


@pytest.mark.parametrize(
    "query", [{"trang": "abc"}, {"trang": "-1"}, {"trang": "99999999"}, {"cap": "x"}, {"linh-vuc": "%"}]
)
def test_an_address_that_makes_no_sense_is_still_a_page(world: World, client: Any, query: dict[str, str]) -> None:
    assert client.get("/thu-tuc/", query).status_code == 200


def test_what_was_typed_cannot_become_a_script(world: World, client: Any) -> None:
    page = client.get("/thu-tuc/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@time_machine.travel(hanoi("2026-11-20 16:40"), tick=False)
def test_the_page_says_when_the_result_would_be_promised_now_and_why(world: World, client: Any) -> None:
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "17:00, thứ Tư 02/12/2026" in page
    assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam" in page
    assert "Tờ khai" in page
    assert "Luật Hộ tịch 60/2014/QH13" in page
    assert "UBND phường Cửa Nam" in page


def test_a_draft_is_nobodys_business(world: World, client: Any) -> None:
    ProcedureVersion.objects.create(
        procedure=world.permit.procedure, number=2, name="Bản chưa công bố", search_text="ban chua cong bo"
    )
    assert "Bản chưa công bố" not in client.get("/thu-tuc/", {"q": "ban chua cong bo"}).content.decode()
    assert "Bản chưa công bố" not in client.get("/thu-tuc/1.013225/").content.decode()
    assert client.get("/thu-tuc/9.999999/").status_code == 404


def test_an_ended_procedure_says_so_and_takes_no_dossier(world: World, client: Any) -> None:
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "đã hết hiệu lực" in page
    assert "Nộp hồ sơ trực tuyến" not in page
    assert "Cấp giấy phép" not in client.get("/thu-tuc/").content.decode()


def test_few_places_are_listed_with_how_to_reach_them(world: World, client: Any) -> None:
    Department.objects.filter(pk=world.desk.pk).update(address="2 Cửa Nam", phone="024 3825 3536")
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "Trung tâm Phục vụ hành chính công phường Cửa Nam" in page
    assert ("2 Cửa Nam" in page, "024 3825 3536" in page) == (True, True)
    assert "Chọn phường, xã hoặc cơ quan" not in page


def test_many_places_are_chosen_from_by_the_name_of_the_commune(world: World, client: Any) -> None:
    for number in range(5):
        ward = unit(f"H26.20{number}", f"UBND xã Số {number}", "commune", world.city, short_name=f"Xã Số {number}")
        Offering.objects.create(
            procedure=world.permit.procedure, department=ward, desk=ward, division=ward, valid_from=SINCE
        )
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert '<optgroup label="Phường"><option lang="vi" value="H26.105">Cửa Nam</option>' in page
    assert '<optgroup label="Xã"><option lang="vi" value="H26.200">Số 0</option>' in page
    assert "Trung tâm Phục vụ hành chính công phường Cửa Nam" not in page
    chosen = client.get("/thu-tuc/1.013225/", {"noi": "H26.105"}).content.decode()
    assert "Trung tâm Phục vụ hành chính công phường Cửa Nam" in chosen
    assert "Mở cửa thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00" in chosen
    assert "/nop-ho-so/1.013225/?noi=H26.105" in chosen
    assert "hãy chọn nơi khác" in client.get("/thu-tuc/1.013225/", {"noi": "<b>'\0"}).content.decode()


def test_a_procedure_that_nobody_takes_online_is_submitted_at_the_desk(world: World, client: Any) -> None:
    Offering.objects.filter(procedure=world.permit.procedure).update(online_level="none")
    page = client.get("/thu-tuc/1.013225/").content.decode()
    assert "Nộp hồ sơ trực tuyến" not in page
    assert "Nộp tại Bộ phận Một cửa" in page
    assert "Cấp giấy phép" not in client.get("/thu-tuc/", {"truc-tuyen": "1"}).content.decode()
    assert "Đăng ký khai sinh" in client.get("/thu-tuc/", {"truc-tuyen": "1"}).content.decode()


def test_the_name_that_says_the_phrase_first_and_briefly_comes_first(world: World, client: Any) -> None:
    for code, name in (("1.300001", "Đăng ký lại khai sinh"), ("1.300002", "Cấp bản sao Giấy khai sinh")):
        version(code, name, world.field, amount=3, unit="working_day", steps=LONG_WAY)
    page = client.get("/thu-tuc/", {"q": "khai sinh"}).content.decode()
    assert page.index("Đăng ký khai sinh</a>") < page.index("Đăng ký lại khai sinh")
    assert page.index("Đăng ký lại khai sinh") < page.index("Cấp bản sao Giấy khai sinh")


@pytest.mark.parametrize(("audience", "found"), [("cong-dan", True), ("to-chuc", False), ("x", True)])
def test_a_visitor_narrows_by_whom_it_is_for(world: World, client: Any, audience: str, found: bool) -> None:
    page = client.get("/thu-tuc/", {"doi-tuong": audience}).content.decode()
    assert ("Đăng ký khai sinh</a>" in page) is found


def test_a_code_that_does_not_exist_is_answered_with_a_search_box(world: World, client: Any) -> None:
    answer = client.get("/thu-tuc/1.000000.000.00.00.H26/")
    assert answer.status_code == 404
    assert "Không có thủ tục mang mã “1.000000.000.00.00.H26”" in answer.content.decode()
    assert 'name="q"' in answer.content.decode()


def test_what_is_not_known_for_sure_is_asked_at_the_desk_and_never_guessed(world: World, client: Any) -> None:
    draft = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code="1.400001", field=world.field),
        number=1,
        name="Thủ tục chưa rõ",
        search_text="thu tuc chua ro",
    )
    ProcessingLimit.objects.create(version=draft, amount=5, text="5")
    FeeItem.objects.create(version=draft, name="Lệ phí", text="Theo Nghị quyết của HĐND")
    FeeItem.objects.create(version=draft, name="Phí cũ", amount=1000, valid_until="2020-01-01")
    FeeItem.objects.create(version=draft, name="Phí mới", amount=2000, valid_from="2090-01-01")
    ProcedureVersion.objects.filter(pk=draft.pk).update(status="published", valid_from=SINCE)
    page = client.get("/thu-tuc/1.400001/").content.decode()
    assert "Văn bản không ghi thời hạn bằng con số" in page
    assert "Theo Nghị quyết của HĐND" in page
    assert page.count("Cần hỏi lại tại quầy.") == 2
    assert "Phí cũ" not in page
    assert "Mức này áp dụng từ ngày 01/01/2090" in page


def test_papers_of_a_case_stand_under_its_name_and_notes_apart(world: World, client: Any) -> None:
    draft = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code="1.400002", field=world.field), number=1, name="Có trường hợp"
    )
    case = ProcedureCase.objects.create(version=draft, code="X", name="Trẻ em bị bỏ rơi")
    for position, more in enumerate(
        (
            {"name": "Tờ khai", "originals": 1},
            {"name": "Biên bản", "originals": 1, "case": case},
            {"name": "Thẻ căn cước", "present_only": True},
            {"name": "Không phải chứng thực ủy quyền.", "is_note": True},
        )
    ):
        RequiredDocument.objects.create(version=draft, position=position, **more)
    ProcedureVersion.objects.filter(pk=draft.pk).update(status="published", valid_from=SINCE)
    page = client.get("/thu-tuc/1.400002/").content.decode()
    order = [
        "Tờ khai",
        "Thẻ căn cước",
        "Trẻ em bị bỏ rơi</span></h3>",
        "Biên bản",
        "Lưu ý",
        "Không phải chứng",
    ]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert "chỉ mang theo để đối chiếu" in page


@time_machine.travel(hanoi("2099-11-20 16:40"), tick=False)
def test_a_calendar_that_ends_is_a_sentence_and_not_an_error(world: World, client: Any) -> None:
    answer = client.get("/thu-tuc/1.013225/")
    assert answer.status_code == 200
    assert "Chưa tính được" in answer.content.decode()


def test_the_catalogue_costs_as_many_statements_for_many_as_for_few(world: World, client: Any) -> None:
    few = statements(lambda: client.get("/thu-tuc/"))
    for number in range(5):
        version(f"1.20000{number}", f"Thủ tục {number}", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    assert statements(lambda: client.get("/thu-tuc/")) == few
    assert few <= 10


def test_the_page_of_a_procedure_leaves_room_for_a_signed_in_visitor(world: World, client: Any) -> None:
    assert statements(lambda: client.get("/thu-tuc/1.013225/")) <= 7


def test_the_first_page_shows_the_way_in(world: World, client: Any) -> None:
    world.received(hanoi("2026-11-02 09:00"))
    page: Any = client.get("/")
    assert page.status_code == 200
    assert "Hoạt động xây dựng" in page.content.decode()
    assert statements(lambda: client.get("/")) <= 10


def test_the_page_says_who_pays_less_by_which_rule(world: World, client: Any) -> None:
    world.priced_by_the_page(relief=50)
    page = client.get("/thu-tuc/2.000815/").content.decode()
    for words in ("Ai được miễn, giảm?", "Người thuộc hộ nghèo</span>: <b>giảm 50%</b>", "TT 64/2025"):
        assert words in page


def test_a_relief_that_is_over_is_not_told_and_a_free_one_says_free() -> None:
    old = FeeRelief(name="Hết", percent=100, valid_until=date(2026, 1, 1), legal_basis="x")
    free = FeeRelief(
        name="Trẻ em", percent=100, automatic=True, channel="online", fee_name="Lệ phí", legal_basis="Luật"
    )
    told = reliefs_of([old, free], date(2026, 11, 25))
    assert [(one["who"], one["how_much"], one["of"], one["for_all"]) for one in told] == [
        ("Trẻ em", "miễn", "Lệ phí", True)
    ]
