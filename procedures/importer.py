"""Import of published procedures: every record becomes a draft, is unchanged, or is rejected with its reason.

The file is read twice: first to see what is new, then to store it in batches. So a broken file stops the import before
anything is written, and a file of any size needs the memory of one batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from departments.vietnamese import fold
from procedures.actions.store_drafts import store_drafts
from procedures.import_files import RawRecord, read_source
from procedures.models import Procedure, ProcedureVersion
from procedures.reading import LimitFact, ProcedureFacts, RecordRefused, checked, fingerprint, one_line, read_record

BATCH = 200


class Outcome(StrEnum):
    """What became of a record."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RecordReport:
    """One line of the import report."""

    code: str | None
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    limits: tuple[LimitFact, ...] = ()
    needs_review: bool = False

    def as_json(self) -> dict[str, object]:
        """The line as the report file holds it."""
        return {
            "code": self.code,
            "outcome": self.outcome.value,
            "reasons": list(self.reasons),
            "limits": [limit.as_json() for limit in self.limits],
            "needs_review": self.needs_review,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """How many records the file has, and which of them (by their place in it, from 0) are new content."""

    total: int
    new: frozenset[int]


def plan_import(path: Path) -> Plan:
    """Read the whole file once and compare it with what is stored; raises SourceUnreadable."""
    total = 0
    published: dict[str, list[tuple[int, str]]] = {}
    for index, raw in enumerate(read_source(path)):
        total += 1
        try:
            record = _checked(raw)
        except RecordRefused:
            continue
        published.setdefault(str(record["code"]), []).append((index, fingerprint(record)))
    stored = _stored_fingerprints(list(published))
    new = {index for code, contents in published.items() for index in new_contents(stored.get(code, []), contents)}
    return Plan(total, frozenset(new))


def run_import(path: Path, plan: Plan) -> Iterator[list[RecordReport]]:
    """Store what is new, batch by batch; each batch is given out when it stands in the database."""
    records = enumerate(read_source(path))
    while batch := list(islice(records, BATCH)):
        yield _import_batch(batch, plan)


def new_contents(stored: Sequence[str], published: Sequence[tuple[int, str]]) -> list[int]:
    """The indexes of published contents that the stored ones do not already end with.

    A code may stand in a file several times, once for each decision. The longest end of the stored history that begins
    the published one is known already; what follows is new. So a file imported twice brings nothing the second time,
    and a content that comes back after another one is a new version again.
    """
    changes = [
        item for before, item in zip([None, *published], published, strict=False) if not before or before[1] != item[1]
    ]
    contents = [content for _, content in changes]
    known = min(len(stored), len(contents))
    while list(stored[len(stored) - known :]) != contents[:known]:
        known -= 1
    return [index for index, _ in changes[known:]]


def _import_batch(batch: Sequence[tuple[int, RawRecord]], plan: Plan) -> list[RecordReport]:
    read = [(index, _read(raw)) for index, raw in batch]
    fields = _stored_fields([facts.code for _, facts in read if isinstance(facts, ProcedureFacts)])
    reports, drafts = [], []
    for index, facts in read:
        if isinstance(facts, RecordReport):
            reports.append(facts)
            continue
        facts = _compared(facts, fields.get(facts.code))
        if index in plan.new:
            drafts.append(facts)
        outcome = Outcome.IMPORTED if index in plan.new else Outcome.UNCHANGED
        reports.append(RecordReport(facts.code, outcome, facts.doubts, facts.limits, bool(facts.doubts)))
    if drafts:
        store_drafts(drafts)
    return reports


def _read(raw: RawRecord) -> ProcedureFacts | RecordReport:
    try:
        return read_record(_checked(raw))
    except RecordRefused as error:
        code = raw.value.get("code") if isinstance(raw.value, dict) else None
        shown = one_line(code)[:60] if isinstance(code, str) else None
        return RecordReport(shown or None, Outcome.REJECTED, (f"{raw.place.capitalize()}: {error}",))


def _checked(raw: RawRecord) -> dict[str, object]:
    if raw.error:
        raise RecordRefused(raw.error)
    return checked(raw.value)


def _compared(facts: ProcedureFacts, field: str | None) -> ProcedureFacts:
    """The facts with a doubt where the catalogue has the procedure in another field; the catalogue is not changed."""
    if field is None or fold(field) == fold(facts.field_name):
        return facts
    doubt = f"Nguồn xếp vào lĩnh vực “{facts.field_name}”, danh mục đang xếp vào “{field}”."
    return replace(facts, doubts=(*facts.doubts, doubt))


def _stored_fields(codes: Sequence[str]) -> dict[str, str]:
    return dict(Procedure.objects.filter(code__in=codes).values_list("code", "field__name"))


def _stored_fingerprints(codes: Sequence[str]) -> dict[str, list[str]]:
    """The contents imported so far for each code, oldest first."""
    wanted = set(codes)
    stored: dict[str, list[str]] = {}
    versions = ProcedureVersion.objects.exclude(source_fingerprint="").order_by("number")
    for code, content in versions.values_list("procedure__code", "source_fingerprint").iterator():
        if code in wanted:
            stored.setdefault(code, []).append(content)
    return stored
