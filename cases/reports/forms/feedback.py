"""The report on phản ánh, kiến nghị: how many came, were answered in time, refused, and who was content."""

from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from cases.feedback_status import FeedbackStatus
from cases.feedback_terms import PUBLISH
from cases.keyset import Order
from cases.lists import Looking
from cases.models import Feedback
from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.frame.listing import Listing, Row, Told
from cases.reports.question import By, Question
from departments.vietnamese import plain_moment

_STATES = {"answered": "Đã trả lời đúng hạn", "late": "Đã trả lời quá hạn", "open": "Đang xử lý"}
_STATES |= {"refused": "Không tiếp nhận", "withdrawn": "Người gửi rút"}


def _members(question: Question) -> QuerySet[Feedback]:
    """What was open at some moment of the period, where the unit or its agency answers for it."""
    unit, before, moment = question.scope.unit, question.period.before, question.moment
    path = unit.path if unit else "-"
    ours = Q(department__path__startswith=path) | Q(unit__path__startswith=path)
    known = Feedback.objects.filter(ours, sent_at__lte=moment)
    over, rated = Q(finished_at__lte=moment), Q(rated_at__lte=moment)
    state = Case(
        When(~over | Q(finished_at=None), then=Value("open")),
        When(status=FeedbackStatus.REFUSED, then=Value("refused")),
        When(status=FeedbackStatus.WITHDRAWN, then=Value("withdrawn")),
        # Publishing late is another term than answering late.
        When(broken_term__in=["", PUBLISH], then=Value("answered")),
        default=Value("late"),
        output_field=CharField(),
    )
    return known.filter(Q(finished_at=None) | Q(finished_at__gt=before)).annotate(
        origin=Case(When(sent_at__gt=before, then=Value("new")), default=Value("old"), output_field=CharField()),
        state=state,
        content=Case(
            When(rated & Q(satisfied=True), then=Value("yes")),
            When(rated & Q(satisfied=False), then=Value("no")),
            default=Value(""),
            output_field=CharField(),
        ),
    )


def _told(feedback: Any, look: Looking) -> Row:
    late = feedback.state == "late"
    cells = (
        Told("Cơ quan trả lời", feedback.department.name, feedback.unit.name),
        Told("Gửi", plain_moment(feedback.sent_at)),
        Told("Phải trả lời trước", plain_moment(feedback.due_at)),
        Told("Lúc chốt", _STATES[feedback.state], plain_moment(feedback.finished_at), "late" if late else ""),
    )
    name, url = feedback.get_kind_display(), feedback.get_absolute_url()
    return Row(cells, name=name, code=feedback.code or "", url=url, late=late)


def _written(feedback: Any, look: Looking) -> tuple[object, ...]:
    moments = map(plain_moment, (feedback.sent_at, feedback.due_at, feedback.finished_at))
    places = (feedback.department.name, feedback.unit.name)
    return (feedback.code, feedback.get_kind_display(), *places, *moments, _STATES[feedback.state])


FEEDBACK = Definition(
    key="pakn",
    number="Phản ánh, kiến nghị",
    title="Tiếp nhận, xử lý phản ánh, kiến nghị",
    about="Kỳ trước, mới gửi, trả lời đúng hạn, quá hạn, không tiếp nhận, đang xử lý, hài lòng",
    members=_members,
    axes=("origin", "state", "content"),
    columns=(
        Column("3", "Tiếp nhận: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Từ kỳ trước", where={"origin": ("old",)}),
        Column("5", "Gửi trong kỳ", where={"origin": ("new",)}),
        Column("6", "Đã trả lời: tổng số", "Tổng số", {"state": ("answered", "late")}, sums=("7", "8")),
        Column("7", "Đã trả lời: đúng hạn", "Đúng hạn", {"state": ("answered",)}),
        Column("8", "Đã trả lời: quá hạn", "Quá hạn", {"state": ("late",)}, late=True),
        Column("9", "Không tiếp nhận", where={"state": ("refused",)}),
        Column("10", "Người gửi rút", where={"state": ("withdrawn",)}),
        Column("11", "Đang xử lý", where={"state": ("open",)}),
        Ratio("ty-le", "Tỷ lệ trả lời đúng hạn", {"7": 1}, {"6": 1}),
        Column("12", "Hài lòng với câu trả lời", "Hài lòng", {"content": ("yes",)}),
        Column("13", "Không hài lòng với câu trả lời", "Không hài lòng", {"content": ("no",)}),
        Ratio("ty-le-hai-long", "Tỷ lệ hài lòng", {"12": 1}, {"12": 1, "13": 1}),
    ),
    groups=(("Tiếp nhận", "3", "5"), ("Đã trả lời", "6", "8"), ("Đánh giá câu trả lời", "12", "13")),
    identities=(
        Identity(("3",), ("4", "5")),
        Identity(("6",), ("7", "8")),
        Identity(("3",), ("6", "9", "10", "11")),
    ),
    explained=lambda question: (
        "Phản ánh thuộc kỳ nếu gửi trong kỳ hoặc gửi trước kỳ mà đến đầu kỳ chưa kết thúc. Quá hạn: không giữ thời hạn "
        "trả lời, hỏi thêm hoặc từ chối (Nghị định 20/2008/NĐ-CP và các văn bản sửa đổi).",
    ),
    listing=Listing(
        lambda rows, question: rows.select_related("department", "unit"),
        Order("sent_at"),
        _told,
        ("Mã phản ánh", "Về việc", "Cơ quan", "Đơn vị", "Gửi", "Phải trả lời trước", "Kết thúc", "Lúc chốt"),
        _written,
        heading="Phản ánh",
    ),
    paths={"division": "unit"},
    months="sent_at",
    noun="phản ánh",
    bys=(By.UNIT, By.LEVEL, By.MONTH),
)
