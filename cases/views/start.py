"""The first question of a submission: where, which case and for whom."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.drafts import draft_of, holds_on, renew, version_in_force, writing
from cases.forms.start import StartForm
from cases.gate import person
from cases.models import Draft
from cases.wizard import CHECK, MENDING, WHO
from procedures.models import Offering


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where, which case and for whom; a draft that exists is offered again instead of a second one."""
    user, now = person(request), timezone.now()
    day = timezone.localdate(now)
    draft = draft_of(user, code)
    version = draft.version if draft and holds_on(draft.version, day) else version_in_force(code, day)
    if version is None:
        # The page of the procedure says what became of it.
        return redirect("procedures:procedure", code)
    if draft and draft.version != version:
        return _under_new_rules(request, draft, code)
    offerings = list(
        Offering.objects.in_force(day).online().filter(procedure=version.procedure_id).select_related("department")
    )
    known = {"for_whom": "self", "offering": _named(request.GET.get("noi", ""), offerings)}
    if draft:
        known |= {"offering": draft.offering_id, **draft.answers}
    form = StartForm(offerings, list(version.cases.all()), request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        chosen = {key: value for key, value in form.cleaned_data.items() if key != "offering"}
        draft, _ = Draft.objects.get_or_create(
            account=user, version=version, defaults={"started_at": now, "saved_at": now}
        )
        with writing(draft, at=now):
            draft.answers = {**draft.answers, **chosen}
            draft.offering_id = int(form.cleaned_data["offering"])
            draft.save(update_fields=["offering"])
        return redirect("cases:wizard", code, CHECK if MENDING in request.GET else WHO)
    context = {"version": version, "form": form, "draft": draft, "offerings": offerings, "section": "procedures"}
    return render(request, "cases/citizen/start.html", context, status=422 if form.is_bound else 200)


def _under_new_rules(request: HttpRequest, draft: Draft, code: str) -> HttpResponseBase:
    """The draft's version has ended: say so, and go on under the one in force when the citizen agrees."""
    now = timezone.now()
    version = version_in_force(code, timezone.localdate(now))
    if request.method == "POST" and "renew" in request.POST and version is not None:
        renew(draft, version, at=now)
        messages.info(request, "Bản nháp đã chuyển sang quy định mới. Hãy xem lại từng bước trước khi nộp.")
        return redirect("cases:start", code)
    context = {"draft": draft, "version": version, "section": "procedures"}
    return render(request, "cases/citizen/renew.html", context)


def _named(code: str, offerings: list[Offering]) -> int | None:
    """The offering of the unit the address names."""
    return next((one.pk for one in offerings if one.department.code == code), None)
