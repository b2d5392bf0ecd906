"""What is typed is kept while it is typed, never over what was sent meanwhile."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from cases.drafts import Superseded, writing
from cases.models import Draft
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")
START = "/nop-ho-so/1.013225/"
FORM = f"{START}to-khai/"


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(
        account=world.mai,
        version=world.permit,
        offering=world.offerings["1.013225", "H26.105"],
        answers={"for_whom": "self"},
        started_at=AT,
        saved_at=AT,
    )


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


def keep(client: Client, sent: dict[str, Any], page: str = FORM, turn: str = "0") -> Any:
    return client.post(f"{page}luu/", sent, headers={"Draft-Turn": turn})


@time_machine.travel(hanoi("2026-11-25 10:02"), tick=False)
def test_what_stands_on_the_page_is_kept_right_or_wrong_and_the_time_is_said(draft: Draft, mai: Client) -> None:
    answer = keep(mai, {"subject": "Xây nh", "since_ngay": "41", "la": "x"})
    assert (answer.status_code, answer.content.decode()) == (200, "Đã lưu lúc 10:02")
    draft.refresh_from_db()
    assert draft.answers["to-khai"] == {"subject": ["Xây nh"], "since": [], "since_ngay": ["41"]}
    assert draft.saved_at == hanoi("2026-11-25 10:02")
    assert 'value="Xây nh"' in mai.get(FORM).content.decode()


def test_ticks_among_the_papers_are_kept_and_files_are_not_touched(draft: Draft, mai: Client) -> None:
    assert keep(mai, {"paper": "7", "file-7": "[object File]"}, f"{START}giay-to/").status_code == 200
    draft.refresh_from_db()
    assert draft.answers["giay-to"] == {"paper": ["7"]}


def test_what_comes_late_does_not_overwrite_what_was_sent(draft: Draft, mai: Client) -> None:
    assert mai.post(FORM, {"subject": "Xây nhà ba tầng", "go": "next"}).status_code == 302
    assert keep(mai, {"subject": "Xây nhà ba t"}).status_code == 409
    draft.refresh_from_db()
    assert (draft.answers["to-khai"]["subject"], draft.turn) == (["Xây nhà ba tầng"], 1)
    assert 'data-turn="1"' in mai.get(FORM).content.decode()
    assert keep(mai, {"subject": "Xây nhà bốn tầng"}, turn="1").status_code == 200


@pytest.mark.parametrize("turn", ["", "x", "-1", "²", "9" * 400])
def test_a_turn_that_is_none_keeps_nothing(draft: Draft, mai: Client, turn: str) -> None:
    assert keep(mai, {"subject": "x"}, turn=turn).status_code == 409


def test_two_windows_on_two_pages_lose_nothing_of_each_other(draft: Draft) -> None:
    first, second = Draft.objects.get(), Draft.objects.get()
    with writing(first, at=AT, turn=0):
        first.answers = {**first.answers, "nguoi-nop": {"phone": ["1"]}}
    with writing(second, at=AT, turn=0):
        second.answers = {**second.answers, "to-khai": {"subject": ["2"]}}
    draft.refresh_from_db()
    assert set(draft.answers) == {"for_whom", "nguoi-nop", "to-khai"}
    with pytest.raises(Superseded), writing(first, at=AT, turn=7):
        pass


def test_without_a_session_it_says_so_and_leads_nowhere(draft: Draft, client: Client) -> None:
    assert keep(client, {"subject": "x"}).status_code == 403
    assert client.get(f"{FORM}luu/").status_code == 405


def test_nobody_writes_into_somebody_elses_draft(world: World, draft: Draft, signed_in: Any) -> None:
    assert keep(signed_in(world.hung), {"subject": "x"}).status_code == 404
    draft.refresh_from_db()
    assert "to-khai" not in draft.answers


@pytest.mark.parametrize("page", ["kiem-tra", "tiep-tuc", "khong-co"])
def test_only_pages_with_questions_are_kept(draft: Draft, mai: Client, page: str) -> None:
    assert keep(mai, {"subject": "x"}, f"{START}{page}/").status_code == 404


def test_keeping_is_cheap(draft: Draft, mai: Client) -> None:
    assert statements(lambda: keep(mai, {"subject": "x"})) <= 10


def test_only_the_pages_of_a_submission_load_the_script(draft: Draft, mai: Client) -> None:
    for page in ("nguoi-nop", "to-khai", "giay-to", "nhan-ket-qua"):
        assert "js/saved.js" in mai.get(f"{START}{page}/").content.decode(), page
    for page in ("/", START, f"{START}kiem-tra/", "/ho-so-cua-toi/", "/thu-tuc/1.013225/"):
        assert "saved.js" not in mai.get(page).content.decode(), page


def test_a_page_opened_half_filled_in_does_not_scold_for_what_is_still_empty(draft: Draft, mai: Client) -> None:
    keep(mai, {"full_name": "Mai", "personal_id": "12", "phone": ""}, f"{START}nguoi-nop/")
    page = mai.get(f"{START}nguoi-nop/").content.decode()
    assert ("Hãy điền mục này." in page, page.count('class="field-error"')) == (False, 1)
    assert "Hãy điền mục này." in mai.get(f"{START}nguoi-nop/?sua=1").content.decode()
