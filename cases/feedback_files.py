"""Files that come with a feedback: what its sender sends, and what the office answers with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cases.models import Document, Feedback
from cases.storage import accept_upload
from departments.models import User


def keep_files(
    feedback: Feedback,
    *,
    uploads: Sequence[Any],
    by: User | None,
    at: datetime,
    kind: str = Document.Kind.SUBMITTED,
) -> list[Document]:
    """Keep them with it. Raises UploadRefused; inside a transaction then nothing is kept."""
    return [accept_upload(upload, at=at, by=by, feedback=feedback, kind=kind) for upload in uploads]
