"""What to bring and what comes out, as the source lists them."""

import pytest

from procedures.reading.facts import PaperFact, RecordRefused, ResultFact
from procedures.reading.papers import read_papers, read_results


def row(name="Tờ khai", group="", originals=1, copies=0):
    return {"group": group, "name": name, "originals": originals, "copies": copies, "form_hint": None}


def paper(name="Tờ khai", **changes):
    facts = {
        "case": None,
        "code": "",
        "name": name,
        "originals": 1,
        "copies": 0,
        "present_only": False,
        "is_note": False,
        "required": True,
        "note": "",
    }
    return PaperFact(**(facts | changes))


def test_a_row_is_a_paper_with_its_originals_and_copies():
    doubts: list[str] = []
    assert read_papers([row("; - Tờ khai", originals=1, copies=2)], doubts) == [paper(copies=2)]
    assert doubts == []


def test_a_row_of_no_originals_and_no_copies_is_a_note_for_a_person_to_look_at():
    doubts: list[str] = []
    assert read_papers([row(), row("Xem lại", "Lưu ý", 0, 0)], doubts) == [
        paper(),
        paper("Xem lại", originals=0, is_note=True),
    ]
    assert doubts == ["1 dòng thành phần hồ sơ ghi 0 bản chính, 0 bản sao: đã ghi là ghi chú, cần xem lại."]


def test_papers_are_grouped_by_case():
    assert read_papers([row(group="2) Trường hợp ủy quyền thì hồ sơ gồm:")], []) == [
        paper(case="2) Trường hợp ủy quyền")
    ]


@pytest.mark.parametrize(
    ("group", "present_only", "note"),
    [
        ("Giấy tờ phải xuất trình", True, ""),
        ("Giấy tờ phải nộp", False, ""),
        ("Xuất trình hoặc gửi bản chính", False, "Nhóm: Xuất trình hoặc gửi bản chính"),
        ("Hồ sơ của người nhận con nuôi", False, "Nhóm: Hồ sơ của người nhận con nuôi"),
    ],
)
def test_what_is_only_shown_is_told_from_what_is_handed_in(group, present_only, note):
    assert read_papers([row(group=group)], []) == [paper(present_only=present_only, note=note)]


def test_a_paper_that_need_not_exist_is_not_required():
    assert read_papers([row("Giấy ủy quyền (nếu có)")], []) == [paper("Giấy ủy quyền (nếu có)", required=False)]


def test_a_year_glued_to_the_quantity_is_no_quantity():
    doubts: list[str] = []
    assert read_papers([row(originals=20261, copies=1)], doubts) == [
        paper(originals=0, copies=1, note="Nguồn ghi 20261 bản chính, 1 bản sao.")
    ]
    assert doubts == ["Số lượng không đọc chắc chắn: 20261 bản chính, 1 bản sao của “Tờ khai”."]


def test_a_procedure_without_papers_or_results_is_flagged():
    doubts: list[str] = []
    assert read_papers([row("  ")], doubts) == []
    assert read_results([], doubts) == []
    assert doubts == ["Nguồn không nêu thành phần hồ sơ.", "Nguồn không nêu kết quả giải quyết."]


@pytest.mark.parametrize("quantity", ["1", -1, 1.5, True, float("inf"), [1]])
def test_a_quantity_that_is_no_number_refuses_the_record(quantity):
    with pytest.raises(RecordRefused, match="originals"):
        read_papers([row(originals=quantity)], [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Giấy khai sinh", "paper"),
        ("+ Văn bản từ chối (nêu rõ lý do).", "refusal"),
        ("Văn bản chấp thuận hoặc không chấp thuận", "paper"),
        ("Thông báo về việc sửa đổi, bổ sung hồ sơ đăng ký", "amend_notice"),
        ("Quyết định sửa đổi, bổ sung Giấy phép", "paper"),
        ("Cập nhật thông tin trong Cơ sở dữ liệu về cư trú", "data_update"),
    ],
)
def test_a_result_is_a_paper_a_refusal_a_notice_or_a_change_of_data(name, kind):
    results = read_results([{"name": name, "code": "KQ.G15.000031"}], [])
    assert results == [ResultFact("KQ.G15.000031", name.removeprefix("+ "), kind)]
