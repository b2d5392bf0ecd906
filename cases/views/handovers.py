"""Papers between the desk and the divisions: lists to give, lists to confirm, and their minutes on paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.give_papers import confirm_papers, give_papers
from cases.codes import tidy
from cases.errors import MoveRefused
from cases.forms.handovers import Answers, GiveForm
from cases.gate import person, staff_only
from cases.handovers import is_for, ways_of
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.models import Dossier, Handover, HandoverItem
from cases.models.handover import CARRIERS, units_of
from cases.one_visit import of_this_visit
from cases.printing.handover_list import counter_minutes, handover_minutes_of
from cases.printing.paper import paper
from departments.access import desks_of
from departments.exports import csv_file
from departments.models import Department
from departments.roles import Role
from departments.vietnamese import plain_moment
from procedures.channels import Channel

NEWEST = Order("made_at", descending=True)
HEADINGS = (
    "Danh sách", "Bên giao", "Người giao", "Giao lúc", "Bên nhận", "Mã hồ sơ", "Tình trạng", "Thiếu gì", "Người nhận",
    "Nhận lúc",
)  # fmt: skip


@staff_only(*CARRIERS)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What can be given, what waits for my unit's word, what was given; `?dang=csv`: every line of every list."""
    user = person(request)
    units = units_of(user)
    if request.GET.get("dang") == "csv":
        return _file(Handover.objects.visible_to(user))
    lists = Handover.objects.visible_to(user).select_related("giver", "taker", "made_by").with_numbers()
    shown = keyset_page(lists, NEWEST, request.GET, size=30)
    rows = [{"list": one, "mine": one.waiting and is_for(one, units), **_state(one)} for one in shown.rows]
    context = {"section": "handovers", "ways": ways_of(user, units), "rows": rows, **shown.links()}
    return render(request, "cases/desk/handovers.html", context)


@staff_only(*CARRIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, giver: str, taker: str) -> HttpResponseBase:
    """Make a list from one of my units to another one."""
    user = person(request)
    unit = next((one for one in units_of(user) if one.code == giver), None)
    other = Department.objects.filter(code=taker).first()
    if unit is None or other is None or unit == other:
        raise Http404
    form = GiveForm(unit, other, request.POST if request.method == "POST" else None)
    if before := form.made_before():
        return redirect("cases:handover", before.pk)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = give_papers(
                form.dossiers,
                key=said["key"],
                giver=unit,
                taker=other,
                by=user,
                at=timezone.now(),
                note=said["note"],
            )
        except MoveRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lập danh sách {made.pk}; {other.name} sẽ xác nhận.")
            return redirect("cases:handover", made.pk)
    context = {
        "section": "handovers",
        "form": form,
        "giver": unit,
        "taker": other,
        "breadcrumbs": _crumbs("Lập danh sách"),
    }
    return render(request, "cases/desk/handover_give.html", context, status=422 if form.errors else 200)


@staff_only(*CARRIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One list: what is on it, and for its taker the answer to each line."""
    user, handover = person(request), _handover(request, pk)
    lines = _lines(handover)
    open_ones = [line for line in lines if line.state == HandoverItem.State.WAITING]
    confirms = bool(open_ones) and is_for(handover, units_of(user)) and handover.made_by_id != user.pk
    answers = Answers(open_ones, request.POST if request.method == "POST" and open_ones else None)
    if request.method == "POST" and (answers.is_valid or not open_ones):
        done = confirm_papers(handover, by=user, at=timezone.now(), missing=answers.missing, pks=answers.pks)
        messages.success(request, f"Đã xác nhận {done} hồ sơ." if done else "Danh sách đã được xác nhận trước đó.")
        return redirect("cases:handover", pk)
    context = {
        "section": "handovers",
        "handover": handover,
        "confirms": confirms,
        "error": answers.error,
        "lines": [
            {"line": line, "typed": answers.typed.get(line.pk, {}), "error": answers.errors.get(line.pk, "")}
            for line in lines
        ],
        "breadcrumbs": _crumbs(str(handover)),
    }
    return render(request, "cases/desk/handover.html", context, status=422 if answers.error or answers.errors else 200)


@staff_only(*CARRIERS)
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The minutes of the list as PDF, to be signed by both."""
    handover = _handover(request, pk)
    return paper("giao-nhan", handover_minutes_of(handover, _lines(handover)), f"Biên bản giao nhận {handover.pk}.pdf")


@staff_only(Role.RECEIVER)
@require_safe
def visit(request: HttpRequest, code: str) -> HttpResponseBase:
    """One minute for all that one person handed in at the counter that day, as PDF."""
    found = Dossier.objects.filter(code=tidy(code), desk__in=desks_of(person(request))).exclude(channel=Channel.ONLINE)
    dossier = found.select_related("submitter").first()
    if dossier is None:
        raise Http404
    return paper("giao-nhan", counter_minutes(of_this_visit(dossier)), f"Biên bản giao nhận {dossier.code}.pdf")


def _handover(request: HttpRequest, pk: int) -> Handover:
    lists = Handover.objects.visible_to(person(request)).select_related("giver", "taker", "made_by")
    found = lists.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _lines(handover: Handover) -> list[HandoverItem]:
    rows = handover.items.select_related("dossier__version", "dossier__owner", "settled_by")
    return list(rows.defer("dossier__form_data", "dossier__version__search_text").order_by("position"))


def _state(handover: Any) -> dict[str, str]:
    if handover.waiting:
        return {"text": f"Chờ xác nhận {handover.waiting}/{handover.total}", "tone": "wait"}
    if handover.missing:
        return {"text": f"Thiếu giấy tờ: {handover.missing} hồ sơ", "tone": "brand"}
    return {"text": "Đã nhận đủ", "tone": "ok"}


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": "Giao nhận hồ sơ giấy", "url": reverse("cases:handovers")}, {"label": last, "url": ""}]


def _file(lists: Any) -> HttpResponseBase:
    rows = HandoverItem.objects.filter(handover__in=lists).order_by("-handover", "position")
    rows = rows.select_related("handover__giver", "handover__taker", "handover__made_by", "dossier", "settled_by")
    cells = (
        (
            row.handover_id,
            row.handover.giver.name,
            row.handover.made_by.get_full_name(),
            plain_moment(row.handover.made_at),
            row.handover.taker.name,
            row.dossier.code,
            row.get_state_display(),
            row.missing,
            row.settled_by.get_full_name() if row.settled_by else "",
            plain_moment(row.settled_at),
        )
        for row in rows.iterator(chunk_size=500)
    )
    return csv_file("giao-nhan.csv", HEADINGS, cells)
