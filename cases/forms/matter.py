"""What is asked at the counter, of which agency, and how the result is handed over."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.eform import MoneyField
from cases.models import Dossier
from procedures.channels import Channel
from procedures.models import Offering, ProcedureVersion

ORDINARY = ("-", "Không thuộc trường hợp nào nêu trên")
_CHANNELS = [(one.value, one.label) for one in (Channel.IN_PERSON, Channel.POSTAL, Channel.KIOSK)]
_BROUGHT = {Channel.IN_PERSON: "Người mang đến", Channel.POSTAL: "Mã bưu gửi", Channel.KIOSK: "Ki-ốt"}


class MatterForm(forms.Form):
    """What is asked of which agency, and how the result is handed over."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label="Hình thức nộp", choices=_CHANNELS)
    brought = forms.CharField(
        label="Mã bưu gửi, tên ki-ốt hoặc người mang đến",
        required=False,
        max_length=200,
        help_text="Bưu chính: mã trên bì thư, ví dụ EB123456789VN. Ghi vào nhật ký hồ sơ.",
    )
    offering = forms.ChoiceField(label="Cơ quan giải quyết")
    case = forms.ChoiceField(label="Trường hợp")
    summary = forms.CharField(
        label="Trích yếu",
        required=False,
        max_length=1000,
        help_text="Một dòng để nhận ra hồ sơ; để trống thì lấy tên thủ tục.",
    )
    sets = forms.IntegerField(
        label="Số bộ hồ sơ",
        required=False,
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput({"min": 1, "max": 99, "inputmode": "numeric"}),
    )
    for_another = forms.BooleanField(label="Nộp thay cho người khác, hoặc theo ủy quyền", required=False)
    delivery = forms.ChoiceField(label="Nhận kết quả", choices=Dossier.Delivery)
    delivery_address = forms.CharField(label="Địa chỉ gửi kết quả", required=False, max_length=500)
    fee_paid = forms.BooleanField(label="Đã thu đủ phí, lệ phí", required=False)
    fee_amount = MoneyField(
        label="Số tiền đã thu (đồng)",
        required=False,
        help_text="Khi mức thu tính theo số lượng hoặc chưa rõ; không thu thì ghi 0.",
    )
    returns_to_origin = forms.BooleanField(
        label="Trả kết quả tại quầy này",
        required=False,
        help_text="Khi nhận hộ; không thì trả tại nơi giải quyết.",
    )
    confirmed = forms.BooleanField(label="Tôi đã đối chiếu, vẫn tiếp nhận", required=False)

    def __init__(self, version: ProcedureVersion, offerings: Sequence[Offering], *args: Any, **kwargs: Any) -> None:
        """Ask for agency and case only where there is a choice."""
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.offerings = {str(offering.pk): offering for offering in offerings}
        self.cases = {str(case.pk): case for case in version.cases.all()}
        own = [(key, one.department.name) for key, one in self.offerings.items() if not is_foreign(one)]
        foreign = [(key, one.department.name) for key, one in self.offerings.items() if is_foreign(one)]
        agencies = [*own, *foreign]
        where = self.fields["offering"]
        groups = [("Nhận hộ (phi địa giới)", foreign)] if foreign else []
        where.choices = [("", "Chọn"), *own, *groups]  # type: ignore[attr-defined]
        if len(own) == 1:
            self.initial.setdefault("offering", own[0][0])
        if not foreign:
            del self.fields["returns_to_origin"]
        if len(agencies) == 1:
            where.widget, self.initial["offering"] = forms.HiddenInput(), agencies[0][0]
        named = [(key, case.name) for key, case in self.cases.items()]
        if named:
            # Many rules hold for the ordinary case too, which has no name of its own.
            self.fields["case"].choices = [("", "Chọn"), *named, ORDINARY]  # type: ignore[attr-defined]
        else:
            del self.fields["case"]

    def clean_sets(self) -> int:
        """One, unless said otherwise."""
        return self.cleaned_data["sets"] or 1

    def how_it_came(self) -> str:
        """What the log says of who or what brought it, "" where nothing was said."""
        said = " ".join(self.cleaned_data["brought"].split())
        return f"{_BROUGHT[Channel(self.cleaned_data['channel'])]}: {said}." if said else ""

    def clean(self) -> dict[str, Any]:
        """A result sent by post needs an address."""
        data = super().clean() or {}
        if data.get("delivery") == Dossier.Delivery.POST and not data.get("delivery_address"):
            self.add_error("delivery_address", "Hãy nhập địa chỉ để bưu chính gửi kết quả.")
        chosen = self.offerings.get(data.get("offering", ""))
        if chosen is not None and is_foreign(chosen) and data.get("fee_paid"):
            self.add_error("fee_paid", "Phí, lệ phí do cơ quan có thẩm quyền thu; quầy nhận hộ không thu.")
        if chosen is not None and not is_foreign(chosen) and data.get("returns_to_origin"):
            data["returns_to_origin"] = False
        return data


def is_foreign(offering: Offering) -> bool:
    """Whether another desk takes it in by right, as the page that offers it says."""
    return bool(getattr(offering, "foreign", False))
