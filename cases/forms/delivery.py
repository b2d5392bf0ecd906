"""How the applicant wants the result."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.citizen import OwnForm
from cases.forms.move import MoveForm
from cases.models import Dossier
from cases.plain_words import DELIVERIES, POSTAGE


class DeliveryForm(forms.Form):
    """Pick up, by post or electronically."""

    delivery = forms.ChoiceField(
        label=_("Bạn muốn nhận kết quả bằng cách nào?"),
        choices=[(way, _(words)) for way, words in DELIVERIES.items()],
        widget=forms.RadioSelect,
        initial=Dossier.Delivery.PICK_UP,
        help_text=_("Bản điện tử thì tải về tại trang “Hồ sơ của tôi”, không cần thư điện tử."),
    )
    delivery_address = forms.CharField(
        label=_("Địa chỉ nhận qua bưu điện"),
        max_length=500,
        required=False,
        help_text=format_lazy(
            _("Chỉ cần khi nhận qua bưu điện: người nhận, số nhà, đường, phường xã, tỉnh. {postage}"),
            postage=_(POSTAGE),
        ),
    )

    def clean(self) -> dict[str, Any]:
        """By post there must be an address; it goes nowhere else, though the box suggests one."""
        answers = super().clean() or {}
        if answers.get("delivery") != Dossier.Delivery.POST:
            answers["delivery_address"] = ""
        elif not answers.get("delivery_address"):
            self.add_error("delivery_address", gettext("Nhận qua bưu điện thì cần địa chỉ. Hãy điền nơi nhận kết quả."))
        return answers


class ChangeDeliveryForm(DeliveryForm, MoveForm):
    """Another way, at the desk; the boxes begin with what holds now."""

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        """Begin with the dossier's own."""
        kwargs["initial"] = {"delivery": dossier.delivery, "delivery_address": dossier.delivery_address}
        super().__init__(dossier, *args, **kwargs)

    def said(self) -> tuple[Any, ...]:
        """No note, and the new way."""
        return ("", self.cleaned_data["delivery"])


class OwnDeliveryForm(DeliveryForm, OwnForm):
    """Another way, chosen by the applicant."""

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        """Begin with the dossier's own."""
        kwargs["initial"] = {"delivery": dossier.delivery, "delivery_address": dossier.delivery_address}
        super().__init__(dossier, *args, **kwargs)
