"""Django's sessions in the database, each with its account, so that people can see and end them.

Named by the setting SESSION_ENGINE. What the page of sessions shows is kept in the session itself under `VISIT` and
copied beside it whenever Django saves it: no page costs a statement more.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from departments.models import Session

VISIT = "visit"


class SessionStore(DatabaseStore):
    """The store that writes `departments.Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row with its account, beginning, last use, device and place."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # the class is named above
        if SESSION_KEY in data:
            row.account_id = int(data[SESSION_KEY])
        visit = data.get(VISIT, {})
        row.since, row.seen_at = _moment(visit.get("since")), _moment(visit.get("seen"))
        row.device, row.place = visit.get("device", "")[:60], visit.get("place", "")[:45]
        return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
