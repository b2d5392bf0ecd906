"""The forms of asking other units and of answering them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from cases.forms.citizen import SeveralFilesField
from cases.forms.days import DayField
from cases.forms.move import MoveForm, Values, text_field
from cases.models import Document
from cases.models.opinion import ANSWERING
from cases.storage import accept_upload
from cases.storage.kinds import ACCEPTED
from departments.calendars import calendar_for
from departments.models import Department, Post
from departments.working_time import local
from procedures.time_limits import day_end

_SUGGESTED_DAYS = 3  # working days in which a unit is usually asked to answer


class AskOpinionForm(MoveForm):
    """Which unit, what, and until when."""

    unit = forms.ModelChoiceField(Department.objects.none(), label="Hỏi đơn vị", empty_label="Chọn đơn vị")
    question = text_field("Cần ý kiến về việc gì", help_text="Đơn vị được hỏi đọc được hồ sơ cho đến khi trả lời.")
    due_day = DayField(label="Trả lời chậm nhất hết ngày")
    legal_basis = forms.CharField(
        label="Căn cứ pháp lý", required=False, max_length=500, help_text="Điều, khoản, số văn bản, nếu có."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units that have somebody to answer, those of the own agency first."""
        super().__init__(*args, **kwargs)
        self.calendar = calendar_for(self.dossier.department)
        self.initial.setdefault("due_day", self.calendar.add_days(local(self.at).date(), _SUGGESTED_DAYS))
        posts = Post.objects.in_force(local(self.at).date()).filter(department=OuterRef("pk"), role__in=ANSWERING)
        units = (
            Department.objects.select_related("parent")
            .filter(Exists(posts))
            .exclude(pk=self.dossier.division_id)
            .order_by("path")
        )
        own = self.dossier.department.path
        near = [unit for unit in units if unit.path.startswith(own)]
        far = [unit for unit in units if not unit.path.startswith(own)]
        choice = self.fields["unit"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = units
        choice.choices = [
            ("", "Chọn đơn vị"),
            ("Trong cơ quan", [(unit.pk, unit.name) for unit in near]),
            ("Cơ quan khác", [(unit.pk, self._name(unit)) for unit in far]),
        ]

    def clean_due_day(self) -> date:
        """A day that is not over."""
        day: date = self.cleaned_data["due_day"]
        if day_end(day, self.calendar) <= self.at:
            raise ValidationError("Hạn trả lời phải từ hôm nay trở đi.")
        return day

    def values(self) -> Values:
        """The day as the moment at which it closes."""
        data = dict(self.cleaned_data)
        due_at = day_end(data.pop("due_day"), self.calendar)
        return {**data, "due_at": due_at}

    def said(self) -> tuple[str, ...]:
        """The question, and to whom."""
        return (self.cleaned_data["question"], self.cleaned_data["unit"].name)

    def _name(self, unit: Department) -> str:
        return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


class AskOpinionStoppingForm(AskOpinionForm):
    """The same, by a law that stops the clock."""

    legal_basis = forms.CharField(
        label="Căn cứ pháp lý cho phép không tính thời gian này",
        max_length=500,
        help_text="Điều, khoản, số văn bản. Không có căn cứ thì lấy ý kiến mà không dừng thời hạn.",
    )


class AnswerOpinionForm(MoveForm):
    """What the unit thinks."""

    text = text_field("Ý kiến của đơn vị", rows=6, help_text="Người giải quyết hồ sơ đọc nguyên văn; người dân không.")
    attachments = SeveralFilesField(
        label="Tệp kèm ý kiến",
        required=False,
        help_text=f"Nhận {ACCEPTED}. Chọn được nhiều tệp; người giải quyết hồ sơ mở được, người dân không.",
    )

    def values(self) -> Values:
        """The words, and the files stored."""
        files = self.cleaned_data["attachments"]
        kept = [
            accept_upload(one, at=self.at, by=self.by, dossier=self.dossier, kind=Document.Kind.OPINION)
            for one in files
        ]
        return {"text": self.cleaned_data["text"], "documents": kept, "revision": self.cleaned_data["revision"]}
