"""The list of papers to be given, and the taker's answer to each line."""

import re
import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from cases.codes import tidy
from cases.handovers import MOST, between, offered, waiting
from cases.models import Dossier, Handover, HandoverItem
from departments.models import Department

_WHY = "Không đưa được vào danh sách: {codes}. Chỉ nhận hồ sơ đang đi từ {giver} sang {taker} và chưa ở danh sách khác."


class GiveForm(forms.Form):
    """Dossiers ticked of those that wait, and others by their codes (an online one with papers, a later supplement)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.CharField(
        label="Thêm hồ sơ khác theo mã",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Gõ hoặc quét, mỗi mã một dòng: giấy tờ bổ sung của hồ sơ đã giao, bản giấy của hồ sơ trực tuyến.",
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)

    def __init__(self, giver: Department, taker: Department, *args: Any, **kwargs: Any) -> None:
        """For papers that go from `giver` to `taker`."""
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.giver, self.taker = giver, taker
        self.rows = list(
            offered(giver, taker).select_related("version", "owner").defer("form_data", "version__search_text")[:MOST]
        )
        sent = self.data.getlist("ho-so") if isinstance(self.data, QueryDict) else None
        self.ticked = {row.code for row in self.rows} if sent is None else set(sent)

    def made_before(self) -> Handover | None:
        """The list that this very form has become already, if it was sent before."""
        try:
            key = uuid.UUID(str(self.data.get("key", "")))
        except ValueError:
            return None
        return Handover.objects.filter(key=key, giver=self.giver).first() if self.is_bound else None

    def clean(self) -> dict[str, Any]:
        """The dossiers chosen, in the order of the page, then of the typing."""
        data = super().clean() or {}
        typed = [tidy(code) for code in re.split(r"[\s,;]+", data.get("codes", "")) if code]
        chosen: dict[str, Dossier] = {row.code or "": row for row in self.rows if row.code in self.ticked}
        ways = between(self.giver, self.taker)
        wanted = {code for code in (*typed, *self.ticked) if code and code not in chosen}
        found = {one.code: one for one in ways.filter(code__in=wanted)}
        taken = set(waiting(ways.filter(code__in=wanted)).values_list("code", flat=True))
        wrong = sorted(code[:40] for code in wanted if code not in found or code in taken)
        if wrong:
            self.add_error("codes", _WHY.format(codes=", ".join(wrong), giver=self.giver, taker=self.taker))
        elif not chosen and not found:
            self.add_error("codes", "Hãy chọn ít nhất một hồ sơ, hoặc gõ mã.")
        elif len(chosen) + len(found) > MOST:
            self.add_error("codes", f"Một danh sách có nhiều nhất {MOST} hồ sơ. Hãy lập thêm danh sách khác.")
        else:
            self.dossiers = [*chosen.values(), *(found[code] for code in dict.fromkeys(typed) if code in found)]
        return data


class Answers:
    """What the taker says of each waiting line: received, or what is missing; without an answer it goes on waiting."""

    def __init__(self, lines: list[HandoverItem], data: Any = None) -> None:
        """`data` is what was sent, None for a page that nothing was sent to."""
        self.missing: dict[int, str] = {}
        self.pks: set[int] = set()
        self.typed: dict[int, dict[str, str]] = {}
        self.errors: dict[int, str] = {}
        self.error = ""
        if data is None:
            return
        everything = "tat-ca" in data
        for line in lines:
            said = "received" if everything else data.get(f"nhan-{line.pk}", "")
            text = "" if everything else data.get(f"thieu-{line.pk}", "").strip()
            self.typed[line.pk] = {"said": said, "text": text}
            if said == "missing" and not text:
                self.errors[line.pk] = "Hãy ghi thiếu giấy tờ gì."
            elif len(text) > 500:
                self.errors[line.pk] = "Viết ngắn trong 500 ký tự."
            elif said in ("received", "missing"):
                self.pks.add(line.pk)
                self.missing |= {line.pk: text} if said == "missing" else {}
        if not self.pks and not self.errors:
            self.error = "Chưa đánh dấu hồ sơ nào. Hãy chọn “Đã nhận đủ” hoặc “Thiếu giấy tờ” cho từng hồ sơ."

    @property
    def is_valid(self) -> bool:
        """Whether there is something to confirm and nothing wrong."""
        return bool(self.pks) and not self.errors
