"""What a sender types: the feedback itself, what he adds when asked, and how content he is with the answer."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import is_feedback_code, tidy
from cases.feedback_lookup import is_whole
from cases.feedback_places import Groups
from cases.forms.citizen import SeveralFilesField
from cases.forms.eform import PhoneField
from cases.models import Feedback
from cases.storage.kinds import ACCEPTED
from departments.models import Department, User
from departments.vietnamese import fold

MOST_FILES = 5


class FewFilesField(SeveralFilesField):
    """So many that evidence fits and a stranger fills no disk."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """At most `MOST_FILES`."""
        files = super().clean(data, initial)
        if len(files) > MOST_FILES:
            raise ValidationError(
                gettext("Gửi tối đa {most_files} tệp một lần; bạn đã chọn {files} tệp.").format(
                    most_files=MOST_FILES, files=len(files)
                )
            )
        return files


class FeedbackForm(forms.Form):
    """The key makes the same form sent twice one feedback."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Bạn phản ánh về việc gì?"),
        choices=Feedback.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một việc.")},
    )
    agency = forms.ChoiceField(
        label=_("Cơ quan nào cần trả lời?"),
        widget=forms.Select({"lang": "vi"}),
        help_text=_("Không rõ thì chọn phường, xã nơi bạn làm thủ tục; cơ quan ấy chuyển đến đúng nơi."),
        error_messages={"required": _("Hãy chọn cơ quan."), "invalid_choice": _("Hãy chọn cơ quan trong danh sách.")},
    )
    dossier_said = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=40,
        help_text=_("Nếu phản ánh về một hồ sơ. Mã in trên giấy tiếp nhận."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    subject = forms.CharField(
        label=_("Tóm tắt trong một câu"),
        max_length=200,
        help_text=_("Ví dụ: Quá hẹn năm ngày chưa có kết quả đăng ký khai sinh."),
        error_messages={"required": _("Hãy tóm tắt điều bạn muốn phản ánh trong một câu.")},
    )
    text = forms.CharField(
        label=_("Nội dung phản ánh, kiến nghị"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Việc gì, ở đâu, khi nào, với ai; bạn muốn cơ quan làm gì. Viết bằng tiếng Việt."),
        error_messages={"required": _("Hãy viết nội dung phản ánh.")},
    )
    attachments = FewFilesField(
        label=_("Ảnh, tệp kèm theo"),
        required=False,
        help_text=format_lazy(_("Tối đa {most_files} tệp. Nhận {accepted}."), most_files=MOST_FILES, accepted=ACCEPTED),
    )
    sender_name = forms.CharField(
        label=_("Họ và tên của bạn"),
        max_length=255,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Hãy ghi họ tên: pháp luật không cho xử lý phản ánh không rõ người gửi.")},
    )
    phone = PhoneField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        help_text=_("Cần số điện thoại hoặc thư điện tử để cơ quan trả lời và để bạn tra cứu."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    address = forms.CharField(
        label=_("Địa chỉ"), required=False, max_length=500, widget=forms.TextInput({"autocomplete": "address-line1"})
    )
    wants_silence = forms.BooleanField(
        label=_("Tôi đề nghị không đăng phản ánh này công khai"),
        required=False,
        help_text=_(
            "Câu trả lời thường được đăng để người khác cùng biết. Tên và liên hệ của bạn không bao giờ bị đăng."
        ),
    )

    def __init__(self, *args: Any, places: Groups, agency: Department | None, by: User | None, **kwargs: Any) -> None:
        """`agency` is fixed where the dossier says who answers; else it is chosen among `places`. `by`: the account."""
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        if by is not None:
            kwargs["initial"] |= {name: value for name, value in _known(by).items() if value}
        super().__init__(*args, **kwargs)
        if agency is not None:
            del self.fields["agency"], self.fields["dossier_said"]
        else:
            choice = self.fields["agency"]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # declared above
            choice.choices = [("", gettext("Chọn cơ quan")), *places]

    def clean_dossier_said(self) -> str:
        """The code as it is written on receipts."""
        return tidy(self.cleaned_data["dossier_said"])[:40]

    def clean_sender_name(self) -> str:
        """A name has letters."""
        name: str = " ".join(self.cleaned_data["sender_name"].split())
        if len(fold(name).replace(" ", "")) < 2 or any(char.isdigit() for char in name):
            raise ValidationError(gettext("Hãy ghi họ tên thật của bạn, bằng chữ."))
        return name

    def clean(self) -> dict[str, Any]:
        """One way to answer is needed; the sentence stands beside the first box."""
        said = super().clean() or {}
        if "phone" not in self.errors and "email" not in self.errors and not (said.get("phone") or said.get("email")):
            self.add_error("phone", gettext("Hãy ghi số điện thoại hoặc thư điện tử để cơ quan trả lời bạn."))
        return said

    def values(self) -> dict[str, Any]:
        """What is stored as it was typed."""
        names = ("kind", "subject", "text", "sender_name", "phone", "email", "address", "wants_silence")
        return {name: self.cleaned_data[name] for name in names} | {
            "dossier_said": self.cleaned_data.get("dossier_said", "")
        }


class FeedbackLookUpForm(forms.Form):
    """The code, and what only the sender knows."""

    code = forms.CharField(
        label=_("Mã phản ánh"),
        max_length=40,
        help_text=_("Bạn nhận được khi gửi, ví dụ PA-261125-0001."),
        error_messages={"required": _("Hãy nhập mã phản ánh.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    proof = forms.CharField(
        label=_("4 số cuối điện thoại, hoặc thư điện tử"),
        max_length=254,
        help_text=_("Đã ghi khi gửi phản ánh."),
        error_messages={"required": _("Hãy nhập 4 số cuối điện thoại hoặc địa chỉ thư điện tử đã ghi.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code in its canonical form."""
        code = tidy(self.cleaned_data["code"])
        if not is_feedback_code(code):
            raise ValidationError(gettext("Mã phản ánh có dạng PA-261125-0001. Hãy xem lại tin nhắn hoặc thư đã nhận."))
        return code

    def clean_proof(self) -> str:
        """Four digits, a phone or a mail address."""
        proof: str = "".join(self.cleaned_data["proof"].split())
        if is_whole(proof) and "@" not in proof and sum(char.isdigit() for char in proof) < 9:
            raise ValidationError(gettext("Hãy nhập đúng 4 số cuối, cả số điện thoại, hoặc địa chỉ thư điện tử."))
        return proof


class FollowForm(forms.Form):
    """Every form of a sender carries the revision its page showed."""

    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, feedback: Feedback, *args: Any, **kwargs: Any) -> None:
        """Begin with the feedback's revision."""
        kwargs["initial"] = {"revision": feedback.revision}
        super().__init__(*args, **kwargs)


class FeedbackSupplementForm(FollowForm):
    """What the office asked for."""

    text = forms.CharField(
        label=_("Nội dung bổ sung"),
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Hãy viết điều cơ quan hỏi thêm.")},
    )
    attachments = FewFilesField(
        label=_("Ảnh, tệp kèm theo"),
        required=False,
        help_text=format_lazy(_("Tối đa {most_files} tệp. Nhận {accepted}."), most_files=MOST_FILES, accepted=ACCEPTED),
    )


class FeedbackWithdrawalForm(FollowForm):
    """Why it is taken back; nobody has to say."""

    reason = forms.CharField(label=_("Lý do"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))


class FeedbackRatingForm(FollowForm):
    """Content or not, and words."""

    satisfied = forms.TypedChoiceField(
        label=_("Bạn có hài lòng với câu trả lời không?"),
        choices=[("1", _("Hài lòng")), ("0", _("Không hài lòng"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn hài lòng hoặc không hài lòng.")},
    )
    words = forms.CharField(
        label=_("Bạn muốn nói thêm điều gì?"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )


def _known(user: User) -> dict[str, str]:
    """What the account says already."""
    return {"sender_name": user.full_name, "phone": user.phone, "email": user.email, "address": user.address}
