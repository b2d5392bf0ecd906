"""The citizen's own pages: everything of one's own, nothing of anybody else's."""

from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.comment import comment
from cases.actions.refuse import refuse
from cases.actions.sign import sign
from cases.actions.supplement import Missing, answer, ask_completion, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Document, Draft, Notice, SupplementItem
from cases.status import Status
from departments.models import Department
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi


@pytest.fixture
def mai(world: World, signed_in: Any) -> Any:
    return signed_in(world.mai)


def test_my_dossier_shows_the_promise_the_way_and_my_answers(world: World, mai: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "17:00, thứ Tư 02/12/2026" in page
    assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam" in page
    assert "Thẩm định hồ sơ" in page
    assert "Hồ sơ đã được tiếp nhận" in page
    contents = mai.get(f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung").content.decode()
    assert ("001190012345" in contents, "Xác nhận" in contents) == (True, True)


@pytest.mark.parametrize("part", ["", "bo-sung/", "rut/"])
def test_somebody_elses_dossier_does_not_exist(world: World, signed_in: Any, part: str) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    hung = signed_in(world.hung)
    assert hung.get(f"/ho-so-cua-toi/{dossier.code}/{part}").status_code == 404
    assert dossier.code not in hung.get("/ho-so-cua-toi/").content.decode()


def test_a_supplement_is_answered_with_words_and_files(world: World, mai: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ tầng 2")])
    assert "Xem và bổ sung" in mai.get("/ho-so-cua-toi/").content.decode()
    address = f"/ho-so-cua-toi/{dossier.code}/bo-sung/"
    assert "Bản vẽ tầng 2" in mai.get(address).content.decode()
    empty = mai.post(address, {"text": " "})
    assert (empty.status_code, "ít nhất một tệp" in empty.content.decode()) == (422, True)
    box = f"files_{SupplementItem.objects.get().pk}"
    good, fake = ((name, content) for name, content in (("ve.png", png()), ("gia.png", b"MZ")))
    refused = mai.post(address, {"text": "Xin gửi", box: [SimpleUploadedFile(*good), SimpleUploadedFile(*fake)]})
    assert refused.status_code == 422
    assert ("Xin gửi" in refused.content.decode(), "gia.png" in refused.content.decode()) == (True, True)
    assert not Document.objects.exists()
    sent = {"text": "Xin gửi", box: SimpleUploadedFile(*good), "revision": dossier.revision}
    assert mai.post(address, sent).status_code == 302
    assert mai.post(address, {**sent, box: SimpleUploadedFile(*good)}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.NEW
    assert [document.kind for document in Document.objects.all()] == ["supplement"]


def test_the_dossier_is_withdrawn_with_a_reason(world: World, mai: Any) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    address = f"/ho-so-cua-toi/{dossier.code}/rut/"
    assert mai.post(address, {"reason": ""}).status_code == 422
    assert mai.post(address, {"reason": "Tôi đổi ý."}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWN


def test_a_result_is_shown_when_it_is_signed_and_not_before(world: World, mai: Any) -> None:
    dossier = world.for_signature(hanoi("2026-11-20 09:00"))
    assert "Đủ điều kiện." not in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    sign(dossier, by=world.son, at=hanoi("2026-11-20 10:00"))
    assert "Đủ điều kiện." in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()


def test_my_list_exports_and_costs_the_same_for_one_and_three(world: World, mai: Any) -> None:
    world.received(hanoi("2026-11-20 09:00"))
    one = statements(lambda: mai.get("/ho-so-cua-toi/"))
    world.received(hanoi("2026-11-20 09:10"))
    world.assigned(hanoi("2026-11-20 09:20"))
    assert statements(lambda: mai.get("/ho-so-cua-toi/")) == one
    assert one <= 10
    rows = b"".join(mai.get("/ho-so-cua-toi/?dang=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "H26.105-261120-0001" in rows[3]


def test_my_list_goes_on_over_pages(world: World, mai: Any) -> None:
    codes = [world.submitted(hanoi(f"2026-11-20 09:{minute}")).code for minute in range(10, 32)]
    newest = mai.get("/ho-so-cua-toi/")
    older = mai.get(f"/ho-so-cua-toi/{newest.context['older_url']}")
    assert [row["dossier"].code for row in older.context["rows"]] == [codes[1], codes[0]]
    back = mai.get(f"/ho-so-cua-toi/{older.context['newer_url']}")
    assert [row["dossier"].code for row in back.context["rows"]] == codes[:1:-1]


def test_a_draft_is_deleted_after_one_more_question(world: World, mai: Any, signed_in: Any) -> None:
    draft = Draft.objects.create(
        account=world.mai,
        version=world.permit,
        started_at=hanoi("2026-11-20 09:00"),
        saved_at=hanoi("2026-11-20 09:00"),
    )
    address = f"/ho-so-cua-toi/nhap/{draft.key}/xoa/"
    assert signed_in(world.hung).post(address).status_code == 404
    assert mai.get(address).status_code == 200
    assert Draft.objects.exists()
    assert mai.post(address).status_code == 302
    assert not Draft.objects.exists()


def test_while_the_clock_stands_the_page_says_so(world: World, mai: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "Tạm dừng" in page
    assert "Xem và bổ sung" in page


def test_what_officers_note_meanwhile_does_not_refuse_a_citizens_answer(world: World, mai: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    shown = dossier.revision
    comment(dossier, by=world.ha, at=hanoi("2026-11-23 10:00"), text="Nhắc người dân.")
    sent = mai.post(f"/ho-so-cua-toi/{dossier.code}/bo-sung/", {"text": "Tôi gửi lại.", "revision": shown})
    assert sent.url == f"/ho-so-cua-toi/{dossier.code}/"


def test_nothing_is_kept_when_the_desk_was_faster(world: World, mai: Any, monkeypatch: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    box = f"files_{SupplementItem.objects.get().pk}"

    def faster(mine: Any, **told: Any) -> Any:
        answer(mine, by=world.lan, at=hanoi("2026-11-20 11:00"), text="Mang đến quầy.")
        return answer(mine, **told)

    monkeypatch.setattr("cases.views.own_moves.answer", faster)
    sent = {"text": "Lời tôi viết", box: SimpleUploadedFile("ve.png", png()), "revision": dossier.revision}
    late = mai.post(f"/ho-so-cua-toi/{dossier.code}/bo-sung/", sent)
    assert late.status_code == 409
    assert "Lời tôi viết" in late.content.decode()
    assert not Document.objects.exists()


def test_withdrawing_twice_is_withdrawing_once(world: World, mai: Any) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    address, sent = f"/ho-so-cua-toi/{dossier.code}/rut/", {"reason": "Tôi đổi ý.", "revision": dossier.revision}
    assert mai.post(address, sent).status_code == mai.post(address, sent).status_code == 302
    assert dossier.events.filter(action="withdraw").count() == 1


def test_a_finished_dossier_is_not_withdrawn(world: World, mai: Any) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    assert mai.post(f"/ho-so-cua-toi/{dossier.code}/rut/", {"reason": "Muộn."}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.FINISHED
    assert "không rút được nữa" in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()


def test_news_are_shown_until_they_are_said_to_be_read(world: World, mai: Any) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    address = f"/ho-so-cua-toi/{dossier.code}/"
    assert "có tin mới" in mai.get("/ho-so-cua-toi/").content.decode()
    assert "Tôi đã xem" in mai.get(address).content.decode()
    assert Notice.objects.filter(read_at=None).exists()
    assert mai.post(address).status_code == 302
    assert not Notice.objects.filter(read_at=None).exists()
    assert "Tôi đã xem" not in mai.get(address).content.decode()


@pytest.mark.parametrize("query", ["", "?xem=noi-dung", "?vua-nop=1"])
def test_the_page_of_a_dossier_keeps_the_budget(world: World, mai: Any, query: str) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    assert statements(lambda: mai.get(f"/ho-so-cua-toi/{dossier.code}/{query}")) <= 10


@pytest.mark.parametrize("code", ["x", "H26.105-261120-9999", "' OR 1=1 --", "<script>", "%00"])
def test_a_code_that_is_none_is_not_found(world: World, mai: Any, code: str) -> None:
    assert mai.get(f"/ho-so-cua-toi/{code}/").status_code == 404


def test_every_state_of_a_dossier_says_what_to_do(world: World, mai: Any) -> None:
    at = hanoi("2026-11-20 09:00")
    refused, withdrawn = world.submitted(at), world.received(at)
    refuse(refused, by=world.son, at=at, reason="Không thuộc thẩm quyền.")
    withdraw(withdrawn, by=world.mai, at=at, reason="Đổi ý.")
    told = {
        world.submitted(at): "đang kiểm tra hồ sơ",
        world.assigned(at): "Bạn chưa cần làm gì",
        world.finished(at): "Mang thẻ căn cước và giấy tiếp nhận (hoặc mã hồ sơ) đến",
        world.finished(at, delivery="post", delivery_address="12 Lý Thường Kiệt"): "12 Lý Thường Kiệt",
        refused: "không được tiếp nhận",
        withdrawn: "Hồ sơ đã rút",
    }
    for dossier, words in told.items():
        assert words in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()


def test_what_a_citizen_typed_cannot_become_a_script(world: World, mai: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"), form_data={"subject": "<script>alert(1)</script>"})
    assert "<script>alert" not in mai.get(f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung").content.decode()


def test_whoever_may_fetch_the_result_is_told_where_and_when(world: World, mai: Any) -> None:
    dossier = world.finished(hanoi("2026-11-02 09:00"))
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert (
        "Trung tâm Phục vụ hành chính công phường Cửa Nam để nhận. Mở cửa thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00."
        in page
    )


def test_after_submitting_she_knows_what_comes_next_by_when_and_whom_to_ask(world: World, mai: Any) -> None:
    Department.objects.filter(pk=world.desk.pk).update(phone="+842438255555", address="2 Lý Thường Kiệt")
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/?vua-nop=1").content.decode()
    for words in ("chậm nhất 09:00, thứ Hai 23/11/2026", "2 Lý Thường Kiệt", "024 3825 5555", "Mở cửa", dossier.code):
        assert words in page, words
    picture = segno.make(f"http://testserver/tra-cuu/?ma={dossier.code}", error="m", micro=False)
    assert picture.svg_data_uri(scale=5, border=2, light="#fff").replace("'", "&#x27;") in page
    paper = mai.get(f"/in/{dossier.code}/da-nop.pdf")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert f"/in/{dossier.code}/da-nop.pdf" in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
