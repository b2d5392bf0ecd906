"""Where the office owes an answer in public: overdue dossiers by their code alone, and answered feedback."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop as said

from cases.models import Apology, Dossier, Feedback
from cases.open_data.dataset import Cell, Dataset, Field, Wanted
from departments.calendars import calendar_for
from departments.working_time import CalendarError, local


def _overdue(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    """Whose they are and what they ask for is not said: who knows a code knows that already."""
    calendar = calendar_for(None)
    told = Apology.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk").values("at")
    rows = Dossier.objects.overdue(wanted.at).annotate(told_at=Subquery(told[:1])).order_by("due_at", "pk")
    if wanted.unit:
        rows = rows.filter(department__code=wanted.unit)
    columns = ("code", "department__code", "department__name", "due_at", "told_at", "reappointed_at")
    today = local(wanted.at).date()
    for code, unit, name, due, told_at, again in rows.values_list(*columns).iterator(chunk_size=2000):
        try:
            days: int | None = calendar.working_days_between(local(due).date(), today)
        except CalendarError:
            days = None
        new = local(again).date() if again is not None and again > due else None
        yield code, unit, name, local(due).date(), days, local(told_at).date() if told_at else None, new


def _answered(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    rows = Feedback.objects.published().select_related("department").order_by("-published_at", "-pk")
    if wanted.unit:
        rows = rows.filter(department__code=wanted.unit)
    for row in rows.iterator(chunk_size=500):
        published = local(row.published_at).date() if row.published_at else None
        said = (row.get_kind_display(), row.subject, row.public_question, row.public_answer)
        yield row.code, row.department.code, row.department.name, *said, local(row.sent_at).date(), published


OVERDUE = Dataset(
    "ho-so-qua-han",
    said("Hồ sơ đang quá hạn và lời xin lỗi"),
    said("Mã các hồ sơ đã qua ngày hẹn mà chưa có kết quả; đã xin lỗi chưa, hẹn lại ngày nào."),
    (
        Field("ma_ho_so", said("Mã hồ sơ")),
        Field("ma_don_vi", said("Mã đơn vị")),
        Field("don_vi", said("Đơn vị")),
        Field("hen_tra", said("Hẹn trả"), said("Ngày hẹn đầu tiên, đã cộng thời gian dừng đúng căn cứ."), "day"),
        Field("qua_han", said("Quá hạn (ngày làm việc)"), "", "whole", said("chưa có lịch làm việc của năm ấy")),
        Field("xin_loi", said("Xin lỗi ngày"), "", "day", said("chưa xin lỗi")),
        Field("hen_lai", said("Hẹn lại"), "", "day", said("chưa hẹn lại")),
    ),
    _overdue,
    notes=(said("Chỉ có mã hồ sơ: không tên, không thủ tục, không nội dung."),),
)
ANSWERED = Dataset(
    "phan-anh",
    said("Phản ánh, kiến nghị đã trả lời"),
    said("Những phản ánh đã có câu trả lời công khai; không có tên và liên hệ của người gửi."),
    (
        Field("ma", said("Mã")),
        Field("ma_don_vi", said("Mã đơn vị")),
        Field("don_vi", said("Cơ quan trả lời")),
        Field("ve_viec", said("Về việc")),
        Field("tom_tat", said("Tóm tắt")),
        Field("noi_dung", said("Nội dung")),
        Field("tra_loi", said("Câu trả lời")),
        Field("gui_ngay", said("Gửi ngày"), kind="day"),
        Field("cong_khai_ngay", said("Công khai ngày"), kind="day", empty=said("không rõ")),
    ),
    _answered,
)
