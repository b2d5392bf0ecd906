"""What is asked where money changes hands: at the counter, for a transfer that has come, for one to be given back."""

from typing import Any

from django import forms

from cases.bank_statement import LONGEST
from cases.forms.eform import MoneyField
from cases.forms.move import MoveForm, NoteForm, text_field
from cases.models import Dossier, Payment

_AT_THE_COUNTER = (Payment.Method.CASH, Payment.Method.CARD, Payment.Method.TRANSFER)


def reference_field(label: str, **more: Any) -> forms.CharField:
    """A number of the bank or the treasury, as it stands on their paper."""
    return forms.CharField(label=label, max_length=80, **more)


class FeeForm(NoteForm):
    """What was collected; the amount is asked only where no rate fixes it."""

    field_order = ("amount", "method", "outside_reference")
    amount = MoneyField(label="Số tiền đã thu (đồng)", help_text="Không phải thu thì ghi 0.", max_length=30)
    method = forms.ChoiceField(
        label="Cách nộp",
        choices=[(one.value, one.label) for one in _AT_THE_COUNTER],
        initial=Payment.Method.CASH,
        required=False,
    )
    outside_reference = reference_field(
        "Mã giao dịch", required=False, help_text="Khi quẹt thẻ hoặc chuyển khoản: số in trên phiếu của ngân hàng."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A fixed fee is not typed again."""
        super().__init__(*args, **kwargs)
        if self.dossier.finance_status != Dossier.Finance.UNSETTLED:
            del self.fields["amount"]

    def clean(self) -> dict[str, Any]:
        """Money that nobody held in hand is proved by the bank's number."""
        data = super().clean() or {}
        data["method"] = data.get("method") or Payment.Method.CASH
        if data["method"] == Payment.Method.CASH:
            data["outside_reference"] = ""
        elif not data.get("outside_reference") and "outside_reference" not in self.errors:
            self.add_error("outside_reference", "Hãy ghi mã giao dịch in trên phiếu của ngân hàng.")
        return data

    def said(self) -> tuple[Any, ...]:
        """The note, and the amount where it was asked."""
        amounts = (self.cleaned_data["amount"],) if "amount" in self.fields else ()
        return (*super().said(), *amounts)


class SetFeeForm(MoveForm):
    """What is to be paid, and how it was counted: the applicant reads it."""

    amount = MoneyField(label="Số tiền phải nộp (đồng)", help_text="Không phải nộp thì ghi 0.", max_length=30)
    reason = text_field("Cách tính", rows=3, help_text="Ví dụ: 12 trang × 2.000 đồng. Người nộp đọc được.")

    def said(self) -> tuple[Any, ...]:
        """The reason and the amount."""
        return (self.cleaned_data["reason"], self.cleaned_data["amount"])


class ObligationForm(NoteForm):
    """The applicant shows that the obligation is met; the treasury's paper is kept where there is one."""

    field_order = ("amount", "document")
    amount = MoneyField(label="Số tiền đã nộp (đồng)", required=False, max_length=30)
    document = reference_field(
        "Số giấy nộp tiền vào ngân sách nhà nước", required=False, help_text="Số in trên giấy nộp tiền hoặc biên lai."
    )

    def clean(self) -> dict[str, Any]:
        """A number without its sum says nothing."""
        data = super().clean() or {}
        if data.get("document") and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Hãy ghi số tiền trên giấy nộp tiền.")
        return data


class TransferForm(forms.Form):
    """A transfer that the bank shows: its number and its sum."""

    outside_reference = reference_field(
        "Mã giao dịch của ngân hàng", error_messages={"required": "Hãy ghi mã giao dịch trong sao kê."}
    )
    amount = MoneyField(label="Số tiền nhận được (đồng)", max_length=30)


class RefundForm(forms.Form):
    """Why money is given back, and how."""

    reason = text_field("Lý do và căn cứ hoàn", rows=3, help_text="Người nộp đọc được. In trên phiếu hoàn tiền.")
    reference = reference_field(
        "Mã giao dịch hoàn", required=False, help_text="Khi hoàn bằng chuyển khoản; hoàn tiền mặt thì để trống."
    )


class StatementForm(forms.Form):
    """Lines of a bank's statement, as they are copied out of it."""

    text = forms.CharField(
        label="Các dòng của sao kê",
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        max_length=LONGEST,
        help_text="Mỗi giao dịch một dòng: mã giao dịch, số tiền, nội dung; cách nhau bằng tab, dấu chấm phẩy hoặc |.",
        error_messages={"required": "Hãy dán các dòng của sao kê."},
    )
