"""Papers about the result: what the applicant signs for when it is handed over."""

from cases.models import Dossier
from cases.printing.events import HANDED_OVER
from cases.printing.facts import Facts, basis, desk_heading
from departments.vietnamese import long_date, long_moment
from departments.working_time import local


def result_receipt(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Biên nhận trả kết quả: which result went to whom, when, and by which paper where it is another person."""
    event, result = HANDED_OVER(dossier, ordinal), getattr(dossier, "result", None)
    if event is None or result is None:
        return None
    heading, place = desk_heading(dossier)
    facts = basis("bien-nhan", dossier=dossier, at=event.at, look_up=look_up, heading=heading, place=place)
    words, taker = facts["form"]["sentences"], event.data.get("received_by", "")
    return facts | {
        "moment": long_moment(event.at),
        "outcome": result.get_outcome_display(),
        "result_number": result.number,
        "result_day": long_date(local(result.signed_at).date()) if result.signed_at else "",
        "taker": taker,
        "authority": event.data.get("authority", ""),
        "way": dossier.get_delivery_display(),
        "checked": words["checked"],
        "closing": words["closing"],
        "signer_left": taker,
        "signer_right": event.by_name,
    }
