"""What was typed, as it came: from a request into a draft, and back into the boxes of a form."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from departments.identity import show_phone
from departments.models import User

LONGEST_ANSWER = 20_000


def ids(texts: Iterable[str]) -> list[int]:
    """The row numbers among the texts; whatever else was sent is no number."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def key_in(text: str) -> UUID | None:
    """The key that the text names, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def kept(sent: Mapping[str, Any], belongs_here: Callable[[str], bool]) -> dict[str, list[str]]:
    """What was sent in the boxes of the page, cut to what a database can hold."""
    lists = sent.lists() if isinstance(sent, MultiValueDict) else ((key, [one]) for key, one in sent.items())
    return {
        box: [str(one)[:LONGEST_ANSWER].replace("\0", "") for one in texts[:100]]
        for box, texts in lists
        if belongs_here(box)
    }


def known_of(account: User) -> dict[str, str]:
    """What the account knows of its person, as the boxes of the submitter."""
    return {
        "full_name": account.full_name,
        "personal_id": account.personal_id,
        "birth_date": account.birth_date.isoformat() if account.birth_date else "",
        "phone": show_phone(account.phone),
        "email": account.email,
        "address": account.address,
    }


def query_of(stored: Any) -> QueryDict | None:
    """What a draft keeps of a page as a browser would send it; None where the page was not opened."""
    if not isinstance(stored, dict):
        return None
    query = QueryDict(mutable=True)
    for key, values in stored.items():
        query.setlist(key, values if isinstance(values, list) else [str(values)])
    return query
