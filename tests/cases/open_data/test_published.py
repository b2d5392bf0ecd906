"""Every published table: its page, its files, its schema, and nobody's name in any of them."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cases.actions.apologise import apologise
from cases.actions.rate import rate
from cases.open_data.published import DATASETS
from cases.open_data.rules import LEAST
from procedures.actions.decide_review import conclude, decide
from procedures.actions.plan_review import plan_review
from procedures.actions.propose_change import propose_change
from procedures.models import ReviewRound, UsualTime
from tests.world import World, hanoi

NOW = hanoi("2026-11-25 09:00")
_TYPES = {"string": str, "integer": int, "number": (int, float), "null": type(None)}


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def rows_of(client: Client, key: str, more: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text_of(client, f"/cong-khai/{key}.json{more}"))["rows"]
    return found


def a_month(world: World) -> None:
    """Six permits and one renewal came to a result in October's month at the ward; one permit was late."""
    for day in range(6):
        world.finished(hanoi("2026-10-19 09:00") + timedelta(days=day % 5))
    world.finished(hanoi("2026-10-20 09:00"), world.renewal)
    late = world.assigned(hanoi("2026-11-02 09:00"))
    apologise(late, by=world.son, at=hanoi("2026-11-10 09:00"), reason="Bí mật", new_day=NOW.date() + timedelta(2))
    UsualTime.objects.create(
        procedure=world.permit.procedure, count=47, on_time=46, half_within=3, most_within=6,
        since=NOW.date(), counted_at=NOW,
    )  # fmt: skip


def a_decision(world: World) -> None:
    """The permit was made simpler by decision; what was said about it is no concern of the public."""
    day = NOW.date()
    plan = ReviewRound.objects.create(
        name="Rà soát", year=2026, first=day, last=day, legal_basis="KH", decided_by=world.ward, hourly_wage=60_000,
        wage_basis="GDP",
    )  # fmt: skip
    (review,) = plan_review(plan, [world.permit], unit=world.ward, measured={}, today=day)
    paper = world.permit.requirements.get(code="TK")
    propose_change(review, kind="drop_paper", document=paper, reason="Bí mật")
    conclude(review, by=world.quan, at=NOW, conclusion="simplify", findings="Bí mật")
    decide(review, by=world.son, at=NOW, decision="approved", number="45/QĐ", day=day, note="Bí mật")


def test_page_csv_json_and_schema_say_the_same_and_name_nobody(world: World, client: Client) -> None:
    a_month(world)
    a_decision(world)
    filled = {key for key in DATASETS if said_alike(client, key)}
    assert filled == set(DATASETS) - {"phan-anh", "quyet-dinh"}


def said_alike(client: Client, key: str) -> int:
    """How many rows the table has, after all its forms were compared."""
    page = text_of(client, f"/cong-khai/{key}/")
    schema = json.loads(text_of(client, f"/cong-khai/{key}.schema.json"))
    document = json.loads(text_of(client, f"/cong-khai/{key}.json"))
    assert set(document) == set(schema["properties"])
    properties = schema["properties"]["rows"]["items"]["properties"]
    for row in document["rows"]:
        assert list(row) == list(properties)
        for name, value in row.items():
            types = properties[name]["type"]
            allowed = [_TYPES[one] for one in ([types] if isinstance(types, str) else types)]
            assert any(isinstance(value, one) for one in allowed), (key, name, value)
    table = text_of(client, f"/cong-khai/{key}.csv").removeprefix("\ufeff")
    written = list(csv.reader(io.StringIO(table)))
    assert (written[0], len(written) - 1) == (list(properties), len(document["rows"]))
    for text in (page, table, json.dumps(document, ensure_ascii=False)):
        for person in ("Trần Thị Mai", "Lê Quang Minh", "Bí mật", "001190012345", "912345678"):
            assert person not in text, (key, person)
    assert "CC BY 4.0" in page
    assert "CC BY 4.0" in document["licence"]
    return len(document["rows"])


def test_all_tables_of_a_month_add_up_to_the_same(world: World, client: Client) -> None:
    a_month(world)
    both, units, procedures = (rows_of(client, key) for key in ("dung-han", "dung-han-don-vi", "dung-han-thu-tuc"))
    assert [(row["don_vi"], row["ma_thu_tuc"], row["da_co_ket_qua"]) for row in both] == [
        ("UBND phường Cửa Nam", None, 7)
    ], "the one renewal would be what is left of the total"
    assert units[-1]["don_vi"] == "Toàn thành phố"
    sums = {sum(row["da_co_ket_qua"] for row in rows) for rows in (both, units[:-1], procedures)}
    assert sums == {7} == {units[-1]["da_co_ket_qua"]}


def test_fewer_than_the_least_are_not_told_anywhere(world: World, client: Client) -> None:
    for _ in range(LEAST - 1):
        rate(world.finished(hanoi("2026-10-20 09:00")), by=world.mai, at=hanoi("2026-10-21 09:00"), score=1)
    for key in ("dung-han", "dung-han-don-vi", "dung-han-thu-tuc"):
        assert rows_of(client, key) == [], key
    assert rows_of(client, "chi-so-766") == []


def test_a_group_of_the_index_that_few_dossiers_make_is_hidden_and_the_sum_with_it(
    world: World, client: Client
) -> None:
    for version in (None, None, None, None, world.renewal):
        world.finished(hanoi("2026-10-20 09:00"), version)
    (row,) = rows_of(client, "chi-so-766")
    assert (row["ma_don_vi"], row["nhom_2"], row["nhom_4"], row["cong"], row["tren"]) == (
        "H26.105", 20, None, None, None,
    ), "only one dossier owes a fee"  # fmt: skip


def test_an_overdue_dossier_is_told_by_its_code_with_its_apology(world: World, client: Client) -> None:
    a_month(world)
    (row,) = rows_of(client, "ho-so-qua-han")
    assert (row["hen_tra"], row["qua_han"], row["xin_loi"], row["hen_lai"]) == (
        "2026-11-11", 9, "2026-11-10", "2026-11-27",
    )  # fmt: skip
    assert rows_of(client, "ho-so-qua-han", "?don-vi=H26.104") == []


def test_usual_times_hide_how_many_they_rest_on(world: World, client: Client) -> None:
    a_month(world)
    (row,) = rows_of(client, "thoi-gian-thuong-le")
    assert (row["don_vi"], row["mot_nua_trong"], row["tu_khoang"]) == ("Mọi nơi", 3, 40)


@pytest.mark.parametrize("period", ["thang-2026-12", "thang-2026-11-x", "quy-2026-3", "2026-10-01--2026-10-02"])
def test_only_closed_months_are_published(world: World, client: Client, period: str) -> None:
    assert client.get(f"/cong-khai/dung-han.json?ky={period}").status_code == 404
    assert "Chỉ công khai theo tháng" in text_of(client, f"/cong-khai/dung-han/?ky={period}")


@pytest.mark.parametrize("address", ["khong-co/", "khong-co.csv", "thu-tuc.xml", "thu-tuc.json/x"])
def test_what_there_is_not_is_not_found(world: World, client: Client, address: str) -> None:
    assert client.get(f"/cong-khai/{address}").status_code == 404


def test_no_page_costs_more_than_ten_statements(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    a_month(world)
    for key in DATASETS:
        with django_assert_max_num_queries(10, info=key):
            client.get(f"/cong-khai/{key}/")


def test_other_sites_may_read_the_files(world: World, client: Client) -> None:
    answer = client.get("/cong-khai/thu-tuc.json")
    assert (answer["Access-Control-Allow-Origin"], 'rel="license"' in answer["Link"]) == ("*", True)
