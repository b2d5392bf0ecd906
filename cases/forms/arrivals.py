"""What is known of a person when he stands at the counter: earlier data, and what of his is still running."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.forms.people import from_applicant, from_card
from cases.models import Applicant, Dossier
from cases.store import StoredPaper, papers_at_desks
from departments.identity import IdentityError, check_personal_id, parse_card_line
from departments.working_time import local

_LAST = 20


@dataclass(frozen=True)
class Known:
    """Boxes to fill, whence they come, and dossiers of the same procedure that are not finished."""

    boxes: dict[str, Any]
    told: str
    running: list[Dossier]


def read_number(typed: str, desks: Iterable[int], procedure: int) -> Known:
    """Read a card line or a number, and what the desks know of it, in one statement. Raises IdentityError."""
    card = parse_card_line(typed) if "|" in typed else None
    number = card.number if card else check_personal_id(typed)
    dossiers = dossiers_of(number, desks)
    earlier = dossiers[0] if dossiers else None
    boxes: dict[str, Any] = from_applicant(_person(earlier, number)) if earlier else {}
    boxes |= from_card(card) if card else {"number": number}
    if card:
        told = "Đã đọc thẻ căn cước."
    elif earlier:
        told = f"Đã điền dữ liệu của lần nộp trước, {local(earlier.submitted_at):%d/%m/%Y}. Hãy hỏi lại xem có gì đổi."
    else:
        told = "Chưa có dữ liệu nào của số này; hãy nhập tiếp."
    return Known(boxes, told, running(dossiers, procedure))


def stored_of(typed: Mapping[str, str], desks: Iterable[int], day: date) -> list[StoredPaper]:
    """The papers that these desks have of the owner whose number or card line was typed; none for an odd number."""
    line = (typed.get("chu-number") or typed.get("nop-number") or "").strip()
    try:
        number = parse_card_line(line).number if "|" in line else check_personal_id(line)
    except IdentityError:
        return []
    return papers_at_desks(number, desks, day) if number else []


def dossiers_of(number: str, desks: Iterable[int]) -> list[Dossier]:
    """The last dossiers of the person at these desks, the newest first."""
    # Two questions joined, each by an index; as one question with an "or" it would read all that the desks ever had.
    owned, submitted = (Dossier.objects.filter(**{f"{who}__personal_id": number}) for who in ("owner", "submitter"))
    rows = Dossier.objects.filter(pk__in=owned.values("pk").union(submitted.values("pk")), desk__in=list(desks))
    return list(rows.select_related("owner", "submitter", "version").order_by("-pk")[:_LAST])


def running(dossiers: Iterable[Dossier], procedure: int) -> list[Dossier]:
    """Those of the procedure that are not over."""
    return [one for one in dossiers if one.version.procedure_id == procedure and one.finished_at is None]


def _person(dossier: Dossier, number: str) -> Applicant:
    return dossier.owner if dossier.owner.personal_id == number else dossier.submitter
