"""The form to be filled in by hand: every question has its room, whatever its kind, and whoever is on it is nobody."""

import io
from typing import Any

import pikepdf
import pytest

from cases.printing.blank_form import blank_form
from cases.printing.compile import render
from procedures.models import FormField, Procedure, ProcedureVersion
from tests.cases.printing.papers import pages_of, words_of
from tests.queries import statements
from tests.world import SINCE, World

PAGE = "https://mot-cua.example/thu-tuc/1.500000/"
Kind = FormField.Kind


def asking(world: World, *questions: dict[str, Any], published: bool = True) -> ProcedureVersion:
    """A version of its own with these questions."""
    procedure = Procedure.objects.create(code="1.500000", field=world.field)
    made = ProcedureVersion.objects.create(procedure=procedure, number=1, name="Đăng ký thuyền buồm")
    for position, question in enumerate(questions):
        FormField.objects.create(
            version=made, position=position, **{"group": "Con thuyền", "key": f"k{position}", **question}
        )
    if published:
        ProcedureVersion.objects.filter(pk=made.pk).update(status="published", valid_from=SINCE)
    return ProcedureVersion.objects.get(pk=made.pk)


def words(version: ProcedureVersion) -> str:
    facts = blank_form(version, PAGE)
    assert facts is not None
    return words_of(render("to-khai", facts))


def rows_of(version: ProcedureVersion) -> dict[str, dict[str, Any]]:
    facts = blank_form(version, PAGE)
    assert facts is not None
    return {row["label"]: row for row in facts["sections"][2]["rows"]}


@pytest.mark.parametrize("kind", Kind.values)
def test_a_question_of_any_kind_is_on_the_paper(world: World, kind: str) -> None:
    more: dict[str, Any] = {"choices": ["Gỗ", "Sắt"]} if kind in ("choice", "choices") else {}
    more |= {"columns": [{"key": "a", "label": "Tên cột"}]} if kind == "table" else {}
    assert "Câu hỏi này" in words(asking(world, {"label": "Câu hỏi này", "kind": kind, **more}))


def test_each_kind_has_its_own_room(world: World) -> None:
    rows = rows_of(
        asking(
            world,
            {"label": "Tên"},
            {"label": "Số định danh", "kind": "personal_id"},
            {"label": "Loại", "kind": "choice", "choices": ["Gỗ", {"value": "s", "label": "Sắt"}]},
            {"label": "Tỉnh", "kind": "choice", "choices": [str(number) for number in range(63)]},
            {"label": "Có buồm", "kind": "yes_no"},
            {"label": "Giá", "kind": "money"},
            {"label": "Người đi", "kind": "table", "columns": [{"key": "a", "label": "Họ tên"}], "maximum": 300},
            {"label": "Thứ chưa biết", "kind": "starship"},
        )
    )
    assert rows["Tên"]["shape"] == rows["Thứ chưa biết"]["shape"] == rows["Tỉnh"]["shape"] == "line"
    assert rows["Số định danh"]["boxes"] == 12
    assert rows["Loại"]["options"] == ["Gỗ", "Sắt"]
    assert rows["Có buồm"]["options"] == ["Có", "Không"]
    assert rows["Giá"]["unit"] == "đồng"
    assert (rows["Người đi"]["columns"], rows["Người đi"]["rows"]) == (["Họ tên"], 12)


def test_what_is_asked_only_sometimes_says_when(world: World) -> None:
    rows = rows_of(
        asking(
            world,
            {"label": "Có buồm", "kind": "yes_no", "key": "sail"},
            {"label": "Số buồm", "show_when": {"field": "sail", "is": "yes"}, "help_text": "Kể cả buồm phụ."},
            {"label": "Màu", "required": False},
        )
    )
    assert rows["Số buồm"]["note"] == "Chỉ ghi khi câu “Có buồm” trả lời “Có”. Kể cả buồm phụ."
    assert "Màu (nếu có)" in rows


def test_the_paper_names_the_procedure_its_papers_and_the_version(world: World) -> None:
    found = words(world.permit)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỜ KHAI", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Kính gửi:",
        "thủ tục 1.013225, phiên bản 1, áp dụng từ ngày 01/07/2025", "1. Người nộp hồ sơ", "2. Chủ hồ sơ",
        "3. Nội dung", "Nội dung đề nghị", "Từ ngày (nếu có): ngày", "4. Giấy tờ nộp kèm", "Giấy tờ chứng minh",
        "Nhận kết quả:", "Nhận qua bưu chính công ích", "Tôi cam đoan", "NGƯỜI KHAI",
    ):  # fmt: skip
        assert said in found, said


def test_a_long_form_goes_on_over_pages_and_stays_a_tagged_archive_file(world: World) -> None:
    kinds = ("textarea", "address", "date")
    questions = [
        {"label": f"Câu hỏi số {number}", "kind": kinds[number % 3], "group": f"Nhóm {number // 9}"}
        for number in range(60)
    ]
    facts = blank_form(asking(world, *questions), PAGE)
    assert facts is not None
    pdf = render("to-khai", facts)
    assert render("to-khai", facts) == pdf
    assert pages_of(pdf) >= 4
    found = words_of(pdf)
    assert [f"Câu hỏi số {number}" in found for number in range(60)] == [True] * 60
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")


def test_a_question_is_never_read_as_markup(world: World) -> None:
    assert '#read("/etc/passwd") *x* <b>' in words(asking(world, {"label": '#read("/etc/passwd") *x* <b>'}))


# The address.


def test_anybody_takes_the_form_from_the_page_of_the_procedure(world: World, client: Any) -> None:
    assert 'href="/in/mau/1.013225.pdf" download' in client.get("/thu-tuc/1.013225/").content.decode()
    answer = client.get("/in/mau/1.013225.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "public, max-age=600"
    assert answer.content.startswith(b"%PDF")


def test_where_nothing_is_asked_or_in_force_there_is_no_form(world: World, client: Any) -> None:
    asking(world)
    assert "in/mau" not in client.get("/thu-tuc/1.500000/").content.decode()
    assert client.get("/in/mau/1.500000.pdf").status_code == 404
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    assert "in/mau" not in client.get("/thu-tuc/1.013225/").content.decode()
    assert client.get("/in/mau/1.013225.pdf").status_code == 404
    assert client.get("/in/mau/khong-co.pdf").status_code == 404


def test_the_form_costs_few_statements(world: World, client: Any) -> None:
    assert statements(lambda: client.get("/in/mau/1.013225.pdf")) <= 3
