"""From one dossier to the next through the list it was opened from, without going back to the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Subquery
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cases.keyset import Order
from cases.lists import Looking
from cases.models import Dossier
from cases.models.dossier_queries import DossierQuerySet
from cases.queues import FROM, came_from
from departments.access import has_role
from departments.calendars import calendar_for
from departments.models import User
from departments.working_time import WorkingCalendar

# In an address of a move: after it, on to the next dossier of the list.
ON = "tiep"


@dataclass(frozen=True)
class Walk:
    """The list a dossier was opened from, and its neighbours in it ("" where there is none).

    `carried` is what addresses of the dossier's pages carry along (`tu=…`).
    """

    list_url: str
    label: str
    carried: str
    previous_url: str
    next_url: str
    next_code: str = ""

    def on(self, url: str) -> str:
        """The address of a move that leads on to the next dossier."""
        return f"{url}?{self.carried}&{ON}=1"

    def along(self, url: str) -> str:
        """The address of another page of the same dossier."""
        return f"{url}{'&' if '?' in url else '?'}{self.carried}"


def carried_along(url: str, text: str) -> str:
    """The address with the list in it, where there is one."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({FROM: text})}" if text else url


def going_on(url: str, asked: Mapping[str, str]) -> str:
    """The address with the list in it that one walks through, if any, and that one goes on after a move."""
    carried = {name: asked[name] for name in (FROM, ON) if name in asked}
    return f"{url}{'&' if '?' in url else '?'}{urlencode(carried)}" if carried else url


def goes_on(way: Walk | None, asked: Mapping[str, str]) -> bool:
    """Whether a move leads on to another dossier of the list, not back to the list."""
    return way is not None and bool(way.next_url) and ON in asked


def walk(user: User, dossier: Dossier, text: str, at: datetime) -> Walk | None:
    """The walk that `text` (see `cases.queues.place_of`) speaks of; None for none, or a page that is not his.

    One statement. A dossier that has left the list meanwhile still has its neighbours there.
    """
    found = came_from(text)
    if found is None or not has_role(user, *found[0].roles):
        return None
    page, asked = found
    # Only one of the lists asks for the calendar.
    calendar = cast("WorkingCalendar", SimpleLazyObject(lambda: calendar_for(None)))
    listing = page.open(asked, Looking(user, at, calendar), saved=[])
    place = (_value(listing.order, dossier), dossier.pk)
    carried = urlencode({FROM: text})

    def neighbour(*, backwards: bool) -> Subquery:
        rows: DossierQuerySet = listing.found.filter(listing.order.beyond(*place, backwards=backwards))
        return Subquery(listing.order.sorted(rows, backwards=backwards).values("code")[:1])

    both = {"before": neighbour(backwards=True), "after": neighbour(backwards=False)}
    codes: dict[str, Any] = dict(Dossier.objects.filter(pk=dossier.pk).values(**both).get())
    before, after = (
        f"{reverse('cases:dossier', args=[codes[name]])}?{carried}" if codes[name] else "" for name in both
    )
    return Walk(
        list_url=f"{page.url}?{asked.urlencode()}",
        label=f"{page.key.label}: {listing.current.label}",
        carried=carried,
        previous_url=before,
        next_url=after,
        next_code=codes["after"] or "",
    )


def _value(order: Order, dossier: Dossier) -> Any:
    """By what the dossier stands where it stands; a dossier that has no such thing stands last."""
    value: Any = dossier
    for name in order.field.split("__"):
        value = getattr(value, name, None)
    return value
