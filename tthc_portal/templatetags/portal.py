"""Filters every template may use: how moments, days, money and numbers are written."""

from datetime import date, datetime

from django import template
from django.utils.translation import gettext

from cases.explained import explained
from cases.plain_words import delivery_words, status_words
from departments import identity, written
from procedures.plain_words import limit_words
from procedures.time_limits import TimeLimit

register = template.Library()


@register.filter
def as_vietnamese(value: str) -> str:
    """A name or text that stays Vietnamese, marked as such on a page in English."""
    return written.as_vietnamese(value)


@register.filter
def translated(value: str) -> str:
    """The heading of a notice in the language of the page; one that the office wrote itself stays as it is."""
    known = gettext(value) if value else ""
    return known if known != value else written.as_vietnamese(value)


@register.filter
def reason_line(value: str) -> str:
    """A line of “Vì sao là ngày này?”; an office reads it as the clock says it."""
    return explained(value) if written.in_english() else value


@register.filter
def plain_limit(value: TimeLimit) -> str:
    """`15 ngày làm việc`."""
    return limit_words(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`17:00, thứ Năm 26/11/2026`; empty for no moment."""
    return written.moment(value) if value else ""


@register.filter
def short(value: datetime | None) -> str:
    """`17:00 26/11/2026`; empty for no moment."""
    return written.short(value)


@register.filter
def day(value: date | None) -> str:
    """`26/11/2026`; empty for no day."""
    return written.day(value)


@register.filter
def money(value: int | None) -> str:
    """`1.234.567 đồng`; empty for no amount."""
    return written.money(value) if value is not None else ""


@register.filter
def grouped(value: int | None) -> str:
    """`1.234.567`; empty for no number."""
    return written.grouped(value) if value is not None else ""


@register.filter
def masked_name(value: str) -> str:
    """`Nguyễn V** A`."""
    return identity.mask_name(value) if value else ""


@register.filter
def masked_number(value: str) -> str:
    """`0011****2345`."""
    return identity.mask_number(value) if value else ""


@register.filter
def phone(value: str) -> str:
    """`0912 345 678`, whatever way it is stored."""
    return identity.show_phone(value) if value else ""


@register.filter
def plain_status(value: int) -> str:
    """A dossier's status as citizens read it."""
    return status_words(value)


@register.filter
def plain_delivery(value: str) -> str:
    """How the result comes, as citizens read it."""
    return delivery_words(value)
