"""Files that come piece by piece: what arrived stays, the whole passes the same check, nobody touches another's."""

import hashlib
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from cases.models import Document, Draft, Upload
from cases.storage import delete_draft
from cases.storage.parking import parked_files
from cases.storage.pieces import PATIENCE, begin_upload
from cases.with_parked import with_parked
from procedures.models import RequiredDocument
from tests.cases.uploads import a_heavy_pdf, a_pdf
from tests.world import World, hanoi
from tthc_portal import uploads

AT = hanoi("2026-11-25 09:00")
PAPERS = "/nop-ho-so/1.013225/giay-to/"


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


@pytest.fixture
def paper(world: World) -> RequiredDocument:
    return world.permit.requirements.get(code="CM")


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    browser: Client = signed_in(world.mai)
    return browser


def announce(client: Client, draft: Any, paper: Any, content: bytes = b"", **said: Any) -> Any:
    """A file is announced for the paper; `said` overrules what a browser says."""
    return announce_for({"draft": draft.key, "paper": paper.pk}, client, content, **said)


def announce_for(place: dict[str, Any], client: Client, content: bytes = b"", **said: Any) -> Any:
    """A file is announced for its place: a paper of a draft, or a box of a page."""
    said = {"filename": "bản vẽ.pdf", **place, "fingerprint": hashlib.sha256(content).hexdigest(), **said}
    size = said.pop("size", len(content))
    pairs = ",".join(f"{name} {b64encode(str(value).encode()).decode()}" for name, value in said.items())
    return client.post("/tep/gui/", headers={"Upload-Length": str(size), "Upload-Metadata": pairs})


def send(client: Client, address: str, piece: bytes, offset: int) -> Any:
    """One piece."""
    return client.generic(
        "PATCH", address, piece, "application/offset+octet-stream", headers={"Upload-Offset": str(offset)}
    )


def stored(settings: Any) -> int:
    """How many files lie in the storage."""
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_pieces_become_the_very_file(
    draft: Draft, paper: RequiredDocument, mai: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    content = a_pdf()
    begun = announce(mai, draft, paper, content)
    address = begun["Location"]
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    assert send(mai, address, content[:100], 0)["Upload-Offset"] == "100"
    again = send(mai, address, content[:100], 0)  # its answer was lost on the way
    assert (again.status_code, again["Upload-Offset"]) == (409, "100")
    assert "cổng đã nhận 1 KB trong" in mai.get(PAPERS).content.decode()
    asked = mai.head(address)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("100", str(len(content)))
    assert announce(mai, draft, paper, content)["Location"] == address
    with django_capture_on_commit_callbacks(execute=True):
        assert send(mai, address, content[100:], 100).status_code == 204
    document = Document.objects.get()
    assert (document.name, document.requirement, document.draft) == ("bản vẽ.pdf", paper, draft)
    with document.file.open("rb") as kept:
        assert kept.read() == content
    assert stored(settings) == 1
    assert send(mai, address, b"", len(content)).status_code == 204
    assert Document.objects.count() == 1
    assert "đã nhận" not in mai.get(PAPERS).content.decode()


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        (b"MZ" + b"x" * 50, {}, "là chương trình máy tính"),
        (b"", {}, "không có nội dung"),
        (b"%PDF-1.7 other", {"fingerprint": "0" * 64}, "thay đổi trong lúc gửi"),
    ],
    ids=["program", "empty", "changed"],
)
def test_the_whole_is_checked_like_any_file(
    draft: Draft, paper: RequiredDocument, mai: Client, content: bytes, said: Any, sentence: str
) -> None:
    address = announce(mai, draft, paper, content, **said)["Location"]
    for _ in range(2):  # whoever did not hear it may ask again
        answer = send(mai, address, content if not Upload.objects.get().is_settled else b"", 0)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Document.objects.exists()


def test_what_could_never_be_kept_is_refused_before_it_is_sent(
    draft: Draft, paper: RequiredDocument, mai: Client, settings: Any
) -> None:
    assert "vượt mức 20" in announce(mai, draft, paper, size=21 * 1024 * 1024).content.decode()
    settings.UPLOAD_MAX_DOSSIER_BYTES = 5000
    assert announce(mai, draft, paper, size=3000).status_code == 201
    assert "cả hồ sơ sẽ vượt" in announce(mai, draft, paper, size=3001).content.decode()
    settings.UPLOAD_MAX_FILES = 1
    assert "tối đa 1 tệp" in announce(mai, draft, paper, size=10).content.decode()
    address = f"/tep/gui/{Upload.objects.get().key}/"
    assert send(mai, address, b"x" * 3001, 0).status_code == 400
    assert mai.delete(address).status_code == 204
    assert announce(mai, draft, paper, size=10).status_code == 201


