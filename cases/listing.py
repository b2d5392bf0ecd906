"""One open list as its page shows it: tiles, choices, rows of one page, and the addresses around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from cases.columns import STORY, Column, cells_of, columns_of
from cases.filters import NAMES, Filters, Tally, tally
from cases.keyset import AFTER, BEFORE, Order, Page, page
from cases.lists import DossierList, Looking, chosen
from cases.models import SavedQueue
from cases.models.dossier_queries import DossierQuerySet
from cases.rows import Row, row_of
from procedures.channels import Channel

LIST, SORT, FILE, SAVED = "muc", "sap-xep", "dang", "luu"
# What a list is called again by; the place in it and the form it is wanted in are not part of that.
# What a list is limited to: "bao-cao" is what the person reports on.
WITHIN = "pham-vi"
QUESTION = (LIST, SORT, SAVED, WITHIN, *NAMES)


@dataclass(frozen=True)
class Listing:
    """What was asked for, and what was found."""

    asked: QueryDict
    look: Looking
    lists: list[DossierList]
    current: DossierList
    filters: Filters
    visible: DossierQuerySet
    order: Order
    orders: Mapping[str, Order]
    saved: list[SavedQueue]
    columns: list[Column]

    @property
    def as_file(self) -> bool:
        """Whether the list is wanted as a file."""
        return self.asked.get(FILE) == "csv"

    @cached_property
    def found(self) -> DossierQuerySet:
        """What is in the list."""
        return self.current.find(self.filters.apply(self.visible), self.look)

    @property
    def with_spent(self) -> bool:
        """Whether a column shows where the time went."""
        return any(one.key == STORY for one in self.columns)

    @property
    def open_saved(self) -> SavedQueue | None:
        """The kept list that is open, if one is."""
        return next((one for one in self.saved if str(one.pk) == self.asked.get(SAVED)), None)

    def page(self, rows: DossierQuerySet) -> Page:
        """The page asked for; `rows` is the list with what its rows need."""
        return page(rows, self.order, self.asked)

    def rows(self, shown: Page) -> list[Row]:
        """The rows of a page, each with its cells."""
        made = [row_of(dossier, self.look, with_spent=self.with_spent) for dossier in shown.rows]
        return [replace(row, cells=cells_of(self.columns, row, self.look)) for row in made]

    def context(self, shown: Page) -> dict[str, Any]:
        """What the frame of a list shows, all its numbers in one statement."""
        counted = tally(
            self.lists, self.current, self.visible, self.filters, self.look, self._kept(self.filters.unit_field)
        )
        return {
            "tiles": [
                {
                    "url": self.address(**{LIST: one.key, SORT: None, SAVED: None}),
                    "value": counted.numbers.get(one.key, 0),
                    "label": one.label,
                    "current": one == self.current and self.open_saved is None,
                    "late": one.late,
                }
                for one in self.lists
            ],
            "saved_tiles": [self._saved_tile(one, counted) for one in self.saved if self._list_of(one)],
            "current": self.current,
            "title": self.open_saved.name if self.open_saved else self.current.label,
            "filtered": bool(self.filters),
            "newer_url": self.address(**{BEFORE: shown.before}) if shown.before else "",
            "older_url": self.address(**{AFTER: shown.after}) if shown.after else "",
            "csv_url": self.address(**{FILE: "csv"}),
            "clear_url": self.address(**dict.fromkeys((*NAMES, SAVED))),
            "procedure_choices": _choices(counted.procedures, self.filters.procedure),
            "officer_choices": _choices(counted.officers, self.filters.officer),
            "unit_choices": _choices(counted.units, self.filters.unit),
            "channel_choices": [
                {"value": value, "label": label, "selected": value == self.filters.channel}
                for value, label in Channel.choices
            ],
            "text": self.filters.text,
            "sort": self.asked.get(SORT, ""),
            "headings": [self._heading("Hồ sơ, thủ tục", "thu-tuc"), *(self._heading_of(one) for one in self.columns)],
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

    def question(self) -> dict[str, str]:
        """By what the list can be called again: its name, order and filters, without empty ones."""
        said = {name: self.asked.get(name, "") for name in QUESTION}
        return {name: value for name, value in {**said, LIST: self.current.key}.items() if value}

    def _list_of(self, one: SavedQueue) -> DossierList | None:
        return next((found for found in self.lists if found.key == one.asked.get(LIST)), None)

    def _kept(self, unit_field: str) -> dict[str, tuple[DossierList, Filters]]:
        found = ((one, self._list_of(one)) for one in self.saved)
        return {f"{SAVED}-{one.pk}": (which, Filters.read(one.asked, unit_field)) for one, which in found if which}

    def _saved_tile(self, one: SavedQueue, counted: Tally) -> dict[str, Any]:
        return {
            "url": f"?{urlencode({**one.asked, SAVED: one.pk})}",
            "value": counted.numbers.get(f"{SAVED}-{one.pk}", 0),
            "label": one.name,
            "shared": one.department_id is not None,
            "current": one == self.open_saved,
        }

    def _heading_of(self, column: Column) -> dict[str, str]:
        return self._heading(column.label, column.sort)

    def _heading(self, label: str, sort: str) -> dict[str, str]:
        if sort not in self.orders:
            return {"label": label, "url": "", "now": ""}
        now = {sort: "ascending", f"-{sort}": "descending"}.get(self.asked.get(SORT, ""), "")
        turned = f"-{sort}" if now == "ascending" else sort
        return {"label": label, "url": self.address(**{SORT: turned}), "now": now}


def open_list(
    asked: QueryDict,
    rows: DossierQuerySet,
    lists: Iterable[DossierList],
    look: Looking,
    *,
    orders: Mapping[str, Order],
    columns: Iterable[str],
    saved: Sequence[SavedQueue] = (),
    unit_field: str = "division_id",
) -> Listing:
    """The list the address asks for among `lists`, out of `rows` (what this reader may see).

    `columns` are those of the page; a kept list that is open may have its own.
    """
    lists = list(lists)
    current = chosen(lists, asked.get(LIST, ""))
    own: list[str] = next((one.columns for one in saved if str(one.pk) == asked.get(SAVED)), [])
    return Listing(
        asked=asked,
        look=look,
        lists=lists,
        current=current,
        filters=Filters.read(asked, unit_field),
        visible=rows,
        order=orders.get(asked.get(SORT, ""), current.order),
        orders=orders,
        saved=list(saved),
        columns=columns_of(own or columns),
    )


def _choices(found: list[tuple[int, str, int]], current: int | None) -> list[dict[str, Any]]:
    return [{"value": pk, "label": f"{label} ({number})", "selected": pk == current} for pk, label, number in found]
