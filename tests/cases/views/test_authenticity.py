"""The public check of a paper: by its QR code and by its file; and who is asked for a PIN, who registers keys."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions.print_form import print_form
from cases.actions.sign import sign
from cases.models import Dossier, IssuedResult, SigningKey
from cases.signing.boxes import NUMBER, filled
from cases.views import authenticity
from tests.cases.actions.test_signing import NOW, file_of, settled_paper, with_draft
from tests.cases.printing.papers import ADDRESS
from tests.cases.signing.keys import AT, gives_key, key_file
from tests.cases.uploads import a_pdf
from tests.world import World

HERE = "/kiem-tra/"


@pytest.fixture
def signed(world: World, settings: Any) -> Dossier:
    """Sơn has signed with his key."""
    gives_key(world.son, settings)
    return sign(with_draft(world), by=world.son, at=NOW)


def send(client: Client, content: bytes) -> Any:
    return client.post(HERE, {"file": SimpleUploadedFile("van-ban.pdf", content, "application/pdf")})


def test_the_qr_code_says_what_it_is_who_signed_when_and_no_persons_name(signed: Dossier, client: Client) -> None:
    issued = IssuedResult.objects.get()
    page = client.get(reverse("cases:check_result", args=[issued.token]))
    shown = page.content.decode()
    for words in (
        "Văn bản có thật và còn hiệu lực", "1/KQ-2026", "20/11/2026", "UBND phường Cửa Nam", "Đỗ Hải Sơn", "chữ ký số",
        "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Trần T** Mai",
    ):  # fmt: skip
        assert words in shown
    assert [word for word in ("Trần Thị Mai", "001190012345", "0912 345 678", str(signed.code)) if word in shown] == []
    assert client.post(HERE, {"token": f" {issued.token} "})["Location"] == page.request["PATH_INFO"]


def test_a_number_that_never_left_is_nobodys_paper(world: World, client: Client, signed: Dossier) -> None:
    IssuedResult.objects.update(state="numbered", issued_at=None, issued_on=None)
    token = IssuedResult.objects.get().token
    assert client.get(reverse("cases:check_result", args=[token])).status_code == 404
    assert client.post(HERE, {"token": token}).status_code == 404
    assert "Không có văn bản nào mang mã này" in client.get(f"{HERE}abcdefghijklmnop/").content.decode()


def test_each_kind_of_file_gets_its_own_clear_words(
    world: World, settings: Any, signed: Dossier, client: Client
) -> None:
    ours = file_of(signed)
    foreign = settled_paper(world, settings)
    SigningKey.objects.filter(user=world.dung).delete()
    receipt = print_form(signed, "tiep-nhan", look_up=ADDRESS, by=world.lan, at=NOW)
    assert receipt is not None
    with receipt.file.open("rb") as file:
        printed = file.read()
    for content, title in (
        (ours, "Văn bản có thật và còn hiệu lực"),
        (foreign, "Có chữ ký số, không phải của cổng này"),
        (filled(ours, {NUMBER: "9/KQ-2026"}), "Tệp đã bị thay đổi sau khi ký"),
        (a_pdf(), "Cổng không biết tệp này"),
        (printed, "Giấy có thật"),
    ):
        page = send(client, content)
        assert (page.status_code, title in page.content.decode()) == (200, True), title
        assert "Trần Thị Mai" not in page.content.decode()
    # What the leader's key has signed elsewhere is his, and yet no result of ours.
    IssuedResult.objects.update(sha256="")
    assert "không phải bản đã ban hành" in send(client, ours).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Hãy chọn tệp PDF, hoặc nhập mã kiểm tra."),
        ({"file": b"not a pdf"}, "không phải PDF đọc được"),
        ({"file": b""}, "Tệp không có nội dung"),
        ({"file": b"%PDF-1.7" + b"0" * 2_000}, "không phải PDF đọc được"),
    ],
    ids=["nothing", "text", "empty", "damaged"],
)
def test_what_cannot_be_checked_gets_a_sentence(db: None, client: Client, sent: Any, sentence: str) -> None:
    data = {name: SimpleUploadedFile("a.pdf", content, "application/pdf") for name, content in sent.items()}
    page = client.post(HERE, data)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)


def test_a_file_that_is_too_heavy_is_not_read(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.forms.authenticity.MOST_BYTES", 1_000)
    page = send(client, b"%PDF" + b"0" * 1_001)
    assert (page.status_code, "cổng kiểm tra tệp đến" in page.content.decode()) == (422, True)


def test_nobody_tries_for_ever(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authenticity, "PER_ADDRESS", 1)
    monkeypatch.setattr(authenticity, "SCANS", 1)
    assert [client.post(HERE, {"token": "x"}).status_code for _ in range(2)] == [404, 429]
    assert [client.get(f"{HERE}x/").status_code for _ in range(2)] == [404, 429]


def test_the_pages_cost_few_statements(signed: Dossier, client: Client, django_assert_max_num_queries: Any) -> None:
    content, token = file_of(signed), IssuedResult.objects.get().token
    with django_assert_max_num_queries(6):
        send(client, content)
    with django_assert_max_num_queries(6):
        client.get(f"{HERE}{token}/")


def test_the_sign_page_asks_for_the_pin_of_a_key_that_has_one(
    world: World, settings: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    gives_key(world.son, settings, pin="2580")
    dossier, client = with_draft(world), signed_in(world.son)
    address = f"/xu-ly/{dossier.code}/sign/"
    assert "Mã PIN của khóa ký số" in client.get(address).content.decode()
    wrong = client.post(address, {"revision": dossier.revision, "pin": "1", "note": "Đã xem."})
    assert (wrong.status_code, "Mật khẩu của khóa ký không đúng" in wrong.content.decode()) == (422, True)
    assert "Đã xem." in wrong.content.decode()
    assert client.post(address, {"revision": dossier.revision, "pin": "2580"}).status_code == 302
    assert IssuedResult.objects.get().is_signed
    assert "Mã PIN" not in signed_in(world.dung).get(f"/xu-ly/{with_draft(world).code}/sign/").content.decode()


def test_an_administrator_registers_a_key_and_ends_it(world: World, settings: Any, signed_in: Any) -> None:
    key_file(settings.SIGNING_DIR, "Sơn", "UBND phường Cửa Nam", passphrase="2580")
    quan, add = signed_in(world.quan), reverse("admin:cases_signingkey_add")
    asked = {"user": world.son.pk, "way": "pkcs12", "reference": "Sơn.p12", "asks_pin": "on"}
    assert "Mật khẩu của khóa ký không đúng" in quan.post(add, {**asked, "pin": "0"}).content.decode()
    assert (
        "Hãy chọn một người, hoặc một cơ quan"
        in quan.post(add, {**asked, "department": world.ward.pk, "pin": "2580"}).content.decode()
    )
    outside = quan.post(add, {**asked, "reference": "../../etc/passwd", "pin": "2580"})
    assert "Tên tệp khóa ký không hợp lệ" in outside.content.decode()
    assert quan.post(add, {**asked, "pin": "2580"}).status_code == 302
    key = SigningKey.objects.get()
    assert (key.user, key.subject, key.asks_pin, "2580" in repr(vars(key))) == (world.son, "Sơn", True, False)
    listed = reverse("admin:cases_signingkey_changelist")
    quan.post(listed, {"action": "end_keys", "_selected_action": [key.pk]})
    assert not SigningKey.objects.in_use(timezone.now()).exists()
    assert SigningKey.objects.in_use(AT).count() == 0
