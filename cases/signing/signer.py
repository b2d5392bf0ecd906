"""What the portal asks of whoever holds a key, and how the holder of a key in the database is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography import x509
from cryptography.x509.oid import NameOID


class SigningFailed(Exception):
    """There is no signature; the sentence is for the person who wanted to sign."""


class WrongPin(SigningFailed):
    """The PIN or passphrase does not open the key."""


@dataclass(frozen=True)
class Chain:
    """A certificate and those above it, each as DER, the signer's own first."""

    certificates: tuple[bytes, ...]

    @property
    def own(self) -> x509.Certificate:
        """The signer's certificate."""
        return x509.load_der_x509_certificate(self.certificates[0])


class Signer(Protocol):
    """One key, opened for some signatures of one person or agency."""

    chain: Chain

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """A signature for each SHA-256 digest, all of them or none; raises SigningFailed."""


def check_in_force(chain: Chain, at: datetime) -> None:
    """Raise SigningFailed where the certificate does not hold at the moment."""
    own = chain.own
    if at < own.not_valid_before_utc:
        raise SigningFailed(f"Chứng thư số chỉ có hiệu lực từ {own.not_valid_before_utc:%d/%m/%Y}.")
    if at > own.not_valid_after_utc:
        raise SigningFailed(f"Chứng thư số đã hết hạn ngày {own.not_valid_after_utc:%d/%m/%Y}. Hãy gia hạn rồi ký lại.")


def common_name(certificate: x509.Certificate) -> str:
    """Whose certificate it is, as it says itself."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
