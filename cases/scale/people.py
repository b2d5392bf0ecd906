"""Applicants and their accounts: people come back, some often, so a bounded memory of them is kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from cases.demo.names import Names
from cases.intake import Person
from cases.models import Applicant
from cases.scale.copying import Ids, Rows
from departments.models import User
from departments.vietnamese import fold
from procedures.conditions import asked, said_in
from procedures.models import FormField

_REMEMBERED = 50_000
_COMES_BACK = 0.55
_ORGANISATIONS = 0.08
_FILED_FOR_ANOTHER = 0.07

_folded = lru_cache(maxsize=100_000)(fold)


class People:
    """Draws who comes."""

    def __init__(self, names: Names, *, rng: Random, ids: Ids, rows: Rows) -> None:
        """Begin with nobody."""
        self._names, self._rng, self._ids, self._rows = names, rng, ids, rows
        self._persons: list[Person] = []
        self._accounts: list[tuple[User, Person]] = []
        self._password = make_password(None)

    def person(self) -> Person:
        """Someone who came before, or someone new."""
        rng = self._rng
        if self._persons and rng.random() < _COMES_BACK:
            return rng.choice(self._persons)
        names = self._names
        new = names.organisation(rng) if rng.random() < _ORGANISATIONS else names.person(rng)
        _remember(self._persons, new, rng)
        return new

    def account(self) -> tuple[User, Person]:
        """An account nobody can sign in to, with the person it belongs to."""
        rng = self._rng
        if self._accounts and rng.random() < _COMES_BACK:
            return rng.choice(self._accounts)
        person, pk = self._names.person(rng), self._ids.next(User)
        user = User(
            pk=pk,
            username=f"scale.citizen.{pk}",
            full_name=person.full_name,
            password=self._password,
            phone=person.phone,
            personal_id=person.personal_id,
            address=person.address,
        )
        user._posts_in_force = {None: ()}
        self._rows.add(user)
        _remember(self._accounts, (user, person), rng)
        return user, person

    def owner(self, submitter: Person) -> Person:
        """Mostly the submitter himself."""
        return self.person() if self._rng.random() < _FILED_FOR_ANOTHER else submitter

    def applicant(self, person: Person) -> Applicant:
        """The snapshot, as `cases.actions._create` takes it."""
        return Applicant(
            pk=self._ids.next(Applicant),
            kind=person.kind,
            full_name=person.full_name,
            name_folded=_folded(person.full_name),
            personal_id=person.personal_id,
            tax_code=person.tax_code,
            birth_date=person.birth_date,
            phone=person.phone,
            email=person.email,
            address=person.address,
        )


def answers(questions: Sequence[FormField], person: Person, day: date, rng: Random) -> dict[str, Any]:
    """What is written into the form: short, but of the right kind and size; only what is asked."""
    found: dict[str, Any] = {}
    for place, question in enumerate(questions):
        needed = question.required and question.kind != FormField.Kind.FILE
        if needed and (not question.show_when or asked(questions[: place + 1], said_in(found))[question.key]):
            found[question.key] = _answer(question, person, day, rng)
    return found


def _answer(question: FormField, person: Person, day: date, rng: Random) -> Any:
    match question.kind:
        case FormField.Kind.DATE:
            return (day - timedelta(days=365 * int(question.minimum or 0) + rng.randint(20, 3000))).isoformat()
        case FormField.Kind.CHOICE | FormField.Kind.YES_NO:
            return rng.choice(question.pairs())[0]
        case FormField.Kind.CHOICES:
            return [rng.choice(question.pairs())[0]]
        case FormField.Kind.DECLARATION:
            return "yes"
        case FormField.Kind.TABLE:
            rows = range(max(int(question.minimum or 1), 1))
            return [answers(question.column_fields(), person, day, rng) for _ in rows]
        case FormField.Kind.ADDRESS:
            return {"street": person.address, "place": "", "code": ""}
    return _written(question, person, rng)


def _written(question: FormField, person: Person, rng: Random) -> Any:
    match question.kind:
        case FormField.Kind.NUMBER:
            return int(question.minimum or 0) + rng.randint(1, 20)
        case FormField.Kind.MONEY:
            return rng.randint(1, 500) * 1_000_000
        case FormField.Kind.PERSONAL_ID | FormField.Kind.TAX_CODE:
            return person.personal_id or "001085012345"
        case FormField.Kind.PHONE:
            return person.phone
    return person.address if "address" in question.key else f"Theo giấy tờ nộp kèm số {rng.randint(1, 9999)}"


def _remember(memory: list[Any], new: Any, rng: Random) -> None:
    """Keep the newcomer; when there is no more room someone else is forgotten."""
    if len(memory) < _REMEMBERED:
        memory.append(new)
    else:
        memory[rng.randrange(_REMEMBERED)] = new
