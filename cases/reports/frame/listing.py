"""The list behind a number: what a row shows on the page, and what it says in a file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.keyset import Order
from cases.lists import Looking
from cases.models import Dossier
from cases.reports.question import Question
from cases.rows import owner_for

DOSSIER_HEADINGS = ("Mã hồ sơ", "Thủ tục", "Mã thủ tục", "Chủ hồ sơ", "Cơ quan", "Đơn vị giải quyết")


@dataclass(frozen=True)
class Told:
    """One cell beside the dossier: a heading, words, smaller words under them; with a kind it is a deadline mark."""

    label: str
    text: str
    sub: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the list; `dossier` is the dossier it is about, if it is about one, else `name` names it."""

    cells: tuple[Told, ...]
    dossier: Dossier | None = None
    owner: str = ""
    name: str = ""
    code: str = ""
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class Listing:
    """How the members of a report are listed.

    `load` adds what rows show, `tell` makes a row of a member, `write` the cells of a file under `headings`;
    `heading` says what a row is.
    """

    load: Callable[[QuerySet[Any], Question], QuerySet[Any]]
    order: Order
    tell: Callable[[Any, Looking], Row]
    headings: tuple[str, ...]
    write: Callable[[Any, Looking], tuple[object, ...]]
    heading: str = "Hồ sơ"

    def cells(self, members: Iterable[Any], look: Looking) -> Iterator[tuple[object, ...]]:
        """The rows of a file."""
        for member in members:
            yield self.write(member, look)


def dossier_row(dossier: Dossier, look: Looking, *cells: Told, late: bool = False) -> Row:
    """A row about a dossier; the owner's name is masked for whoever only watches."""
    return Row(cells, dossier, owner_for(dossier, look), late=late)


def dossier_cells(dossier: Dossier, look: Looking) -> tuple[object, ...]:
    """The dossier in a file, under `DOSSIER_HEADINGS`."""
    version = dossier.version
    names = (version.name, version.procedure.code, owner_for(dossier, look))
    return (dossier.code, *names, dossier.department.name, dossier.division.name)
