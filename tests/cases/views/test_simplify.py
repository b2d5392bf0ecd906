"""A procedure is reviewed, made simpler by decision, and drafted anew; every number on the way opens its list."""

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cases.actions.count_usual_times import count_usual_times
from cases.actions.delete import delete
from cases.actions.supplement import Missing, request_supplement
from cases.models import Work
from procedures.actions.decide_review import draft_simplified
from procedures.actions.plan_review import plan_review
from procedures.actions.publish import publish
from procedures.compliance_cost import Cost, Effort, of_a_year, wage_on
from procedures.models import ProcedureReview, ProcedureVersion, ReviewRound
from tests.queries import statements
from tests.world import World, hanoi

NOW = hanoi("2026-11-25 09:00")
ROOT = "/ra-soat-thu-tuc/"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


def day_boxes(name: str, day: int, month: int) -> dict[str, int]:
    """A day of 2026 in its three boxes."""
    return {f"{name}_ngay": day, f"{name}_thang": month, f"{name}_nam": 2026}


def planned(world: World, client: Client) -> ReviewRound:
    """Quân plans a round in which the ward decides, by the form."""
    days = {**day_boxes("first", 5, 1), **day_boxes("last", 31, 12)}
    said = {"name": "Rà soát 2026", "year": 2026, "legal_basis": "Kế hoạch 12/KH-UBND ngày 02/01/2026",
            "decided_by": world.ward.pk, "hourly_wage": 60_000, "wage_basis": "GDP 2025", **days}  # fmt: skip
    answer = client.post(f"{ROOT}them/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    return ReviewRound.objects.get()


def a_year(world: World) -> None:
    """Permits: one in time, one late, one that waits for its paper, one deleted; Minh worked on two for 7 minutes."""
    done = world.finished(hanoi("2026-11-02 09:00"))
    late = world.assigned(hanoi("2026-11-03 09:00"))
    waiting = world.assigned(hanoi("2026-11-20 09:00"))
    paper = world.permit.requirements.get(code="CM")
    missing = [Missing("Giấy tờ mờ", requirement=paper)]
    twice = world.assigned(hanoi("2026-11-20 09:00"))
    for dossier in (waiting, twice):
        request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=missing)
    type(late).objects.filter(pk=late.pk).update(
        status=done.status, finished_at=hanoi("2026-11-24 09:00"), clock_running=False
    )
    step = world.permit.steps.get(kind="handle")
    for dossier, minutes in ((done, 5), (late, 8), (twice, 90)):
        Work.objects.create(
            dossier=dossier, step=step, department=world.office, person=world.minh, since=hanoi("2026-11-04 09:00"),
            seen_at=hanoi("2026-11-04 09:08"), ended_at=hanoi("2026-11-04 09:08"), minutes=minutes,
        )  # fmt: skip
    delete(twice, by=world.son, at=NOW, reason="Nhập hai lần")
    count_usual_times(at=NOW)


def lines_of(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))[1:]


