"""Every page of the table of addresses is HTML that needs no mending by browsers, and its references lead somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from django.db import transaction
from django.test import Client

from tests.house.test_access import STRANGER, TABLE, places
from tests.world import World

__all__ = ["places"]
# Attributes that name other elements of the page by their id.
REFERENCES = ("for", "form", "list", "headers", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls")


def faults(page: str) -> list[str]:
    """What a browser would have to mend or would look for in vain."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    lines = page.splitlines()
    found = [
        f"{code} {values.get('name', '')} at line {line}: {lines[line - 1].strip()[:120]}"
        for (line, _), code, values in parser.errors
    ]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    found += [f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1 or not name]
    found += [f"{where} leads to no id {name!r}" for where, name in references(elements) if name not in ids]
    return found + [f"{one.get('name')}: a line is no whole address" for one in elements if holds_too_much(one)]


def holds_too_much(element: Any) -> bool:
    """Whether browsers are asked to fill an address of several lines into one."""
    return bool(element.tag == "input" and element.get("autocomplete") == "street-address")


def references(elements: list[Any]) -> Iterator[tuple[str, str]]:
    """Each attribute that names an id of the page, and the id."""
    for element in elements:
        for attribute in REFERENCES:
            yield from ((f"{element.tag} {attribute}", name) for name in element.get(attribute, "").split())
        target = element.get("href", "")
        if element.tag == "a" and target.startswith("#"):
            yield "a href", target.removeprefix("#")


def test_every_page_is_valid(world: World, places: dict[str, Any], signed_in: Any) -> None:
    clients = {STRANGER: Client(), **{who: signed_in(person) for who, person in world.people.items()}}
    problems = {}
    for name, (address, welcome) in TABLE.items():
        # A page has another frame for strangers, citizens and staff.
        for who in sorted({STRANGER, "mai", "minh", "lan"} & welcome or set(sorted(welcome)[:1])):
            page = page_of(clients[who], address.format(**places))
            found = faults(page) if page else []
            if found:
                problems[f"{name} ({who})"] = found
    assert problems == {}, "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in problems.items())


def page_of(client: Client, address: str) -> str:
    """The page at an address, nothing of a file; what looking at it may have left behind is undone."""
    here = transaction.savepoint()
    answer = client.get(address)
    if answer.streaming:  # read to the end, so that the file is closed
        b"".join(answer.streaming_content)  # type: ignore[arg-type]
    transaction.savepoint_rollback(here)
    is_page = not answer.streaming and answer.headers["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<p><div></div></p>", "unexpected-end-tag"),
        ("<p class=a class=b>", "duplicate-attribute"),
        ('<b id="x"></b><i id="x"></i>', "stands 2 times"),
        ('<label for="name">', "leads to no id 'name'"),
        ('<a href="#main">', "leads to no id 'main'"),
        ('<input name="address" autocomplete="street-address">', "no whole address"),
    ],
)
def test_a_planted_fault_is_found(planted: str, fault: str) -> None:
    assert any(re.search(fault, one) for one in faults(f"<!doctype html><title>x</title>{planted}"))
