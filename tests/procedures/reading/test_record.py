"""A whole record: what is checked, what becomes of it, and when two records say the same."""

from typing import Any

import pytest

from procedures.channels import Channel
from procedures.reading import LimitFact, RecordRefused, checked, fingerprint, read_record, search_text
from procedures.time_limits import LimitUnit

RECORD: dict[str, Any] = {
    "code": "1.900001",
    "name": "Cấp phép đặt quầy hoa",
    "field": "Hoa và cây cảnh",
    "level": ["Cấp xã", "Cấp tỉnh"],
    "agency": ["Ủy ban nhân dân cấp xã"],
    "methods": [{"method": "Trực tiếp", "time_text": "5 Ngày làm việc", "fee_text": "Miễn phí", "note": ""}],
    "documents": [{"group": "", "name": "Đơn đề nghị", "originals": 1, "copies": 0}],
    "steps_text": "Nộp đơn.\r\n Nhận giấy phép.",
    "legal_basis": ["01/2026/NĐ-CP", " 01/2026/NĐ-CP ", ""],
    "result": [{"name": "Giấy phép", "code": "KQ.H26.000001"}],
    "requirements": "Không có thông tinTừ khóaKhông có thông tin",
    "subjects": ["Công dân Việt Nam"],
    "decision_no": "12/QĐ-UBND",
    "source": "đâu đó",
    "crawled": "2026-06-10",
}

PORTAL: dict[str, Any] = {
    "code": "1.900001",
    "name": "Cấp phép đặt quầy hoa",
    "executionSteps": [{"name": "Bước 1", "description": "Nộp đơn."}],
    "executionMethods": [
        {
            "submissionMethod": "DIRECT",
            "processingTime": 5,
            "processingTimeUnit": "WORKING_DAY",
            "description": "",
            "fees": [{"type": "FEE", "value": 50000, "currencyId": "", "description": "/giấy phép"}],
        },
        {"submissionMethod": "ONLINE", "processingTime": 3, "processingTimeUnit": "FORTNIGHT", "fees": None},
    ],
    "executionCases": [
        {"name": "", "profileComponents": [{"code": "KQ01", "name": "Đơn", "originalQty": 1, "copyQty": 0}]}
    ],
    "cases": [
        {"name": "Cấp mới", "processingDay": {"qty": 5, "type": "WORKING_DAY"}},
        {"name": "Cấp lại", "processingDay": {"qty": 2, "type": "WORKING_DAY"}},
    ],
    "isWard": True,
    "categoriesDetails": [{"name": "Hoa và cây cảnh", "code": "H26-HC01"}],
    "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
    "legalBasisesDetails": [{"name": "Nghị định", "code": "01/2026/NĐ-CP"}],
    "resultsDetails": [{"name": "Giấy phép", "code": "KQ.H26.000001"}],
    "procedureProposal": {"proposalNumber": "12/QĐ-UBND"},
    "updatedAt": 1,
}


def test_a_whole_record_is_read_without_doubt():
    facts = read_record(checked(RECORD))
    assert facts.doubts == ()
    assert facts.levels == {"commune", "city"}
    assert (facts.legal_basis, facts.conditions) == ("01/2026/NĐ-CP", "")
    assert facts.procedure_text == "Nộp đơn.\nNhận giấy phép."
    assert facts.limits == (LimitFact(Channel.IN_PERSON, None, 5, LimitUnit.WORKING_DAY, "5 Ngày làm việc"),)
    assert search_text(facts) == "cap phep dat quay hoa 1 900001"


