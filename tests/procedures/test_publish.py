"""From a draft to the law in force, and on to the next version."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from procedures.actions.publish import end, new_draft, publish
from procedures.models import FeeItem, ProcedureCase, ProcedureVersion, ProcessingLimit
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
FROM = date(2026, 12, 1)


@pytest.fixture
def draft(world: World) -> ProcedureVersion:
    """A complete draft of the permit's next version."""
    return new_draft(world.permit, by=world.quan, at=AT)


def told(caught: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(caught.value.messages)


def test_a_new_draft_says_all_that_the_version_says(world: World):
    case_of_old = _with_a_case(world)
    draft = new_draft(case_of_old, by=world.quan, at=AT)
    assert (draft.number, draft.status, draft.valid_from, draft.published_by) == (3, "draft", None, None)
    assert (draft.name, draft.legal_basis) == (case_of_old.name, case_of_old.legal_basis)
    for part in ("cases", "limits", "fees", "requirements", "results", "steps", "form_fields"):
        old, new = getattr(case_of_old, part), getattr(draft, part)
        assert [str(row) for row in new.all()] == [str(row) for row in old.all()]
    case = draft.cases.get()
    assert draft.fees.get().case == case
    assert set(draft.limits.values_list("case", flat=True)) == {None, case.pk}
    assert LogEntry.objects.get(object_id=str(draft.pk)).change_message == "Lập bản nháp từ phiên bản số 2."


def test_publishing_ends_the_version_before_on_the_same_day(world: World, draft: ProcedureVersion):
    publish(draft, by=world.quan, at=AT, valid_from=FROM)
    world.permit.refresh_from_db()
    assert (draft.status, draft.valid_from, draft.published_at, draft.published_by) == (
        "published",
        FROM,
        AT,
        world.quan,
    )
    assert (world.permit.status, world.permit.valid_until) == ("ended", FROM)
    versions = ProcedureVersion.objects.filter(procedure=world.permit.procedure)
    assert versions.in_force(date(2026, 11, 30)).get() == world.permit
    assert versions.in_force(FROM).get() == draft


def test_a_version_is_published_once(world: World, draft: ProcedureVersion):
    publish(draft, by=world.quan, at=AT, valid_from=FROM)
    with pytest.raises(ValidationError, match="đã công bố"):
        publish(draft, by=world.quan, at=AT, valid_from=date(2027, 1, 1))


def test_a_version_cannot_begin_before_the_one_it_replaces(world: World, draft: ProcedureVersion):
    with pytest.raises(ValidationError) as caught:
        publish(draft, by=world.quan, at=AT, valid_from=date(2025, 7, 1))
    assert "có hiệu lực từ 01/07/2025" in told(caught)
    world.permit.refresh_from_db()
    assert world.permit.valid_until is None


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: _set(d, name="  "), "Chưa có tên thủ tục."),
        (lambda d: _set(d, needs_review=True), "Còn chỗ cần người xem lại"),
        (lambda d: _set(d, commune_level=False), "Chưa chọn cấp thực hiện"),
        (lambda d: d.limits.all().delete(), "Chưa có thời hạn giải quyết"),
        (lambda d: d.limits.update(amount=None, unit=""), "Có dòng thời hạn để trống"),
        (lambda d: d.limits.update(unit="", text="07 ngày?"), "Thời hạn “07 ngày?” chưa có đơn vị tính."),
        (lambda d: d.steps.all().delete(), "Chưa có quy trình nội bộ"),
        (lambda d: d.steps.filter(kind="receive").delete(), "Bước đầu tiên phải là tiếp nhận."),
        (lambda d: d.steps.filter(kind="hand_over").delete(), "Bước cuối cùng phải là trả kết quả."),
        (lambda d: d.steps.filter(kind="assign").update(kind="receive"), "Quy trình chỉ có một bước tiếp nhận."),
        (lambda d: d.steps.filter(kind="assign").update(kind="hand_over"), "Quy trình chỉ có một bước trả kết quả."),
        (lambda d: d.steps.filter(kind="handle").update(kind="review"), "Quy trình cần ít nhất một bước thụ lý."),
        (lambda d: d.steps.filter(kind="sign").delete(), "Quy trình cần đúng một bước ký."),
        (lambda d: d.steps.filter(kind="review").update(kind="sign"), "Quy trình cần đúng một bước ký."),
        (lambda d: _after_signing(d, "review"), "Bước ký phải đứng ngay trước"),
        (lambda d: d.steps.filter(kind="review").update(kind="assign"), "Bước phân công phải đứng trước"),
        (lambda d: d.steps.filter(kind="assign").update(kind="review"), "Bước kiểm tra, trình ký phải đứng sau"),
    ],
)
def test_an_incomplete_version_is_not_published_and_the_sentence_says_why(
    world: World, draft: ProcedureVersion, spoil, sentence
):
    spoil(draft)
    with pytest.raises(ValidationError) as caught:
        publish(draft, by=world.quan, at=AT, valid_from=FROM)
    assert sentence in told(caught)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_procedure_without_a_limit_says_so_in_words(world: World, draft: ProcedureVersion):
    draft.limits.update(amount=None, unit="", text="Không quy định")
    assert publish(draft, by=world.quan, at=AT, valid_from=FROM).status == "published"


def test_an_ended_version_holds_until_the_day_before(world: World):
    end(world.permit, by=world.quan, at=AT, valid_until=FROM)
    versions = ProcedureVersion.objects.filter(procedure=world.permit.procedure)
    assert versions.in_force(date(2026, 11, 30)).get() == world.permit
    assert not versions.in_force(FROM).exists()


def test_an_end_can_come_earlier_but_never_later(world: World):
    end(world.permit, by=world.quan, at=AT, valid_until=FROM)
    end(world.permit, by=world.quan, at=AT, valid_until=date(2026, 11, 28))
    with pytest.raises(ValidationError, match="không kéo dài"):
        end(world.permit, by=world.quan, at=AT, valid_until=FROM)


def test_only_a_published_version_ends_and_not_before_it_began(world: World, draft: ProcedureVersion):
    with pytest.raises(ValidationError, match="đã công bố"):
        end(draft, by=world.quan, at=AT, valid_until=FROM)
    with pytest.raises(ValidationError, match="phải sau ngày có hiệu lực 01/07/2025"):
        end(world.permit, by=world.quan, at=AT, valid_until=date(2025, 7, 1))


def _set(draft: ProcedureVersion, **values) -> None:
    ProcedureVersion.objects.filter(pk=draft.pk).update(**values)


def _after_signing(draft: ProcedureVersion, kind: str) -> None:
    draft.steps.filter(kind=kind).update(position=9)
    draft.steps.filter(kind="hand_over").update(position=10)


def _with_a_case(world: World) -> ProcedureVersion:
    second = new_draft(world.permit, by=world.quan, at=AT)
    case = ProcedureCase.objects.create(version=second, code="TH1", name="Nhà ở nông thôn")
    ProcessingLimit.objects.create(version=second, case=case, amount=10, unit="working_day")
    FeeItem.objects.create(version=second, case=case, name="Lệ phí", amount=75000)
    return publish(second, by=world.quan, at=AT, valid_from=date(2026, 11, 26))
