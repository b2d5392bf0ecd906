"""Electronic signatures under drafts of results, before the moves that need them: no lock is held while a key signs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from cases.access import can_now, may
from cases.actions._issue import numbered
from cases.models import Document, Dossier, IssuedResult
from cases.models.issued import new_token
from cases.printing.facts import place_of
from cases.printing.result_forms import signature_page
from cases.printing.signers import capacity
from cases.signing.boxes import DAY, LEADER, NAME, NUMBER, POST, SEAL, filled, names_of_boxes
from cases.signing.checking import signatures_in
from cases.signing.embedding import complete, prepare
from cases.signing.keys import key_of, open_key
from cases.signing.page import with_signature_page
from cases.signing.signer import Signer, SigningFailed
from cases.status import SIGNS
from cases.storage import CheckedFile, checked_pdf, file_of
from cases.storage.kinds import CONTENT_TYPES
from cases.storage.merging import merged
from departments.models import User
from departments.vietnamese import long_date
from departments.working_time import local

_PAGES = {CONTENT_TYPES[extension]: extension for extension in ("pdf", "jpg", "png")}
_NOT_A_PAGE = (
    "Dự thảo “{name}” không phải PDF hay ảnh nên không ký số được. Hãy trả lại để lưu thành PDF rồi trình lại."
)
_CHANGED = "Hồ sơ vừa có người khác thay đổi. Hãy mở lại, xem dự thảo rồi ký."
_GONE = "Tệp dự thảo “{name}” không còn trong kho. Hãy trả lại để trình lại."
_HAS_SIGNATURE = b"/ByteRange"


@dataclass(frozen=True)
class SignedPaper:
    """A draft with its signatures; `draft` is the document that was signed, and no other may take its place."""

    draft: int
    file: CheckedFile


@dataclass
class _Paper:
    """One draft on its way to its signatures."""

    dossier: Dossier
    draft: Document
    content: bytes
    issues: bool
    seal: Signer | None


def sign_papers(
    dossiers: Sequence[Dossier], *, by: User, at: datetime, pin: str
) -> Mapping[int, SignedPaper | SigningFailed]:
    """By dossier: the draft of its result signed with the person's key, or why that one could not be.

    Nothing for what the person may not sign now, for a result without a file, and for whoever has no key. Each key is
    opened once and asked once for all of them; raises SigningFailed where it does not sign.
    """
    key = key_of(by, at)
    drafts = [(one, draft) for one in dossiers if (draft := _draft_of(one, by, at)) is not None] if key else []
    if key is None or not drafts:
        return {}
    signer, seals = open_key(key, at=at, pin=pin), _Seals(at)
    found: dict[int, SignedPaper | SigningFailed] = {}
    papers: list[_Paper] = []
    for dossier, draft in drafts:
        try:
            papers.append(_paper(dossier, draft, seals, by=by, at=at))
        except SigningFailed as failed:
            found[dossier.pk] = failed
    _sign(papers, LEADER, signer, at=at, is_last=lambda paper: paper.issues and paper.seal is None)
    for seal in seals.opened:
        _sign([one for one in papers if one.seal is seal], SEAL, seal, at=at, is_last=lambda _: True)
    for paper in papers:
        name = f"{paper.draft.name.rpartition('.')[0] or paper.draft.name} (đã ký).pdf"
        found[paper.dossier.pk] = SignedPaper(paper.draft.pk, checked_pdf(paper.content, name))
    return found


def seal_papers(
    dossiers: Sequence[tuple[Dossier, str]], *, by: User, at: datetime, pin: str
) -> Mapping[int, SignedPaper | SigningFailed]:
    """By dossier: what the leader signed with its number and day and its agency's seal, or why that could not be.

    Each comes with the symbol of its number; numbers go in the order of the dossiers, also to a paper that was signed
    by hand or elsewhere, which has no place for them and is not among those found. A seal is opened before any number
    is taken and asked once for all; raises SigningFailed where it does not sign.
    """
    seals = _Seals(at, pin)
    found: dict[int, SignedPaper | SigningFailed] = {}
    ready: list[tuple[Dossier, str, tuple[Document, bytes] | None, Signer | None]] = []
    for dossier, symbol in [one for one in dossiers if _is_to_issue(one[0], by, at)]:
        try:
            draft = _with_boxes(dossier.result.document)
        except SigningFailed as failed:
            found[dossier.pk] = failed
        else:
            ready.append((dossier, symbol, draft, seals.of(dossier) if draft else None))
    papers: list[_Paper] = []
    for dossier, symbol, draft, seal in ready:
        dossier.result.symbol = symbol
        number = _number_of(dossier, at=at)
        if number is None:
            found[dossier.pk] = SigningFailed(_CHANGED)
        elif draft is not None:
            papers.append(_Paper(dossier, draft[0], _with_number(draft[1], dossier, number, at=at), True, seal))
    for seal in seals.opened:
        _sign([one for one in papers if one.seal is seal], SEAL, seal, at=at, is_last=lambda _: True)
    for paper in papers:
        name = f"{paper.draft.name.removesuffix(' (đã ký).pdf')} (đã phát hành).pdf"
        found[paper.dossier.pk] = SignedPaper(paper.draft.pk, checked_pdf(paper.content, name))
    return found


def issues_at_once(dossier: Dossier) -> bool:
    """Whether the leader's signature issues the result, no records clerk coming after him."""
    return not dossier.is_issued_by_clerk


