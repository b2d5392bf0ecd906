"""Taking a dossier in at the counter, on one page: read the card, check, receive."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.open_application import open_application
from cases.actions.payment import collect_fee
from cases.actions.take_in import take_in
from cases.actions.take_in_for import take_in_for
from cases.digitisation import digitised_in_words
from cases.errors import MoveRefused
from cases.forms.arrivals import dossiers_of, read_number, running, stored_of
from cases.forms.counter import FREE, CounterForms, fee_lines
from cases.forms.keystrokes import asks_about_owner, carry_over, is_typed, wait_at, wait_at_first_empty
from cases.forms.people import from_applicant
from cases.gate import person, staff_only
from cases.intake import Intake
from cases.models import Dossier
from cases.one_visit import of_this_visit
from cases.storage import UploadRefused
from cases.store import StoredPaper
from cases.with_parked import with_parked
from departments.access import desks_of, posts_in_force
from departments.identity import IdentityError
from departments.models import Department, User
from departments.roles import Role
from procedures.models import Offering, ProcedureVersion, bundle_of


@staff_only(Role.RECEIVER)
@require_http_methods(["GET", "HEAD", "POST"])
@with_parked
def form(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take a dossier in on one page: read the card, check, receive; then its code, its promise and its receipt."""
    user = person(request)
    version, offerings = _offered(code, user)
    if "xong" in request.GET:
        return _taken_in(request, version, request.GET["xong"])
    if request.method != "POST":
        empty = CounterForms(version, offerings, day=timezone.localdate())
        if before := _before(request, user):
            known = from_applicant(before.submitter)
            empty.submitter.initial.update(known, number=before.submitter.personal_id)
            wait_at_first_empty(empty)
            return _show(request, empty, told=f"Người nộp như ở hồ sơ {before.code} vừa nhận.")
        wait_at(empty.submitter, "number")
        return _show(request, empty)
    stored = stored_of(request.POST, desks_of(user), timezone.localdate())
    if request.POST.get("viec") in ("doc-nop", "doc-chu") or _waits_to_be_read(request):
        return _read(request, version, offerings, stored)
    if request.POST.get("viec", "").startswith(("them:", "bo:")):
        forms = CounterForms(version, offerings, kept=request.POST, day=timezone.localdate(), stored=stored)
        forms.change_rows(request.POST["viec"])
        return _show(request, forms)
    if request.POST.get("viec") == "chep":
        forms = CounterForms(version, offerings, kept=request.POST, day=timezone.localdate(), stored=stored)
        carry_over(forms)
        wait_at_first_empty(forms, answers_only=True)
        return _show(request, forms)
    forms = CounterForms(version, offerings, request.POST, day=timezone.localdate(), files=request.FILES, stored=stored)
    return _receive(request, forms)


def _receive(request: HttpRequest, forms: CounterForms) -> HttpResponseBase:
    """Take the dossier in when nothing is wrong, and nothing odd that was not confirmed."""
    user, at = person(request), timezone.now()
    if not forms.is_valid() or not forms.says_what_was_paid(timezone.localdate(at)):
        return _show(request, forms, status=422)
    intake = forms.intake(_here(user))
    numbers = [who.personal_id for who in (intake.owner or intake.submitter,) if who.personal_id]
    open_ones = [
        one for number in numbers for one in running(dossiers_of(number, desks_of(user)), forms.version.procedure_id)
    ]
    # The same form sent twice is one dossier, and no warning about itself.
    open_ones = [one for one in open_ones if one.submission_key != intake.key]
    warnings = forms.warnings()
    if (warnings or open_ones) and not forms.matter.cleaned_data["confirmed"]:
        wait_at(forms.matter, "confirmed")
        return _show(request, forms, warnings=warnings, running=open_ones, status=422)
    try:
        if bundle := bundle_of(forms.version.procedure_id):
            said, scans, again = forms.intake(), forms.papers.scans(), list(forms.papers.used_again().values())
            return redirect(open_application(said, bundle, account=None, by=user, at=at, documents=again, scans=scans))
        dossier = _take_in(intake, forms, user, at)
    except UploadRefused as error:
        forms.papers.add_error(None, str(error))
        return _show(request, forms, status=422)
    except MoveRefused as error:
        forms.matter.add_error(None, str(error))
        return _show(request, forms, status=422)
    return redirect(
        f"{reverse('cases:counter_form', args=[forms.version.procedure.code])}?{urlencode({'xong': dossier.code})}"
    )


def _take_in(intake: Intake, forms: CounterForms, user: User, at: datetime) -> Dossier:
    """For this desk's own agency, its fee too where it was paid; or for another unit, which collects it itself."""
    scans, used_again = forms.papers.scans(), forms.papers.used_again()
    if intake.origin is not None:
        return take_in_for(intake, by=user, at=at, scans=scans, used_again=used_again)
    dossier = take_in(intake, by=user, at=at, scans=scans, used_again=used_again)
    if forms.matter.cleaned_data["fee_paid"] and dossier.owes:
        settled = dossier.finance_status == Dossier.Finance.OWED
        collect_fee(dossier, by=user, at=at, amount=None if settled else forms.matter.cleaned_data["fee_amount"])
    return dossier