def test_from_the_plan_to_the_new_version(world: World, signed_in: Any) -> None:
    a_year(world)
    quan, son = signed_in(world.quan), signed_in(world.son)
    plan = planned(world, quan)
    said = {"codes": f"{world.permit.procedure.code}\n{world.renewal.procedure.code}", "unit": world.ward.pk}
    assert quan.post(f"{ROOT}{plan.pk}/them-thu-tuc/", {**said, "codes": "9.999999"}).status_code == 422
    assert quan.post(f"{ROOT}{plan.pk}/them-thu-tuc/", said).status_code == 302
    again = quan.post(f"{ROOT}{plan.pk}/them-thu-tuc/", said)
    assert (again.status_code, "Đã nằm trong kế hoạch" in again.content.decode()) == (422, True)
    review = ProcedureReview.objects.get(procedure=world.permit.procedure)
    page = f"{ROOT}thu-tuc/{review.pk}/"
    assert review.times_a_year == 3

    # What the portal measured, each number with as many dossiers behind it.
    facts = quan.get(page).context["facts"]
    shown = [*quan.get(page).context["measured"], *facts.papers, *facts.stops, *facts.steps]
    assert {fact.key.split("-")[0]: fact.count for fact in shown if fact.key != "dung-han"} == {
        "nhan": 3, "xong": 2, "qua": 1, "bo": 1, "thieu": 1, "dung": 1, "buoc": 2,
    }  # fmt: skip
    assert (facts.on_time.count, facts.on_time.share, facts.papers[0].label) == (1, "50,0%", "Giấy tờ chứng minh")
    assert facts.steps[0].note == "7 phút mỗi hồ sơ"
    for fact in shown:
        assert quan.get(f"{page}ho-so/?so={fact.key}").context["count"] == fact.count, fact.key
        assert len(lines_of(quan, f"{page}ho-so/?so={fact.key}&dang=csv")) == fact.count, fact.key
    assert quan.get(f"{page}ho-so/?so=buoc-x").status_code == 404
    assert quan.get(page).context["review"].half_within is not None

    # Proposals; what is no cut is refused and what was typed stays.
    limit, step = world.permit.limits.get(), world.permit.steps.get(kind="review")
    too_long = quan.post(f"{page}de-xuat/?loai=cut_limit", {"limit": limit.pk, "amount": 9, "reason": "Làm nhanh hơn"})
    assert (too_long.status_code, "Làm nhanh hơn" in too_long.content.decode()) == (422, True)
    must = world.permit.requirements.get(code="TK")
    for kind, parts in (
        ("cut_limit", {"limit": limit.pk, "amount": 5}),
        ("drop_step", {"step": step.pk}),
        ("drop_paper", {"document": must.pk}),
    ):
        answer = quan.post(f"{page}de-xuat/?loai={kind}", {**parts, "reason": "Số đo cho thấy không cần"})
        assert answer.status_code == 302, (kind, answer.context["form"].errors)
    assert quan.post(f"{page}de-xuat/?loai=drop_step", {"step": step.pk, "reason": "x"}).status_code == 422
    # One paper of 60 minutes goes; handing in and fetching stay: 3 × 180 minutes before, 3 × 120 after, 60.000 an hour.
    assert quan.get(page).context["cost"] == Cost(540_000, 360_000)
    dropped = review.changes.get(kind="drop_paper")
    assert quan.post(f"{page}bo-de-xuat/?noi-dung={dropped.pk}").status_code == 302
    assert quan.get(page).context["cost"] == Cost(540_000, 540_000)
    quan.post(f"{page}de-xuat/?loai=drop_paper", {"document": must.pk, "reason": "Đã có trong dữ liệu dân cư"})

    # Nobody but the leader of the deciding unit decides, and not before there is a conclusion.
    yes = {"decision": "approved", "number": "45/QĐ-UBND", **day_boxes("day", 24, 11)}
    assert quan.post(f"{page}quyet-dinh/", yes).status_code == 403
    assert son.post(f"{page}ket-luan/", {"conclusion": "keep", "findings": "x"}).status_code == 403
    assert son.post(f"{page}quyet-dinh/", yes).status_code == 422
    assert quan.post(f"{page}ket-luan/", {"conclusion": "keep", "findings": "Tốt"}).status_code == 422
    assert quan.post(f"{page}ket-luan/", {"conclusion": "simplify", "findings": "Cần gọn hơn"}).status_code == 302
    assert son.post(f"{page}quyet-dinh/", {**yes, "number": ""}).status_code == 422
    assert quan.post(f"{page}ban-nhap/").status_code == 422
    assert son.post(f"{page}quyet-dinh/", yes).status_code == 302
    assert quan.post(f"{page}de-xuat/?loai=other", {"text": "Thêm", "reason": "x"}).status_code == 422

    # The draft says all that was approved and nothing else; the law in force is untouched.
    assert quan.post(f"{page}ban-nhap/").status_code == 302
    assert quan.post(f"{page}ban-nhap/").status_code == 422
    review.refresh_from_db()
    draft = review.draft
    assert draft is not None
    assert [one.code for one in draft.requirements.all()] == ["CM"]
    assert [(one.position, one.kind) for one in draft.steps.all()] == [
        (1, "receive"), (2, "assign"), (3, "handle"), (4, "sign"), (5, "hand_over"),
    ]  # fmt: skip
    assert (draft.limits.get().amount, world.permit.limits.get().amount) == (5, 7)
    assert (draft.needs_review, "45/QĐ-UBND" in draft.review_notes) == (True, True)
    assert (world.permit.requirements.count(), world.permit.steps.count()) == (2, 6)

    # The table: one field, two in the plan, one of them approved; and the public table says the same.
    rows = {one["row"].key: one for one in quan.get(f"{ROOT}tien-do/?nam=2026").context["rows"]}
    field = rows[str(world.field.pk)]
    assert list(field["row"].numbers.values()) == [3, 3, 2, 1, 1, 0, 1, 0, 0]
    assert (len(field["row"].decisions), field["row"].cost.share) == (1, "33,3%")
    for one in rows.values():
        for cell in one["cells"] if one is field else one["cells"][6:8]:
            assert quan.get(cell["url"]).context["count"] == cell["number"], (one["row"].key, cell["label"])
    assert len(lines_of(quan, f"{field['cells'][2]['url']}&dang=csv")) == 2
    with zipfile.ZipFile(io.BytesIO(quan.get(f"{ROOT}tien-do/?nam=2026&dang=xlsx").content)) as book:
        assert "<f>SUM(B2:B2)</f><v>3</v>" in book.read("xl/worksheets/sheet1.xml").decode()
    assert lines_of(quan, f"{ROOT}tien-do/?nam=2026&dang=csv")[0][-1] == "33,3%"
    (public,) = Client().get("/cong-khai/don-gian-hoa.json").json()["rows"]
    assert (public["quyet_dinh"], public["tiet_kiem"], public["ty_le"]) == ("45/QĐ-UBND", 180_000, 33.3)
    draft.needs_review = False
    draft.save(update_fields=["needs_review"])
    publish(draft, by=world.quan, at=NOW, valid_from=date(2026, 12, 1))
    assert (
        lines_of(quan, f"{ROOT}tien-do/danh-sach/?nam=2026&cot=ban-moi&dang=csv")[0][0] == world.permit.procedure.code
    )


