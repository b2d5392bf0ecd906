"""The form of a supplement request: ticks for required papers, lines of one's own, and what it does to the promise."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet

from cases.actions.supplement import Missing, in_one_sentence
from cases.asking import asked_in_phase, is_beyond_the_trips
from cases.forms.move import MoveForm, ReasonForm, Values, text_field
from cases.models import Document, Dossier, Paper, Proposal
from cases.papers import is_declared
from procedures.models import ProcedureVersion, RequiredDocument

_EFFECTS = {
    ProcedureVersion.SupplementPolicy.PAUSE: (
        "Thời gian chờ bổ sung không tính vào thời hạn: ngày hẹn trả lùi đúng bằng số ngày làm việc đã chờ."
    ),
    ProcedureVersion.SupplementPolicy.RESET: (
        "Thời hạn được tính lại từ đầu kể từ khi nhận đủ phần bổ sung, không trừ số ngày đã dùng."
    ),
}


def effects(dossier: Dossier) -> list[str]:
    """What asking now means, in words: what happens to the promise, and what the number of requests calls for."""
    version = dossier.version
    if dossier.received_at is None:
        lines = ["Hồ sơ chưa tiếp nhận nên thời hạn chưa bắt đầu; khi nhận đủ mới có ngày hẹn trả."]
    else:
        policy = ProcedureVersion.SupplementPolicy(version.supplement_policy)
        other = next(one for one in ProcedureVersion.SupplementPolicy if one != policy)
        basis = f" Căn cứ: {version.supplement_basis}." if version.supplement_basis else ""
        lines = [
            f"Thủ tục này áp dụng: {policy.label.lower()}. {_EFFECTS[policy]}{basis}",
            f"Cách kia ({other.label.lower()}) không áp dụng ở đây: {_EFFECTS[other][0].lower()}{_EFFECTS[other][1:]}",
        ]
    if version.supplement_days:
        lines.append(f"Người nộp có {version.supplement_days} ngày để bổ sung.")
    return lines


def warning(dossier: Dossier) -> str:
    """What to consider before asking again; empty the first time."""
    asked = asked_in_phase(dossier)
    if is_beyond_the_trips(dossier):
        return (
            f"Đã yêu cầu bổ sung {dossier.supplement_count} lần. Không để người dân đi lại quá "
            f"{settings.SUPPLEMENT_TRIPS} lần cho một việc ({settings.SUPPLEMENT_TRIPS_BASIS}), trừ khi họ không thực "
            "hiện đúng hướng dẫn: hãy ghi rõ hướng dẫn nào."
        )
    if not asked:
        return ""
    late = " và chỉ số phục vụ coi hồ sơ là quá hạn" if dossier.received_at else ""
    return (
        f"Đã yêu cầu bổ sung {asked} lần ở giai đoạn này. Từ lần sau phải có lãnh đạo duyệt{late}. Không để người dân "
        f"đi lại quá {settings.SUPPLEMENT_TRIPS} lần cho một việc ({settings.SUPPLEMENT_TRIPS_BASIS})."
    )


class _PaperChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def clean(self, value: Any) -> Any:
        """The papers; a number that no row can have is told as one that is not offered."""
        numbers = [str(one) for one in value or ()]
        return super().clean([one if len(one) < 19 else "0" for one in numbers])

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SupplementForm(MoveForm):
    """Everything that is missing, in one request."""

    papers = _PaperChoice(
        RequiredDocument.objects.none(),
        label="Giấy tờ còn thiếu hoặc chưa đúng",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    lines = text_field(
        "Nội dung khác cần bổ sung, mỗi dòng một việc",
        required=False,
        help_text="Nói rõ sửa ở đâu, thế nào là đúng; ví dụ: Bản vẽ mặt bằng thiếu kích thước ban công.",
    )
    reason = text_field("Lý do", rows=3, help_text="In trên Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.")
    ignored_guidance = text_field(
        "Người nộp đã không thực hiện đúng hướng dẫn nào",
        required=False,
        rows=3,
        help_text="Bắt buộc khi đã quá số lần được yêu cầu bổ sung.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the papers of the dossier's case, and what was proposed to the leader, for him to change or send."""
        super().__init__(*args, **kwargs)
        papers = RequiredDocument.objects.filter(Q(case=None) | Q(case=self.dossier.case_id), is_note=False)
        choice = self.fields["papers"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)  # noqa: S101  # declared above
        choice.queryset = papers.filter(version=self.dossier.version_id)
        self.notes = _notes(self.dossier)
        choice.label_from_instance = self._with_note  # type: ignore[assignment,method-assign]
        if not self.is_bound and self.notes:
            self.initial = {"papers": [*self.notes, *_lacking(self.dossier, choice.queryset)], **self.initial}
        if self.dossier.proposal is not None:  # what waits for his word, or was not approved and is now put otherwise
            self.initial = {**_proposed(self.dossier.proposal, choice.queryset, self._with_note), **self.initial}
        if is_beyond_the_trips(self.dossier):
            self.fields["ignored_guidance"].required = True
        else:
            del self.fields["ignored_guidance"]

    def must_be_filled(self, name: str) -> bool:
        """What is missing too, where no paper is ticked yet."""
        return super().must_be_filled(name) or (name == "lines" and not self.initial.get("papers"))

    def clean(self) -> Values:
        """Nothing ticked and nothing written is no request."""
        data = super().clean() or {}
        if not self.errors and not self._missing(data):
            self.add_error("lines", "Hãy đánh dấu giấy tờ còn thiếu hoặc ghi ít nhất một nội dung cần bổ sung.")
        return data

    def said(self) -> tuple[str, ...]:
        """The list as the log keeps it."""
        return (in_one_sentence(item.text for item in self._missing(self.cleaned_data)),)

    def values(self) -> Values:
        """The list as the action takes it."""
        data = self.cleaned_data
        found = {"missing": self._missing(data), "reason": data["reason"], "revision": data["revision"]}
        if "ignored_guidance" in self.fields:
            found["ignored_guidance"] = data["ignored_guidance"]
        return found

    def _with_note(self, paper: RequiredDocument) -> str:
        """The paper, and what was found wrong with it when it was looked at."""
        return f"{paper.name}: {self.notes[paper.pk]}" if self.notes.get(paper.pk) else paper.name

    def _missing(self, data: Values) -> list[Missing]:
        """The ticked papers first, then each written line that is not empty."""
        ticked = [Missing(self._with_note(paper)[:1000], paper) for paper in data.get("papers") or ()]
        return ticked + [Missing(line.strip()[:1000]) for line in data.get("lines", "").splitlines() if line.strip()]


