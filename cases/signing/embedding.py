"""Prepare a paper for a signature, and put the signature in: PAdES B-B by pyHanko, the key being elsewhere."""

import asyncio
import hashlib
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from asn1crypto import algos, cms
from asn1crypto import x509 as asn1
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cases.signing.boxes import fields_of
from cases.signing.drawn import drawn_signature
from cases.signing.signer import Chain, SigningFailed, common_name

_Found = TypeVar("_Found")
_DIGEST = "sha256"
# Room for the signature with its chain of certificates, in hexadecimal.
_ROOM = 16_384


@dataclass(frozen=True)
class Prepared:
    """A paper that waits for its signature; `digest` is what is to be signed (SHA-256)."""

    digest: bytes
    chain: Chain
    _file: io.BytesIO
    _range: PreparedByteRangeDigest
    _attributes: cms.CMSAttributes


def prepare(
    content: bytes, box: str, chain: Chain, *, at: datetime, agency: str, reason: str, is_last: bool
) -> Prepared:
    """The paper with room for a signature in the box of that name, which shows who signs and when.

    The first signature permits nothing after it but filled boxes and signatures in boxes that are there already, the
    last one (`is_last`) nothing at all. A paper without the box gets a signature that is not seen.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    own = chain.own
    size = _size_of(writer, box)
    is_first = not writer.prev.embedded_signatures
    steps = PdfCMSEmbedder(new_field_spec=None if size else SigFieldSpec(box)).write_cms(
        box, writer, existing_fields_only=size is not None
    )
    next(steps)
    name = common_name(own)
    signature = SignatureObject(
        timestamp=at, name=name, reason=reason, subfilter=SigSeedSubFilter.PADES, bytes_reserved=_ROOM
    )
    seen = None
    if size:
        picture = drawn_signature(signer=name, agency=agency, at=at, width=size[0], height=size[1])
        seen = SigAppearanceSetup(
            StaticStampStyle(background=_Picture(picture), border_width=0), timestamp=at, name=name
        )
    rule = _rule(is_first=is_first, is_last=is_last) if size else None
    steps.send(SigObjSetup(signature, mdp_setup=rule, appearance_setup=seen))
    found, file = steps.send(SigIOSetup(md_algorithm=_DIGEST, in_place=True))
    attributes = _run(_signer(chain, b"").signed_attrs(found.document_digest, _DIGEST, use_pades=True))
    digest = hashlib.sha256(attributes.dump()).digest()
    return Prepared(digest, chain, file, found, attributes)


def complete(prepared: Prepared, signature: bytes) -> bytes:
    """The signed paper; raises SigningFailed where the signature is not that of the certificate over the digest."""
    _check(prepared, signature)
    signer = _signer(prepared.chain, signature)
    message = _run(signer.async_sign_prescribed_attributes(_DIGEST, prepared._attributes))
    prepared._range.fill_with_cms(prepared._file, message)
    return prepared._file.getvalue()


def _rule(*, is_first: bool, is_last: bool) -> SigMDPSetup | None:
    """What may still be done to the paper (ISO 32000-1 §12.8.2.2 and 12.8.2.4)."""
    if is_first:
        allowed = MDPPerm.NO_CHANGES if is_last else MDPPerm.FILL_FORMS
        return SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=allowed)
    return SigMDPSetup(md_algorithm=_DIGEST, field_lock=FieldMDPSpec(FieldMDPAction.ALL)) if is_last else None


class _Picture(PdfContent):
    """The first page of a PDF, as a picture in another one."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__()

    def render(self) -> bytes:
        shown = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)))
        self.resources.xobject["/Mark"] = shown
        left, bottom, right, top = (float(edge) for edge in shown.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Mark Do"


def _size_of(writer: IncrementalPdfFileWriter, box: str) -> tuple[float, float] | None:
    """Width and height in points of the box; None where the paper has no such box."""
    for reference in fields_of(writer):
        field = reference.get_object()
        if str(field.get("/T", "")) == box and field.get("/FT") == "/Sig":
            left, bottom, right, top = (float(edge) for edge in field["/Rect"])
            return right - left, top - bottom
    return None


def _signer(chain: Chain, signature: bytes) -> ExternalSigner:
    certificates = [asn1.Certificate.load(one) for one in chain.certificates]
    key = chain.own.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        mechanism, room = "sha256_rsa", key.key_size // 8
    elif isinstance(key, ec.EllipticCurvePublicKey):
        mechanism, room = "sha256_ecdsa", key.key_size // 4 + 16
    else:
        raise SigningFailed("Chứng thư số dùng loại khóa mà cổng chưa ký được; cần RSA hoặc ECDSA.")
    return ExternalSigner(
        certificates[0],
        SimpleCertificateStore.from_certs(certificates[1:]),
        signature_value=signature or bytes(room),
        signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": mechanism}),
    )


def _check(prepared: Prepared, signature: bytes) -> None:
    key, over = prepared.chain.own.public_key(), Prehashed(hashes.SHA256())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, prepared.digest, padding.PKCS1v15(), over)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, prepared.digest, ec.ECDSA(over))
    except InvalidSignature:
        raise SigningFailed("Chữ ký nhận về không khớp với chứng thư số; văn bản chưa được ký.") from None


def _run(work: Coroutine[Any, Any, _Found]) -> _Found:
    """The arithmetic of pyHanko, which it writes as coroutines; also where another loop runs in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
