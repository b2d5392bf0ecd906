"""The forms of what staff do with a feedback, and which action each of them runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.actions import handle_feedback
from cases.actions.handle_feedback import handlers_of, names_sender
from cases.feedback_files import keep_files
from cases.feedback_places import units_to_pass_to
from cases.forms.feedback import FewFilesField
from cases.forms.move import text_field
from cases.models import Document, Feedback
from cases.storage.kinds import ACCEPTED
from departments.models import Department, User
from departments.working_time import local

Values = dict[str, Any]


class FeedbackMoveForm(forms.Form):
    """Every move carries the revision its page showed."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, feedback: Feedback, by: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        """`by` is who will make the move, at the moment `at`."""
        kwargs["initial"] = {"revision": feedback.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.feedback, self.by, self.at = feedback, by, at

    def values(self) -> Values:
        """The arguments of the action."""
        return self.cleaned_data

    def run(self, action: Callable[..., Feedback]) -> Feedback:
        """Make the move."""
        return action(self.feedback, by=self.by, at=self.at, **self.values())

    def typed(self) -> str:
        """What was written, to be kept when the move is not made."""
        fields = (field for field in self.visible_fields() if isinstance(field.field, forms.CharField))
        return "\n".join(f"{field.label}: {field.value()}" for field in fields if field.value())


class AcceptForm(FeedbackMoveForm):
    """Nothing must be said."""

    note = text_field("Ghi chú nội bộ", required=False, rows=3, help_text="Người gửi không thấy.")


class RefuseForm(FeedbackMoveForm):
    """The sender reads the reason as it stands."""

    reason = text_field(
        "Lý do không tiếp nhận",
        help_text="Người gửi đọc nguyên văn. Nếu thuộc cơ quan khác, hãy chuyển thay vì từ chối.",
    )


class AskForm(FeedbackMoveForm):
    """The sender reads the question as it stands."""

    question = text_field(
        "Cần người gửi cho biết thêm điều gì?", help_text="Hỏi một lần cho đủ; người gửi đọc nguyên văn."
    )


class PassOnForm(FeedbackMoveForm):
    """To which unit, and why."""

    unit = forms.ChoiceField(label="Chuyển đến", error_messages={"required": "Hãy chọn nơi chuyển đến."})
    reason = text_field("Lý do chuyển", rows=3, help_text="Người gửi đọc được lý do này.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units of the agency, then the other agencies."""
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # declared above
        places = units_to_pass_to(self.feedback.department, local(self.at).date())
        here = self.feedback.unit.code
        choice.choices = [
            ("", "Chọn đơn vị"),
            *((group, [row for row in rows if row[0] != here]) for group, rows in places),
        ]

    def clean_unit(self) -> Department:
        """The unit itself."""
        return Department.objects.get(code=self.cleaned_data["unit"])


