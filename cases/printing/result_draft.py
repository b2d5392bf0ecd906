"""A result made of its template: the wording of the result paper filled from the dossier, and the paper it stands on.

The wording is data of the procedure's version, the layout a file (`templates/ket-qua.typ`) that an agency can replace.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from cases.forms.eform.words import NOTHING, in_words
from cases.models import Dossier, Result
from cases.printing.facts import Facts, agency_heading, qr_code
from cases.printing.wording import wording
from cases.public_address import public_address
from departments.vietnamese import short_date
from departments.working_time import local
from procedures.models import ResultPaper

REFUSAL = "tu-choi"
_NAMED = re.compile(r"\{(\w+)\}")
_OPTIONAL, _OPEN = "?", "……"


@dataclass(frozen=True)
class Template:
    """What a result can be made of: `key` names it in an address, `outcome` is a value of `Result.Outcome`."""

    key: str
    title: str
    symbol: str
    outcome: str
    wording: str


def templates_of(dossier: Dossier) -> list[Template]:
    """Those of the dossier's version, and a refusal in writing where it has none of its own; one statement."""
    papers = [paper for paper in dossier.version.results.all() if paper.wording]
    found = [
        Template(
            str(paper.pk),
            paper.name.upper(),
            paper.symbol,
            Result.Outcome.REFUSED if paper.kind == ResultPaper.Kind.REFUSAL else Result.Outcome.GRANTED,
            paper.wording,
        )
        for paper in papers
    ]
    if any(one.outcome == Result.Outcome.REFUSED for one in found):
        return found
    said = wording("ket-qua")["sentences"]
    refusal = Template(REFUSAL, said["refusal_title"], said["refusal_symbol"], Result.Outcome.REFUSED, said["refusal"])
    return [*found, refusal]


def filled_in(template: Template, dossier: Dossier) -> str:
    """The wording with the dossier's data in it, to be read and changed before it is proposed.

    What the dossier does not say stays as dots; a line that begins with “?” is left out then.
    """
    words = _words(dossier)
    lines = []
    for line in template.wording.splitlines():
        optional, text = line.startswith(_OPTIONAL), line.removeprefix(_OPTIONAL).strip()
        if optional and not all(words.get(name) for name in _NAMED.findall(text)):
            continue
        lines.append(_NAMED.sub(lambda found: words.get(found[1]) or _OPEN, text))
    return "\n".join(lines)


def result_paper(dossier: Dossier, *, title: str, text: str, at: datetime, token: str = "") -> Facts:
    """The facts of the paper; without a token it is a preview, which nobody can check."""
    form = wording("ket-qua")
    said, address = form["sentences"], public_address(None, "cases:check_result", token) if token else ""
    check = said["check" if address else "check_by_hand"] if token else ""
    facts: Facts = {
        "form": form | {"title": title, "name": title.capitalize()},
        "heading": agency_heading(dossier.department),
        "place_date": "",
        "boxes": True,
        "number": said["number"],
        "timestamp": int(at.timestamp()),
        "code": dossier.code or "",
        "unit": dossier.department.name,
        "paragraphs": [line.strip() for line in text.splitlines() if line.strip()],
        "copied_to": [f"{dossier.owner.full_name};", f"{dossier.desk.name};", f"Lưu: VT, {dossier.division.name}."],
        "preview": "" if token else said["preview"],
        "check": check.format(address=public_address(None, "cases:check"), token=token),
    }
    return facts | ({"qr": qr_code(address)} if address else {})


def _words(dossier: Dossier) -> dict[str, str]:
    owner = dossier.owner
    answers = dossier.form_data or {}
    told = {one.key: in_words(one, answers.get(one.key)) for one in dossier.version.form_fields.all()}
    return {key: value for key, value in told.items() if value != NOTHING} | {
        "chu_ho_so": owner.full_name,
        "so_dinh_danh": owner.personal_id or owner.tax_code,
        "dia_chi": owner.address,
        "nguoi_nop": dossier.submitter.full_name,
        "ma_ho_so": dossier.code or "",
        "thu_tuc": dossier.version.name,
        "co_quan": dossier.department.name,
        "trich_yeu": dossier.summary or dossier.version.name,
        "ngay_tiep_nhan": short_date(local(dossier.received_at).date()) if dossier.received_at else "",
    }
