"""Public look-up: code and four digits, nothing personal, no guessing."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from cases.actions.supplement import Missing, request_supplement
from cases.intake import Person
from cases.look_up_brakes import DAY, PER_ADDRESS, PER_CODE, PER_CODE_A_DAY, PER_CODE_HERE, WINDOW
from tests.queries import statements
from tests.world import World, hanoi


def look(client: Client, code: Any, digits: str) -> tuple[int, str]:
    answer = client.post("/tra-cuu/", {"code": code, "digits": digits})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("digits", ["2345", "5678"])
def test_number_or_phone_opens_the_way_and_the_promise(world: World, client: Client, digits: str) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    status, page = look(client, f" {dossier.code.lower()} ", digits)
    assert status == 200
    assert "17:00, thứ Tư 02/12/2026" in page
    assert "Tiếp nhận hồ sơ, hẹn ngày trả" in page


def test_nothing_personal_is_shown(world: World, client: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    _, page = look(client, dossier.code, "2345")
    for secret in ("Trần Thị Mai", "001190012345", "912345678", "912 345 678", "Lê Quang Minh", "Xác nhận"):
        assert secret not in page


def test_a_wrong_code_and_wrong_digits_get_the_same_answer(world: World, client: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    wrong_digits = look(client, dossier.code, "0000")
    wrong_code = look(client, "H26.105-261120-9999", "2345")
    assert wrong_digits[0] == wrong_code[0] == 404
    assert "Không tìm thấy hồ sơ nào khớp" in wrong_digits[1]
    assert "Không tìm thấy hồ sơ nào khớp" in wrong_code[1]


@pytest.mark.parametrize(
    ("code", "digits", "sentence"),
    [
        ("", "2345", "Hãy nhập mã hồ sơ."),
        ("abc", "2345", "Mã hồ sơ có dạng"),
        ("H26.105-261399-0001", "2345", "Mã hồ sơ có dạng"),
        ("H26.105-261120-0001", "12", "Hãy nhập đúng 4 chữ số cuối"),
        ("H26.105-261120-0001", "१२३४", "Hãy nhập đúng 4 chữ số cuối"),
        ("' OR 1=1 --", "2345", "Mã hồ sơ có dạng"),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(
    world: World, client: Client, code: str, digits: str, sentence: str
) -> None:
    status, page = look(client, code, digits)
    assert status == 422
    assert sentence in page


def test_guessing_is_braked(world: World, client: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    for guess in range(PER_CODE_HERE):
        assert look(client, dossier.code, f"{guess:04d}")[0] == 404
    answer = client.post("/tra-cuu/", {"code": dossier.code, "digits": "2345"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize("number", ["001190012345", "0912 345 678", "+84912345678"])
def test_whoever_knows_the_code_alone_cannot_lock_its_owner_out(world: World, client: Client, number: str) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    for guess in range(PER_CODE + 2):
        Client(REMOTE_ADDR=f"10.0.0.{guess}").post("/tra-cuu/", {"code": dossier.code, "digits": f"{guess:04d}"})
    # Right or wrong, four digits open nothing now, and the page says what does.
    for digits in ("2345", "0000"):
        status, page = look(client, dossier.code, digits)
        assert (status, "nhập cả số định danh" in page) == (429, True)
    assert look(client, dossier.code, "001190012346")[0] == 404
    assert look(client, dossier.code, number)[0] == 200


def test_patient_guessing_is_braked_over_the_day(world: World, client: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    answers = []
    with time_machine.travel(hanoi("2026-11-25 00:01"), tick=False) as clock:
        for guess in range(PER_CODE_A_DAY + 1):
            answers.append(look(client, dossier.code, f"{guess:04d}")[0])
            clock.shift(WINDOW / 5)
        clock.shift(DAY)
        assert look(client, dossier.code, "2345")[0] == 200
    assert answers == [404] * PER_CODE_A_DAY + [429]


def test_an_applicant_without_any_number_cannot_be_guessed(world: World, client: Client) -> None:
    dossier = world.taken_in(hanoi("2026-11-20 09:00"), submitter=Person(full_name="Cụ Tư"))
    assert look(client, dossier.code, "0000")[0] == 404


def test_finding_a_dossier_keeps_the_budget_also_at_the_first_try(world: World, client: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    assert statements(lambda: look(client, dossier.code, "2345")) <= 10


def test_a_scanned_code_is_filled_in(world: World, client: Client) -> None:
    assert 'value="H26.105-261120-0001"' in client.get("/tra-cuu/?ma=H26.105-261120-0001").content.decode()


def test_a_company_is_not_opened_by_its_tax_code_which_everybody_knows(world: World, client: Client) -> None:
    owner = Person(full_name="Công ty Hoa Sen", kind="organisation", tax_code="0100109106")
    dossier = world.submitted(hanoi("2026-11-20 09:00"), owner=owner)
    assert look(client, dossier.code, "9106")[0] == 404
    assert look(client, dossier.code, "2345")[0] == 200


def test_reasons_and_answers_are_not_for_the_public(world: World, client: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản án ly hôn")])
    _, page = look(client, dossier.code, "2345")
    assert "Yêu cầu bổ sung hồ sơ" in page
    assert "Tạm dừng" in page
    assert "Bản án ly hôn" not in page


def test_the_answer_keeps_the_budget_with_room_for_a_signed_in_visitor(world: World, client: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    look(client, dossier.code, "2345")
    assert statements(lambda: look(client, dossier.code, "2345")) <= 10


def test_one_address_cannot_try_code_after_code(world: World, client: Client) -> None:
    answers = [look(client, f"H26.105-261120-{number:04d}", "0000")[0] for number in range(PER_ADDRESS + 1)]
    assert answers == [404] * PER_ADDRESS + [429]
