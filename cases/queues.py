"""The pages that hold lists: what each shows whom, and how a list that somebody came from is opened again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse

from cases.at_work import open_work
from cases.columns import columns_of
from cases.keyset import Order
from cases.listing import WITHIN, Listing, open_list
from cases.lists import COUNTER_LISTS, DESK_LISTS, OVERDUE_LISTS, REVIEW_LISTS, DossierList, Looking, lists_for
from cases.models import Dossier, ListPage, SavedQueue, Task
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.scope import REPORTING, reported_on
from departments.access import desks_of, has_role
from departments.models import User
from departments.roles import Role

# The address's name for "the list this page was opened from".
FROM = "tu"
ORDERS = {
    name: Order(field, descending=name.startswith("-"), is_moment=field != "version__name")
    for key, field in (("han", "due_at"), ("nop", "submitted_at"), ("thu-tuc", "version__name"))
    for name in (key, f"-{key}")
}
_MOST_SAVED = 12
_OF_REPORTS = "bao-cao"


@dataclass(frozen=True)
class QueuePage:
    """One page of lists: its address, whom it is for, its lists, out of which dossiers, and its usual columns."""

    key: ListPage
    address: str
    roles: frozenset[Role]
    lists: tuple[DossierList, ...]
    visible: Callable[[User], DossierQuerySet]
    columns: Callable[[User], tuple[str, ...]]

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)

    def columns_for(self, user: User) -> tuple[str, ...]:
        """Those the person has chosen, else the usual ones."""
        chosen = user.list_columns.get(self.key)
        return tuple(one.key for one in columns_of(chosen)) if chosen else self.columns(user)

    def saved_for(self, user: User) -> list[SavedQueue]:
        """The kept lists of the page that this person sees."""
        return list(SavedQueue.objects.for_reader(user).filter(page=self.key)[:_MOST_SAVED])

    def open(self, asked: QueryDict, look: Looking, *, saved: list[SavedQueue] | None = None) -> Listing:
        """The list asked for; an address that says nothing opens the one the person wants first."""
        user, saved = look.user, self.saved_for(look.user) if saved is None else saved
        first = next((one for one in saved if one.opens_first and one.owner_id == user.pk), None)
        if not asked and first is not None:
            asked = QueryDict(urlencode({**first.asked, "luu": first.pk}))
        return open_list(
            asked,
            # The dashboard counts what a person reports on; its numbers open just those.
            reported_on(user) if within(asked, user) else self.visible(user),
            lists_for(user, self.lists),
            look,
            orders=ORDERS,
            columns=self.columns_for(user),
            saved=saved,
            unit_field="department_id" if watches(user) else "division_id",
        )


def within(asked: QueryDict, user: User) -> str:
    """`bao-cao` where the list is limited to what the person reports on, else ""."""
    limited = asked.get(WITHIN) == _OF_REPORTS and has_role(user, *REPORTING)
    return _OF_REPORTS if limited else ""


def watches(user: User) -> bool:
    """Whether the person looks at many units at once."""
    return has_role(user, Role.INSPECTOR)


def with_details(listing: Listing, *, story: bool = False) -> DossierQuerySet:
    """The list with what its rows show, in one statement, and two more where a column (or `story`) tells the way."""
    # With the steps of its version a row can say which move leads on.
    rows = (
        listing.found.with_list_details()
        .annotate(**open_work())
        .select_related("department", "result")
        .prefetch_related("version__steps")
    )
    if not (story or listing.with_spent):
        return rows
    return rows.prefetch_related(Prefetch("tasks", Task.objects.select_related("step")), "stops")


def place_of(page: QueuePage, listing: Listing) -> str:
    """The list as the pages behind it carry it along: `xu-ly?muc=…`."""
    return f"{page.key}?{urlencode(listing.question())}"


def came_from(text: str) -> tuple[QueuePage, QueryDict] | None:
    """The page and the question that `place_of` wrote; None for what is none of ours."""
    key, _, question = text.partition("?")
    page = next((one for one in PAGES if one.key == key), None)
    return (page, QueryDict(question[:1000])) if page is not None else None


def way_back(text: str) -> str:
    """The address of the list that somebody came from, "" for none."""
    found = came_from(text)
    return f"{found[0].url}?{found[1].urlencode()}" if found else ""


def _ours(user: User) -> DossierQuerySet:
    return Dossier.objects.filter(desk__in=desks_of(user))


def _visible(user: User) -> DossierQuerySet:
    return Dossier.objects.visible_to(user)


def _fixed(*keys: str) -> Callable[[User], tuple[str, ...]]:
    return lambda user: keys


def _overdue_columns(user: User) -> tuple[str, ...]:
    unit: tuple[Any, ...] = ("co-quan",) if watches(user) else ()
    return (*unit, "dang-giu", "thoi-gian", "hen-tra")


COUNTER = QueuePage(
    ListPage.COUNTER,
    "cases:intake",
    frozenset({Role.RECEIVER}),
    COUNTER_LISTS,
    _ours,
    _fixed("tinh-trang", "han"),
)
DESK = QueuePage(
    ListPage.DESK,
    "cases:desk",
    frozenset({Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK}),
    DESK_LISTS,
    _visible,
    _fixed("dang-giu", "han-buoc", "hen-tra"),
)
OVERDUE = QueuePage(
    ListPage.OVERDUE,
    "cases:overdue",
    frozenset({Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK, Role.INSPECTOR}),
    OVERDUE_LISTS,
    _visible,
    _overdue_columns,
)
REVIEW = QueuePage(
    ListPage.REVIEW,
    "cases:late_review",
    frozenset(REPORTING),
    REVIEW_LISTS,
    reported_on,
    _overdue_columns,
)
PAGES = (COUNTER, DESK, OVERDUE, REVIEW)
