"""The first question of a submission: where, which case and for whom."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.draft_rows import draft_rows
from cases.drafts import TooManyDrafts, begin, draft_of, holds_on, renew, version_in_force, writing
from cases.forms.start import StartForm
from cases.gate import person
from cases.models import Draft
from cases.typed import key_in
from cases.wizard import CHECK, MENDING, WHO
from departments.models import User
from procedures.models import Offering, ProcedureVersion


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str, number: int = 1) -> HttpResponseBase:
    """Where, which case and for whom; drafts that exist are offered again before another one is begun."""
    user, now = person(request), timezone.now()
    day = timezone.localdate(now)
    draft = draft_of(user, code, number)
    version = draft.version if draft and holds_on(draft.version, day) else version_in_force(code, day)
    if version is None:
        # The page of the procedure says what became of it.
        return redirect("procedures:procedure", code)
    if draft and draft.version != version:
        return _under_new_rules(request, draft)
    offerings = list(
        Offering.objects.in_force(day).online().filter(procedure=version.procedure_id).select_related("department")
    )
    known = {"for_whom": version.usual_owner, "offering": _named(request.GET.get("noi", ""), offerings)}
    if draft:
        known |= {"offering": draft.offering_id, **draft.answers}
    form = StartForm(offerings, list(version.cases.all()), request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _chosen(user, draft, version, form, another=request.POST.get("another", ""), at=now)
        except TooManyDrafts as error:
            form.add_error(None, str(error))
        else:
            return redirect(draft.address(CHECK if MENDING in request.GET else WHO))
    context = {
        "section": "procedures",
        "version": version,
        "form": form,
        "draft": draft,
        "drafts": draft_rows(user, code),
        "offerings": offerings,
        "another": uuid4(),
    }
    return render(request, "cases/citizen/start.html", context, status=422 if form.is_bound else 200)


def _chosen(
    user: User, draft: Draft | None, version: ProcedureVersion, form: StartForm, *, another: str, at: datetime
) -> Draft:
    """The draft with what was chosen: the one that is there, or a new one where there is none or another is wanted.

    `another` is the key that the page gave to the new draft, so that the button pressed twice begins one.
    """
    chosen = {key: value for key, value in form.cleaned_data.items() if key != "offering"}
    if draft is None or another:
        draft = begin(user, version, key=key_in(another) or uuid4(), at=at)
    with writing(draft, at=at):
        draft.answers = {**draft.answers, **chosen}
        draft.offering_id = int(form.cleaned_data["offering"])
        draft.save(update_fields=["offering"])
    return draft


def _under_new_rules(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """The draft's version has ended: say so, and go on under the one in force when the citizen agrees."""
    now = timezone.now()
    version = version_in_force(draft.version.procedure.code, timezone.localdate(now))
    if request.method == "POST" and "renew" in request.POST and version is not None:
        renew(draft, version, at=now)
        messages.info(request, _("Bản nháp đã chuyển sang quy định mới. Hãy xem lại từng bước trước khi nộp."))
        return redirect(draft.address())
    context = {"draft": draft, "version": version, "section": "procedures"}
    return render(request, "cases/citizen/renew.html", context)


def _named(code: str, offerings: list[Offering]) -> int | None:
    """The offering of the unit the address names."""
    return next((one.pk for one in offerings if one.department.code == code), None)
