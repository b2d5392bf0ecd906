"""Pages of a list without counting it: each page begins where the last row of the one before ended.

A list may have rows of several kinds, each from a source of its own: see `merged_page`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from heapq import merge
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict

SIZE = 50
AFTER, BEFORE = "sau", "truoc"
_LAST_ID = 2**63 - 1
Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Order:
    """By one field, then by id. Rows without a value come last, whichever way one looks."""

    field: str
    descending: bool = False
    is_moment: bool = True

    def sorted(self, rows: Rows, *, backwards: bool = False) -> Rows:
        """The rows in this order, or from its end."""
        nulls: dict[str, bool | None] = {"nulls_first": True} if backwards else {"nulls_last": True}
        if self.descending != backwards:
            return rows.order_by(F(self.field).desc(**nulls), "-id")
        return rows.order_by(F(self.field).asc(**nulls), "id")

    def beyond(self, value: Any, pk: int, *, backwards: bool = False) -> Q:
        """What lies behind (or, backwards, before) the row with this value and id."""
        down = self.descending != backwards
        sign = "lt" if down else "gt"
        if value is None:
            same = Q(**{f"{self.field}__isnull": True, f"pk__{sign}": pk})
            return same | Q(**{f"{self.field}__isnull": False}) if backwards else same
        found = Q(**{f"{self.field}__{sign}": value}) | Q(**{self.field: value, f"pk__{sign}": pk})
        return found if backwards else found | Q(**{f"{self.field}__isnull": True})

    def cursor(self, row: Model) -> str:
        """Where the row stands, as it is written into an address."""
        value: Any = reduce(getattr, self.field.split("__"), row)
        text = "" if value is None else value.isoformat() if isinstance(value, datetime) else str(value)
        return f"{row.pk}~{text}"

    def read(self, cursor: str) -> tuple[Any, int] | None:
        """The value and id of a cursor, or None when it is not one of ours."""
        pk, _, text = cursor.partition("~")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19) or "\0" in text:
            return None
        if not text or not self.is_moment:
            return (text or None, int(pk))
        try:
            moment = datetime.fromisoformat(text)
            # The first and last days of time have no counterpart in every zone.
            return (moment.astimezone(UTC), int(pk)) if moment.tzinfo else None
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Page:
    """Rows, and the cursors of the pages around them ("" where there is none)."""

    rows: list[Any]
    before: str
    after: str

    def links(self) -> dict[str, str]:
        """`newer_url` and `older_url` of a list whose address says nothing else."""
        links = {"newer_url": (BEFORE, self.before), "older_url": (AFTER, self.after)}
        return {name: f"?{urlencode([cursor])}" if cursor[1] else "" for name, cursor in links.items()}


def page(rows: QuerySet[Any], order: Order, asked: QueryDict, *, size: int = SIZE) -> Page:
    """The page the address asks for, in one statement; the first one when the address makes no sense."""
    after, before = order.read(asked.get(AFTER, "")), order.read(asked.get(BEFORE, ""))
    if before is not None:
        found = list(order.sorted(rows.filter(order.beyond(*before, backwards=True)), backwards=True)[: size + 1])
        shown = list(reversed(found[:size]))
        return Page(shown, _edge(order, shown[:1], len(found) > size), _edge(order, shown[-1:], True))
    if after is not None:
        rows = rows.filter(order.beyond(*after))
    found = list(order.sorted(rows)[: size + 1])
    shown = found[:size]
    return Page(shown, _edge(order, shown[:1], after is not None), _edge(order, shown[-1:], len(found) > size))


@dataclass(frozen=True)
class Source:
    """Rows of one kind in a list of several, newest first by a moment; of one moment, earlier sources come first."""

    rows: QuerySet[Any]
    order: Order

    def place(self, rank: int, row: Model) -> tuple[bool, float, int, int]:
        """Where a row stands in the list; rows without a moment come last."""
        value: datetime | None = getattr(row, self.order.field)
        return value is None, -value.timestamp() if value else 0, rank, -row.pk


def merged(sources: Sequence[Source]) -> Iterator[Model]:
    """All rows of the sources in one order, read as they are needed."""
    ranked = (_placed(rank, source) for rank, source in enumerate(sources))
    return (row for _, row in merge(*ranked, key=lambda pair: pair[0]))


def merged_page(sources: Sequence[Source], asked: QueryDict, *, size: int = SIZE) -> Page:
    """The page of the whole list that the address asks for, in one statement a source."""
    after, before = (_read(sources, asked.get(name, "")) for name in (AFTER, BEFORE))
    backwards = before is not None
    found: list[tuple[Any, int, Model]] = []
    for rank, source in enumerate(sources):
        rows = source.rows
        if cursor := before or after:
            at, value, pk = cursor
            # Of the cursor's own moment, sources behind its own have all their rows behind it, those before none.
            bound = pk if rank == at else _LAST_ID if rank > at else 0
            rows = rows.filter(source.order.beyond(value, bound, backwards=backwards))
        near = source.order.sorted(rows, backwards=backwards)[: size + 1]
        found += [(source.place(rank, row), rank, row) for row in near]
    found.sort(key=lambda one: one[0])
    shown = found[-size:] if backwards else found[:size]
    more = len(found) > size
    edges = [f"{rank}~{sources[rank].order.cursor(row)}" for _, rank, row in (*shown[:1], *shown[-1:])] or ["", ""]
    is_there = (more, True) if backwards else (after is not None, more)
    return Page(
        [row for *_, row in shown], *(edge if there else "" for edge, there in zip(edges, is_there, strict=True))
    )


def _placed(rank: int, source: Source) -> Iterator[tuple[tuple[bool, float, int, int], Model]]:
    for row in source.order.sorted(source.rows).iterator(chunk_size=500):
        yield source.place(rank, row), row


def _read(sources: Sequence[Source], cursor: str) -> tuple[int, Any, int] | None:
    rank, _, rest = cursor.partition("~")
    if not (rank.isascii() and rank.isdigit() and len(rank) < 3) or int(rank) >= len(sources):
        return None
    found = sources[int(rank)].order.read(rest)
    return (int(rank), *found) if found else None


def _edge(order: Order, row: list[Any], there_is_more: bool) -> str:
    return order.cursor(row[0]) if row and there_is_more else ""
