"""My data: a whole copy, who looked, what is mine too, and leaving."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.intake import Person
from cases.models import Document, Dossier, Draft, Message
from cases.storage import accept_upload
from departments.models import Session, User
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi

NINE = hanoi("2026-11-20 09:00")
DOWNLOAD = "/tai-khoan/du-lieu/tai-ve/"


def copy_of(client: Client) -> dict[str, bytes]:
    answer = client.post(DOWNLOAD)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def upload(world: World, **of: Any) -> Document:
    return accept_upload(SimpleUploadedFile("Bản vẽ nhà.png", png(), "image/png"), at=NINE, by=world.mai, **of)


def test_the_copy_holds_everything_of_mine_and_nothing_of_anybody_else(world: World, signed_in: Any) -> None:
    mine = world.finished(NINE, submitter=Person("Trần Thị Mai", personal_id="001190012345"))
    other = world.taken_in(NINE, submitter=Person("Đặng Quốc Hùng", personal_id="001190077777"))
    kept = upload(world, dossier=mine)
    upload(world, dossier=other)
    draft = Draft.objects.create(account=world.mai, version=world.birth, started_at=NINE, saved_at=NINE)
    upload(world, draft=draft)
    Message.objects.create(dossier=mine, side="citizen", author=world.mai, text="Bao giờ xong?", sent_at=NINE)
    signed_in(world.minh).get(f"/xu-ly/{mine.code}/")
    found = copy_of(signed_in(world.mai))
    assert sorted(found) == [
        "DOC-TRUOC.txt",
        "ban-nhap/1.json",
        "ban-nhap/1/01-Bản vẽ nhà.png",
        f"ho-so/{mine.code}.json",
        f"ho-so/{mine.code}/01-Bản vẽ nhà.png",
        "tai-khoan.json",
    ]
    with kept.file.open("rb") as file:
        assert found[f"ho-so/{mine.code}/01-Bản vẽ nhà.png"] == file.read()
    told = json.loads(found[f"ho-so/{mine.code}.json"])
    assert told["nguoi_nop"]["so_dinh_danh_ca_nhan"] == "001190012345"
    assert told["ket_qua"]["noi_dung"] == "Đủ điều kiện."
    assert told["ai_da_xem"][0]["don_vi"] == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert told["hoi_dap"][0]["noi_dung"] == "Bao giờ xong?"
    assert json.loads(found["tai-khoan.json"])["so_dien_thoai"] == "+84912345678"
    assert not any("Hùng".encode() in content or b"001190077777" in content for content in found.values())
    assert not any("Lê Quang Minh".encode() in content for content in found.values())


def test_an_unsigned_result_is_not_mine_yet(world: World, signed_in: Any) -> None:
    mine = world.for_signature(NINE)
    draft = upload(world, dossier=mine, kind=Document.Kind.RESULT)
    mine.result.document = draft
    mine.result.save()
    found = copy_of(signed_in(world.mai))
    assert json.loads(found[f"ho-so/{mine.code}.json"])["ket_qua"] is None
    assert not [name for name in found if name.endswith(".png")]


def test_a_file_that_is_lost_is_said_and_the_rest_comes(world: World, signed_in: Any) -> None:
    mine = world.submitted(NINE)
    document = upload(world, dossier=mine)
    document.file.storage.delete(document.file.name)
    assert f"ho-so/{mine.code}/01-khong-tim-thay.txt" in copy_of(signed_in(world.mai))


def test_a_copy_is_made_five_times_a_day_at_most_and_only_when_asked(world: World, signed_in: Any) -> None:
    mai = signed_in(world.mai)
    assert mai.get(DOWNLOAD).status_code == 405
    for _ in range(5):
        copy_of(mai)
    assert mai.post(DOWNLOAD).status_code == 429
    assert Client().post(DOWNLOAD).status_code in (302, 403)


def test_the_citizen_reads_which_unit_looked_and_not_who(world: World, signed_in: Any) -> None:
    mine = world.assigned(NINE)
    for who in (world.minh, world.ha, world.son):
        signed_in(who).get(f"/xu-ly/{mine.code}/")
    mai = signed_in(world.mai)
    page = mai.get("/tai-khoan/du-lieu/ai-da-xem/").content.decode()
    assert "Chuyên viên thụ lý" in page
    assert "Lê Quang Minh" not in page
    assert page.count("<tr><td>") == 3
    file = b"".join(mai.get("/tai-khoan/du-lieu/ai-da-xem/?dang=csv").streaming_content).decode()
    assert len(file.splitlines()) == 1 + 3
    assert "Chưa cán bộ nào" in signed_in(world.hung).get("/tai-khoan/du-lieu/ai-da-xem/").content.decode()


@pytest.mark.parametrize("address", ["/tai-khoan/du-lieu/ai-da-xem/", "/tai-khoan/du-lieu/"])
def test_three_looks_cost_no_more_than_one(world: World, signed_in: Any, address: str) -> None:
    mai, costs = signed_in(world.mai), []
    for who in (world.minh, world.ha, world.son):
        mine = world.assigned(NINE)
        signed_in(who).get(f"/xu-ly/{mine.code}/")
        costs.append(statements(lambda: mai.get(address)))
    assert costs[0] == costs[2] <= 10


def test_an_identified_citizen_brings_in_what_she_left_at_the_counter(world: World, signed_in: Any) -> None:
    dossier = world.taken_in(NINE, submitter=Person("Trần Thị Mai", personal_id="001190012345"))
    mai = signed_in(world.mai)
    User.objects.filter(pk=world.mai.pk).update(identified_at=NINE)
    assert "Có 1 hồ sơ" in mai.get("/tai-khoan/ho-so-tai-quay/").content.decode()
    assert mai.post("/tai-khoan/ho-so-tai-quay/").url == "/ho-so-cua-toi/"
    assert mai.get(f"/ho-so-cua-toi/{dossier.code}/").status_code == 200
    assert mai.post("/tai-khoan/ho-so-tai-quay/").url == "/ho-so-cua-toi/"


def test_others_prove_each_dossier_and_guessing_is_braked(world: World, signed_in: Any) -> None:
    one = Person("Trần Thị Mai", personal_id="001190012345", phone="+84912345678")
    dossier = world.taken_in(NINE, submitter=one)
    mai, address = signed_in(world.mai), "/tai-khoan/ho-so-tai-quay/"
    assert "Trước hết hãy xác nhận" in mai.get(address).content.decode()
    User.objects.filter(pk=world.mai.pk).update(phone_verified_at=NINE)
    wrong = mai.post(address, {"code": dossier.code, "digits": "9999"})
    assert (wrong.status_code, "Không đưa được hồ sơ" in wrong.content.decode()) == (422, True)
    right = mai.post(address, {"code": dossier.code, "digits": "2345"})
    assert right.url == f"/ho-so-cua-toi/{dossier.code}/"
    answers = [mai.post(address, {"code": dossier.code, "digits": "9999"}).status_code for _ in range(9)]
    assert answers == [422] * 8 + [429]


def test_leaving_needs_the_password_and_says_what_stays(world: World) -> None:
    dossier = world.submitted(NINE)
    User.objects.filter(pk=world.mai.pk).update(email="mai@nha.vn", email_verified_at=NINE)
    mai = Client()
    mai.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    page = mai.get("/tai-khoan/xoa/").content.decode()
    assert "lưu giữ" in page
    assert str(dossier.code) in page
    assert mai.post("/tai-khoan/xoa/", {"current_password": "sai"}).status_code == 422
    assert mai.post("/tai-khoan/xoa/", {"current_password": "demo"}).url == "/"
    assert mai.get("/tai-khoan/").status_code == 302
    assert mail.outbox[-1].to == ["mai@nha.vn"]
    assert not Session.objects.filter(account=world.mai).exists()
    assert Dossier.objects.get(pk=dossier.pk).account is None
    assert mai.post("/dang-nhap/", {"username": "mai", "password": "demo"}).status_code == 200


def test_staff_do_not_delete_themselves(world: World, signed_in: Any) -> None:
    lan = signed_in(world.lan)
    assert "Xóa tài khoản" not in lan.get("/tai-khoan/du-lieu/").content.decode()
    assert lan.post("/tai-khoan/xoa/", {"current_password": "demo"}).status_code == 422
    assert User.objects.get(pk=world.lan.pk).is_active


def test_everybody_reads_what_the_portal_keeps(client: Client, world: World) -> None:
    assert "91/2025/QH15" in client.get("/du-lieu-cua-ban/").content.decode()
    assert 'href="/du-lieu-cua-ban/"' in client.get("/").content.decode()
