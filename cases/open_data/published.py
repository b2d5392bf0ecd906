"""All tables that are published, by the key in their address, in the order in which they are offered."""

from django.utils.translation import gettext_noop as said

from cases.open_data.answers import ANSWERED, OVERDUE
from cases.open_data.catalogue import DECISIONS, FEES, PROCEDURES, USUAL_TIMES
from cases.open_data.dataset import Dataset
from cases.open_data.index import INDEX_766
from cases.open_data.on_time import BY_PROCEDURE, BY_UNIT, BY_UNIT_AND_PROCEDURE
from cases.open_data.simplified import SIMPLIFIED

SECTIONS: tuple[tuple[str, tuple[Dataset, ...]], ...] = (
    (said("Thủ tục, phí, thời gian"), (PROCEDURES, FEES, USUAL_TIMES, DECISIONS, SIMPLIFIED)),
    (said("Đúng hạn, quá hạn"), (BY_UNIT, BY_PROCEDURE, BY_UNIT_AND_PROCEDURE, OVERDUE)),
    (said("Phục vụ"), (INDEX_766, ANSWERED)),
)
DATASETS: dict[str, Dataset] = {one.key: one for _, tables in SECTIONS for one in tables}
