"""Letters of the agency's head: apology with a new date (Mẫu 04), stop of the work (Mẫu 05)."""

from cases.models import ClockStop, Dossier, Event
from cases.printing.events import APOLOGISED, STOPPED
from cases.printing.facts import Facts, agency_heading, agency_words, basis, place_of
from cases.printing.signers import capacity
from cases.printing.wording import wording
from departments.vietnamese import long_moment


def apology(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Văn bản xin lỗi và đề nghị gia hạn: the apology of that ordinal, or the newest one."""
    rows = list(dossier.apologies.select_related("by").order_by("at", "pk"))
    if not rows or (ordinal is not None and not 1 <= ordinal <= len(rows)):
        return None
    row = rows[(ordinal or len(rows)) - 1]
    facts = basis(
        "mau-04",
        dossier=dossier,
        at=row.at,
        look_up=look_up,
        heading=agency_heading(dossier.department),
        place=place_of(dossier.department),
    )
    event = APOLOGISED(dossier, ordinal or len(rows))
    said = _filled(facts["form"]["sentences"], dossier, event, moment=long_moment(row.due_before))
    return facts | {
        "number": said["number"],
        "addressed": _addressed(facts),
        "paragraphs": [said["received"], said["appointed"], said["late"]],
        "reason": row.reason,
        "sorry": said["sorry"],
        "due": long_moment(row.due_after),
        "hope": said["hope"],
        "copied_to": _copied_to(dossier),
        "capacity": capacity(dossier, "apologise", by=row.by, at=row.at),
        "signer_right": row.by.get_full_name(),
    }


def stop_notice(dossier: Dossier, look_up: str, ordinal: int | None = None) -> Facts | None:
    """Thông báo dừng giải quyết hồ sơ: suspended for now, or stopped for good; of that ordinal, or the newest."""
    event = STOPPED(dossier, ordinal)
    if event is None:
        return None
    facts = basis(
        "mau-05",
        dossier=dossier,
        at=event.at,
        look_up=look_up,
        heading=agency_heading(dossier.department),
        place=place_of(dossier.department),
    )
    said = _filled(facts["form"]["sentences"], dossier, event, moment=long_moment(event.at))
    rest = None
    if event.action == "suspend":
        rest = dossier.stops.filter(reason=ClockStop.Reason.SUSPENDED, since=event.at).first()
    return facts | {
        "number": said["number"],
        "addressed": _addressed(facts),
        "paragraphs": [said["received"], said[event.action]],
        "reason": event.note,
        "legal_basis": rest.legal_basis if rest else event.data.get("legal_basis", ""),
        "after": said[f"after_{event.action}"],
        "close": said["close"],
        "copied_to": _copied_to(dossier),
        "capacity": capacity(dossier, event.action, by=event.by, at=event.at) if event.by else [],
        "signer_right": event.by_name if event.by_id else "",
    }


def number_of(dossier: Dossier, event: Event) -> str:
    """The number of the letter that tells of the event, as the letter bears it, without the word before it."""
    sentence = wording("mau-04" if event.action == "apologise" else "mau-05")["sentences"]["number"]
    words = {**agency_words(dossier), "moment": "", "number": event.data.get("letter", "")}
    return str(sentence.format(**words)).removeprefix("Số:").strip()


def _filled(sentences: dict[str, str], dossier: Dossier, event: Event | None, *, moment: str) -> dict[str, str]:
    """The sentences of the letter; one that was written before letters had numbers keeps its dots."""
    number = event.data.get("letter", "") if event else ""
    words = {**agency_words(dossier), "moment": moment, "number": number or "……"}
    return {name: sentence.format(**words) for name, sentence in sentences.items()}


def _addressed(facts: Facts) -> str:
    """A person with the form of address; an organisation by its name alone."""
    receiver = facts["submitter"]
    return f"{receiver['honorific']} {receiver['name']}" if receiver["is_person"] else str(receiver["name"])


def _copied_to(dossier: Dossier) -> list[str]:
    return ["Như trên;", f"{dossier.desk.name};", f"Lưu: VT, {dossier.division.name}."]
