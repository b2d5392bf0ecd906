"""Papers of the one-stop desk: receipt (Mẫu 01), request (02), refusal (03) and hand-over minutes."""

from collections import Counter
from datetime import datetime

from cases.clock import Ledger, read
from cases.models import Document, Dossier, Event, Proposal
from cases.printing.events import RECEIVED, REFUSED, TRANSFERRED
from cases.printing.facts import Facts, basis, desk_heading
from departments.calendars import calendar_for
from departments.vietnamese import long_date, long_moment
from departments.working_time import local


def receipt(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả: as promised at receipt, whatever moved the date afterwards."""
    event = RECEIVED(dossier, None)
    if dossier.received_at is None or event is None:
        return None
    heading, place = desk_heading(dossier)
    facts = basis("mau-01", dossier=dossier, at=dossier.received_at, look_up=look_up, heading=heading, place=place)
    words = facts["form"]["sentences"]
    limit = dossier.time_limit()
    reading = read(Ledger(dossier.received_at, limit), calendar_for(dossier.department))
    phone = dossier.desk.phone
    return facts | {
        "papers": papers(dossier, until=dossier.received_at),
        "sets": f"{dossier.sets:02d}",
        "limit": limit.text() if limit else words["no_limit"],
        "received": long_moment(dossier.received_at),
        "due": long_moment(reading.due_original) if reading.due_original else words["no_due"],
        "explanation": list(reading.lines),
        "follow": words["follow"].format(
            address=look_up, phone=words["follow_phone"].format(phone=phone) if phone else ""
        ),
        "delivery": delivery(dossier),
        "book": f"{local(dossier.received_at):%m/%Y}",
        "book_number": str(number_in_book(dossier)),
        "copies": words["copies"],
        "signer_left": dossier.submitter.full_name,
        "signer_right": event.by_name,
    }


def request(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the request of that ordinal, or the newest one."""
    rows = dossier.supplements.select_related("asked_by", "stop").prefetch_related("items__requirement")
    row = (rows if ordinal is None else rows.filter(ordinal=ordinal)).order_by("-ordinal").first()
    if row is None:
        return None
    heading, place = desk_heading(dossier)
    facts = basis("mau-02", dossier=dossier, at=row.asked_at, look_up=look_up, heading=heading, place=place)
    words = facts["form"]["sentences"]
    asker = (
        _clerk(
            dossier,
            Proposal.Kind.ASK_COMPLETION if row.before_receipt else Proposal.Kind.REQUEST_SUPPLEMENT,
            row.asked_at,
        )
        or row.asked_by.get_full_name()
    )
    return facts | {
        "ordinal": f"{row.ordinal:02d}",
        "items": [
            {
                "text": item.text,
                "paper": item.requirement.name if item.requirement else "",
                "originals": item.requirement.originals if item.requirement else 0,
                "copies": item.requirement.copies if item.requirement else 0,
            }
            for item in row.items.all()
        ],
        "reason": row.reason or words["no_reason"],
        "respond_by": words["respond_by"].format(day=long_date(row.respond_by))
        if row.respond_by
        else words["respond_open"],
        "clock": words["clock"].format(basis=row.stop.legal_basis) if row.stop and row.stop.legal_basis else "",
        "guidance": _guidance(words, dossier, look_up, asker),
        "signer_right": asker,
    }


def refusal(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ, with its reason."""
    event = REFUSED(dossier, None)
    if event is None:
        return None
    heading, place = desk_heading(dossier)
    facts = basis("mau-03", dossier=dossier, at=event.at, look_up=look_up, heading=heading, place=place)
    words = facts["form"]["sentences"]
    clerk = _clerk(dossier, Proposal.Kind.REFUSE, event.at)
    if not clerk and dossier.taken_in_by is not None:
        clerk = dossier.taken_in_by.get_full_name()
    return facts | {
        "announce": words["announce"].format(unit=dossier.desk.name),
        "reason": event.note,
        "close": words["close"],
        "guidance": _guidance(words, dossier, look_up, clerk),
        "signer_left": dossier.submitter.full_name,
        "signer_right": clerk,
    }


def handover_minutes(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Biên bản giao nhận hồ sơ: from the desk to the division, with the papers that go along."""
    event = TRANSFERRED(dossier, ordinal)
    if event is None:
        return None
    heading, place = desk_heading(dossier)
    facts = basis("giao-nhan", dossier=dossier, at=event.at, look_up=look_up, heading=heading, place=place)
    words = facts["form"]["sentences"]
    taken = papers(dossier, until=event.at)
    row = {
        "code": dossier.code,
        "procedure": dossier.version.name,
        "person": dossier.owner.full_name,
        "papers": str(sum(1 for paper in taken if paper["originals"] or paper["copies"])),
        "files": str(sum(paper["files"] for paper in taken)),
        "due": f"{local(dossier.due_original):%H:%M %d/%m/%Y}" if dossier.due_original else "",
    }
    return facts | {
        "met": words["met"].format(moment=long_moment(event.at), place=dossier.desk.name),
        "giver": {"unit": dossier.desk.name, "person": event.by_name},
        "taker": {"unit": dossier.division.name, "person": _first_in_division(dossier, event)},
        "rows": [row],
        "done": words["done"].format(count="01"),
        "note": event.note,
        "signer_left": event.by_name,
    }


def papers(dossier: Dossier, *, until: datetime) -> list[Facts]:
    """Each paper that was handed in, as originals, copies and files, in the order of the procedure; 3 statements.

    Files that came after `until`, the moment of which the paper speaks, are none of it, however late it is printed.
    """
    received = {row.requirement_id: row for row in dossier.papers.all() if row.is_on_paper}
    kinds = (Document.Kind.SUBMITTED, Document.Kind.SUPPLEMENT)
    files: Counter[int | None] = Counter(
        dossier.documents.filter(kind__in=kinds, uploaded_at__lte=until).values_list("requirement_id", flat=True)
    )
    wanted = [row for row in dossier.version.requirements.all() if row.pk in received or row.pk in files]
    rows = [
        {
            "name": row.name,
            "originals": received[row.pk].originals if row.pk in received else 0,
            "copies": received[row.pk].copies if row.pk in received else 0,
            "files": files[row.pk],
        }
        for row in wanted
    ]
    if files[None]:
        rows.append({"name": "Giấy tờ khác", "originals": 0, "copies": 0, "files": files[None]})
    return rows


def delivery(dossier: Dossier) -> str:
    """Where the applicant gets the result."""
    match dossier.delivery:
        case Dossier.Delivery.PICK_UP:
            return f"{dossier.desk.name}{f', {dossier.desk.address}' if dossier.desk.address else ''}"
        case Dossier.Delivery.POST:
            where = dossier.delivery_address or dossier.submitter.address
            return f"{dossier.get_delivery_display()}{f', địa chỉ: {where}' if where else ''}"
    return dossier.get_delivery_display()


def number_in_book(dossier: Dossier) -> int:
    """The dossier's place in its desk's register of the month (one book a month), from 1.

    One deleted since keeps its place there, so that the numbers of those behind it stay what their papers say.
    """
    received_at = dossier.received_at
    if received_at is None:
        raise ValueError("Only a received dossier stands in the register.")
    first = local(received_at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    book = Dossier.everything.filter(desk=dossier.desk_id, received_at__gte=first)
    earlier = book.filter(received_at__lt=received_at) | book.filter(received_at=received_at, pk__lt=dossier.pk)
    return earlier.count() + 1


def _first_in_division(dossier: Dossier, transfer: Event) -> str:
    """Who first put a hand on it there; empty while nobody has, and then the line is filled in by hand."""
    later = dossier.events.filter(number__gt=transfer.number, department=dossier.division_id)
    first = later.order_by("number").first()
    return first.by_name if first else ""


def _clerk(dossier: Dossier, kind: Proposal.Kind, at: datetime) -> str:
    """Who at the desk or in the division laid before the leader what he sent at the moment; "" where nobody did."""
    found = dossier.proposals.filter(kind=kind, decision=Proposal.Decision.AGREED, decided_at=at)
    proposal = found.select_related("proposed_by").order_by("-pk").first()
    return proposal.proposed_by.get_full_name() if proposal else ""


def _guidance(words: dict[str, str], dossier: Dossier, look_up: str, who: str) -> str:
    phone = dossier.desk.phone
    return words["guidance"].format(
        address=look_up,
        person=words["guidance_person"].format(person=who) if who else "",
        unit=dossier.desk.name,
        phone=words["guidance_phone"].format(phone=phone) if phone else "",
    )
