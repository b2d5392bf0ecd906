"""The papers that the office made of a dossier, as its page lists them: in the order in which things happened."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Dossier, Event, PrintedForm
from cases.printing.forms import FORMS
from cases.printing.wording import wording
from departments.written import as_vietnamese, file_size, joined, short
from procedures.channels import Channel

_CONTROL = "kiem-soat"
# Which paper an entry of the log has; a payment only with its receipt number.
_OF_ACTION = {
    "submit": "da-nop",
    "receive": "tiep-nhan",
    "ask_completion": "bo-sung",
    "request_supplement": "bo-sung",
    "refuse": "tu-choi",
    "apologise": "xin-loi",
    "suspend": "dung",
    "stop": "dung",
    "transfer": "giao-nhan",
    "hand_over": "bien-nhan",
    "pay": "phieu-thu",
    "overpay": "phieu-thu",
    "collect_fee": "phieu-thu",
    "refund": "phieu-hoan",
}


def office_papers(dossier: Dossier, *, for_applicant: bool) -> list[dict[str, str]]:
    """A row for each paper as components/file_row.html shows it; the applicant gets those meant for him.

    Costs one statement for the log and one for what was printed.
    """
    kept: dict[str, dict[int, PrintedForm]] = defaultdict(dict)
    for one in dossier.printed_forms.all():
        kept[one.form][one.event_id] = one
    rows = [
        _row(dossier, form, ordinal, event, kept[form].get(event.pk))
        for form, ordinal, event in papers_of(dossier)
        if FORMS[form].for_applicant or not for_applicant
    ]
    if dossier.received_at is not None and not for_applicant:
        rows.append(_control(dossier, list(kept[_CONTROL].values())))
    return rows


def papers_of(dossier: Dossier) -> Iterator[tuple[str, int, Event]]:
    """Each paper with its ordinal among those of its kind, and what it was made for."""
    counted: dict[str, int] = defaultdict(int)
    receipts: list[str] = []
    for event in dossier.events.filter(action__in=_OF_ACTION).order_by("number"):
        form = _OF_ACTION[event.action]
        receipt = event.data.get("receipt", "")
        if form == "da-nop" and dossier.channel != Channel.ONLINE and dossier.origin_desk_id is None:
            continue
        if form == "phieu-thu":
            if not receipt:
                continue
            receipts.append(receipt)
        if form == "phieu-hoan":
            # A refund slip goes by the number of the payment that was given back.
            yield form, receipts.index(receipt) + 1, event
            continue
        counted[form] += 1
        yield form, counted[form], event


def _row(dossier: Dossier, form: str, ordinal: int, event: Event, printed: PrintedForm | None) -> dict[str, str]:
    facts: list[str] = [as_vietnamese(printed.label if printed else _label(form)), short(event.at)]
    facts.append(file_size(printed.size) if printed else _("chưa in lần nào"))
    return _links(dossier, form, ordinal) | {
        "name": printed.name if printed else str(wording(FORMS[form].template)["name"]),
        "sub": joined(" · ", (fact for fact in facts if fact)),
    }


def _control(dossier: Dossier, printed: list[PrintedForm]) -> dict[str, str]:
    """The control slip goes on as long as the dossier does: each print says how far it had come."""
    last = max((one.made_at for one in printed), default=None)
    facts = [as_vietnamese(_label(_CONTROL)), _("theo nhật ký đến lúc in")]
    if last:
        facts.append(_("in lần gần nhất {moment}").format(moment=short(last)))
    return _links(dossier, _CONTROL, None) | {
        "name": str(wording(FORMS[_CONTROL].template)["name"]),
        "sub": joined(" · ", (fact for fact in facts)),
    }


def _links(dossier: Dossier, form: str, ordinal: int | None) -> dict[str, str]:
    address = reverse("cases:pdf", args=[dossier.code, form])
    asked: dict[str, Any] = {"lan": ordinal} if ordinal is not None else {}
    return {
        "url": f"{address}?{urlencode(asked)}" if asked else address,
        "save_url": f"{address}?{urlencode({**asked, 'tai-ve': 1})}",
    }


def _label(form: str) -> str:
    return str(wording(FORMS[form].template)["label"])
