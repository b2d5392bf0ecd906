"""A key in a PKCS#12 file on the server: for a seal, for trying out, where no signing service is at hand."""

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from cases.signing.signer import Chain, SigningFailed, WrongPin

_SHA256 = Prehashed(hashes.SHA256())


class Pkcs12Signer:
    """The file is opened once, whatever is signed with it afterwards."""

    def __init__(self, file: Path, passphrase: str) -> None:
        """Open the file; raises WrongPin, or SigningFailed where there is no key in it."""
        try:
            content = file.read_bytes()
        except OSError:
            raise SigningFailed("Không tìm thấy tệp khóa ký trên máy chủ. Hãy báo quản trị.") from None
        try:
            found = pkcs12.load_pkcs12(content, passphrase.encode() or None)
        except ValueError:
            raise WrongPin("Mật khẩu của khóa ký không đúng.") from None
        key, own = found.key, found.cert
        if own is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise SigningFailed("Tệp khóa ký không có khóa RSA hoặc ECDSA kèm chứng thư số.")
        above = [one.certificate for one in found.additional_certs]
        self._key = key
        self.chain = Chain(tuple(one.public_bytes(Encoding.DER) for one in (own.certificate, *above)))

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign each digest."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return [self._key.sign(digest, padding.PKCS1v15(), _SHA256) for digest in digests]
        return [self._key.sign(digest, ec.ECDSA(_SHA256)) for digest in digests]
