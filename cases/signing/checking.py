"""What the signatures in a PDF say: who signed, when, and whether anything was changed afterwards."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.utils.translation import gettext
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from cases.storage.pdfs import limit_memory

_MOST = 20


@dataclass(frozen=True)
class FoundSignature:
    """One signature. `whole`: what it covers is what was signed, and nothing but what it permits came later.

    `certificate` is the SHA-256 of the signer's certificate, in hexadecimal.
    """

    signer: str
    at: datetime | None
    whole: bool
    certificate: str


class NotReadable(Exception):
    """The file is no PDF that can be read; the sentence is for people."""


def signatures_in(content: bytes) -> list[FoundSignature]:
    """The signatures of the paper in the order they were made; a paper without any has none. Raises NotReadable."""
    try:
        _read_whole(content)
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures[:_MOST]
        return [_said(one) for one in found]
    except (PdfError, pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotReadable(gettext("Tệp này không phải PDF đọc được, hoặc đã hỏng.")) from error


def fingerprint(certificate: bytes) -> str:
    """How a certificate (DER) is recognised."""
    return hashlib.sha256(certificate).hexdigest()


def _read_whole(content: bytes) -> None:
    """Unpack all that describes the document, within our limits: what would fill our memory comes no further."""
    limit_memory()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            raise ValueError
        for _ in pdf.objects:
            pass


def _said(signature: EmbeddedPdfSignature) -> FoundSignature:
    certificate = signature.signer_cert
    at = signature.self_reported_timestamp
    names = certificate.subject.native
    return FoundSignature(
        signer=str(names.get("common_name", "") or certificate.subject.human_friendly),
        at=at if at is None or at.tzinfo else None,
        whole=_is_whole(signature),
        certificate=fingerprint(certificate.dump()),
    )


def _is_whole(signature: EmbeddedPdfSignature) -> bool:
    """Nobody is asked whether the certificate is trusted: whose it is decides who asks."""
    try:
        status: PdfSignatureStatus = validate_pdf_signature(
            signature, ValidationContext(trust_roots=[], allow_fetching=False)
        )
    except (SigningError, PdfError, ValueError):
        return False
    if not (status.intact and status.valid):
        return False
    if status.docmdp_ok is False:
        return False
    return status.modification_level in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
