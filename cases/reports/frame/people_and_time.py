"""Rows by officer (`o-7`, `o-0` of nobody), by channel (`c-online`) and by month (`m-2026-11`)."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncMonth

from cases.models import Event
from cases.reports.frame.definition import Definition
from cases.reports.frame.grouping import Keys, Place, split
from cases.reports.frame.table import Line
from cases.reports.question import Question
from departments.models import Post, User
from departments.roles import Role
from departments.vietnamese import name_key
from departments.working_time import HANOI, local
from procedures.channels import Channel


class OfficerRows:
    """Officers of the units, and whoever else had a dossier: who was given it or took it last, as the log says."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """The officer."""
        return {"row_place": _officer(definition, question)}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        scope, day = question.scope, local(question.moment).date()
        posts = Post.objects.in_force(day).filter(role=Role.OFFICER).select_related("user", "department")
        known = (
            posts.filter(department__in=[unit.pk for unit in scope.units]) if scope.unit_field != "department" else []
        )
        units = {post.user_id: post.department.name for post in known}
        people = {post.user_id: post.user for post in known}
        missing = {pk for (pk,) in found if pk} - people.keys()
        people |= User.objects.in_bulk(missing) if missing else {}
        in_order = sorted(people.values(), key=lambda one: (units.get(one.pk, ""), name_key(one.get_full_name())))
        lines = [Line(definition, f"o-{one.pk}", one.get_full_name(), units.get(one.pk, "")) for one in in_order]
        if (None,) in found:
            lines.append(Line(definition, "o-0", "Chưa có người thụ lý"))
        return lines, {place: (f"o-{place[0] or 0}",) for place in found}

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        _, pk = split(key, "o")
        found: QuerySet[Any] = members.alias(row_place=_officer(definition, question)).filter(row_place=pk or None)
        return found

    def name(self, key: str) -> str:
        """See `Rows`."""
        _, pk = split(key, "o")
        user = User.objects.filter(pk=pk).first()
        if user is None and pk:
            raise KeyError(key)
        return user.get_full_name() if user else "Chưa có người thụ lý"


class ChannelRows:
    """The ways a dossier may come in, all of them."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """The channel."""
        return {"row_place": F(f"{definition.prefix}channel")}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        asked = [one for one in Channel if question.channel in ("", one)]
        return [Line(definition, f"c-{one}", one.label) for one in asked], {(one,): (f"c-{one}",) for (one,) in found}

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        self.name(key)
        return members.filter(**{f"{definition.prefix}channel": key.removeprefix("c-")})

    def name(self, key: str) -> str:
        """See `Rows`."""
        if not key.startswith("c-") or key.removeprefix("c-") not in Channel.values:
            raise KeyError(key)
        return str(Channel(key.removeprefix("c-")).label)


class MonthRows:
    """The months of the calendar in the period, and earlier ones from which something was carried over."""

    def places(self, definition: Definition, question: Question) -> dict[str, Combinable]:
        """The first moment of the month."""
        return {"row_place": TruncMonth(definition.months, tzinfo=HANOI)}

    def lines(self, definition: Definition, question: Question, found: set[Place]) -> tuple[list[Line], Keys]:
        """See `Rows`."""
        last = min(question.period.last, local(question.moment).date())
        months = {local(place).date() for (place,) in found if place}
        month = question.period.first.replace(day=1)
        while month <= last:
            months.add(month)
            month = _next(month)
        lines = [Line(definition, f"m-{one:%Y-%m}", f"Tháng {one:%m/%Y}") for one in sorted(months)]
        return lines, {place: (f"m-{local(place[0]):%Y-%m}",) for place in found if place[0]}

    def narrowed(self, definition: Definition, question: Question, members: QuerySet[Any], key: str) -> QuerySet[Any]:
        """See `Rows`."""
        first, field = _month(key), definition.months
        bounds = {f"{field}__gte": _midnight(first), f"{field}__lt": _midnight(_next(first))}
        return members.filter(**bounds)

    def name(self, key: str) -> str:
        """See `Rows`."""
        return f"Tháng {_month(key):%m/%Y}"


def _officer(definition: Definition, question: Question) -> Subquery:
    """Who was given the dossier, took it or proposed last, up to the moment; later hands change no past report."""
    dossier = "pk" if not definition.prefix else definition.prefix.removesuffix("__")
    events = Event.objects.filter(
        dossier=OuterRef(dossier), at__lte=question.moment, action__in=("assign", "claim", "propose")
    )
    who = Case(
        When(action="assign", then=Cast(KT("data__officer_id"), BigIntegerField())),
        default=F("by_id"),
        output_field=BigIntegerField(),
    )
    return Subquery(events.order_by("-number").values(who=who)[:1], output_field=BigIntegerField())


def _month(key: str) -> date:
    year, _, month = key.removeprefix("m-").partition("-")
    if not (key.startswith("m-") and len(year) == 4 and len(month) == 2 and f"{year}{month}".isdecimal()):
        raise KeyError(key)
    try:
        return date(int(year), int(month), 1)
    except ValueError as error:
        raise KeyError(key) from error


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)
