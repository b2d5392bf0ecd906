"""The forms of reviewing procedures: the round, its procedures, the proposals, their costs, conclusion and decision."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from cases.forms.days import DayField
from departments.models import Department
from departments.models.department import AGENCY_LEVELS
from procedures.models import (
    CostLine,
    FeeItem,
    Field,
    ProcedureReview,
    ProcedureVersion,
    ProcessingLimit,
    ProposedChange,
    RequiredDocument,
    ReviewRound,
    WorkflowStep,
)

Kind = ProposedChange.Kind
_MOST_MINUTES, _MOST_MONEY = 100_000, 2_000_000_000


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]  # the stub alone is generic
    """Name, time, ground, and who decides; the wage is fixed once something was decided by it."""

    first = DayField(label="Từ ngày")
    last = DayField(label="Đến hết ngày")

    class Meta:
        model = ReviewRound
        fields = ("name", "year", "first", "last", "legal_basis", "decided_by", "hourly_wage", "wage_basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units that decide in their own name."""
        super().__init__(*args, **kwargs)
        _choice(self, "decided_by").queryset = _agencies()
        self.fields["year"].validators += [MinValueValidator(2010), MaxValueValidator(2100)]
        self.fields["hourly_wage"].validators += [MinValueValidator(1), MaxValueValidator(100_000_000)]

    def clean_hourly_wage(self) -> int:
        """What was decided keeps the money it was decided on."""
        wage: int = self.cleaned_data["hourly_wage"]
        changed = self.instance.pk is not None and wage != self.initial["hourly_wage"]
        if changed and self.instance.reviews.exclude(decision="").exists():
            raise ValidationError("Đã có phương án được quyết định theo mức thu nhập cũ nên không đổi được nữa.")
        return wage


class AddProceduresForm(forms.Form):
    """Codes, or a whole field, and who reviews them."""

    codes = forms.CharField(
        label="Mã thủ tục",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Mỗi dòng một mã, ví dụ 1.001193.",
    )
    field = forms.ModelChoiceField(
        Field.objects.all(), label="Hoặc cả lĩnh vực", required=False, empty_label="Không chọn"
    )
    unit = forms.ModelChoiceField(Department.objects.none(), label="Đơn vị rà soát", empty_label="Chọn đơn vị")

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        """`day` is the one on which the versions are in force."""
        super().__init__(*args, **kwargs)
        self.day = day
        _choice(self, "unit").queryset = _agencies()

    def clean(self) -> dict[str, Any]:
        """`versions`: what is in force under these codes or in the field."""
        found = super().clean() or {}
        codes = set(re.split(r"[\s,;]+", found.get("codes", "").strip())) - {""}
        if not codes and not found.get("field"):
            raise ValidationError({"codes": "Hãy nhập mã thủ tục hoặc chọn một lĩnh vực."})
        rows = ProcedureVersion.objects.in_force(self.day).select_related("procedure").prefetch_related("requirements")
        rows = rows.filter(procedure__code__in=codes) if codes else rows.filter(procedure__field=found["field"])
        versions = list(rows.order_by("procedure__code"))
        unknown = codes - {one.procedure.code for one in versions}
        if unknown:
            raise ValidationError(
                {"codes": f"Không có thủ tục đang áp dụng mang mã {', '.join(sorted(unknown)[:10])}."}
            )
        if not versions:
            raise ValidationError({"field": "Lĩnh vực này không có thủ tục nào đang áp dụng."})
        return {**found, "versions": versions}


class ChangeForm(forms.Form):
    """One thing to be made simpler: only the boxes that its kind needs."""

    document = forms.ModelChoiceField(RequiredDocument.objects.none(), label="Giấy tờ", empty_label="Chọn giấy tờ")
    into = forms.ModelChoiceField(RequiredDocument.objects.none(), label="Gộp vào", empty_label="Chọn giấy tờ")
    limit = forms.ModelChoiceField(ProcessingLimit.objects.none(), label="Thời hạn", empty_label="Chọn thời hạn")
    step = forms.ModelChoiceField(WorkflowStep.objects.none(), label="Bước", empty_label="Chọn bước")
    fee = forms.ModelChoiceField(FeeItem.objects.none(), label="Khoản thu", empty_label="Chọn khoản thu")
    amount = forms.IntegerField(label="Mức mới", min_value=0, max_value=_MOST_MONEY)
    text = forms.CharField(label="Điều đề xuất", max_length=1000, widget=forms.Textarea({"rows": 2}))
    reason = forms.CharField(label="Lý do", max_length=4000, widget=forms.Textarea({"rows": 4}))

    _NEEDS = {
        Kind.DROP_DOCUMENT: ("document",),
        Kind.MERGE_DOCUMENTS: ("document", "into"),
        Kind.CUT_LIMIT: ("limit", "amount"),
        Kind.DROP_STEP: ("step",),
        Kind.CUT_FEE: ("fee", "amount"),
        Kind.OTHER: (),
    }

    def __init__(self, kind: str, version: ProcedureVersion, *args: Any, **kwargs: Any) -> None:
        """Offer the parts of the version under review."""
        super().__init__(*args, **kwargs)
        needed = {*self._NEEDS[Kind(kind)], "text", "reason"}
        for name in set(self.fields) - needed:
            del self.fields[name]
        papers = version.requirements.filter(is_note=False)
        parts: dict[str, QuerySet[Any]] = {
            "document": papers,
            "into": papers,
            "limit": version.limits.filter(amount__gt=1).exclude(unit="").select_related("case"),
            "step": version.steps.all(),
            "fee": version.fees.filter(amount__gt=0).select_related("case"),
        }
        for name in needed & set(parts):
            _choice(self, name).queryset = parts[name]
            _choice(self, name).label_from_instance = _part_name
        if kind != Kind.OTHER:
            self.fields["text"].required = False
            self.fields["text"].help_text = "Để trống thì cổng tự viết từ những điều đã chọn."
        if "amount" in needed:
            unit = "đồng" if kind == Kind.CUT_FEE else "cùng đơn vị với mức hiện nay"
            self.fields["amount"].help_text = f"Bằng số, {unit}."