def test_nobody_sends_into_what_is_not_his(
    world: World, draft: Draft, paper: RequiredDocument, mai: Client, signed_in: Any
) -> None:
    foreign = world.birth.requirements.first()
    assert announce(mai, draft, foreign, a_pdf()).status_code == 404
    address = announce(mai, draft, paper, a_pdf())["Location"]
    assert announce(Client(), draft, paper, a_pdf()).status_code == 403
    assert send(Client(), address, b"x", 0).status_code == 403
    for who in ("hung", "lan", "quan"):
        client = signed_in(world.people[who])
        assert announce(client, draft, paper, a_pdf()).status_code == 404
        assert {send(client, address, b"x", 0).status_code, client.head(address).status_code} == {404}
        assert client.delete(address).status_code == 404
    assert send(mai, address, b"x", -1).status_code == 415
    assert mai.post("/tep/gui/").status_code == 404
    assert Upload.objects.get().received == 0


def test_what_is_announced_counts_for_the_brake(
    draft: Draft, paper: RequiredDocument, mai: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(uploads, "FILES_AN_HOUR", 1)
    assert announce(mai, draft, paper, b"a").status_code == 201
    assert announce(mai, draft, paper, b"b").status_code == 429


def test_what_was_left_half_sent_is_swept(
    world: World,
    draft: Draft,
    paper: RequiredDocument,
    mai: Client,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    address = announce(mai, draft, paper, a_pdf())["Location"]
    send(mai, address, b"%PDF", 0)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_files")
        assert Upload.objects.count() == 1
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=4))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_files")
    assert (Upload.objects.count(), stored(settings)) == (0, 0)


def test_what_waits_of_one_account_is_bounded_wherever_it_is_to_go(
    world: World, draft: Draft, paper: RequiredDocument, mai: Client, signed_in: Any, settings: Any
) -> None:
    settings.UPLOAD_MAX_WAITING_FILES, settings.UPLOAD_MAX_WAITING_BYTES = 3, 1000
    place = {"page": "/phan-anh/gui/", "box": "files"}
    first = announce(mai, draft, paper, size=300)["Location"]
    assert announce_for(place, mai, size=300).status_code == 201
    # Another page is no way around it; what is half there is gone on with.
    heavy = announce_for({**place, "page": "/khac/"}, mai, size=401)
    assert (heavy.status_code, heavy.content.decode()) == (
        413,
        "Tệp “bản vẽ.pdf” chưa nhận được: bạn đang có 2 tệp (1 KB) gửi dở hoặc chờ ở các biểu mẫu chưa gửi; mỗi tài "
        "khoản được tối đa 3 tệp, 1 KB. Hãy gửi các biểu mẫu ấy hoặc bỏ tệp ở đó rồi thử lại; tệp để quá 3 ngày tự "
        "được xóa.",
    )
    assert announce_for({**place, "page": "/khac/"}, mai, size=400).status_code == 201
    assert announce(mai, draft, paper, b"", size=0, filename="b.pdf").status_code in (413, 422)
    assert announce(mai, draft, paper, size=300).status_code == 201
    too_many = announce_for({**place, "page": "/thu-ba/"}, mai, size=1)
    assert too_many.status_code == 413
    mai.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = announce_for({**place, "page": "/thu-ba/"}, mai, size=1).content.decode()
    assert "an account may have at most 3 files" in english
    assert announce_for(place, signed_in(world.hung), size=400).status_code == 201
    assert mai.delete(first).status_code == 204
    assert announce_for({**place, "page": "/thu-ba/"}, mai, size=1).status_code == 201
    assert Upload.objects.filter(account=world.mai).count() == 3


