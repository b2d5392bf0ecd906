"""An account in a real browser: joining by a code, coming in with an electronic identity, sessions, a copy."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail

from departments.models import OutsideIdentity, User
from tests import identity_provider
from tests.journeys.conftest import PHONE
from tests.world import World
from tthc_portal.environment import IdentityProvider

pytestmark = pytest.mark.browser
PASSWORD = "ba-con-meo-tam-the"
FOREIGN_HOSTS = "ERR_NAME_NOT_RESOLVED"  # which the page of the provider asks for its looks


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    """A provider of identities that the portal knows."""
    with identity_provider.running() as running:
        settings.IDENTITY_PROVIDER = running
        yield running


def code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found is not None
    return found.group()


def join(hoa: Any) -> None:
    hoa.go("/dang-nhap/")
    hoa.press("Đăng ký")
    hoa.press("Tiếp tục")  # still empty
    hoa.sees("Có chỗ cần sửa lại")
    hoa.write("Họ và tên", "Lê Thị Hoa")
    hoa.write("Số điện thoại hoặc thư điện tử", "hoa@nha.vn")
    hoa.page.locator("[name=password]").fill(PASSWORD)
    hoa.press("Tiếp tục")
    hoa.sees("hoa@nha.vn")
    hoa.write("Mã xác nhận", code())
    hoa.press("Tiếp tục")
    hoa.sees("Hồ sơ của tôi")
    hoa.sees("Tài khoản đã sẵn sàng")


def allow(hoa: Any, who: str) -> None:
    """At the provider, whose page is not ours to check."""
    hoa.page.get_by_role("button", name=who, exact=True).click()
    hoa.page.wait_for_load_state()
    hoa.check()


def tie(hoa: Any) -> None:
    hoa.go("/tai-khoan/")
    hoa.press("Liên kết VNeID")
    hoa.page.get_by_role("link", name="Sang VNeID").click()
    allow(hoa, "vneid-hoa")
    hoa.sees("0011****9999")
    hoa.page.locator("[name=current_password]").fill("sai")
    hoa.press("Liên kết")
    hoa.sees("Mật khẩu hiện nay chưa đúng")
    hoa.page.locator("[name=current_password]").fill(PASSWORD)
    hoa.press("Liên kết")
    hoa.sees("Đã định danh bằng VNeID")


def test_from_joining_to_leaving(world: World, provider: IdentityProvider, visitor: Any, tmp_path: Any) -> None:
    hoa = visitor("hoa", PHONE)
    hoa.awaited.add(FOREIGN_HOSTS)
    join(hoa)
    tie(hoa)
    known = User.objects.get(email="hoa@nha.vn")
    assert (known.personal_id, OutsideIdentity.objects.get().user) == ("001185099999", known)

    office = visitor("hoa-may-khac")
    office.awaited.add(FOREIGN_HOSTS)
    office.go("/dang-nhap/")
    office.page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    allow(office, "vneid-hoa")
    office.sees("Hồ sơ của tôi")
    office.go("/tai-khoan/phien/")
    office.sees("thiết bị này")
    office.press("Đăng xuất mọi thiết bị khác")
    office.sees("Đã đăng xuất 1 thiết bị.")
    hoa.go("/tai-khoan/")
    hoa.sees("Đăng nhập để mở trang bạn vừa chọn")

    office.go("/tai-khoan/du-lieu/")
    office.sees("Chưa cán bộ nào mở hồ sơ của bạn")
    with office.page.expect_download() as waiting:
        office.page.get_by_role("button", name="Tải về").click()
    waiting.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert "hoa@nha.vn" in archive.read("tai-khoan.json").decode()

    for address in ("/tai-khoan/du-lieu/ai-da-xem/", "/tai-khoan/ho-so-tai-quay/", "/du-lieu-cua-ban/"):
        office.go(address)
    office.go("/tai-khoan/xoa/")
    office.page.locator("[name=current_password]").fill(PASSWORD)
    office.press("Xóa tài khoản")
    office.sees("Tài khoản đã xóa")
    assert not User.objects.filter(email="hoa@nha.vn").exists()


def test_the_first_time_with_an_identity_opens_an_account(
    world: World, provider: IdentityProvider, visitor: Any
) -> None:
    mai = visitor("mai-vneid", PHONE)
    mai.awaited.add(FOREIGN_HOSTS)
    mai.go("/nop-ho-so/1.001193/")
    mai.page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    allow(mai, "vneid-mai")
    mai.sees("Lần đầu đăng nhập bằng VNeID")
    mai.press("Mở tài khoản mới")
    assert "/nop-ho-so/1.001193/" in mai.page.url
    assert User.objects.filter(personal_id="001190012345").count() == 2, "nobody's account was taken over"


def test_a_forgotten_password_needs_no_javascript(world: World, visitor: Any) -> None:
    User.objects.filter(pk=world.mai.pk).update(email="mai@nha.vn", email_verified_at=world.mai.date_joined)
    mai = visitor("mai-quen", PHONE, javascript=False)
    mai.check = lambda: None  # axe itself is JavaScript
    mai.go("/dang-nhap/")
    mai.press("Quên mật khẩu?")
    mai.write("Số điện thoại, thư điện tử", "mai@nha.vn")
    mai.press("Gửi mã")
    mai.write("Mã xác nhận", code())
    mai.press("Tiếp tục")
    mai.page.locator("[name=password]").fill("nam-con-vit-bau")
    mai.press("Đặt mật khẩu")
    mai.sees("Đã đặt mật khẩu mới")
