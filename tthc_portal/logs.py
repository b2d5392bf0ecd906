"""What the log keeps of requests: a refusal is one line, no error of ours."""

import logging


class RefusalsInOneLine(logging.Filter):
    """A person who may not is no fault to be traced: the warning stays, without its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through; of a refusal only its line."""
        if getattr(record, "status_code", 0) == 403:  # the answer's own number
            record.exc_info = record.exc_text = None
        return True