def test_what_has_waited_too_long_for_its_form_is_swept_and_makes_room(
    world: World, mai: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.UPLOAD_MAX_WAITING_FILES = 1
    place, content = {"page": "/phan-anh/gui/", "box": "files"}, a_pdf()
    send(mai, announce_for(place, mai, content)["Location"], content, 0)
    assert Upload.objects.exclude(arrived_at=None).count() == stored(settings) == 1
    assert announce_for({**place, "page": "/khac/"}, mai, b"%PDF").status_code == 413
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=PATIENCE, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_files")
    assert (Upload.objects.count(), stored(settings)) == (0, 0)
    assert announce_for({**place, "page": "/khac/"}, mai, b"%PDF").status_code == 201


def test_half_a_file_goes_with_its_draft_or_by_its_button(
    draft: Draft, paper: RequiredDocument, mai: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    keys = []
    for content in (b"%PDF-a", b"%PDF-b"):
        address = announce(mai, draft, paper, content)["Location"]
        send(mai, address, content[:4], 0)
        keys.append(address.split("/")[-2])
    with django_capture_on_commit_callbacks(execute=True):
        assert mai.post(PAPERS, {"forget": [keys[0], "x"]}).status_code == 302
    assert [str(one.key) for one in Upload.objects.all()] == keys[1:]
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(draft)
    assert (Upload.objects.count(), stored(settings)) == (0, 0)


def test_nobody_to_look_is_no_refusal(
    world: World, draft: Draft, paper: RequiredDocument, mai: Client, monkeypatch: Any
) -> None:
    from cases.storage import room

    content = a_pdf()
    address = announce(mai, draft, paper, content)["Location"]
    monkeypatch.setattr(room, "PATIENCE", 0.01)
    with room.room_to_look(), room.room_to_look():
        assert send(mai, address, content, 0).status_code == 503
    assert send(mai, address, b"", len(content)).status_code == 204
    assert Document.objects.count() == 1


def test_two_that_send_the_same_file_go_on_together(world: World, draft: Draft, paper: RequiredDocument) -> None:
    said = {"name": "a.pdf", "size": 9, "fingerprint": "x", "by": world.mai, "at": AT}
    assert begin_upload(draft, paper, **said) == begin_upload(draft, paper, **said)


def test_a_file_sent_ahead_of_its_form_goes_with_it_and_with_nobody_elses(
    world: World, mai: Client, signed_in: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    dossier = world.assigned(AT)
    talk = f"/ho-so-cua-toi/{dossier.code}/hoi-dap/"
    place, content = {"page": talk, "box": "attachments"}, a_pdf()
    assert {announce_for(one, mai, content).status_code for one in ({"page": talk}, {"page": "x", "box": "b"})} == {404}
    bad = announce_for(place, mai, b"MZ" + b"x" * 50)["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        assert "là chương trình máy tính" in send(mai, bad, b"MZ" + b"x" * 50, 0).content.decode()
    address = announce_for(place, mai, content)["Location"]
    send(mai, address, content[:100], 0)
    listing = f"/tep/da-gui/?trang={talk}"
    assert mai.get(listing).json() == {"files": []}
    send(mai, address, content[100:], 100)
    key = address.split("/")[-2]
    assert mai.get(listing).json()["files"] == [
        {"key": key, "box": "attachments", "name": "bản vẽ.pdf", "size": len(content), "url": address}
    ]
    settings.UPLOAD_MAX_DOSSIER_BYTES = len(content) + 10
    assert "cả hồ sơ sẽ vượt" in announce_for(place, mai, b"%PDF and more").content.decode()
    words = {"text": "Gửi kèm", "key": uuid4(), "last": 0, "attachments-da-gui": [key, "x"]}
    assert mai.post(talk, words | {"text": ""}).status_code == 422
    assert Upload.objects.exclude(arrived_at=None).count() == 1  # it waits for the mended form
    minh = signed_in(world.minh)
    assert minh.get(listing).json() == {"files": []}
    minh.post(f"/xu-ly/{dossier.code}/hoi-dap/", words | {"key": uuid4()})
    assert not Document.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert mai.post(talk, words).status_code == 302
    document = Document.objects.get()
    assert (document.name, document.kind, document.dossier) == ("bản vẽ.pdf", Document.Kind.MESSAGE, dossier)
    assert (mai.get(listing).json(), stored(settings)) == ({"files": []}, 1)
    assert Client().get(listing).status_code == 403


def test_a_file_that_a_form_names_many_times_is_read_once(world: World, mai: Client) -> None:
    content = a_pdf()
    address = announce_for({"page": "/phan-anh/gui/", "box": "a"}, mai, content)["Location"]
    send(mai, address, content, 0)
    key = address.split("/")[-2]

    @with_parked
    def files_of(request: HttpRequest) -> HttpResponse:
        return HttpResponse(sum(len(several) for _, several in request.FILES.lists()))

    request = RequestFactory().post("/", {f"{box}-da-gui": [key] * 9 for box in "ab"})
    request.user = world.mai
    assert files_of(request).content == b"1"


def test_no_form_brings_in_more_than_one_may_carry(world: World, mai: Client, settings: Any) -> None:
    keys = []
    for number, content in enumerate((a_pdf(), a_heavy_pdf(1000), a_heavy_pdf(2000))):
        address = announce_for({"page": f"/phan-anh/gui/{number}/", "box": "b"}, mai, content)["Location"]
        send(mai, address, content, 0)
        keys.append(UUID(address.split("/")[-2]))
    sizes = [file.size for _, file in parked_files(world.mai, keys * 2)]
    assert len(sizes) == 3
    settings.UPLOAD_MAX_FILES = 2
    assert [file.size for _, file in parked_files(world.mai, keys)] == sizes[:2]
    settings.UPLOAD_MAX_DOSSIER_BYTES = sizes[0] + sizes[1] - 1
    assert parked_files(world.mai, keys) == []


def test_nobody_fills_the_storage_with_crumbs_of_a_file(world: World, mai: Client, settings: Any) -> None:
    address = announce_for({"page": "/phan-anh/gui/", "box": "files"}, mai, size=1000)["Location"]
    for offset in range(100):
        assert send(mai, address, b"x", offset).status_code == 204
    assert send(mai, address, b"x", 100).status_code == 400
    assert stored(settings) == 100
