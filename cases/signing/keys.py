"""Whose key signs, and how it is opened: from a file of the server or at the signing service of the settings."""

from datetime import datetime

from django.conf import settings

from cases.models import SigningKey
from cases.signing.pkcs12 import Pkcs12Signer
from cases.signing.remote import RemoteSigner
from cases.signing.signer import Signer, SigningFailed, WrongPin, check_in_force
from departments.models import Department, User


def key_of(owner: User | Department, at: datetime) -> SigningKey | None:
    """The key that the person or agency signs with at the moment; None for whoever signs on paper."""
    keys = SigningKey.objects.in_use(at)
    found = keys.filter(user=owner) if isinstance(owner, User) else keys.filter(department=owner)
    return found.first()


def open_key(key: SigningKey, *, at: datetime, pin: str = "") -> Signer:
    """The key, ready to sign; raises SigningFailed where it cannot, WrongPin where only the PIN is wrong or missing."""
    if key.asks_pin and not pin:
        raise WrongPin("Hãy nhập mã PIN của khóa ký số.")
    signer = _opened(key.way, key.reference, pin if key.asks_pin else "")
    if signer.chain.certificates[0] != bytes(key.certificate):
        raise SigningFailed("Chứng thư số đã đổi so với lúc đăng ký. Hãy báo quản trị đăng ký lại khóa ký.")
    check_in_force(signer.chain, at)
    return signer


def open_unknown(way: str, reference: str, pin: str) -> Signer:
    """A key that is not registered yet, to read its certificate."""
    return _opened(way, reference, pin)


def _opened(way: str, reference: str, pin: str) -> Signer:
    if way == SigningKey.Way.REMOTE:
        if not settings.SIGNING_URL:
            raise SigningFailed("Cổng chưa được cấu hình dịch vụ ký số từ xa (TTHC_SIGNING_URL).")
        return RemoteSigner(settings.SIGNING_URL, settings.SIGNING_TOKEN, reference, pin)
    file = (settings.SIGNING_DIR / reference).resolve()
    if not file.is_relative_to(settings.SIGNING_DIR.resolve()):
        raise SigningFailed("Tên tệp khóa ký không hợp lệ.")
    return Pkcs12Signer(file, pin or settings.SIGNING_PASSPHRASE)
