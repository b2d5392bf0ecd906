"""The people of the demo: staff with their posts, citizens with their papers. Their password is public: `demo`."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from cases.demo.names import Names
from cases.intake import Person
from departments.identity import check_phone
from departments.models import Department, Post, User
from departments.roles import Role

PASSWORD = "demo"  # noqa: S105  # these accounts are made by the demo alone and say so
FILE = Path(__file__).resolve().parent.parent / "data" / "demo_people.json"
_CITIZENS = 40

# Vices by what stands above their names.
_VICES = (
    "Phó Chủ tịch",
    "Phó Giám đốc",
    "Phó Thủ trưởng",
    "Phó Chánh Văn phòng",
    "Phó Trưởng Công an",
    "Phó Trưởng phòng",
)


@dataclass(frozen=True)
class Cast:
    """Accounts by name, who holds which role in which unit, citizens by account, and what people say."""

    users: dict[str, User]
    posts: dict[tuple[str, str], list[User]]
    citizens: dict[str, Person]
    names: Names
    words: dict[str, list[str]]


@transaction.atomic
def load_people(*, since: date) -> Cast:
    """Create the accounts that are missing, with their posts from the day `since`; existing ones stay as they are."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    names = Names(data)
    citizens = _citizens(data, names)
    users = _accounts(data["staff"], citizens, since)
    posts: dict[tuple[str, str], list[User]] = {}
    for row in data["staff"]:
        if row["department"]:
            posts.setdefault((row["department"], row["role"]), []).append(users[row["username"]])
    _give_posts(posts, since, {row["username"]: _title(row) for row in data["staff"]})
    words = {name: rows for name, rows in data.items() if isinstance(rows, list) and isinstance(rows[0], str)}
    return Cast(users, posts, citizens, names, words)


def account_names() -> frozenset[str]:
    """The names of all accounts the demo makes."""
    staff = json.loads(FILE.read_text(encoding="utf-8"))["staff"]
    return frozenset({row["username"] for row in staff} | {_citizen_name(number) for number in range(1, _CITIZENS + 1)})


def _citizen_name(number: int) -> str:
    return f"congdan{number:02d}"


def _citizens(data: dict[str, Any], names: Names) -> dict[str, Person]:
    """The same people each time, whatever the seed of the dossiers."""
    rng = Random(1945)  # noqa: S311  # nothing secret is drawn
    invented = {_citizen_name(number): names.person(rng) for number in range(1, _CITIZENS + 1)}
    known = {
        row["username"]: Person(
            full_name=row["full_name"],
            personal_id=row["personal_id"],
            birth_date=date.fromisoformat(row["birth"]),
            phone=check_phone(row["phone"]),
            email=f"{row['username']}@example.vn",
            address=row["address"],
        )
        for row in data["staff"]
        if row["role"] == "citizen"
    }
    return known | invented


def _accounts(staff: list[dict[str, Any]], citizens: dict[str, Person], since: date) -> dict[str, User]:
    wanted = {row["username"]: row["full_name"] for row in staff}
    wanted |= {username: person.full_name for username, person in citizens.items()}
    known = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    # A slow hash for each of four hundred accounts would cost most of a minute; no secret, so they share one.
    password = make_password(PASSWORD)
    administrators = {row["username"] for row in staff if row["role"] == Role.ADMINISTRATOR}
    named = {row["username"] for row in staff if row["role"] == "citizen"}
    begun = timezone.make_aware(datetime.combine(since, time(8)))
    User.objects.bulk_create(
        User(
            username=username,
            full_name=full_name,
            password=password,
            is_staff=username in administrators,
            is_superuser=username in administrators,
            # Whoever is named on the sign-in page has proved the phone, and may sign in by it too.
            phone_verified_at=begun if username in named else None,
            **_papers(citizens.get(username)),
        )
        for username, full_name in wanted.items()
        if username not in known
    )
    return {user.username: user for user in User.objects.filter(username__in=wanted)}


def _papers(person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    return {
        "personal_id": person.personal_id,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
    }


def _title(row: dict[str, Any]) -> str:
    """What a vice signs as: `Phó Chủ tịch`; "" for everybody else."""
    return next((title for title in _VICES if row["role"] == Role.LEADER and row["title"].startswith(title)), "")


def _give_posts(posts: dict[tuple[str, str], list[User]], since: date, titles: dict[str, str]) -> None:
    units = {unit.code: unit for unit in Department.objects.all()}
    held = set(Post.objects.values_list("user_id", "role", "department__code"))
    Post.objects.bulk_create(
        Post(user=user, role=role, department=units[code], since=since, title=titles[user.username])
        for (code, role), users in posts.items()
        for user in users
        if (user.pk, role, code) not in held
    )
