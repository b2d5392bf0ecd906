"""Biểu II.06a/VPCP/KSTT: tình hình, kết quả giải quyết thủ tục hành chính.

A dossier belongs to the period by its receipt (columns 4 and 5), by being carried over (column 6) and by its finish
(columns 7 to 10); columns 11 to 13 say where the rest stood when the period ended. Not yet received and refused ones
(statuses 1 and 3) are not counted. Column 9 holds what was withdrawn or stopped, column 12 what waits.

Each dossier of the report has one origin and one outcome; every number is a sum over (origin, outcome) and its list is
the same filter, so a number is the length of its list. A dossier whose log does not explain its row has the outcome
`unknown`: it is counted as received and in no other column, and so shows as a violated sum instead of disappearing.

A result recalled after the period in which it was counted as finished comes back as `reopened`: it is part of column 6
and told apart under the table, so that column 6 = column 11 of the period before + what was reopened since.
"""

from datetime import datetime

from django.db.models import Case, CharField, Q, Value, When

from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import AXES, COLUMNS, GROUPS, IDENTITIES, NOTES, ON_TIME, Origin
from cases.reports.frame.counting import behind, table_of
from cases.reports.frame.definition import Carried, Definition
from cases.reports.frame.table import Table
from cases.reports.list_06a import AS_KNOWN
from cases.reports.outcomes import Convention, outcome_at
from cases.reports.question import By, Question
from cases.reports.standing_at import finished_by, received_and_open_at
from procedures.channels import Channel

_BY_CONVENTION = {
    Convention.BY_DATE: (
        "Trước hạn, đúng hạn, quá hạn so theo ngày: xong trong ngày hẹn là đúng hạn (BLDS Đ148.6); "
        "thời hạn tính bằng giờ so đến phút.",
        "Cột 9 gồm cả hồ sơ người dân rút và hồ sơ dừng giải quyết. Cột 12 gồm hồ sơ đang tạm dừng đúng căn cứ; "
        "yêu cầu bổ sung sau khi đã quá hẹn không làm hết quá hạn nên vẫn ở cột 13.",
    ),
    Convention.BY_SECOND: (
        "So đến giây như Bộ chỉ số QĐ 766/QĐ-TTg: xong sau giờ hẹn là quá hạn dù còn trong ngày; "
        "bổ sung quá một lần là quá hạn; hồ sơ chờ bổ sung tính đến lần yêu cầu đầu tiên.",
        "Số liệu theo cách này không thay biểu II.06a, chỉ để đối chiếu với cổng quốc gia.",
    ),
}
_ALWAYS = (
    "Hồ sơ thuộc kỳ theo ngày tiếp nhận (cột 4, 5), chuyển từ kỳ trước (cột 6) và ngày xử lý xong (cột 7 đến 10); "
    "chưa tiếp nhận hoặc không được tiếp nhận thì không tính.",
    "Mọi số lấy từ nhật ký tại thời điểm chốt: kỳ đã qua luôn cho cùng một số, thay đổi về sau không sửa số cũ. "
    "Kết quả bị thu hồi ở kỳ sau được tính lại ở cột 6 của kỳ đó. Hồ sơ nhập sai đã xóa thì kỳ trước vẫn đếm như lúc "
    "ấy, từ kỳ xóa trở đi không đếm nữa.",
    "Trên từng dòng: cột 3 = 4 + 5 + 6 = 7 + 11; 7 = 8 + 9 + 10; 11 = 12 + 13; "
    "cột 6 bằng cột 11 của kỳ liền trước cộng số giải quyết lại.",
)


def explained(question: Question) -> tuple[str, ...]:
    """How the numbers of dossiers to their promise are counted under the question's convention."""
    return (*_ALWAYS, *_BY_CONVENTION[question.convention])


def members_of(question: Question) -> DossierQuerySet:
    """The dossiers of the report, each with its `origin` and `outcome`; the national index counts the same ones."""
    before, moment = question.period.before, question.moment
    touched = question.rows.filter(Q(finished_at=None) | Q(finished_at__gt=before), received_at__lte=moment)
    known = touched.alias(over_before=finished_by(before), over=finished_by(moment))
    # Finished before the period, as known at its end, was reported then, whatever was done to it afterwards.
    return known.filter(Q(over=None) | Q(over__gt=before)).annotate(
        origin=_origin(before), outcome=outcome_at(moment, question.convention)
    )


def open_before(question: Question) -> DossierQuerySet:
    """What was open when the period before ended."""
    return received_and_open_at(question.rows, question.period.before)


def _origin(before: datetime) -> Case:
    """How the dossier came into the report; `over_before` is its finish as known before the period."""
    return Case(
        When(received_at__gt=before, channel=Channel.ONLINE, then=Value(Origin.ONLINE)),
        When(received_at__gt=before, then=Value(Origin.DIRECT)),
        When(over_before=None, then=Value(Origin.CARRIED)),
        default=Value(Origin.REOPENED),
        output_field=CharField(),
    )


II_06A = Definition(
    key="ii06a",
    number="Biểu số II.06a/VPCP/KSTT",
    title="Tình hình, kết quả giải quyết thủ tục hành chính",
    about="Tiếp nhận, đã giải quyết, đang giải quyết; trước hạn, đúng hạn, quá hạn",
    members=members_of,
    axes=AXES,
    columns=COLUMNS,
    groups=GROUPS,
    notes=NOTES,
    identities=IDENTITIES,
    carried=Carried("6", "mo-lai", open_before),
    headline=ON_TIME,
    headline_text="hồ sơ có kết quả, không kể hồ sơ rút và dừng",
    explained=explained,
    listing=AS_KNOWN,
    by_second=True,
    bys=tuple(By),
)


def report_06a(question: Question) -> Table:
    """The form, counted."""
    return table_of(II_06A, question)


def dossiers_behind(question: Question, row: str, column: str) -> DossierQuerySet:
    """The dossiers that a number of the form counts; see `frame.counting.behind`."""
    found = behind(II_06A, question, row, column)
    if not isinstance(found, DossierQuerySet):
        raise TypeError("Biểu II.06a đếm hồ sơ.")
    return found