class RefusalForm(ReasonForm):
    """Why it cannot be received; the leader finds what the desk proposed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the proposal, if it is one to refuse."""
        super().__init__(*args, **kwargs)
        proposal = self.dossier.proposal
        if proposal is not None and proposal.kind == Proposal.Kind.REFUSE:
            self.initial = {"reason": proposal.reason, **self.initial}


def _proposed(
    proposal: Proposal, papers: QuerySet[RequiredDocument], label: Callable[[RequiredDocument], str]
) -> Values:
    """What was proposed, as the boxes of the form; what a box alone would not say again is a line of its own."""
    said = {paper.pk: {paper.name[:1000], label(paper)[:1000]} for paper in papers}
    ticked = [line for line in proposal.lines if line["text"] in said.get(line["requirement"], ())]
    return {
        "papers": [line["requirement"] for line in ticked],
        "lines": "\n".join(line["text"] for line in proposal.lines if line not in ticked),
        "reason": proposal.reason,
        "ignored_guidance": proposal.ignored_guidance,
    }


def _notes(dossier: Dossier) -> dict[int, str]:
    """What was found wrong with each paper that will not do, by its id."""
    failing = Paper.objects.filter(dossier=dossier, verdict=Paper.Verdict.FAILS)
    return dict(failing.values_list("requirement_id", "verdict_note"))


def _lacking(dossier: Dossier, papers: QuerySet[RequiredDocument]) -> list[int]:
    """The required papers of which nothing is there, nor was it stated in the e-form."""
    on_paper = Paper.objects.filter(dossier=dossier).exclude(originals=0, copies=0)
    files = Document.objects.filter(dossier=dossier)
    held = {pk for rows in (on_paper, files) for pk in rows.values_list("requirement", flat=True)}
    wanted = [one for one in papers if one.required and not one.present_only and one.pk not in held]
    return [one.pk for one in wanted if not is_declared(dossier, one)]