def _read(
    request: HttpRequest, version: ProcedureVersion, offerings: list[Offering], stored: list[StoredPaper]
) -> HttpResponse:
    """Fill the boxes from the card or from earlier data; nothing is judged yet and nothing typed is lost."""
    forms = CounterForms(version, offerings, kept=request.POST, day=timezone.localdate(), stored=stored)
    asked = forms.owner if request.POST["viec"] == "doc-chu" else forms.submitter
    # A scanner ends its line with Enter, and Enter presses the main button whichever box it stands in.
    part = forms.owner if "|" in _number(forms.owner) and "|" not in _number(forms.submitter) else asked
    typed = _number(part)
    if not typed:
        wait_at(part, "number")
        return _show(request, forms)
    try:
        known = read_number(typed, desks_of(person(request)), version.procedure_id)
    except IdentityError as error:
        wait_at(part, "number")
        return _show(request, forms, refused=str(error), status=422)
    # What was typed by hand stays; the card itself overrules it.
    for name, value in known.boxes.items():
        if "|" in typed or name == "number" or not is_typed(part.initial.get(name)):
            part.initial[name] = value
    if part is forms.owner:
        forms.for_another = forms.matter.initial["for_another"] = True
    wait_at_first_empty(forms)
    return _show(request, forms, told=known.told, running=known.running)


def _waits_to_be_read(request: HttpRequest) -> bool:
    """Whether the main button was pressed by Enter behind a card, or behind a number and nothing else of the person."""
    if request.POST.get("viec") != "nhan":
        return False
    if any("|" in request.POST.get(f"{part}-number", "") for part in ("nop", "chu")):
        return True
    others = ("full_name", "phone", "address", "birth_date_nam")
    return bool(request.POST.get("nop-number")) and not any(request.POST.get(f"nop-{name}") for name in others)


def _number(part: BaseForm) -> str:
    return str(part.initial.get("number") or "").strip()


def _show(
    request: HttpRequest,
    forms: CounterForms,
    *,
    told: str = "",
    refused: str = "",
    warnings: list[str] | None = None,
    running: list[Dossier] | None = None,
    status: int = 200,
) -> HttpResponse:
    fees = fee_lines(forms.version, timezone.localdate())
    context = {
        "version": forms.version,
        "forms": forms,
        "parts": forms.parts() if status == 422 and not refused else [],
        "invalid": status == 422 and not refused and any(part.errors for part in forms.parts()),
        "told": told,
        "refused": refused,
        "warnings": warnings or [],
        "running": running or [],
        "fees": fees,
        "open_fee": any(line["is_open"] for line in fees),
        "free": all(line["value"] in FREE for line in fees),
        "takes_in_for_others": "returns_to_origin" in forms.matter.fields,
        "can_carry": asks_about_owner(forms),
    }
    return render(request, "cases/counter/form.html", context, status=status)


def _taken_in(request: HttpRequest, version: ProcedureVersion, code: str) -> HttpResponse:
    """The dossier that the form has become."""
    dossier = get_object_or_404(
        Dossier.objects.readable_by(person(request))
        .filter(version__procedure=version.procedure_id)
        .select_related("owner", "department", "submitter", "desk", "origin_desk"),
        code=code,
    )
    context = {
        "version": version,
        "dossier": dossier,
        "visit": [] if dossier.origin_desk else of_this_visit(dossier),
        "files": digitised_in_words(dossier.papers.all()),
    }
    return render(request, "cases/counter/taken_in.html", context)


def _here(user: User) -> Department:
    """The desk at which the clerk sits; of several the first."""
    return next(post.department for post in posts_in_force(user) if post.role == Role.RECEIVER)


def _before(request: HttpRequest, user: User) -> Dossier | None:
    """The dossier just taken in from the person who hands in another one, if the address names it (`?tiep=`)."""
    code = request.GET.get("tiep", "")[:40].replace("\0", "")
    mine = Dossier.objects.filter(code=code, desk__in=desks_of(user)) if code else Dossier.objects.none()
    return mine.select_related("submitter").first()


def _offered(code: str, user: User) -> tuple[ProcedureVersion, list[Offering]]:
    """The version in force and where it goes from the clerk's desks; Http404 when they do not take it in."""
    day = timezone.localdate()
    versions = ProcedureVersion.objects.in_force(day).select_related("procedure")
    version = (
        versions.prefetch_related("cases", "fees", "requirements__case", "form_fields")
        .filter(procedure__code=code)
        .first()
    )
    if version is None:
        raise Http404
    own = Q(desk__in=desks_of(user))
    offerings = list(
        Offering.objects.in_force(day)
        .filter(Q() if version.procedure.non_territorial else own, procedure=version.procedure_id)
        .annotate(foreign=~own)
        .select_related("department", "desk", "division")
    )
    if not offerings:
        raise Http404
    return version, offerings
