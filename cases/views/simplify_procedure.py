"""One procedure under review: what the portal measured, what is proposed, what it costs, what was decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, FilteredRelation, Q
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cases.errors import NotAllowed
from cases.forms.simplify import ChangeForm, ConclusionForm, CostForm, DecisionForm
from cases.gate import person, staff_only
from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import Dossier
from cases.reports.procedure_facts import dossiers_behind, facts_of
from cases.simplification import READERS, crumbs, decides
from departments.access import has_role
from departments.exports import csv_file
from departments.models import User
from departments.roles import Role
from departments.vietnamese import plain_moment
from procedures.actions.decide_review import conclude, decide, draft_simplified
from procedures.actions.plan_review import take_out
from procedures.actions.propose_change import drop_change, propose_change
from procedures.actions.set_costs import set_costs
from procedures.compliance_cost import of_a_year
from procedures.models import ProcedureReview, ProposedChange

_NEWEST = Order("received_at", descending=True)
_HEADINGS = ("Mã hồ sơ", "Đơn vị", "Tiếp nhận", "Hẹn trả", "Có kết quả")
# What can be done on a review: the heading of its page, and the words of its button.
_STEPS = {
    "de-xuat": ("Đề xuất đơn giản hóa", "Thêm đề xuất"),
    "bo-de-xuat": ("Bỏ một đề xuất", "Bỏ đề xuất này"),
    "chi-phi": ("Chi phí tuân thủ", "Lưu chi phí"),
    "ket-luan": ("Kết luận rà soát", "Lưu kết luận"),
    "dua-ra": ("Đưa ra khỏi kế hoạch", "Đưa ra khỏi kế hoạch"),
    "quyet-dinh": ("Quyết định", "Lưu quyết định"),
    "ban-nhap": ("Lập bản nháp phiên bản mới", "Lập bản nháp"),
}


@staff_only(*READERS)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Facts, proposals, costs and decision of one procedure beside each other."""
    review, user = _review(pk), person(request)
    facts = facts_of(review.procedure_id, timezone.now())
    lines = list(review.costs.all())
    efforts = [line.effort for line in lines]
    context = {
        "review": review,
        "facts": facts,
        "measured": (facts.received, facts.finished, facts.on_time, facts.late, facts.asked),
        "changes": review.changes.all(),
        "kinds": ProposedChange.Kind.choices,
        "costs": [{"line": line, "saved": _spared(line.effort)} for line in lines],
        "cost": of_a_year(efforts, wage=review.round.hourly_wage, times=review.times_a_year),
        "writes": not review.decision and has_role(user, Role.ADMINISTRATOR),
        "drafts": review.decision == "approved" and not review.draft_id and has_role(user, Role.ADMINISTRATOR),
        "decides": decides(user, review.round) and review.stage == "Chờ quyết định",
        "crumbs": _crumbs(review),
    }
    return render(request, "cases/reports/simplify_procedure.html", context)


