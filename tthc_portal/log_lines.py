"""Lines of the log: where and what, without the values that a database puts into its complaints."""

import logging
import re
from typing import Any

# "DETAIL:  Key (phone)=(+84912345678) already exists." and the rows that PostgreSQL shows; a detail ends its message.
_VALUES = re.compile(r"^(DETAIL|CONTEXT):.*(?:\n(?!\S|\Z).*)*", re.MULTILINE)


class WithoutValues(logging.Formatter):
    """Python's own lines; of an error of the database its first sentence only."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name is Python's
        """The traceback without the database's details."""
        return _VALUES.sub(r"\1: …", super().formatException(ei))


class RefusalsInOneLine(logging.Filter):
    """A person who may not is no fault to be traced: the warning stays, without its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through; of a refusal only its line."""
        if getattr(record, "status_code", 0) == 403:  # the answer's own number
            record.exc_info = record.exc_text = None
        return True
