"""Intake at the counter on one page: who, for whom, which case, which papers, the form's answers, how to deliver."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from cases.form_pages import asked_papers
from cases.forms.eform import EForm
from cases.forms.eform.tables import TableField
from cases.forms.intake_papers import PapersForm
from cases.forms.matter import MatterForm, is_foreign
from cases.forms.people import OwnerForm, PersonForm
from cases.intake import Intake
from cases.store import StoredPaper
from departments.models import Department
from departments.vietnamese import money
from procedures.channels import Channel
from procedures.models import FeeItem, Offering, ProcedureCase, ProcedureVersion
from procedures.terms import fees_for, is_open, total

FREE = ("Không thu", "Miễn phí")


class CounterForms:
    """The parts of the page together; `data` is what was sent, `kept` what is only to be shown again, unchecked."""

    def __init__(
        self,
        version: ProcedureVersion,
        offerings: Sequence[Offering],
        data: Mapping[str, Any] | None = None,
        *,
        kept: Mapping[str, Any] | None = None,
        day: date,
        files: Mapping[str, Any] | None = None,
        stored: Sequence[StoredPaper] = (),
    ) -> None:
        """Build all parts; `day` is today. The owner's answers count only when filed for another.

        `stored` are the papers of the person that are there already.
        """
        self.version = version
        self.matter = MatterForm(version, offerings, data, prefix="viec")
        self.submitter = PersonForm(data, prefix="nop")
        shown = data if data is not None else kept
        self.for_another = bool(shown and shown.get("viec-for_another"))
        self.owner = OwnerForm(data if self.for_another else None, prefix="chu")
        self.papers = PapersForm(list(version.requirements.all()), stored, data, files, prefix="giay")
        self.answers = EForm(version.form_fields.all(), data, day=day, prefix="khai")
        if kept is not None:
            for form in (self.matter, self.submitter, self.owner, self.papers, self.answers):
                form.initial = _as_initial(form, kept)
        elif data is not None and not self.for_another:
            self.owner.initial = _as_initial(self.owner, data)

    def change_rows(self, button: str) -> None:
        """A row more or less in a table of the form: the button says them:<question> or bo:<question>:<row>."""
        verb, key, number = [*button.split(":"), "", ""][:3]
        rows = self.answers.initial.get(key)
        if not isinstance(rows, list) or not isinstance(self.answers.fields.get(key), TableField):
            return
        taken = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
        kept = [row for place, row in enumerate(rows, 1) if place != taken]
        self.answers.initial[key] = [*rows, {}] if verb == "them" else kept

    def parts(self) -> list[forms.Form]:
        """Those that were asked."""
        owner = [self.owner] if self.for_another else []
        return [self.submitter, *owner, self.matter, self.papers, self.answers]

    def is_valid(self) -> bool:
        """Whether every part is; all are checked, so that all errors are shown at once."""
        checked = [part.is_valid() for part in self.parts()]
        return all(checked)

    def warnings(self) -> list[str]:
        """What the clerk should look at again before going on; asked only of valid forms."""
        found = [*self.submitter.warnings(), *(self.owner.warnings() if self.for_another else self._owner_left_out())]
        handed_in, case = self.papers.handed_in(), self._case_id()
        spoken_of = asked_papers(self.answers.questions, self.answers.said())
        for one in self.papers.requirements:
            concerns = one.case_id is None or one.case_id == case
            if spoken_of.get(one.code, one.required) and concerns and one.pk not in handed_in and not one.present_only:
                found.append(f"Chưa nhận giấy tờ bắt buộc: {one.name}. Hồ sơ chưa đủ thì chưa tiếp nhận.")
        return found

    def _owner_left_out(self) -> list[str]:
        """An owner was typed, but it was not said that the matter is somebody else's: easily done, never undone."""
        stated = self.owner.initial.get("full_name") or self.owner.initial.get("number")
        if not stated:
            return []
        return [
            "Đã nhập chủ hồ sơ nhưng chưa đánh dấu “Nộp thay cho người khác”: tiếp nhận như thế này thì người nộp"
            " là chủ hồ sơ."
        ]

    def says_what_was_paid(self, day: date) -> bool:
        """Whether an open fee that is ticked as paid has its amount; else the box says what is missing."""
        data = self.matter.cleaned_data
        case = self.matter.cases.get(data.get("case", ""))
        open_fee = is_open(fees_for(self.version, channel=data["channel"], case=case, at=day))
        if open_fee and data["fee_paid"] and data["fee_amount"] is None:
            self.matter.add_error("fee_amount", "Mức thu không cố định: hãy ghi số tiền đã thu; không thu thì ghi 0.")
        return self.matter.is_valid()

    def intake(self, here: Department | None = None) -> Intake:
        """What the action takes in; asked only of valid forms. `here` is the desk that takes in for others."""
        data = self.matter.cleaned_data
        for_another = is_foreign(self.matter.offerings[data["offering"]])
        return Intake(
            key=data["key"],
            version=self.version,
            offering=self.matter.offerings[data["offering"]],
            channel=data["channel"],
            submitter=self.submitter.person(),
            owner=self.owner.person() if self.for_another else None,
            case=self.matter.cases.get(data.get("case", "")),
            summary=data["summary"],
            form_data=self.answers.answers(),
            papers=self.papers.counts(),
            sets=data["sets"],
            delivery=data["delivery"],
            delivery_address=data["delivery_address"],
            note=self.matter.how_it_came(),
            origin=here if for_another else None,
            returns_to_origin=for_another and data.get("returns_to_origin", False),
        )

    def _case_id(self) -> int | None:
        case = self.matter.cases.get(self.matter.cleaned_data.get("case", ""))
        return case.pk if case else None


def fee_lines(version: ProcedureVersion, day: date) -> list[dict[str, Any]]:
    """What is collected at the counter, for each case where there are any; another way in where it costs otherwise."""
    cases: list[ProcedureCase | None] = [*version.cases.all(), None]
    lines = []
    for case in cases:
        label = case.name if case else "Trường hợp khác" if len(cases) > 1 else "Phí, lệ phí"
        usual = _fee_line(label, fees_for(version, channel=Channel.IN_PERSON, case=case, at=day))
        lines.append(usual)
        for channel in (Channel.POSTAL, Channel.KIOSK):
            other = _fee_line(f"{label} ({channel.label})", fees_for(version, channel=channel, case=case, at=day))
            if other["value"] != usual["value"]:
                lines.append(other)
    return lines


def _fee_line(label: str, fees: list[FeeItem]) -> dict[str, Any]:
    return {"label": label, "value": _sum_in_words(fees), "is_open": is_open(fees)}


def _sum_in_words(fees: list[FeeItem]) -> str:
    if not fees:
        return FREE[0]
    by_number = [f"{money(fee.amount)}/{fee.per}" for fee in fees if fee.amount and fee.per]
    unknown = [fee.text or fee.name for fee in fees if fee.amount is None]
    sum_ = total(fees)
    return "; ".join([*([money(sum_)] if sum_ else []), *by_number, *unknown]) or FREE[1]


def _as_initial(form: forms.Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to be shown again without being judged."""
    found = dict(form.initial)
    for name, field in form.fields.items():
        place = form.add_prefix(name)
        value = (
            field.typed(data, place)
            if isinstance(field, TableField)
            else field.widget.value_from_datadict(data, {}, place)
        )
        if value is not None:
            found[name] = value
    return found
