"""The forms of moves that ask for more: to whom, which result, which new day, which file."""

from typing import Any

from django import forms

from cases.actions.apologise import needs_exception
from cases.actions.assign import officers_of
from cases.forms.days import DayField
from cases.forms.move import Choices, MoveForm, Values, text_field
from cases.models import Document, Result
from cases.storage import UploadRefused, accept_upload, check_upload
from departments.calendars import calendar_for
from departments.models import User
from departments.working_time import WorkingCalendar, local

_SUGGESTED_DAYS = 3  # working days after the promise that is missed


class AssignForm(MoveForm):
    """To whom the work goes."""

    officer = forms.ModelChoiceField(User.objects.none(), label="Giao cho", empty_label="Chọn chuyên viên")
    note = text_field("Lời nhắn", required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the officers of the division."""
        super().__init__(*args, **kwargs)
        officers = [user.pk for user in officers_of(self.dossier, self.at)]
        choice = self.fields["officer"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = User.objects.filter(pk__in=officers).order_by("full_name")

    def said(self) -> tuple[str, ...]:
        """The message, and to whom."""
        return (*super().said(), self.cleaned_data["officer"].get_full_name())


class PassOnForm(AssignForm):
    """To which colleague, and why."""

    note = None  # type: ignore[assignment]  # a reason stands in its place
    reason = text_field("Lý do", rows=3, help_text="Đồng nghiệp và trưởng phòng đọc lý do này.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the others."""
        super().__init__(*args, **kwargs)
        choice, task = self.fields["officer"], self.dossier.current_task
        assert isinstance(choice, forms.ModelChoiceField) and choice.queryset is not None  # noqa: S101, PT018
        if task is not None:
            choice.queryset = choice.queryset.exclude(pk=task.assignee_id)


class ProposeForm(MoveForm):
    """The draft of the result."""

    outcome = forms.ChoiceField(label="Kết luận", choices=Result.Outcome, widget=Choices)
    text = text_field("Nội dung kết quả, hoặc lý do từ chối", rows=6)
    document = forms.FileField(
        label="Tệp dự thảo", required=False, widget=forms.FileInput, help_text="PDF, ảnh hoặc Word."
    )

    def clean_document(self) -> Any:
        """The file, if it is one we keep."""
        upload = self.cleaned_data.get("document")
        return _checked(upload) if upload else None

    def said(self) -> tuple[str, ...]:
        """The words, and the verdict."""
        return (*super().said(), self.cleaned_data["outcome"])

    def values(self) -> Values:
        """The draft with its file stored."""
        upload = self.cleaned_data["document"]
        kept = None
        if upload:
            kept = accept_upload(upload, at=self.at, by=self.by, dossier=self.dossier, kind=Document.Kind.RESULT)
        return {**self.cleaned_data, "document": kept}


class AnswerForm(MoveForm):
    """What the applicant brought to the counter."""

    text = text_field("Người nộp bổ sung những gì", required=False, help_text="Giấy tờ giấy nhận tại quầy ghi ở đây.")
    document = forms.FileField(label="Bản chụp hoặc tệp", required=False, widget=forms.FileInput)

    def clean_document(self) -> Any:
        """The file, if it is one we keep."""
        upload = self.cleaned_data.get("document")
        return _checked(upload) if upload else None

    def values(self) -> Values:
        """The words, and the file stored."""
        upload = self.cleaned_data["document"]
        kept = []
        if upload:
            kept = [accept_upload(upload, at=self.at, by=self.by, dossier=self.dossier, kind=Document.Kind.SUPPLEMENT)]
        return {"text": self.cleaned_data["text"], "documents": kept, "revision": self.cleaned_data["revision"]}


class ApologyForm(MoveForm):
    """Văn bản xin lỗi (Mẫu 04): why, and until when now."""

    reason = text_field("Lý do chậm", help_text="Người dân đọc nguyên văn lý do này.")
    new_day = DayField(label="Hẹn trả vào ngày")
    exception = text_field(
        "Vì sao làm khác quy định",
        required=False,
        rows=3,
        help_text="Xin lỗi phải gửi trước hạn ít nhất một ngày làm việc và chỉ hẹn lại một lần.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Suggest a day, and ask for the exception only where it is one."""
        super().__init__(*args, **kwargs)
        self.calendar: WorkingCalendar = calendar_for(self.dossier.department)
        self.initial.setdefault("new_day", self.suggested())
        if needs_exception(self.dossier, self.at, self.calendar):
            self.fields["exception"].required = True
        else:
            del self.fields["exception"]

    def suggested(self) -> Any:
        """Some working days after today or the promise, whichever is later."""
        promised = self.dossier.promised_at
        day = local(self.at).date()
        return self.calendar.add_days(max(day, local(promised).date()) if promised else day, _SUGGESTED_DAYS)


class HandOverForm(MoveForm):
    """Who took the result: one of the people of the dossier, or another one with a paper that allows it."""

    OTHER = "other"
    taker = forms.ChoiceField(label="Ai nhận kết quả?", widget=Choices)
    other_name = forms.CharField(label="Họ và tên người nhận khác", required=False, max_length=255)
    authority = forms.CharField(
        label="Giấy tờ của người nhận khác",
        required=False,
        max_length=500,
        help_text="Ví dụ: Giấy ủy quyền ngày 20/11/2026, đã đối chiếu căn cước.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the people by name; nobody is chosen beforehand."""
        super().__init__(*args, **kwargs)
        self.people = {"submitter": self.dossier.submitter.full_name}
        labels = [("submitter", f"Người nộp: {self.people['submitter']}")]
        if self.dossier.owner_id != self.dossier.submitter_id:
            self.people["owner"] = self.dossier.owner.full_name
            labels.append(("owner", f"Chủ hồ sơ: {self.people['owner']}"))
        taker = self.fields["taker"]
        assert isinstance(taker, forms.ChoiceField)  # noqa: S101  # declared above
        taker.choices = [*labels, (self.OTHER, "Người khác, có giấy ủy quyền hoặc giấy giới thiệu")]
        held = self.dossier.papers.filter(originals__gt=0).select_related("requirement")
        originals = [f"{paper.requirement.name} ({paper.originals} bản)" for paper in held]
        if originals:
            self.fields["originals"] = forms.MultipleChoiceField(
                label="Bản chính trả lại cùng kết quả",
                required=False,
                choices=[(one, one) for one in originals],
                widget=forms.CheckboxSelectMultiple,
                help_text="Đánh dấu giấy tờ gốc mà người nhận cầm về; biên nhận sẽ ghi tên từng loại.",
            )

    def clean(self) -> Values:
        """Another person needs a name and a paper."""
        data = super().clean() or {}
        if data.get("taker") == self.OTHER:
            if not data.get("other_name"):
                self.add_error("other_name", "Hãy ghi họ và tên người nhận.")
            if not data.get("authority"):
                self.add_error("authority", "Hãy ghi giấy tờ cho phép người này nhận thay.")
        return data

    def values(self) -> Values:
        """Who took it, and by which paper where it is another person."""
        data = self.cleaned_data
        other = data["taker"] == self.OTHER
        return {
            "received_by": data["other_name"] if other else self.people[data["taker"]],
            "authority": data["authority"] if other else "",
            "originals": data.get("originals", []),
            "revision": data["revision"],
        }

    def said(self) -> tuple[str, ...]:
        """No note, and the name."""
        return ("", self.values()["received_by"])


def _checked(upload: Any) -> Any:
    try:
        check_upload(upload)
    except UploadRefused as error:
        raise forms.ValidationError(str(error)) from error
    upload.seek(0)
    return upload
