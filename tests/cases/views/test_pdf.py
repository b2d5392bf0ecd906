"""Papers as PDF over their address: who gets which, under which name, at which cost."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse

from cases.models import Dossier
from cases.printing.forms import FORMS
from tests.cases.printing.papers import LIVES, received, words_of
from tests.world import World, hanoi


def address(dossier: Dossier, form: str) -> str:
    return reverse("cases:pdf", args=[dossier.code, form])


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_opens_in_the_browser_under_its_vietnamese_name(world: World, signed_in: Any, form: str) -> None:
    dossier = LIVES[form](world)
    response = signed_in(world.lan).get(address(dossier, form))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.7")
    name = unquote(response["Content-Disposition"])
    assert name.startswith("inline")
    assert f"{dossier.code}.pdf" in name
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store, private")


def test_the_name_of_the_file_is_that_of_the_form(world: World, signed_in: Any) -> None:
    response = signed_in(world.lan).get(address(received(world), "tiep-nhan"))
    name = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả H26.105-261120-0001.pdf"
    assert name in unquote(response["Content-Disposition"])


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_costs_at_most_ten_queries(
    world: World, signed_in: Any, form: str, django_assert_max_num_queries: Any
) -> None:
    dossier, client = LIVES[form](world), signed_in(world.lan)
    client.get(address(dossier, form))  # the first of a day costs one more, to note it
    with django_assert_max_num_queries(10):
        client.get(address(dossier, form))


@pytest.mark.parametrize(("person", "status"), [("lan", 200), ("minh", 200), ("son", 200), ("mai", 200), ("thanh", 404),
                                                ("oanh", 404), ("tam", 404), ("hung", 404), ("quan", 404)])  # fmt: skip
def test_the_receipt_is_for_those_who_see_the_dossier(world: World, signed_in: Any, person: str, status: int) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    assert signed_in(world.people[person]).get(address(dossier, "tiep-nhan")).status_code == status


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if not form.for_applicant])
def test_the_offices_own_papers_are_not_for_the_applicant(world: World, signed_in: Any, form: str) -> None:
    dossier = world.transferred(hanoi("2026-11-20 09:00"))
    assert signed_in(world.mai).get(address(dossier, form)).status_code == 404
    assert signed_in(world.lan).get(address(dossier, form)).status_code == 200


def test_a_stranger_is_asked_to_sign_in(world: World, client: Any) -> None:
    response = client.get(address(received(world), "tiep-nhan"))
    assert response.status_code == 302
    assert "dang-nhap" in response["Location"]


@pytest.mark.parametrize("wrong", ["khong-co", "mau-01"])
def test_a_form_that_nobody_knows_is_not_found(world: World, signed_in: Any, wrong: str) -> None:
    assert signed_in(world.lan).get(address(received(world), wrong)).status_code == 404


@pytest.mark.parametrize("ordinal", ["2", "0", "x", "99999", "１"])
def test_a_request_that_was_not_made_is_not_found(world: World, signed_in: Any, ordinal: str) -> None:
    dossier = LIVES["bo-sung"](world)
    assert signed_in(world.lan).get(address(dossier, "bo-sung"), {"lan": ordinal}).status_code == 404


def test_a_desk_prints_its_own_register(world: World, signed_in: Any) -> None:
    dossier = received(world)
    asked = {"tu": "2026-11-01", "den": "2026-11-30"}
    own = signed_in(world.lan).get(reverse("cases:register_pdf"), asked)
    other = signed_in(world.oanh).get(reverse("cases:register_pdf"), asked)
    assert str(dossier.code) in words_of(own.content)
    assert str(dossier.code) not in words_of(other.content)


@pytest.mark.parametrize(
    "asked",
    [
        {"tu": "2026-11-01"},
        {"tu": "2026-11-30", "den": "2026-11-01"},
        {"tu": "01/11/2026", "den": "30/11/2026"},
        {"tu": "2026-11-01", "den": "2026-11-30", "quyen": "2"},
        {"tu": "2026-11-01", "den": "2026-11-30", "don-vi": "H26.104.01"},
        {"tu": "9999-12-01", "den": "9999-12-31"},
    ],
)
def test_a_register_that_is_not_there_is_not_found(world: World, signed_in: Any, asked: dict[str, str]) -> None:
    assert signed_in(world.lan).get(reverse("cases:register_pdf"), asked).status_code == 404


def test_the_register_is_found_from_the_counter_and_its_days_are_chosen(world: World, signed_in: Any) -> None:
    received(world)
    client = signed_in(world.lan)
    assert reverse("cases:register") in client.get(reverse("cases:intake")).content.decode()
    assert client.get(reverse("cases:register_pdf"))["Location"] == reverse("cases:register")
    page = client.get(reverse("cases:register"), {"tu": "2026-11-01", "den": "2026-11-30"})
    assert (page.context["count"], len(page.context["books"])) == (1, 1)
    assert client.get(page.context["books"][0]["url"])["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"tu": "2026-11-30", "den": "2026-11-01"}, "Ngày đầu phải trước"),
        ({"tu": "x", "den": ""}, "không đọc được ngày"),
    ],
)
def test_days_that_cannot_be_get_a_sentence(world: World, signed_in: Any, asked: dict[str, str], sentence: str) -> None:
    page = signed_in(world.lan).get(reverse("cases:register"), asked)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)


def test_the_register_is_for_those_who_keep_it(world: World, signed_in: Any) -> None:
    asked = {"tu": "2026-11-01", "den": "2026-11-30"}
    assert signed_in(world.minh).get(reverse("cases:register_pdf"), asked).status_code == 403
    assert signed_in(world.mai).get(reverse("cases:register_pdf"), asked).status_code == 403