class CostForm(forms.Form):
    """Dossiers a year, and for each activity minutes and đồng, before and after; a blank row for one more activity."""

    times_a_year = forms.IntegerField(label="Số hồ sơ một năm", min_value=0, max_value=100_000_000)
    _BOXES = {
        "minutes_before": ("Phút, hiện nay", _MOST_MINUTES),
        "minutes_after": ("Phút, sau đơn giản hóa", _MOST_MINUTES),
        "money_before": ("Đồng, hiện nay", _MOST_MONEY),
        "money_after": ("Đồng, sau đơn giản hóa", _MOST_MONEY),
    }

    def __init__(self, review: ProcedureReview, *args: Any, **kwargs: Any) -> None:
        """A group of boxes for each line that there is."""
        super().__init__(*args, **kwargs)
        self.review, self.lines = review, list(review.costs.all())
        self.initial["times_a_year"] = review.times_a_year
        for line in self.lines:
            for name in self._BOXES:
                self._box(name, str(line.pk), getattr(line, name))
        activities = [("", "Không thêm"), *CostLine.Activity.choices]
        self.fields["activity"] = forms.ChoiceField(label="Thêm hoạt động", choices=activities, required=False)
        self.fields["name"] = forms.CharField(label="Cụ thể", max_length=500, required=False)
        for name in self._BOXES:
            self._box(name, "them", 0, required=False)

    def groups(self) -> Iterator[dict[str, Any]]:
        """The boxes of each line under its name, for the page; the new one last."""
        for line in self.lines:
            yield {"title": str(line), "sub": line.get_activity_display(), "boxes": self._boxes(str(line.pk))}
        boxes = [self["activity"], self["name"], *self._boxes("them")]
        yield {"title": "Thêm một hoạt động", "sub": "", "boxes": boxes}

    def changed_lines(self) -> list[CostLine]:
        """The lines with what was typed, the new one among them where an activity was chosen."""
        for line in self.lines:
            for name in self._BOXES:
                setattr(line, name, self.cleaned_data[f"{name}-{line.pk}"])
        if not self.cleaned_data["activity"]:
            return self.lines
        typed = {name: self.cleaned_data[f"{name}-them"] or 0 for name in self._BOXES}
        said = {name: self.cleaned_data[name] for name in ("activity", "name")}
        return [*self.lines, CostLine(review=self.review, **said, **typed)]

    def _box(self, name: str, key: str, value: int, *, required: bool = True) -> None:
        label, most = self._BOXES[name]
        box = forms.IntegerField(label=label, min_value=0, max_value=most, required=required)
        self.fields[f"{name}-{key}"], self.initial[f"{name}-{key}"] = box, value

    def _boxes(self, key: str) -> list[forms.BoundField]:
        return [self[f"{name}-{key}"] for name in self._BOXES]


class ConclusionForm(forms.Form):
    """What came of looking at it."""

    conclusion = forms.ChoiceField(
        label="Kết luận",
        choices=[one for one in ProcedureReview.Conclusion.choices if one[0]],
        widget=forms.RadioSelect,
    )
    findings = forms.CharField(
        label="Nhận xét",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Sự cần thiết, hợp lý, hợp pháp của thủ tục (NĐ 63/2010/NĐ-CP).",
    )


class DecisionForm(forms.Form):
    """Approve with the decision's number and day, or not with a reason."""

    decision = forms.ChoiceField(
        label="Quyết định", choices=[("approved", "Duyệt"), ("rejected", "Không duyệt")], widget=forms.RadioSelect
    )
    number = forms.CharField(label="Số, ký hiệu quyết định", required=False, max_length=60)
    day = DayField(label="Ngày quyết định", required=False)
    note = forms.CharField(
        label="Ý kiến", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="Không duyệt thì ghi lý do.",
    )  # fmt: skip


def _agencies() -> QuerySet[Department]:
    return Department.objects.filter(level__in=AGENCY_LEVELS, valid_until=None).order_by("path")


def _choice(form: forms.BaseForm, name: str) -> Any:
    return form.fields[name]


def _part_name(part: Any) -> str:
    """A limit with its case or way, a fee with its amount too: rows that read alike are told apart."""
    said = [f"{part.amount} đồng"] if isinstance(part, FeeItem) else []
    if isinstance(part, FeeItem | ProcessingLimit):
        said += [str(part.case)] if part.case else []
        said += [part.get_channel_display()] if part.channel else []
    return f"{part} ({', '.join(said)})"[:250] if said else str(part)[:250]
