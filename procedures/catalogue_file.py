"""The catalogue as a file: what was searched for, one procedure a line, as its page says it."""

from collections.abc import Iterator
from datetime import date

from procedures.catalogue import row
from procedures.models.version import ProcedureVersionQuerySet

HEADINGS = (
    "Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Dành cho", "Thời hạn giải quyết", "Phí, lệ phí", "Cách nộp", "Áp dụng từ",
)  # fmt: skip
_AT_ONCE = 200


def file_rows(found: ProcedureVersionQuerySet, day: date) -> Iterator[tuple[object, ...]]:
    """The cells of each version found, in its order; costs three statements for each two hundred of them."""
    for version in found.select_related("procedure__field").iterator(chunk_size=_AT_ONCE):
        shown = row(version, day)
        yield (
            shown["code"],
            shown["name"],
            version.procedure.field.name,
            version.audience,
            shown["limit_text"],
            shown["fee_text"],
            shown["badge"],
            f"{version.valid_from:%d/%m/%Y}" if version.valid_from else "",
        )