def test_a_merged_paper_and_a_lower_fee_are_in_the_draft(world: World, signed_in: Any) -> None:
    quan = signed_in(world.quan)
    plan = planned(world, quan)
    first, second = world.renewal.requirements.all()
    (review,) = plan_review(plan, [world.renewal], unit=world.ward, measured={}, today=NOW.date())
    page = f"{ROOT}thu-tuc/{review.pk}/"
    fee = world.renewal.fees.get()
    for kind, parts in (
        ("merge_paper", {"document": second.pk, "into": first.pk}),
        ("cut_fee", {"fee": fee.pk, "amount": 50_000}),
        ("other", {"text": "Cho nộp qua điện thoại"}),
    ):
        assert quan.post(f"{page}de-xuat/?loai={kind}", {**parts, "reason": "Đỡ tốn"}).status_code == 302, kind
    costs = quan.get(f"{page}chi-phi/").context["form"].initial
    line = review.costs.get(activity="submit")
    sent = {**costs, "times_a_year": 10, f"minutes_after-{line.pk}": 0, "activity": "other", "name": "Sao chụp",
            "money_before-them": 5_000, "money_after-them": 2_000}  # fmt: skip
    wrong = quan.post(f"{page}chi-phi/", {**sent, f"minutes_before-{line.pk}": "một giờ"})
    assert (wrong.status_code, "một giờ" in wrong.content.decode()) == (422, True)
    assert quan.post(f"{page}chi-phi/", sent).status_code == 302
    assert quan.get(page).context["cost"] == Cost(10 * 185_000, 10 * 122_000)
    quan.post(f"{page}ket-luan/", {"conclusion": "simplify", "findings": "Gọn hơn"})
    with pytest.raises(ValidationError, match="đã được duyệt"):
        draft_simplified(review, by=world.quan, at=NOW)
    signed_in(world.son).post(
        f"{page}quyet-dinh/", {"decision": "approved", "number": "46/QĐ", **day_boxes("day", 1, 11)}
    )
    draft = draft_simplified(review, by=world.quan, at=NOW)
    assert [(one.code, "Gộp" in one.note) for one in draft.requirements.all()] == [("TK", True)]
    assert draft.fees.get().amount == 50_000
    assert "Cho nộp qua điện thoại" in draft.review_notes
    frozen = quan.post(f"{ROOT}{plan.pk}/sua/", {**quan.get(f"{ROOT}{plan.pk}/sua/").context["form"].initial,
        **day_boxes("first", 5, 1), **day_boxes("last", 31, 12), "hourly_wage": 1})  # fmt: skip
    assert (frozen.status_code, list(frozen.context["form"].errors)) == (422, ["hourly_wage"])
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureReview.objects.filter(pk=review.pk).update(decision_number="")


def test_the_cost_is_time_at_the_wage_and_money_times_the_dossiers() -> None:
    efforts = [Effort(90, 30, 8_000, 8_000), Effort(10, 10, 0, 0)]
    cost = of_a_year(efforts, wage=59_422, times=1_000)
    # 100 minutes are 99.036,67 đồng, 40 minutes 39.614,67: each to the nearest đồng, with 8.000 for copies.
    assert cost == Cost(107_037_000, 47_615_000)
    assert (cost.saved, cost.share, Cost().share, Cost(100, 150).share) == (59_422_000, "55,5%", "", "-50,0%")
    assert [wage_on(date(year, 6, 1)).an_hour for year in (2024, 2025, 2026, 2030)] == [53_977, 53_977, 59_422, 59_422]


@pytest.mark.parametrize("count", [1, 3])
def test_no_page_costs_more_than_ten_statements(count: int, world: World, signed_in: Any) -> None:
    quan = signed_in(world.quan)
    plan = planned(world, quan)
    versions = [world.permit, world.renewal, world.birth][:count]
    made = plan_review(plan, versions, unit=world.ward, measured={}, today=NOW.date())
    for number, review in enumerate(made):
        ProcedureReview.objects.filter(pk=review.pk).update(
            conclusion="simplify", decision="approved", decision_number=f"{number}", decision_day=NOW.date()
        )
        world.received(NOW - timedelta(days=1 + number))
    page = f"thu-tuc/{made[0].pk}/"
    spent = {
        where: statements(lambda where=where: quan.get(f"{ROOT}{where}"))  # type: ignore[misc]
        for where in ("", f"{plan.pk}/", "tien-do/", "tien-do/danh-sach/?cot=ke-hoach", page, f"{page}ho-so/?so=nhan")
    }
    assert list(spent.values()) == [3, 5, 7, 4, 10, 5]
    assert ProcedureVersion.objects.in_force(NOW.date()).count() == 3
