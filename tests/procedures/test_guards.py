"""A published version cannot be rewritten, not even behind the portal's back."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from procedures import guards
from procedures.models import (
    FeeItem,
    FeeRelief,
    FormField,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
    WorkflowStep,
)
from tests.world import World

PARTS = [
    (ProcedureCase, {"code": "TH1", "name": "Trường hợp mới"}),
    (ProcessingLimit, {"amount": 1, "unit": "working_day"}),
    (FeeItem, {"name": "Lệ phí mới", "amount": 1}),
    (FeeRelief, {"name": "Hộ nghèo", "percent": 50, "legal_basis": "TT 64/2025/TT-BTC"}),
    (RequiredDocument, {"position": 9, "name": "Giấy tờ mới"}),
    (ResultPaper, {"name": "Kết quả mới"}),
    (WorkflowStep, {"position": 99, "kind": "handle", "name": "Bước mới", "role": "officer", "place": "division"}),
    (FormField, {"position": 9, "group": "Nhóm", "key": "new", "label": "Câu hỏi mới"}),
]


def refused():
    return pytest.raises(IntegrityError, match="da cong bo")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Tên khác"},
        {"legal_basis": "Luật khác"},
        {"needs_review": True},
        {"valid_from": date(2024, 1, 1)},
        {"supplement_days": None},
        {"status": "draft"},
    ],
)
def test_what_a_published_version_says_cannot_be_changed(world: World, change):
    with refused(), transaction.atomic():
        ProcedureVersion.objects.filter(pk=world.permit.pk).update(**change)


def test_a_published_version_may_end(world: World):
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until=date(2027, 1, 1))
    world.permit.refresh_from_db()
    assert (world.permit.status, world.permit.valid_until) == ("ended", date(2027, 1, 1))


def test_a_published_version_cannot_be_deleted(world: World):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procedures_procedureversion WHERE id = %s", [world.permit.pk])


@pytest.mark.parametrize(("model", "values"), PARTS)
def test_nothing_can_be_added_to_a_published_version(world: World, model, values):
    with refused(), transaction.atomic():
        model.objects.create(version=world.permit, **values)


@pytest.mark.parametrize(
    "change",
    [
        {"label": "Khác"},
        {"kind": "table"},
        {"columns": [{"key": "a", "label": "A"}]},
        {"show_when": {"field": "subject", "filled": True}},
        {"require_when": {"field": "subject", "filled": True}},
        {"minimum": 1},
        {"day_limit": "past"},
    ],
)
def test_a_question_of_a_published_version_stays_as_it_was_answered(world: World, change):
    with refused(), transaction.atomic():
        FormField.objects.filter(version=world.permit, key="since").update(**change)


@pytest.mark.parametrize(("model", "values"), PARTS)
def test_a_part_of_a_published_version_cannot_be_changed_moved_away_or_deleted(world: World, model, values):
    draft = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name="Nháp", search_text="nhap")
    part = model.objects.create(version=draft, **values)
    other = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=3, name="Nháp", search_text="nhap")
    with refused(), transaction.atomic():
        model.objects.filter(pk=part.pk).update(version=world.permit)
    ProcedureVersion.objects.filter(pk=draft.pk).update(status="ended", valid_from=date(2026, 1, 1))
    for values_now in ({"version": draft}, {"version": other}):
        with refused(), transaction.atomic():
            model.objects.filter(pk=part.pk).update(**values_now)
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [part.pk])  # noqa: S608
    assert model.objects.get(pk=part.pk).version == draft


@pytest.mark.parametrize(("model", "values"), PARTS)
def test_a_draft_may_be_changed_in_every_part_and_deleted(world: World, model, values):
    draft = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name="Nháp", search_text="nhap")
    part = model.objects.create(version=draft, **values)
    model.objects.filter(pk=part.pk).update(version=draft)
    draft.delete()
    assert not model.objects.filter(pk=part.pk).exists()


def test_the_guard_is_back_after_migrating(world: World):
    with guards.lifted(connection):
        ProcedureVersion.objects.filter(pk=world.permit.pk).update(keywords="nhà ở")
    call_command("migrate", verbosity=0)
    with refused(), transaction.atomic():
        ProcedureVersion.objects.filter(pk=world.permit.pk).update(keywords="khác")


def test_sqlite_can_still_rebuild_the_table_when_a_migration_needs_it(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("chỉ SQLite dựng lại bảng khi đổi cấu trúc")
    guards.lift(connection)
    with connection.schema_editor() as editor:
        editor._remake_table(ProcedureVersion)  # type: ignore[attr-defined]
    guards.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'procedures_%guard%'")
        assert cursor.fetchone() == (2 + 3 * len(PARTS),)
