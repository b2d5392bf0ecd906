"""What the tests of files made in the background share: a few lives, and a file that somebody asked for."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from cases.actions.ask_for_file import ask_for_file
from cases.actions.supplement import Missing, request_supplement
from cases.models import PreparedReport
from cases.reports.asking import read
from cases.reports.catalogue import REPORTS
from cases.reports.files import Wanted
from cases.reports.frame.definition import TOTAL
from cases.reports.scope import scope_of
from departments.models import User
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
NOVEMBER = "ky=thang-2026-11"


def lives(world: World) -> None:
    """One carried over, one finished, one received, one that waits for a paper."""
    world.received(hanoi("2026-10-05 09:00"))
    world.finished(hanoi("2026-11-02 09:00"))
    world.received(hanoi("2026-11-09 09:00"), world.birth)
    waiting = world.assigned(hanoi("2026-11-10 09:00"))
    request_supplement(waiting, by=world.minh, at=hanoi("2026-11-12 09:00"), missing=[Missing("Bản vẽ")])


def wanted(
    user: User, query: str = NOVEMBER, form: str = "xlsx", *, at: datetime = AT, report: str = "ii06a"
) -> Wanted:
    """The file that an address asks for."""
    definition, values = REPORTS[report], QueryDict(query)
    asked = read(values, scope_of(user), at, definition.bys)
    column = values.get("cot", definition.counted[0].key)
    return Wanted(definition, asked, PreparedReport.Form(form), values.get("hang", TOTAL), column)


def asked_for(user: User, query: str = NOVEMBER, form: str = "xlsx", *, at: datetime = AT) -> PreparedReport:
    """The row that waits for a worker."""
    return ask_for_file(wanted(user, query, form, at=at), by=user, at=at)[0]


def content_of(response: Any) -> bytes:
    """The whole of an answer."""
    return b"".join(response.streaming_content) if response.streaming else response.content
