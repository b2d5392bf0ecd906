"""Whether a paper that somebody shows is ours and stands: by the token in its QR code, or by the file itself."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import IssuedResult, PrintedForm, SigningKey
from cases.signing.checking import FoundSignature, NotReadable, signatures_in
from departments.identity import mask_name
from departments.working_time import local
from departments.written import day as written_day
from departments.written import short

_STATES = IssuedResult.State
_NEVER_LEFT = (_STATES.NUMBERED, _STATES.VOID)
_PARTS = ("dossier__version", "dossier__owner", "department", "replaced_by")


@dataclass(frozen=True)
class Answer:
    """What the page says: a verdict in a few words, a sentence, and what is known of the paper. Nothing personal."""

    tone: str
    title: str
    text: str
    facts: list[dict[str, Any]] = field(default_factory=list)
    known: bool = True


def by_token(token: str) -> Answer | None:
    """The answer for the token of a result's QR code; None for one that leads nowhere."""
    found = IssuedResult.objects.filter(token=token).exclude(state__in=_NEVER_LEFT).select_related(*_PARTS).first()
    return _of_result(found) if found else None


def by_file(content: bytes) -> Answer:
    """The answer for a file: known to us byte by byte, or by its signatures. Raises NotReadable for what is no PDF."""
    digest = hashlib.sha256(content).hexdigest()
    found = IssuedResult.objects.filter(sha256=digest).exclude(state__in=_NEVER_LEFT).select_related(*_PARTS).first()
    if found is not None:
        return _of_result(found, same_file=True)
    printed = PrintedForm.objects.filter(sha256=digest).select_related("dossier__desk", "dossier__owner").first()
    return _of_printed(printed) if printed else _by_signatures(signatures_in(content))


def _of_result(paper: IssuedResult, *, same_file: bool = False) -> Answer:
    said = [_("Tệp này đúng là bản đã ban hành, không bị thay đổi.")] if same_file else []
    day = written_day(local(paper.ended_at).date()) if paper.ended_at else ""
    match paper.state:
        case _STATES.VALID:
            tone, title = "ok", _("Văn bản có thật và còn hiệu lực")
            if not same_file:
                said = [_("Hãy so các dòng dưới đây với văn bản bạn cầm; khác nhau là văn bản giả hoặc đã bị sửa.")]
        case _STATES.REPLACED:
            new = paper.replaced_by.shown_number if paper.replaced_by else ""
            tone, title = "warn", _("Văn bản này đã được thay thế, không còn hiệu lực")
            said.append(_("Thay bằng văn bản số {number}, từ ngày {day}.").format(number=new, day=day))
        case _:
            tone, title = "warn", _("Văn bản này đã bị thu hồi, không còn hiệu lực")
            said.append(_("Thu hồi ngày {day}.").format(day=day))
    return Answer(tone, title, " ".join(said), _facts(paper))


def _facts(paper: IssuedResult) -> list[dict[str, Any]]:
    dossier = paper.dossier
    how = _("chữ ký số") if paper.is_signed else _("chữ ký tay trên bản giấy")
    signed = _("ký lúc {moment}, {how}").format(moment=short(paper.signed_at), how=how)
    rows = [
        _fact(_("Số, ký hiệu"), paper.shown_number),
        _fact(_("Ngày ban hành"), written_day(paper.issued_on) if paper.issued_on else ""),
        _fact(_("Cơ quan ban hành"), paper.department.name),
        _fact(_("Văn bản"), paper.name),
        _fact(_("Kết quả của thủ tục"), dossier.version.name),
        _fact(_("Người ký"), paper.signed_by_name, signed if paper.signed_at else ""),
        _fact(_("Cấp cho"), mask_name(dossier.owner.full_name), _("Tên được che bớt.")),
    ]
    return [row for row in rows if row["value"]]


def _of_printed(paper: PrintedForm) -> Answer:
    dossier = paper.dossier
    facts = [
        _fact(_("Giấy"), paper.name),
        _fact(_("Nơi lập"), dossier.desk.name),
        _fact(_("Mã hồ sơ"), dossier.code or ""),
        _fact(_("Chủ hồ sơ"), mask_name(dossier.owner.full_name), _("Tên được che bớt.")),
    ]
    text = _("Tệp này đúng là giấy do cổng lập, không bị thay đổi. Hồ sơ nay đến đâu: hãy tra cứu bằng mã hồ sơ.")
    return Answer("ok", _("Giấy có thật"), text, facts)


def _by_signatures(found: list[FoundSignature]) -> Answer:
    if not found:
        text = _(
            "Tệp không trùng với văn bản nào cổng đã ban hành và không có chữ ký số. Văn bản có mã QR thì hãy quét mã."
        )
        return Answer("warn", _("Cổng không biết tệp này"), text, known=False)
    facts = [_signature(one) for one in found]
    if not all(one.whole for one in found):
        text = _("Nội dung tệp không còn như lúc ký. Đừng dùng tệp này; hãy xin lại bản gốc.")
        return Answer("warn", _("Tệp đã bị thay đổi sau khi ký"), text, facts, known=False)
    signers = {one.certificate for one in found}
    if SigningKey.objects.filter(fingerprint__in=signers).count() == len(signers):
        text = _(
            "Chữ ký số đúng là của người hoặc cơ quan có khóa tại cổng này và nội dung không đổi sau khi ký, nhưng tệp "
            "không phải bản kết quả mà cổng đã ban hành. Hãy quét mã QR trên văn bản, hoặc hỏi cơ quan ký."
        )
        return Answer("info", _("Chữ ký đúng, nhưng không phải bản đã ban hành"), text, facts, known=False)
    text = _(
        "Nội dung không đổi sau khi ký, nhưng khóa ký không phải của cơ quan nào trên cổng này, nên cổng không xác "
        "nhận được người ký. Hãy hỏi cơ quan ghi trên văn bản."
    )
    return Answer("warn", _("Có chữ ký số, không phải của cổng này"), text, facts, known=False)


def _signature(one: FoundSignature) -> dict[str, Any]:
    said = [_when(one.at), _("nội dung không đổi sau khi ký") if one.whole else _("nội dung đã bị đổi")]
    return _fact(_("Chữ ký của"), one.signer, ", ".join(said))


def _when(at: datetime | None) -> str:
    return _("ghi ký lúc {moment}").format(moment=short(at)) if at else _("không ghi thời gian ký")


def _fact(label: str, value: str, sub: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "sub": sub}


__all__ = ["Answer", "NotReadable", "by_file", "by_token"]
