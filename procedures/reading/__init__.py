"""Reading of published records: pure facts, and in Vietnamese every doubt about them."""

from procedures.reading.facts import (
    FeeFact,
    LimitFact,
    PaperFact,
    ProcedureFacts,
    RecordRefused,
    ResultFact,
)
from procedures.reading.record import checked, fingerprint, read_record, search_text
from procedures.reading.text import one_line

__all__ = [
    "FeeFact",
    "LimitFact",
    "PaperFact",
    "ProcedureFacts",
    "RecordRefused",
    "ResultFact",
    "checked",
    "fingerprint",
    "one_line",
    "read_record",
    "search_text",
]
