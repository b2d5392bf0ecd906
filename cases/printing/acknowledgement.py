"""What a citizen holds in her hand between submitting online and the receipt (Mẫu 01)."""

from cases.clock import answer_due
from cases.models import Dossier
from cases.printing.desk_forms import delivery, papers
from cases.printing.facts import Facts, basis, desk_heading, place_of, unit_heading
from departments.calendars import calendar_for
from departments.identity import show_phone
from departments.vietnamese import long_moment
from procedures.channels import Channel


def acknowledgement(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Xác nhận đã nộp hồ sơ trực tuyến, or that another desk took it in: when, and who answers by when.

    Says the same whenever it is printed. None for what was handed in at the counter, which has its receipt at once.
    """
    if dossier.channel != Channel.ONLINE and dossier.origin_desk is None:
        return None
    at, elsewhere = dossier.submitted_at, dossier.origin_desk
    heading, place = desk_heading(dossier)
    if elsewhere is not None:
        heading, place = unit_heading(elsewhere, elsewhere.agency()), place_of(elsewhere.agency())
    name = "nhan-ho" if elsewhere is not None else "da-nop"
    facts = basis(name, dossier=dossier, at=at, look_up=look_up, heading=heading, place=place)
    words, desk = facts["form"]["sentences"], dossier.desk
    answer = answer_due(at, calendar_for(desk)).moment
    return facts | {
        "agency": dossier.department.name,
        "submitted": long_moment(at),
        "papers": papers(dossier, until=dossier.submitted_at),
        "delivery": delivery(dossier),
        "taken": words["taken"],
        "answer": words["answer"].format(unit=desk.name, moment=long_moment(answer)),
        "follow": words["follow"].format(address=look_up),
        "ask": words["ask"].format(
            unit=desk.name,
            where=f", {desk.address}" if desk.address else "",
            phone=words["ask_phone"].format(phone=show_phone(desk.phone)) if desk.phone else "",
        ),
        "closing": words["closing"],
    }