class GiveForm(FeedbackMoveForm):
    """Who handles it."""

    handler = forms.ModelChoiceField(User.objects.none(), label="Giao cho", empty_label="Chọn người xử lý")
    note = text_field("Lời nhắn", required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who work at the unit."""
        super().__init__(*args, **kwargs)
        choice = self.fields["handler"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = handlers_of(self.feedback, self.at).order_by("full_name")


class AnswerForm(FeedbackMoveForm):
    """The answer, with what goes along."""

    answer = text_field(
        "Câu trả lời", rows=10, help_text="Người gửi đọc nguyên văn. Nói rõ đã làm gì, sẽ làm gì, bao giờ xong."
    )
    upheld = forms.TypedChoiceField(
        label="Kết luận",
        required=False,
        choices=[("", "Không có gì để kết luận"), ("True", "Phản ánh đúng"), ("False", "Phản ánh không đúng")],
        coerce=lambda said: said == "True",
        empty_value=None,
        help_text="Người gửi không thấy. Phản ánh đúng về một hồ sơ được tính khi chấm điểm người thụ lý hồ sơ ấy.",
    )
    attachments = FewFilesField(label="Tệp kèm", required=False, help_text=f"Nhận {ACCEPTED}.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was drafted."""
        feedback: Feedback = args[0]
        kwargs["initial"] = {"answer": feedback.answer, "upheld": "" if feedback.upheld is None else feedback.upheld}
        super().__init__(*args, **kwargs)

    def run(self, action: Callable[..., Feedback]) -> Feedback:
        """Make the move and keep the files, both or neither."""
        said = dict(self.values())
        uploads = said.pop("attachments")
        with transaction.atomic():
            done = action(self.feedback, by=self.by, at=self.at, **said)
            keep_files(done, uploads=uploads, by=self.by, at=self.at, kind=Document.Kind.RESULT)
        return done


class ReturnForm(FeedbackMoveForm):
    """What is to be mended."""

    reason = text_field("Cần sửa gì?")


class PublishForm(FeedbackMoveForm):
    """What everybody will read: the words of both sides, without anything that names a person."""

    question = text_field(
        "Nội dung phản ánh đăng công khai", rows=8, help_text="Bỏ tên người, số điện thoại, địa chỉ nhà, mã hồ sơ."
    )
    answer = text_field("Câu trả lời đăng công khai", rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was written."""
        feedback: Feedback = args[0]
        kwargs["initial"] = {"question": feedback.text, "answer": feedback.answer}
        super().__init__(*args, **kwargs)

    def clean(self) -> Values:
        """The sender is named nowhere, in the subject neither."""
        said = super().clean() or {}
        for name in ("question", "answer"):
            if names_sender(self.feedback, said.get(name, "")):
                self.add_error(name, "Còn tên, điện thoại hoặc thư điện tử của người gửi; hãy bỏ đi.")
        if names_sender(self.feedback, self.feedback.subject):
            raise ValidationError("Câu tóm tắt nêu tên hoặc liên hệ của người gửi; hãy kết thúc mà không công khai.")
        return said


class CloseForm(FeedbackMoveForm):
    """Why nobody else reads it."""

    reason = text_field("Vì sao không công khai?", rows=3, help_text="Ví dụ: nội dung riêng tư, người gửi đề nghị.")


@dataclass(frozen=True)
class FeedbackAct:
    """One move as a page: its form, its action, a hint, and what is said when it is done."""

    form: type[FeedbackMoveForm]
    action: Callable[..., Feedback]
    hint: str
    done: str


FEEDBACK_ACTS: dict[str, FeedbackAct] = {
    "accept": FeedbackAct(
        AcceptForm, handle_feedback.accept, "Đúng thẩm quyền và đủ thông tin thì tiếp nhận.", "đã được tiếp nhận"
    ),
    "refuse": FeedbackAct(
        RefuseForm,
        handle_feedback.refuse,
        "Chỉ từ chối điều không phải phản ánh, kiến nghị (khiếu nại, tố cáo, nội dung trùng hay không rõ).",
        "không được tiếp nhận",
    ),
    "ask": FeedbackAct(
        AskForm, handle_feedback.ask, "Trong lúc chờ người gửi, thời hạn tạm dừng.", "đang chờ người gửi bổ sung"
    ),
    "transfer": FeedbackAct(
        PassOnForm,
        handle_feedback.transfer,
        "Thời hạn của người gửi không tính lại: đơn vị nhận phải trả lời kịp.",
        "đã chuyển",
    ),
    "assign": FeedbackAct(GiveForm, handle_feedback.assign, "", "đã giao"),
    "draft": FeedbackAct(
        AnswerForm, handle_feedback.draft, "Trưởng phòng hoặc lãnh đạo duyệt rồi mới gửi.", "đã trình câu trả lời"
    ),
    "return_draft": FeedbackAct(ReturnForm, handle_feedback.return_draft, "", "đã trả lại để sửa"),
    "answer": FeedbackAct(
        AnswerForm, handle_feedback.answer, "Bấm là gửi ngay cho người phản ánh; sửa nếu cần.", "đã được trả lời"
    ),
    "publish": FeedbackAct(
        PublishForm, handle_feedback.publish, "Mọi người đọc được. Không đăng tên và liên hệ của ai.", "đã công khai"
    ),
    "close": FeedbackAct(CloseForm, handle_feedback.close, "", "đã kết thúc, không công khai"),
    "take_down": FeedbackAct(CloseForm, handle_feedback.take_down, "", "đã gỡ khỏi trang công khai"),
}
