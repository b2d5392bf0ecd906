"""Answers to a procedure's form, believable enough to read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from cases.demo.names import Names, personal_id
from cases.demo.words import FEMALE, LIKELY, MORE_ROWS, NUMBERS, PEOPLE, SOME, TEXTS
from cases.forms.eform.addresses import Communes
from cases.intake import Person
from procedures.conditions import asked, is_required, said_in
from procedures.models import FormField

Kind = FormField.Kind


@dataclass(frozen=True)
class Writer:
    """Who fills the form in, on which day, and out of what answers are drawn."""

    applicant: Person
    on: date
    names: Names
    communes: Communes
    rng: Random


def answers(fields: Sequence[FormField], writer: Writer) -> dict[str, Any]:
    """What the applicant writes, by the keys of the questions; only what is asked, some optional ones left empty."""
    found: dict[str, Any] = {}
    for place, field in enumerate(fields):
        said = said_in(found)
        if field.kind == Kind.FILE or not asked(fields[: place + 1], said)[field.key]:
            continue
        if is_required(field, said) or writer.rng.random() < SOME:
            found[field.key] = _ANSWERS[Kind(field.kind)](field, writer)
    return found


def _text(field: FormField, writer: Writer) -> str:
    key, rng = field.key, writer.rng
    if key in ("person_name", "owner_name"):
        return writer.applicant.full_name
    if key in TEXTS:
        return rng.choice(TEXTS[key])
    if key == "child_name":
        return writer.names.full_name(rng, female=rng.random() < 0.5, family=writer.applicant.full_name.split()[0])
    if key == "name" or key.endswith(("_name", "_a", "_b")) or key in PEOPLE:
        return writer.names.full_name(rng, female=key.startswith(FEMALE))
    if "address" in key or key in ("place", "head_office", "old_place", "registered_at"):
        return writer.names.address(rng)
    if key.endswith("_no") or key == "account":
        return f"{rng.randrange(1000, 999_999)}/{writer.on.year}"
    return "Theo giấy tờ nộp kèm"


def _number(field: FormField, writer: Writer) -> int:
    if field.key in ("since", "until", "used_since") or "year" in field.key:
        return writer.on.year - writer.rng.randint(2, 30)
    low, high = NUMBERS.get(field.key, (20, 120))
    least, most = int(field.minimum or low), int(field.maximum or high)
    return writer.rng.randint(max(low, least), min(high, most)) if max(low, least) <= min(high, most) else least


def _date(field: FormField, writer: Writer) -> str:
    key, rng = field.key, writer.rng
    if key in ("birth", "person_birth", "owner_birth") and writer.applicant.birth_date:
        return writer.applicant.birth_date.isoformat()
    if field.day_limit == FormField.DayLimit.FUTURE or key.endswith(("until", "end_date", "appointment")):
        return (writer.on + timedelta(days=rng.randint(10, 200))).isoformat()
    years = rng.randint(24, 60) if key.endswith("birth") and not key.startswith("child") else 0
    return (writer.on - timedelta(days=years * 366 + rng.randint(5, 60))).isoformat()


def _personal_id(field: FormField, writer: Writer) -> str:
    if field.key in ("person_id", "owner_id") and writer.applicant.personal_id:
        return writer.applicant.personal_id
    born = date(writer.on.year - writer.rng.randint(20, 60), 6, 1)
    return personal_id(writer.rng, born, female=field.key.startswith(FEMALE))


def _tax_code(field: FormField, writer: Writer) -> str:
    firm = field.key == "owner_tax"
    return writer.names.organisation(writer.rng).tax_code if firm else _personal_id(field, writer)


def _phone(field: FormField, writer: Writer) -> str:
    return writer.applicant.phone


def _choice(field: FormField, writer: Writer) -> str:
    if field.key == "owner_kind":
        return field.pairs()[writer.applicant.kind == "organisation"][0]
    # What stands first is what most people need.
    values = [value for value, _ in field.pairs()]
    return (
        writer.rng.choices(values, [4, *[1] * (len(values) - 1)])[0] if len(values) > 2 else writer.rng.choice(values)
    )


def _choices(field: FormField, writer: Writer) -> list[str]:
    values = [value for value, _ in field.pairs()]
    some = set(writer.rng.sample(values, min(len(values), writer.rng.randint(1, 2))))
    return [value for value in values if value in some]


def _address(field: FormField, writer: Writer) -> dict[str, str]:
    street, ward = writer.names.address(writer.rng).split(", ")[:2]
    code = next((code for code, name in writer.communes.names.items() if name.lower() == ward.lower()), "")
    return {"street": street, "place": f"{ward}, {writer.communes.city}", "code": code}


def _money(field: FormField, writer: Writer) -> int:
    return writer.rng.randint(2, 12) * 500_000 if field.key == "income" else writer.rng.randint(5, 300) * 10_000_000


def _yes_no(field: FormField, writer: Writer) -> str:
    likely = LIKELY.get(field.key, 0.5)
    return "yes" if writer.rng.random() < likely else "no"


def _declaration(field: FormField, writer: Writer) -> str:
    return "yes"


def _table(field: FormField, writer: Writer) -> list[dict[str, Any]]:
    least = int(field.minimum or 1)
    count = writer.rng.randint(least, least + MORE_ROWS.get(field.key, 1))
    return [answers(field.column_fields(), writer) for _ in range(count)]


_ANSWERS: dict[FormField.Kind, Callable[[FormField, Writer], Any]] = {
    Kind.TEXT: _text,
    Kind.TEXTAREA: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.PERSONAL_ID: _personal_id,
    Kind.TAX_CODE: _tax_code,
    Kind.PHONE: _phone,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.ADDRESS: _address,
    Kind.MONEY: _money,
    Kind.YES_NO: _yes_no,
    Kind.DECLARATION: _declaration,
    Kind.TABLE: _table,
}
