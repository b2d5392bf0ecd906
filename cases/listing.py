"""One open list as its page shows it: tiles, choices, rows of one page, and the addresses around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cases.filters import Filters, Tally, tally
from cases.keyset import AFTER, BEFORE, Order, Page, page
from cases.lists import DossierList, Looking, chosen
from cases.models.dossier_queries import DossierQuerySet

LIST, SORT, FILE = "muc", "sap-xep", "dang"


@dataclass(frozen=True)
class Listing:
    """What was asked for, and what was found."""

    asked: QueryDict
    look: Looking
    lists: list[DossierList]
    current: DossierList
    filters: Filters
    found: DossierQuerySet
    order: Order

    @property
    def as_file(self) -> bool:
        """Whether the list is wanted as a file."""
        return self.asked.get(FILE) == "csv"

    def in_order(self) -> DossierQuerySet:
        """The whole list in its order, for a file."""
        return self.order.sorted(self.found)

    def page(self, rows: DossierQuerySet | None = None) -> Page:
        """The page asked for; `rows` is the list with what its rows need."""
        return page(self.found if rows is None else rows, self.order, self.asked)

    def context(self, shown: Page, counted: Tally) -> dict[str, Any]:
        """What the frame of a list shows; the rows themselves are the page's own business."""
        return {
            "tiles": [
                {
                    "url": self.address(**{LIST: one.key, SORT: None}),
                    "value": counted.numbers.get(one.key, 0),
                    "label": one.label,
                    "current": one == self.current,
                    "late": one.late,
                }
                for one in self.lists
            ],
            "current": self.current,
            "filtered": bool(self.filters),
            "newer_url": self.address(**{BEFORE: shown.before}) if shown.before else "",
            "older_url": self.address(**{AFTER: shown.after}) if shown.after else "",
            "csv_url": self.address(**{FILE: "csv"}),
            "clear_url": self.address(**{"thu-tuc": None, "can-bo": None, "don-vi": None, "q": None}),
            "procedure_choices": _choices(counted.procedures, self.filters.procedure),
            "officer_choices": _choices(counted.officers, self.filters.officer),
            "unit_choices": _choices(counted.units, self.filters.unit),
            "text": self.filters.text,
        }

    def address(self, **changes: str | None) -> str:
        """The address of this list with something changed; always from its first page on unless a page is named."""
        kept = self.asked.copy()
        for name in (AFTER, BEFORE, FILE):
            kept.pop(name, None)
        for name, value in changes.items():
            if value is None:
                kept.pop(name, None)
            else:
                kept[name] = value
        return f"?{kept.urlencode()}"

    def tally(self, rows: DossierQuerySet) -> Tally:
        """All numbers of the page, in one statement."""
        return tally(self.lists, self.current, rows, self.filters, self.look)


def open_list(
    asked: QueryDict,
    rows: DossierQuerySet,
    lists: Iterable[DossierList],
    look: Looking,
    *,
    orders: dict[str, Order] | None = None,
    unit_field: str = "division_id",
) -> Listing:
    """The list the address asks for among `lists`, out of `rows` (what this reader may see)."""
    lists = list(lists)
    current = chosen(lists, asked.get(LIST, ""))
    filters = Filters.read(asked, unit_field)
    order = (orders or {}).get(asked.get(SORT, ""), current.order)
    return Listing(asked, look, lists, current, filters, current.find(filters.apply(rows), look), order)


def _choices(found: list[tuple[int, str, int]], current: int | None) -> list[dict[str, Any]]:
    return [{"value": pk, "label": f"{label} ({number})", "selected": pk == current} for pk, label, number in found]