@staff_only(Role.ADMINISTRATOR, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, step: str) -> HttpResponseBase:
    """Ask for what the step needs, do it, and go back to the procedure."""
    if step not in _STEPS:
        raise Http404
    review, user = _review(pk), person(request)
    may = decides(user, review.round) if step == "quyet-dinh" else has_role(user, Role.ADMINISTRATOR)
    if not may:
        raise NotAllowed("Việc này dành cho người được giao trong kế hoạch rà soát.")
    form = _form(request, review, step)
    if form.is_valid():
        try:
            done = _do(review, step, form, request, user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            return redirect(review.round if step == "dua-ra" else review)
    title, button = _STEPS[step]
    context = {
        "title": title,
        "button": button,
        "sub": f"{review.procedure.code} · {review.version.name}",
        "form": form,
        "groups": list(form.groups()) if isinstance(form, CostForm) else [],
        "wage": review.round.hourly_wage,
        "change": _change(request, review) if step == "bo-de-xuat" else None,
        "back": review.get_absolute_url(),
        "crumbs": _crumbs(review, title),
    }
    return render(request, "cases/reports/simplify_act.html", context, status=422 if form.errors else 200)


@staff_only(*READERS)
@require_safe
def behind(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The dossiers one measured number counts: codes and moments only; who may open one finds its link."""
    review, user, key = _review(pk), person(request), request.GET.get("so", "")
    try:
        found = dossiers_behind(review.procedure_id, key, timezone.now())
    except KeyError as error:
        raise Http404 from error
    rows = found.select_related("department").defer("form_data")
    if request.GET.get("dang") == "csv":
        lines = _NEWEST.sorted(rows).iterator(chunk_size=500)
        return csv_file(f"ra-soat-{review.procedure.code}.csv", _HEADINGS, (_cells(one) for one in lines))
    shown = page(rows, _NEWEST, request.GET)
    here = [one.pk for one in shown.rows]
    opened = set(Dossier.objects.visible_to(user).filter(pk__in=here).values_list("pk", flat=True))
    context = {
        "review": review,
        "count": found.count(),
        "rows": [{"dossier": one, "may_open": one.pk in opened} for one in shown.rows],
        "csv_url": f"?{urlencode({'so': key, 'dang': 'csv'})}",
        "newer_url": f"?{urlencode({'so': key, BEFORE: shown.before})}" if shown.before else "",
        "older_url": f"?{urlencode({'so': key, AFTER: shown.after})}" if shown.after else "",
        "crumbs": _crumbs(review, "Hồ sơ"),
    }
    return render(request, "cases/reports/simplify_dossiers.html", context)


def _review(pk: int) -> ProcedureReview:
    """With what its page says of it, and how long the procedure usually takes in all places together."""
    rows = ProcedureReview.objects.select_related(
        "round__decided_by", "procedure__field", "version", "unit", "draft", "concluded_by", "decided_by"
    )
    of_all_places = Q(procedure__usual_times__department=None)
    rows = rows.annotate(
        usual=FilteredRelation("procedure__usual_times", condition=of_all_places),
        half_within=F("usual__half_within"),
        most_within=F("usual__most_within"),
    )
    return get_object_or_404(rows, pk=pk)


def _form(request: HttpRequest, review: ProcedureReview, step: str) -> Any:
    typed = request.POST if request.method == "POST" else None
    match step:
        case "de-xuat":
            kind = request.GET.get("loai", "")
            if kind not in ProposedChange.Kind.values:
                raise Http404
            return ChangeForm(kind, review.version, typed)
        case "chi-phi":
            return CostForm(review, typed)
        case "ket-luan":
            known = {"conclusion": review.conclusion or None, "findings": review.findings}
            return ConclusionForm(typed, initial=known)
        case "quyet-dinh":
            return DecisionForm(typed)
        case "bo-de-xuat":
            _change(request, review)
    return Form(typed)


def _do(review: ProcedureReview, step: str, form: BaseForm, request: HttpRequest, by: User) -> str:
    """Do it; what to say when it is done. Raises ValidationError."""
    at = timezone.now()
    match step:
        case "de-xuat":
            change = propose_change(review, kind=request.GET["loai"], **form.cleaned_data)
            return f"Đã thêm đề xuất: {change.text}"
        case "bo-de-xuat":
            drop_change(_change(request, review))
            return "Đã bỏ đề xuất."
        case "chi-phi":
            assert isinstance(form, CostForm)  # noqa: S101  # made for this step
            set_costs(review, lines=form.changed_lines(), times_a_year=form.cleaned_data["times_a_year"])
            return "Đã lưu chi phí tuân thủ."
        case "ket-luan":
            conclude(review, by=by, at=at, **form.cleaned_data)
            return "Đã lưu kết luận rà soát."
        case "dua-ra":
            take_out(review)
            return "Đã đưa thủ tục ra khỏi kế hoạch."
        case "quyet-dinh":
            decide(review, by=by, at=at, **form.cleaned_data)
            return "Đã lưu quyết định."
    draft = draft_simplified(review, by=by, at=at)
    return f"Đã lập bản nháp phiên bản số {draft.number}; hãy xem lại rồi công bố."


def _change(request: HttpRequest, review: ProcedureReview) -> ProposedChange:
    number = request.GET.get("noi-dung", "")
    return get_object_or_404(review.changes, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)


def _spared(effort: Any) -> bool:
    return bool(effort.minutes_after != effort.minutes_before or effort.money_after != effort.money_before)


def _cells(row: Dossier) -> tuple[object, ...]:
    moments = (plain_moment(moment) if moment else "" for moment in (row.received_at, row.due_at, row.finished_at))
    return (row.code, row.department.name, *moments)


def _crumbs(review: ProcedureReview, here: str = "") -> list[dict[str, str]]:
    plan = (review.round.name, review.round.get_absolute_url())
    own = (review.procedure.code, review.get_absolute_url() if here else "")
    return crumbs(plan, own, (here, "")) if here else crumbs(plan, own)
