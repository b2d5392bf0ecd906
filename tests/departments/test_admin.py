"""The administration pages: they open, keep the rules of the house and decide nothing about dossiers."""

from datetime import date, time
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from cases.access import allowed_actions
from cases.models import Dossier
from departments.models import CalendarDay, Department, OfficeHours, Post, User
from procedures.actions.publish import new_draft
from procedures.models import ProcedureVersion, WorkflowStep
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = {
    "Dossier", "Event", "Task", "ClockStop", "Apology", "Sequence", "Delivery", "MissedSearch", "UsualTime",
    "Payment", "Opening", "IssuedResult", "PreparedReport", "ReportSchedule",
}  # fmt: skip


@pytest.fixture
def quan(world: World, signed_in: Any) -> Client:
    """The administrator's browser."""
    client: Client = signed_in(world.quan)
    return client


def address(model: Any, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def values_of(response: Any) -> dict[str, Any]:
    """What the page would send back as it is."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: _sent(value) for name, value in values.items() if value is not None and value is not False}


def _sent(value: Any) -> Any:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return getattr(value, "pk", value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_and_every_form_opens(world: World, quan: Client, model: Any):
    world.finished(AT)
    assert quan.get(address(model, "changelist"), {"q": "x"}).status_code == 200
    add = quan.get(address(model, "add")).status_code
    assert add == (403 if model.__name__ in READ_ONLY else 200)
    row = model._default_manager.first()
    if row is not None:
        assert quan.get(address(model, "change", row.pk)).status_code == 200


def test_counters_of_tries_are_nobodys_business():
    assert "departments.RateLimit" not in {model._meta.label for model in MODELS}


def test_the_administrator_of_the_system_decides_no_dossier(world: World):
    dossier = Dossier.objects.get(pk=world.received(AT).pk)
    assert allowed_actions(world.quan, dossier) == []
    assert not Dossier.objects.visible_to(world.quan).exists()


@pytest.mark.parametrize("model", [m for m in MODELS if m.__name__ in READ_ONLY], ids=lambda model: model.__name__)
def test_what_belongs_to_dossiers_is_only_looked_at(world: World, quan: Client, model: Any):
    world.finished(AT)
    row = model._default_manager.first()
    for page in ("change", "delete"):
        if row is not None:
            assert quan.post(address(model, page, row.pk), {"post": "yes"}).status_code == 403
    assert quan.post(address(model, "changelist"), {"action": "delete_selected"}).status_code in (200, 302, 403)
    assert row is None or model._default_manager.filter(pk=row.pk).exists()


def test_lists_of_dossiers_show_no_person(world: World, quan: Client):
    dossier = world.received(AT)
    for model in (Dossier, type(dossier.events.get(number=1))):
        row = model._default_manager.order_by("pk")[0]
        for url in (address(model, "changelist"), address(model, "change", row.pk)):
            text = quan.get(url).content.decode()
            assert "001190012345" not in text
            assert "912345678" not in text


def test_numbers_of_people_are_masked_in_lists(world: World, quan: Client):
    text = quan.get(address(User, "changelist")).content.decode()
    assert "0011****2345" in text
    assert "001190012345" not in text
    assert "912345678" not in text


# Units and people


def test_moving_a_unit_takes_what_is_below_it_along(world: World, quan: Client):
    page = quan.get(address(Department, "change", world.office.pk))
    sent = {**values_of(page), "parent": world.other_ward.pk}
    assert quan.post(address(Department, "change", world.office.pk), sent).status_code == 302
    world.office.refresh_from_db()
    assert world.office.path == f"{world.other_ward.path}{world.office.code}/"


def test_a_unit_cannot_be_moved_below_itself_and_the_form_says_so(world: World, quan: Client):
    page = quan.get(address(Department, "change", world.ward.pk))
    answer = quan.post(address(Department, "change", world.ward.pk), {**values_of(page), "parent": world.office.pk})
    assert "không thể là chính đơn vị này hoặc đơn vị trực thuộc nó" in answer.content.decode()


def test_a_new_unit_gets_its_place(world: World, quan: Client):
    sent = {"code": "H26.106", "name": "UBND phường Ba Đình", "level": "commune", "parent": world.city.pk}
    assert quan.post(address(Department, "add"), {**sent, "valid_from": "01/07/2025"}).status_code == 302
    assert Department.objects.get(code="H26.106").path == "H26/H26.106/"


@pytest.mark.parametrize("name", ["office", "ward", "desk"])
def test_units_people_and_posts_end_and_are_never_deleted(world: World, quan: Client, name: str):
    unit = getattr(world, name)
    assert quan.post(address(Department, "delete", unit.pk), {"post": "yes"}).status_code == 403
    assert quan.post(address(User, "delete", world.mai.pk), {"post": "yes"}).status_code == 403
    assert quan.post(address(Post, "delete", world.lan.posts.get().pk), {"post": "yes"}).status_code == 403


def test_an_account_is_made_and_its_password_is_kept_as_a_hash(world: World, quan: Client):
    sent = {"username": "hoa", "full_name": "Vũ Thị Hoa", "usable_password": "true", "password1": "Ruong-lua-3"}
    sent |= {"password2": "Ruong-lua-3", "posts-TOTAL_FORMS": "0", "posts-INITIAL_FORMS": "0"}
    answer = quan.post(address(User, "add"), sent)
    assert answer.status_code == 302
    assert User.objects.get(username="hoa").check_password("Ruong-lua-3")


# Calendar and office hours


def test_after_a_change_of_the_calendar_the_page_says_what_it_means(world: World, quan: Client):
    dossier = world.received(AT)
    sent = {"date": "30/11/2026", "kind": "off", "name": "Nghỉ bù", "legal_basis": "Thông báo thử"}
    answer = quan.post(address(CalendarDay, "add"), sent, follow=True)
    text = answer.content.decode()
    assert "ngày hẹn khác ở 1 hồ sơ đang giải quyết" in text
    assert "manage.py recount" in text
    before = dossier.due_at
    dossier.refresh_from_db()
    assert dossier.due_at == before


def test_a_calendar_that_changes_nothing_is_not_worth_a_word(world: World, quan: Client):
    world.received(AT)
    assert "hồ sơ đang giải quyết" not in quan.get(address(CalendarDay, "changelist")).content.decode()


def test_office_hours_are_copied_to_a_unit_and_end_its_older_ones(world: World, quan: Client):
    common = OfficeHours.objects.filter(department=None)
    old = OfficeHours.objects.create(
        department=world.ward, weekday=0, opens=time(7), closes=time(11), valid_from=date(2025, 7, 1)
    )
    sent = {"action": "copy", "_selected_action": list(common.values_list("pk", flat=True))}
    asked = quan.post(address(OfficeHours, "changelist"), sent)
    assert "Sao chép giờ làm việc" in asked.content.decode()
    answer = quan.post(address(OfficeHours, "changelist"), {**sent, "to": world.ward.pk, "valid_from": "01/12/2026"})
    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.valid_until == date(2026, 12, 1)
    copied = OfficeHours.objects.filter(department=world.ward, valid_from=date(2026, 12, 1))
    assert {str(row) for row in copied} == {str(row) for row in common}


def test_copying_hours_over_later_ones_is_refused_with_a_sentence(world: World, quan: Client):
    OfficeHours.objects.create(
        department=world.ward, weekday=0, opens=time(7), closes=time(11), valid_from=date(2027, 1, 1)
    )
    sent = {
        "action": "copy",
        "_selected_action": list(OfficeHours.objects.filter(department=None).values_list("pk", flat=True)),
    }
    answer = quan.post(address(OfficeHours, "changelist"), {**sent, "to": world.ward.pk, "valid_from": "01/12/2026"})
    assert "đã có giờ làm việc từ ngày 01/12/2026 trở đi" in answer.content.decode()


# Versions of procedures


def test_a_published_version_is_shown_and_nothing_of_it_can_be_sent(world: World, quan: Client):
    url = address(ProcedureVersion, "change", world.permit.pk)
    page = quan.get(url).content.decode()
    assert 'name="name"' not in page
    assert 'name="limits-0-amount"' not in page
    assert quan.post(url, {"name": "Khác"}).status_code == 403
    assert quan.post(address(ProcedureVersion, "delete", world.permit.pk), {"post": "yes"}).status_code == 403


def test_a_draft_is_begun_from_a_version_changed_and_published(world: World, quan: Client):
    assert quan.get(reverse("admin:draft_version", args=[world.permit.pk])).status_code == 200
    quan.post(reverse("admin:draft_version", args=[world.permit.pk]))
    draft = ProcedureVersion.objects.get(procedure=world.permit.procedure, number=2)
    url = address(ProcedureVersion, "change", draft.pk)
    sent = values_of(quan.get(url))
    sent |= {"name": "Cấp phép nhà ở", "limits-0-amount": "5"}
    answer = quan.post(url, sent)
    assert answer.status_code == 302, [i.formset.errors for i in answer.context["inline_admin_formsets"]]
    draft.refresh_from_db()
    assert (draft.name, draft.limits.get().amount) == ("Cấp phép nhà ở", 5)
    assert draft.search_text.startswith("cap phep nha o")
    answer = quan.post(reverse("admin:publish_version", args=[draft.pk]), {"day": "01/12/2026"}, follow=True)
    assert "Đã công bố." in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.valid_from) == ("published", date(2026, 12, 1))
    assert draft.published_by == world.quan


def test_an_administrator_describes_a_question_and_what_it_hangs_on(world: World, quan: Client):
    draft = new_draft(world.permit, by=world.quan, at=AT)
    url = address(ProcedureVersion, "change", draft.pk)
    page = quan.get(url)
    assert reverse("cases:form_preview", args=[draft.pk]) in page.content.decode()
    sent = values_of(page) | {
        "form_fields-TOTAL_FORMS": "4",
        "form_fields-0-kind": "choice",
        "form_fields-0-choices": "Nam\nf | Nữ",
        "form_fields-2-position": "3",
        "form_fields-2-group": "Nội dung",
        "form_fields-2-key": "people",
        "form_fields-2-label": "Những người cùng ở",
        "form_fields-2-kind": "table",
        "form_fields-2-decimals": "0",
        "form_fields-2-columns": "name | Họ và tên\nborn | Ngày sinh | date | không bắt buộc",
        "form_fields-2-show_when": "subject = f",
        "form_fields-3-position": "4",
        "form_fields-3-key": "x",
        "form_fields-3-label": "Sai",
        "form_fields-3-group": "Nội dung",
        "form_fields-3-kind": "text",
        "form_fields-3-decimals": "0",
        "form_fields-3-show_when": "subject bằng f",
    }
    answer = quan.post(url, sent)
    assert "Sau khóa “subject” cần “= câu trả lời”" in answer.content.decode()
    assert "subject bằng f" in answer.content.decode()
    assert draft.form_fields.count() == 2
    answer = quan.post(url, sent | {"form_fields-3-show_when": "people có trả lời"})
    assert answer.status_code == 302, [i.formset.errors for i in answer.context["inline_admin_formsets"]]
    subject, people = draft.form_fields.get(key="subject"), draft.form_fields.get(key="people")
    assert subject.choices == ["Nam", ["f", "Nữ"]]
    assert people.show_when == {"field": "subject", "is": "f"}
    assert people.columns == [
        {"key": "name", "label": "Họ và tên"},
        {"key": "born", "label": "Ngày sinh", "kind": "date", "required": False},
    ]
    assert "điều kiện không nhìn được vào câu “Những người cùng ở”" in quan.get(url).content.decode()
    day = {"day": "01/12/2026"}
    assert "điều kiện không nhìn" in quan.post(reverse("admin:publish_version", args=[draft.pk]), day).content.decode()
    draft.form_fields.filter(key="x").delete()
    assert quan.post(reverse("admin:publish_version", args=[draft.pk]), day).status_code == 302


def test_a_new_version_gets_the_next_number(world: World, quan: Client):
    sent = {"procedure": world.permit.procedure.pk, "name": "Thử", "supplement_policy": "PAUSE", "usual_owner": "self"}
    for prefix in ("cases", "limits", "fees", "reliefs", "requirements", "results", "steps", "form_fields"):
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    assert quan.post(address(ProcedureVersion, "add"), sent).status_code == 302
    made = ProcedureVersion.objects.get(name="Thử")
    assert (made.number, made.status) == (2, "draft")


def test_an_incomplete_draft_says_what_is_missing_and_is_not_published(world: World, quan: Client):
    draft = new_draft(world.permit, by=world.quan, at=AT)
    WorkflowStep.objects.filter(version=draft, kind="sign").delete()
    assert "Quy trình cần đúng một bước ký." in quan.get(address(ProcedureVersion, "change", draft.pk)).content.decode()
    answer = quan.post(reverse("admin:publish_version", args=[draft.pk]), {"day": "01/12/2026"})
    assert "Quy trình cần đúng một bước ký." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_version_ends_on_a_day(world: World, quan: Client):
    quan.post(reverse("admin:end_version", args=[world.permit.pk]), {"day": "01/12/2026"})
    world.permit.refresh_from_db()
    assert (world.permit.status, world.permit.valid_until) == ("ended", date(2026, 12, 1))


@pytest.mark.parametrize("name", ["publish_version", "end_version", "draft_version"])
def test_only_administrators_act_on_versions(world: World, signed_in: Any, name: str):
    url = reverse(f"admin:{name}", args=[world.permit.pk])
    assert signed_in(world.lan).post(url, {"day": "01/12/2026"}).status_code == 302
    world.hung.is_staff = True
    world.hung.save()
    assert signed_in(world.hung).post(url, {"day": "01/12/2026"}).status_code == 403
    world.permit.refresh_from_db()
    assert (world.permit.status, world.permit.procedure.versions.count()) == ("published", 1)


def test_an_unknown_version_is_not_found(world: World, quan: Client):
    assert quan.get(reverse("admin:publish_version", args=[999_999])).status_code == 404


# The door


def test_strangers_come_in_by_the_portals_own_door(world: World, client: Client):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('login')}?next={reverse('admin:index')}"
    client.post(reverse("admin:login"), {"username": "quan", "password": "demo"})
    assert "_auth_user_id" not in client.session


def test_who_is_no_administrator_is_told_so(world: World, signed_in: Any):
    assert signed_in(world.lan).get(reverse("admin:index"), follow=True).status_code == 403
    assert signed_in(world.quan).get(reverse("admin:login")).url == reverse("admin:index")


@pytest.mark.parametrize("year", ["0000", "9999", "2026", "²²²²", "x", "20260"])
def test_the_days_of_any_year_can_be_asked_for(world: World, quan: Client, year: str):
    assert quan.get(address(CalendarDay, "changelist"), {"nam": year}).status_code == 200
