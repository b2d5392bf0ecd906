"""The numbers of results, letters and receipts, written in when all of a day are known: they are given in order."""

from datetime import datetime

from cases.actions._letters import APOLOGY, NOTICE
from cases.scale.course import Course

# Letters of the head, each with the sequence that numbers it.
LETTERS = {"apologise": APOLOGY, "suspend": NOTICE, "stop": NOTICE}


def number(course: Course, at: datetime, event: object, text: str) -> None:
    """Write the number into the log and into the receipt, or into the result while its signature stands."""
    numbered_at, found = next(pair for pair in course.numbered if pair[1] is event)
    if found.action in LETTERS:
        found.data = {**found.data, "letter": text}
        return
    if found.action == "collect_fee":
        found.data = {**found.data, "receipt": text}
        next(payment for paid_at, payment in course.receipts if paid_at == numbered_at).receipt_number = text
        return
    found.data = {"number": text}
    if course.result is not None and course.result.signed_at == numbered_at == at:
        course.result.number = text
