"""Filters every template may use: how moments, days, money and numbers are written."""

from datetime import date, datetime

from django import template

from cases.plain_words import delivery_words, status_words
from departments import identity, written

register = template.Library()


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
