"""What everybody may read of feedback: published answers, and honest figures of how they came about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from cases.models import Feedback
from cases.models.feedback_queries import FeedbackQuerySet
from departments.vietnamese import fold, plain_moment

FILE_HEADINGS = ("Mã", "Về việc", "Tóm tắt", "Nội dung", "Cơ quan trả lời", "Câu trả lời", "Gửi lúc", "Công khai lúc")


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for."""

    words: str = ""
    kind: str = ""
    agency: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """From the address; what means nothing narrows nothing."""
        kind = asked.get("viec", "")
        words, agency = asked.get("q", "").strip()[:100], asked.get("co-quan", "")[:32]
        return cls(words, kind if kind in Feedback.Kind.values else "", agency.replace("\0", ""))

    def find(self, rows: FeedbackQuerySet) -> FeedbackQuerySet:
        """The published ones that fit; every word must be there, in any order and without accents."""
        rows = rows.published()
        for word in fold(self.words).split():
            rows = rows.filter(public_folded__contains=word)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(department__code=self.agency) if self.agency else rows

    def __bool__(self) -> bool:
        return any((self.words, self.kind, self.agency))


def cells(rows: Iterable[Feedback]) -> Iterator[tuple[object, ...]]:
    """As the file writes them: nothing that is not on the page."""
    for row in rows:
        yield (
            row.code,
            row.get_kind_display(),
            row.subject,
            row.public_question,
            row.department.name,
            row.public_answer,
            plain_moment(row.sent_at),
            plain_moment(row.published_at),
        )
