"""The index counted from the portal's own rows: what each criterion counts, and that every number opens its list."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.follow_feedback import rate, withdraw
from cases.actions.handle_feedback import accept, answer, ask, publish, refuse
from cases.models import Dossier, IndexEntry, Payment, SatisfactionRating
from cases.reports.asking import read
from cases.reports.index_766.counting import (
    COUNTED,
    by_second,
    figures_of,
)
from cases.reports.index_766.criteria import criteria_in_force
from cases.reports.periods import Kind, period
from cases.reports.question import Question
from cases.reports.scope import scope_of
from procedures.channels import Channel
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
INDEX = "/bao-cao/chi-so-766/"
NOVEMBER = "ky=thang-2026-11"


def question(world: World, name: str = "thanh", at: datetime = AT) -> Question:
    return by_second(Question(scope_of(world.people[name]), period(Kind.MONTH, 2026, 11), at))


def test_every_criterion_that_is_counted_is_one_of_the_index() -> None:
    assert set(COUNTED) <= {row.code for row in criteria_in_force(AT.date())}


def test_what_is_paid_online_and_what_is_disliked(world: World) -> None:
    paid = world.received(hanoi("2026-11-09 09:00"))
    owed = world.received(hanoi("2026-11-10 09:00"))
    bad = world.finished(hanoi("2026-11-02 09:00"))
    Dossier.objects.filter(pk__in=[paid.pk, owed.pk]).update(finance_status=Dossier.Finance.OWED, fee_amount=50_000)
    before = figures_of(question(world))
    Payment.objects.create(
        dossier=paid, method=Payment.Method.GATEWAY, state=Payment.State.CONFIRMED, amount=50_000, reference="T1",
        payer="Trần Thị Mai", started_at=hanoi("2026-11-11 09:00"), confirmed_at=hanoi("2026-11-11 09:01"),
        desk=paid.desk,
    )  # fmt: skip
    SatisfactionRating.objects.create(dossier=bad, score=2, at=hanoi("2026-11-12 09:00"))
    after = figures_of(question(world))
    for code, change in (("PAYMENT_DOSSIER_ONLINE", 1), ("DOSSIER_RECEIVING_SATISFACTION", -1)):
        assert (after[code].numerator or 0) - (before[code].numerator or 0) == change
        assert after[code].denominator == before[code].denominator
    # Cash at the counter is no online payment, and what came after the period's end was not known then.
    Payment.objects.update(method=Payment.Method.CASH)
    assert figures_of(question(world))["PAYMENT_DOSSIER_ONLINE"] == before["PAYMENT_DOSSIER_ONLINE"]
    Payment.objects.update(method=Payment.Method.GATEWAY, confirmed_at=hanoi("2026-11-20 09:00"))
    assert figures_of(question(world))["PAYMENT_DOSSIER_ONLINE"] == before["PAYMENT_DOSSIER_ONLINE"]


def test_a_service_is_used_by_an_online_dossier_of_the_same_procedure_at_the_same_unit(world: World) -> None:
    before = figures_of(question(world))["ONLINE_SERVICE_USED"]
    dossier = world.received(hanoi("2026-11-09 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.IN_PERSON)
    assert figures_of(question(world))["ONLINE_SERVICE_USED"] == before
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.ONLINE)
    after = figures_of(question(world))["ONLINE_SERVICE_USED"]
    assert (after.numerator, after.denominator) == ((before.numerator or 0) + 1, before.denominator)


@pytest.fixture
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.mark.usefixtures("_at_nine")
def test_every_number_on_the_page_opens_a_list_as_long_as_it_says(world: World, signed_in: Any) -> None:
    world.finished(hanoi("2026-11-02 09:00"))
    world.received(hanoi("2026-11-09 09:00"), world.birth)
    client = signed_in(world.thanh)
    context = client.get(f"{INDEX}?{NOVEMBER}").context
    opened = 0
    for row in (row for group in context["groups"] for row in group["rows"]):
        for part in ("numerator", "denominator"):
            if row[f"{part}_url"]:
                page = client.get(f"{INDEX}{row[f'{part}_url']}")
                assert page.status_code == 200
                assert len(page.context["rows"]) == row[part]
                assert client.get(f"{INDEX}{row[f'{part}_url']}&dang=csv").status_code == 200
                opened += 1
    assert opened > 8
    for lift in context["lifts"]:
        if lift["url"]:
            assert len(client.get(f"{INDEX}{lift['url']}").context["rows"]) == lift["lacking"]
    assert client.get(f"{INDEX}danh-sach/?tieu-chi=KHONG&phan=tu").status_code == 404
    assert client.get(f"{INDEX}danh-sach/?tieu-chi=DOSSIER_SYNC&phan=khac").status_code == 404


@pytest.mark.usefixtures("_at_nine")
def test_what_a_person_entered_is_marked_with_its_source_and_never_replaces_a_count(
    world: World, signed_in: Any
) -> None:
    unit = scope_of(world.thanh).unit
    assert unit
    common = {"department": unit, "period": "thang-2026-11", "entered_by": world.quan, "entered_at": AT}
    IndexEntry.objects.create(criterion="PUBLISH_ON_TIME", numerator=1, denominator=79, source="báo cáo cũ", **common)
    IndexEntry.objects.create(criterion="PUBLISH_ON_TIME", numerator=79, denominator=79, source="báo cáo 12", **common)
    IndexEntry.objects.create(criterion="DOSSIER_ON_TIME", points=20, source="muốn thế", **common)
    context = signed_in(world.thanh).get(f"{INDEX}?{NOVEMBER}").context
    rows = {row["code"]: row for group in context["groups"] for row in group["rows"]}
    assert rows["PUBLISH_ON_TIME"]["points"] == 6
    assert rows["PUBLISH_ON_TIME"]["entered"]
    assert any("báo cáo 12" in line for line in rows["PUBLISH_ON_TIME"]["lines"])
    assert rows["DOSSIER_ON_TIME"]["points"] == 0
    assert not rows["DOSSIER_ON_TIME"]["entered"]


@pytest.mark.usefixtures("_at_nine")
def test_feedback_is_judged_by_all_its_terms_and_what_the_national_portal_took_in_is_added(
    world: World, signed_in: Any
) -> None:
    """Of five one is withdrawn; two were late: refused after two working days, published after two."""
    moments = {day: hanoi(f"2026-11-{day:02} 09:00") for day in (2, 3, 4, 5, 9, 12)}
    good, slow, refused, withdrawn, still = (world.complained(moments[2]) for _ in range(5))
    for one in (good, slow):
        accept(one, by=world.lan, at=moments[3])
        answer(one, by=world.son, at=moments[4], answer="Đã xử lý.")
    rate(good, by=world.mai, at=moments[5], satisfied=False)
    publish(slow, by=world.son, at=moments[12], question="Chậm.", answer="Đã xử lý.")
    refuse(refused, by=world.son, at=moments[9], reason="Không thuộc thẩm quyền.")
    withdraw(withdrawn, by=world.mai, at=moments[3])
    ask(still, by=world.lan, at=moments[4], question="Hồ sơ nào?")
    figures = figures_of(question(world))
    in_time, content = figures["PETITION_PROCESSING_ON_TIME"], figures["PETITION_HANDLING_SATISFACTION"]
    assert (in_time.numerator, in_time.denominator) == (2, 4)
    assert (content.numerator, content.denominator) == (0, 2)
    unit = scope_of(world.thanh).unit
    assert unit
    IndexEntry.objects.create(
        criterion="PETITION_PROCESSING_ON_TIME", numerator=4, denominator=5, source="Cổng PAKN quốc gia",
        department=unit, period="thang-2026-11", entered_by=world.quan, entered_at=AT,
    )  # fmt: skip
    client = signed_in(world.thanh)
    page = client.get(f"{INDEX}?{NOVEMBER}")
    (row,) = [r for g in page.context["groups"] for r in g["rows"] if r["code"] == "PETITION_PROCESSING_ON_TIME"]
    assert (row["numerator"], row["numerator_besides"], row["points"]) == (2, 4, 4)
    assert any("cổng này đếm 2/4; cộng 4/5 nhập tay, Cổng PAKN quốc gia" in line for line in row["lines"])
    behind = client.get(f"{INDEX}{row['numerator_url']}")
    assert {shown.code for shown in behind.context["rows"]} == {good.code, still.code}


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"period": "tháng mười một"}, "period"),
        ({"points": "6.5", "numerator": "", "denominator": ""}, "points"),
        ({"criterion": "DOSSIER_ON_TIME"}, "criterion"),
        ({"criterion": "PETITION_PROCESSING_ON_TIME", "points": "6", "numerator": "", "denominator": ""}, "points"),
        ({"numerator": "80"}, "__all__"),
        ({"source": ""}, "source"),
    ],
    ids=["period", "points", "counted", "added", "more-than-all", "source"],
)
def test_a_wrong_entry_is_refused_beside_its_field(
    world: World, signed_in: Any, changed: dict[str, str], field: str
) -> None:
    unit = scope_of(world.thanh).unit
    assert unit
    entry = {
        "department": str(unit.pk), "period": "thang-2026-11", "criterion": "PUBLISH_ON_TIME", "numerator": "1",
        "denominator": "79", "points": "", "source": "báo cáo",
    }  # fmt: skip
    client, address = signed_in(world.quan), "/quan-tri/cases/indexentry/add/"
    answer = client.post(address, entry | changed)
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert not IndexEntry.objects.exists()
    assert client.post(address, entry).status_code == 302
    assert IndexEntry.objects.get().entered_by == world.quan


@pytest.mark.usefixtures("_at_nine")
def test_units_stand_one_a_row_whether_they_have_dossiers_or_not(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.thanh)
    empty = client.get(f"{INDEX}don-vi/?{NOVEMBER}").context["rows"]
    world.received(hanoi("2026-11-09 09:00"))
    for path in (INDEX, f"{INDEX}don-vi/"):
        with django_assert_max_num_queries(10):
            context = client.get(f"{path}?{NOVEMBER}").context
    assert len(empty) == len(context["rows"]) == len(read({}, scope_of(world.thanh), AT).whole.units) > 1
    assert [row["known"].tenths for row in context["rows"]] == sorted(
        (row["known"].tenths for row in context["rows"]), reverse=True
    )