class _Seals:
    """The seals of agencies, each opened at most once; without `pin` one that asks for it waits for the clerk."""

    def __init__(self, at: datetime, pin: str | None = None) -> None:
        self._at, self._pin = at, pin
        self._found: dict[int, Signer | None] = {}

    def of(self, dossier: Dossier) -> Signer | None:
        """The seal of the agency that decides."""
        agency = dossier.department
        if agency.pk not in self._found:
            key = key_of(agency, self._at)
            opens = key is not None and (self._pin is not None or not key.asks_pin)
            self._found[agency.pk] = open_key(key, at=self._at, pin=self._pin or "") if key and opens else None
        return self._found[agency.pk]

    @property
    def opened(self) -> list[Signer]:
        """Those that were asked for and are there."""
        return [one for one in self._found.values() if one is not None]


def _draft_of(dossier: Dossier, by: User, at: datetime) -> Document | None:
    """What there is to be signed by this person now."""
    action = next((name for name in sorted(SIGNS) if can_now(name, dossier)), "")
    result = getattr(dossier, "result", None)
    if not action or result is None or not may(by, action, dossier, at):
        return None
    draft: Document | None = result.document
    return draft


def _is_to_issue(dossier: Dossier, by: User, at: datetime) -> bool:
    return getattr(dossier, "result", None) is not None and can_now("issue", dossier) and may(by, "issue", dossier, at)


def _with_boxes(draft: Document | None) -> tuple[Document, bytes] | None:
    """A draft that was signed here, with its content: it has a box for number and day."""
    if draft is None or draft.content_type != CONTENT_TYPES["pdf"]:
        return None
    content = _content(draft)
    return (draft, content) if names_of_boxes(content) and signatures_in(content) else None


def _paper(dossier: Dossier, draft: Document, seals: _Seals, *, by: User, at: datetime) -> _Paper:
    """The draft with its boxes, the signer named in them, numbered and dated where the signature issues it."""
    content, issues = _content(draft), issues_at_once(dossier)
    seal = seals.of(dossier) if issues else None
    if _HAS_SIGNATURE in content:
        # Signed elsewhere: it takes a further signature, and nothing is added to its pages.
        return _Paper(dossier, draft, content, issues, seal)
    if not names_of_boxes(content):
        content = with_signature_page(content, signature_page(dossier, _token(dossier)))
    above = capacity(dossier, "sign", by=by, at=at)
    content = filled(content, {POST: "\n".join(above), NAME: by.get_full_name()})
    if issues:
        number = _number_of(dossier, at=at)
        if number is None:
            raise SigningFailed(_CHANGED)
        content = _with_number(content, dossier, number, at=at)
    return _Paper(dossier, draft, content, issues, seal)


def _number_of(dossier: Dossier, *, at: datetime) -> IssuedResult | None:
    """The number of the result, which is the dossier's from now on; None where another one was faster."""
    with transaction.atomic():
        locked = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        return numbered(dossier, at=at) if locked.revision == dossier.revision else None


def _with_number(content: bytes, dossier: Dossier, number: IssuedResult, *, at: datetime) -> bytes:
    """The paper with its number and day in their boxes."""
    day = f"{place_of(dossier.department)}, {long_date(local(at).date())}"
    return filled(content, {NUMBER: number.shown_number, DAY: day})


def _sign(
    papers: Sequence[_Paper], box: str, signer: Signer, *, at: datetime, is_last: Callable[[_Paper], bool]
) -> None:
    """Put a signature into the box of each paper, asking the key once."""
    prepared = [
        prepare(
            paper.content,
            box,
            signer.chain,
            at=at,
            agency=paper.dossier.department.name,
            reason=f"Kết quả giải quyết hồ sơ {paper.dossier.code}",
            is_last=is_last(paper),
        )
        for paper in papers
    ]
    signatures = signer.sign([one.digest for one in prepared]) if prepared else []
    for paper, one, signature in zip(papers, prepared, signatures, strict=True):
        paper.content = complete(one, signature)


def _content(draft: Document) -> bytes:
    extension = _PAGES.get(draft.content_type)
    if extension is None:
        raise SigningFailed(_NOT_A_PAGE.format(name=draft.name))
    try:
        with default_storage.open(file_of(draft)) as stored:
            content: bytes = stored.read()
    except OSError:
        raise SigningFailed(_GONE.format(name=draft.name)) from None
    return content if extension == "pdf" else merged([(content, extension)])


def _token(dossier: Dossier) -> str:
    result = dossier.result
    if not result.token:
        result.token = new_token()
        result.save(update_fields=["token"])
    return str(result.token)
