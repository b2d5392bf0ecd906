"""A certificate authority for trying out: its certificates say so in their names and prove nothing elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

_YEARS = timedelta(days=5 * 365)
_NAME = "Chung thu so thu nghiem - khong co gia tri phap ly"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class TrialAuthority:
    """Gives out keys with certificates, all of them made up."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def issue(
        self, name: str, organisation: str, *, at: datetime, passphrase: str = "", key: Key | None = None
    ) -> bytes:
        """A PKCS#12 file with a new key (or the one given) and its certificate, which holds for some years."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        subject = _named(name, organisation)
        made = _draft(subject, self.certificate.subject, own, at)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_usage(signs=True), critical=True)
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        certificate = made.add_extension(above, critical=False).sign(self.key, hashes.SHA256())
        locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        return pkcs12.serialize_key_and_certificates(name.encode(), own, certificate, [self.certificate], locked)


def trial_authority(at: datetime) -> TrialAuthority:
    """A new authority, which holds from a day before the moment."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(_NAME, "Demo")
    made = _draft(name, name, key, at).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(_usage(signs=False), critical=True)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return TrialAuthority(key, made.add_extension(own, critical=False).sign(key, hashes.SHA256()))


def _named(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(organisation)),
            x509.NameAttribute(NameOID.COMMON_NAME, _short(name)),
        ]
    )


def _short(name: str) -> str:
    """No longer than X.520 allows, and whole letters only."""
    return name.encode()[:64].decode(errors="ignore")


def _draft(subject: x509.Name, issuer: x509.Name, key: Key, at: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _YEARS)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