def test_the_portals_own_json_is_read_by_the_same_rules():
    facts = read_record(checked(PORTAL))
    assert (facts.field_code, facts.decision, facts.levels) == ("H26-HC01", "12/QĐ-UBND", frozenset({"commune"}))
    assert [(limit.channel, limit.case, limit.amount, limit.unit) for limit in facts.limits] == [
        (Channel.IN_PERSON, None, 5, LimitUnit.WORKING_DAY),
        (Channel.ONLINE, None, None, None),
        (None, "Cấp mới", 5, LimitUnit.WORKING_DAY),
        (None, "Cấp lại", 2, LimitUnit.WORKING_DAY),
    ]
    assert [(fee.amount, fee.per) for fee in facts.fees] == [(50_000, "giấy phép")]
    assert [paper.code for paper in facts.papers] == ["KQ01"]
    assert facts.doubts == ("Thời hạn (Trực tuyến): không đọc được “3 FORTNIGHT”.",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": None}, "Thiếu mã"),
        ({"code": "1.90001"}, "1.001193"),
        ({"code": "1.900001\n"}, "sai dạng"),
        ({"code": "１.900001"}, "sai dạng"),
        ({"code": 1.9}, "sai dạng"),
        ({"name": "  "}, "Thiếu tên"),
        ({"name": ["Cấp phép"]}, "Thiếu tên"),
        ({"field": ""}, "Thiếu lĩnh vực"),
        ({"fee_text": 5}, "“fee_text” phải là chữ"),
        ({"methods": "Trực tiếp"}, "“methods” phải là danh sách"),
        ({"documents": ["Đơn"]}, "“documents” phải là danh sách"),
        ({"legal_basis": [1]}, "“legal_basis” phải là danh sách"),
        ({"executionMethods": {}}, "“executionMethods” phải là danh sách"),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_by_the_name_of_the_part(change, said):
    with pytest.raises(RecordRefused, match=said):
        checked(RECORD | change)


@pytest.mark.parametrize("raw", [None, 5, "chữ", [RECORD]])
def test_what_is_no_object_is_no_record(raw):
    with pytest.raises(RecordRefused, match="đối tượng JSON"):
        checked(raw)


def test_the_code_of_a_city_variant_is_a_code():
    assert read_record(checked(RECORD | {"code": "1.900001.000.00.00.H26"})).code == "1.900001.000.00.00.H26"


@pytest.mark.parametrize(
    "change",
    [
        {"source": "nơi khác", "crawled": "2027-01-01"},
        {"name": "Cấp phép  đặt quầy hoa "},
        {"name": "Cấp phép đặt quầy hoa".replace("ấ", "a\u0302\u0301")},
    ],
)
def test_spacing_letters_and_the_day_of_the_crawl_are_no_change_of_content(change):
    assert fingerprint(RECORD | change) == fingerprint(RECORD)


@pytest.mark.parametrize("change", [{"name": "Cấp phép đặt quầy quà"}, {"decision_no": "13/QĐ-UBND"}, {"methods": []}])
def test_what_the_law_asks_is_content(change):
    assert fingerprint(RECORD | change) != fingerprint(RECORD)


def test_a_record_nested_too_deep_is_refused():
    deep: object = "đáy"
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(RecordRefused, match="quá sâu"):
        fingerprint(RECORD | {"more": deep})


def test_a_name_longer_than_its_column_is_cut_and_kept_whole_in_a_doubt():
    name = "Cấp phép " + "rất dài " * 200
    facts = read_record(checked(RECORD | {"name": name}))
    assert len(facts.name) == 1000
    assert name.strip() in facts.doubts[0]


def test_characters_no_database_can_hold_are_dropped():
    facts = read_record(checked(RECORD | {"name": "Cấp\x00 phép\ud800", "steps_text": "a\x00b"}))
    assert (facts.name, facts.procedure_text) == ("Cấp phép", "ab")


def test_a_record_without_methods_takes_the_limit_and_fee_of_the_record():
    facts = read_record(checked(RECORD | {"methods": [], "time_limit_text": "2 Ngày", "fee_text": "Miễn phí"}))
    assert facts.limits == (LimitFact(None, None, 2, LimitUnit.CALENDAR_DAY, "2 Ngày"),)
    assert [fee.amount for fee in facts.fees] == [0]
