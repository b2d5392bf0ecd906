"""How content the applicant is: a score, reasons from the list, words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import SatisfactionRating
from cases.rating_reasons import reasons_on

_BEST_FIRST = [(score.value, score.label) for score in reversed(SatisfactionRating.Score)]


class RatingForm(forms.Form):
    """Only the score must be given; the reasons offered are those of the day."""

    score = forms.TypedChoiceField(
        label=_("Bạn hài lòng đến mức nào với việc giải quyết hồ sơ này?"),
        choices=_BEST_FIRST,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một mức độ hài lòng."),
            "invalid_choice": _("Hãy chọn một trong năm mức độ."),
        },
    )
    reasons = forms.MultipleChoiceField(
        label=_("Vì sao?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn được nhiều ý."),
        error_messages={"invalid_choice": _("Hãy chọn lý do trong danh sách.")},
    )
    words = forms.CharField(
        label=_("Bạn muốn nói thêm điều gì?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Chỉ trưởng phòng và lãnh đạo đơn vị đọc được lời của bạn."),
    )

    def __init__(self, day: date, *args: Any, **kwargs: Any) -> None:
        """The reasons valid on `day`."""
        super().__init__(*args, **kwargs)
        offered = self.fields["reasons"]
        assert isinstance(offered, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
        offered.choices = [(one.code, str(one)) for one in reasons_on(day)]
