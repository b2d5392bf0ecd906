"""The citizen's own pages: what I have, where it stands, what is asked of me."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import can_now
from cases.apologies import apologies_for_applicant
from cases.draft_rows import draft_rows
from cases.facts import facts_of, person_facts
from cases.following import my_turn, promised, to_do, waits_for_applicant
from cases.forms.eform import answers_in_words
from cases.gate import person
from cases.keyset import Order
from cases.keyset import page as keyset_page
from cases.marks import mark
from cases.models import Dossier, Notice
from cases.office_papers import office_papers
from cases.own import own_dossier, own_with_contents, own_with_story
from cases.papers import checklist, file_row, other_files
from cases.parts import own_parts
from cases.plain_words import status_words
from cases.printing.facts import look_up_address, qr_picture
from cases.ratings import can_be_rated, rating_of
from cases.story import tone_of
from cases.timeline import timeline
from cases.unread import in_words
from departments.calendars import calendar_for, calendars_for
from departments.exports import csv_file
from departments.opening_hours import opening_hours
from departments.vietnamese import plain_moment
from departments.working_time import local
from procedures.channels import Channel

NEWEST = Order("submitted_at", descending=True)
HEADINGS = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Cơ quan", "Trạng thái", "Nộp lúc", "Hẹn trả", "Xong lúc")


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    """What waits for me first, then drafts, then all my dossiers, newest first."""
    user, at = person(request), timezone.now()
    own = Dossier.objects.submitted_by(user).select_related("version__procedure", "department", "owner", "rating")
    if request.GET.get("dang") == "csv":
        rows = NEWEST.sorted(own).iterator(chunk_size=500)
        return csv_file("ho-so-cua-toi.csv", HEADINGS, (_cells(dossier) for dossier in rows))
    calendar = calendar_for(None)
    found = keyset_page(own, NEWEST, request.GET, size=20)
    asked = own.filter(my_turn()).select_related("desk", "result").prefetch_related("supplements")
    news = set(Notice.objects.unread_by(user).values_list("dossier", flat=True)[:200])
    context = {
        "section": "mine",
        "drafts": draft_rows(user),
        "waiting": [
            {"dossier": one, "to_do": to_do(one)}
            for one in asked.order_by("-submitted_at")[:20]
            if waits_for_applicant(one)
        ],
        "rows": [
            {
                "dossier": one,
                "mark": mark(one, at, calendar),
                "tone": tone_of(one),
                "news": one.pk in news,
                "can_rate": can_be_rated(one),
            }
            for one in found.rows
        ],
        **found.links(),
    }
    return render(request, "cases/citizen/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, code: str) -> HttpResponseBase:
    """One dossier of mine: where it stands or what is in it; a POST says that its notices have been read."""
    if request.method == "POST":
        mine = own_dossier(person(request), code)
        mine.notices.filter(read_at=None).update(read_at=timezone.now())
        return redirect("cases:my_dossier", mine.code)
    if request.GET.get("vua-nop") == "1":
        return _submitted(request, code)
    return _contents(request, code) if request.GET.get("xem") == "noi-dung" else _story(request, code)


def _submitted(request: HttpRequest, code: str) -> HttpResponse:
    """Just submitted: the code to keep, what happens next and by when, and whom to ask."""
    mine = own_dossier(person(request), code)
    context = {
        "section": "mine",
        "dossier": mine,
        "hours": opening_hours(calendar_for(mine.desk), timezone.localdate()),
        "qr": qr_picture(look_up_address(request.build_absolute_uri(reverse("cases:lookup")), mine)),
        "paper_url": reverse("cases:pdf", args=[mine.code, "da-nop"]),
    }
    return render(request, "cases/citizen/submitted.html", context)


def _story(request: HttpRequest, code: str) -> HttpResponse:
    """The promise first, then what I have to do, then the way of the dossier."""
    mine, at = own_with_story(person(request), code), timezone.now()
    calendar, desk_calendar = calendars_for(mine.department, mine.desk)
    hours = opening_hours(desk_calendar, local(at).date())
    result = getattr(mine, "result", None)
    signed = result if result is not None and result.issued_at is not None else None
    context = {
        **_frame(mine, ""),
        "promise": promised(mine, at, calendar),
        "to_do": to_do(mine, hours),
        "hours": hours,
        "timeline": timeline(mine, at, calendar),
        "news": next((notice for notice in mine.notices.all() if notice.is_news), None),
        "result": signed,
        "result_file": file_row(signed.document) if signed and signed.document else None,
        "facts": facts_of(mine, plain=True),
        "apologies": apologies_for_applicant(mine),
        "can_change_delivery": can_now("change_delivery", mine),
        "can_rate": can_be_rated(mine),
        "rating": rating_of(mine),
        "can_withdraw": can_now("withdraw", mine),
        "receipt_url": reverse("cases:pdf", args=[mine.code, "tiep-nhan"]) if mine.received_at else "",
        "submitted_url": reverse("cases:pdf", args=[mine.code, "da-nop"]) if mine.channel == Channel.ONLINE else "",
    }
    return render(request, "cases/citizen/dossier.html", context)


def _contents(request: HttpRequest, code: str) -> HttpResponse:
    """Everything I have handed in: people, papers and files, answers of the form."""
    mine = own_with_contents(person(request), code)
    people = [{"title": _("Người nộp"), "rows": person_facts(mine.submitter, in_full=True)}]
    if mine.owner_id != mine.submitter_id:
        people.append({"title": _("Chủ hồ sơ"), "rows": person_facts(mine.owner, in_full=True)})
    context = {
        **_frame(mine, "noi-dung"),
        "people": people,
        "papers": [paper for paper in checklist(mine) if paper["there"]],
        "other_files": other_files(mine),
        "office_papers": office_papers(mine, for_applicant=True),
        "answers": answers_in_words(mine.version.form_fields.all(), mine.form_data),
    }
    return render(request, "cases/citizen/contents.html", context)


def _frame(mine: Dossier, part: str) -> dict[str, Any]:
    return {
        "section": "mine",
        "unread": in_words(mine.unread_by_account),  # type: ignore[attr-defined]  # `cases.own` annotates it
        "dossier": mine,
        "tone": tone_of(mine),
        "parts": own_parts(mine, part),
    }


def _cells(dossier: Dossier) -> tuple[Any, ...]:
    return (
        dossier.code,
        dossier.version.name,
        dossier.owner.full_name,
        dossier.department.name,
        status_words(dossier.status),
        plain_moment(dossier.submitted_at),
        plain_moment(dossier.promised_at),
        plain_moment(dossier.finished_at),
    )
