"""Papers about the result: the page that its signatures stand on, what is signed for when it is handed over."""

from cases.models import Dossier
from cases.printing.events import HANDED_OVER
from cases.printing.facts import Facts, agency_heading, basis, desk_heading, qr_code
from cases.printing.wording import wording
from cases.public_address import public_address
from departments.vietnamese import long_date, long_moment
from departments.working_time import local


def result_receipt(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Biên nhận trả kết quả: which result and originals went to whom, when, and by which paper if to another person."""
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
        "originals": event.data.get("originals", []),
        "way": dossier.get_delivery_display(),
        "checked": words["checked"],
        "closing": words["closing"],
        "signer_left": taker,
        "signer_right": event.by_name,
    }


def signature_page(dossier: Dossier, token: str) -> Facts:
    """Trang ký số behind a draft that was uploaded; the token leads to the page that says whether it stands."""
    form = wording("trang-ky")
    address = public_address(None, "cases:check_result", token)
    words = {"code": dossier.code, "matter": dossier.summary or dossier.version.name}
    check = form["sentences"]["check" if address else "check_by_hand"]
    facts = {
        "form": form,
        "heading": agency_heading(dossier.department),
        "place_date": "",
        "timestamp": int(dossier.result.proposed_at.timestamp()),
        "code": dossier.code or "",
        "unit": dossier.department.name,
        "of": form["sentences"]["of"].format(**words),
        "check": check.format(address=public_address(None, "cases:check"), token=token),
    }
    return facts | ({"qr": qr_code(address)} if address else {})
